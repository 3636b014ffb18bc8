/** The agenda with its pointer; every move has a button. */

import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ItemId } from '../../shared/ids.ts';
import { currentItem, itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import type { AgendaItem } from '../../shared/meeting/agenda/state.ts';
import { type ItemKind, itemKinds } from '../../shared/procedure.ts';
import { elapsed } from '../../shared/rulebook/stopwatch.ts';
import { defineShortcut } from '../app/shortcuts.ts';
import { Panel } from '../conduct/panel.ts';
import { panelStyles } from '../conduct/panel-style.ts';
import { text } from '../text/language.ts';
import { refusalText } from '../text/refusals.ts';
import { icon } from '../ui/icons.ts';
import { optionsOf } from '../ui/options.ts';
import { reveal } from '../ui/reveal.ts';

const keys = {
  next: defineShortcut('.', () => text().nextItem),
  previous: defineShortcut(',', () => text().previousItem),
};

@customElement('agenda-panel')
export class AgendaPanel extends Panel {
  @query('dialog') private dialog!: HTMLDialogElement;
  @state() private kind: ItemKind = 'other';
  @state() private isIncomplete = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  static override styles = [
    ...panelStyles,
    css`
      :host {
        grid-template-rows: auto auto minmax(0, 1fr);
        align-content: stretch;
      }
      ol {
        overflow: auto;
        margin-inline: -6px;
      }
      li {
        padding: 6px;
        border-radius: var(--radius);
        border-bottom: 1px solid var(--line);
      }
      li.sub {
        margin-inline-start: 16px;
      }
      li.current {
        background: var(--accent-soft);
        border-inline-start: 4px solid var(--accent);
      }
      .head {
        display: grid;
        grid-template-columns: 2em 1fr auto;
        gap: 4px;
        line-height: 1.3;
        align-items: start;
      }
      .time {
        color: var(--text-2);
        font-size: 0.8rem;
        white-space: nowrap;
      }
      .over {
        color: var(--danger);
        font-weight: 700;
      }
      details summary::before {
        display: none;
      }
      details summary::after {
        content: '⋯';
        color: var(--text-2);
        font-weight: 700;
      }
      details summary {
        list-style: none;
        font-weight: inherit;
        border-radius: var(--radius);
      }
      details summary::-webkit-details-marker {
        display: none;
      }
      .moves {
        display: flex;
        gap: 4px;
        flex-wrap: wrap;
        padding-block: 4px;
      }
      .title {
        font-weight: 500;
      }
      .script {
        display: flex;
        margin-block-start: 8px;
        gap: 8px;
        max-height: 24dvh;
        overflow: auto;
        padding: 8px 10px;
        background: var(--accent-soft);
        border-radius: var(--radius);
      }
      .script p {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .done .title,
      .skipped .title {
        color: var(--text-2);
      }
      .moves-main {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 8px;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), 10_000); // minutes spent
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  #revealed: string | null = null;
  protected override updated(): void {
    const current = this.meeting.isReady ? this.meeting.view.agenda.current : null;
    if (current === this.#revealed) return;
    this.#revealed = current;
    reveal(this.renderRoot.querySelector('ol'), this.renderRoot.querySelector('[aria-current="step"]'));
  }

  override render() {
    if (!this.meeting.isReady) return nothing;
    const { t } = this;
    const { items } = this.meeting.view.agenda;
    const numbers = itemNumbers(items);
    return html`<div class="row">
        <h2 class="grow">${t.agenda}</h2>
        <button
          class="quiet"
          aria-disabled=${this.meeting.view.phase === 'closed' ? 'true' : 'false'}
          @click=${this.#openAdding}
        >
          ${icon('plus')} ${t.addItem}
        </button>
      </div>
      <div>
        <div class="moves-main">
          ${this.button({ type: 'previous-item' }, icon('chevronLeft'), { shortcut: keys.previous, label: t.previousItem })}
          ${this.button({ type: 'next-item' }, html`${t.nextItem} ${icon('chevronRight')}`, {
            shortcut: keys.next,
            classes: 'primary',
          })}
        </div>
        ${this.#script()}
      </div>
      <ol tabindex="0" aria-label=${t.agenda}>
        ${repeat(
          items,
          ({ id }) => id,
          (item) => this.#item(item, numbers),
        )}
      </ol>
      ${this.#adding()}`;
  }

  /** What the secretariat wrote down for the chair to say here. */
  #script() {
    const { agenda } = this.meeting.view;
    const note = agenda.items.find(({ id }) => id === agenda.current)?.note;
    return note
      ? html`<section class="script" tabindex="0" aria-label=${this.t.script}>${icon('notebook')} <p>${note}</p></section>`
      : nothing;
  }

  #item(item: AgendaItem, numbers: Map<ItemId, string>) {
    const { t } = this;
    const { agenda } = this.meeting.view;
    const isCurrent = item.id === agenda.current;
    const siblings = agenda.items.filter((other) => other.parent === item.parent);
    const place = siblings.indexOf(item);
    const [before, beforeThat, after] = [siblings[place - 1], siblings[place - 2], siblings[place + 1]];
    const spent = Math.round(elapsed(item.spent, this.meeting.live.now()) / 60_000);
    const isOver = spent > item.plannedMinutes;
    return html`<li
      class="${item.parent ? 'sub' : ''} ${isCurrent ? 'current' : ''} ${item.status}"
      aria-current=${isCurrent ? 'step' : nothing}
    >
      <details>
        <summary>
          <span class="head grow"
            ><b>${numbers.get(item.id)}</b
            ><span class="title wrap"
              >${item.title}${
                item.status === 'skipped' ? html` <span class="badge">${t.itemSkipped}</span>` : nothing
              }</span
            >
            <span class="time ${isOver ? 'over' : ''}"
              >${item.status === 'done' ? icon('check') : nothing}
              ${
                spent > 0 || isCurrent
                  ? t.spentOfPlanned(spent, item.plannedMinutes)
                  : t.plannedTime(item.plannedMinutes)
              }</span
            ></span
          >
        </summary>
        <div class="moves">
          ${
            isCurrent
              ? nothing
              : this.button({ type: 'jump-to-item', item: item.id }, html`${icon('play')} ${t.goToItem}`)
          }
          ${
            item.status === 'skipped'
              ? this.button({ type: 'restore-item', item: item.id }, html`${icon('undo')} ${t.restoreItem}`)
              : this.button({ type: 'skip-item', item: item.id }, t.skipItem)
          }
          ${
            before
              ? this.button({ type: 'move-item', item: item.id, after: beforeThat?.id ?? null }, icon('arrowUp'), {
                  label: `${t.moveUp}: ${item.title}`,
                })
              : nothing
          }
          ${
            after
              ? this.button({ type: 'move-item', item: item.id, after: after.id }, icon('arrowDown'), {
                  label: `${t.moveDown}: ${item.title}`,
                })
              : nothing
          }
        </div>
      </details>
    </li>`;
  }

  readonly #openAdding = () => {
    if (this.meeting.view.phase === 'closed') return this.say(refusalText('meeting-closed'), 'bad');
    this.isIncomplete = false;
    this.dialog.showModal();
  };

  #adding() {
    const { t } = this;
    const kinds = itemKinds.map((kind) => ({ value: kind as string, words: t.itemKinds[kind] }));
    return html`<dialog aria-labelledby="adding">
      <h2 id="adding">${t.addItem}</h2>
      <form novalidate @submit=${this.#add}>
        <label
          >${t.itemTitle}<input
            name="title"
            maxlength="300"
            aria-invalid=${this.isIncomplete ? 'true' : 'false'}
            aria-describedby="missing"
          />${
            this.isIncomplete ? html`<span id="missing" class="over" role="alert">${t.missing}</span>` : nothing
          }</label
        >
        <label
          >${t.itemKind}<select
            name="kind"
            @change=${(event: Event) => (this.kind = (event.target as HTMLSelectElement).value as ItemKind)}
          >
            ${optionsOf(kinds, this.kind)}
          </select></label
        >
        <label>${t.minutes}<input name="minutes" type="number" min="0" max="1440" value="15" /></label>
        <div class="row">
          <button class="primary" value="add">${t.addItem}</button
          ><button type="button" @click=${() => this.dialog.close()}>${t.cancel}</button>
        </div>
      </form>
    </dialog>`;
  }

  /** What is typed stays in the form until the server has taken it. */
  readonly #add = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const fields = new FormData(form);
    const title = String(fields.get('title') ?? '').trim();
    this.isIncomplete = title === '';
    if (this.isIncomplete) return form.querySelector<HTMLElement>('[name=title]')?.focus();
    const { agenda } = this.meeting.view;
    const current = currentItem(agenda);
    const after = current?.parent ?? current?.id ?? agenda.items.findLast((item) => item.parent === null)?.id ?? null;
    const isTaken = await this.act({
      type: 'add-item',
      title,
      kind: this.kind,
      plannedMinutes: Math.min(1440, Math.max(0, Math.round(Number(fields.get('minutes')) || 0))),
      parent: null,
      after,
      documents: [],
    });
    if (!isTaken) return;
    form.reset();
    this.kind = 'other';
    this.dialog.close();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'agenda-panel': AgendaPanel;
  }
}
