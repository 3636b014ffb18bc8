/** The agenda with its pointer; every move has a button. */
import { css, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { AgendaItem } from '../../shared/agenda.ts';
import type { ItemId } from '../../shared/ids.ts';
import { type ItemKind, itemKinds } from '../../shared/procedure.ts';
import { elapsed } from '../../shared/rulebook.ts';
import { icon } from '../ui/icons.ts';
import { itemNumbers } from '../ui/numbers.ts';
import { reveal } from '../ui/reveal.ts';
import { Panel } from './conduct.ts';
import { panelStyles } from './panel-style.ts';

@customElement('agenda-panel')
export class AgendaPanel extends Panel {
  @query('dialog') private dialog!: HTMLDialogElement;
  #timer: ReturnType<typeof setInterval> | undefined;

  static override styles = [
    ...panelStyles,
    css`
      :host {
        grid-template-rows: auto auto minmax(0, 1fr) auto;
        align-content: stretch;
      }
      ol {
        overflow: auto;
        margin-inline: -6px;
      }
      li {
        padding: 6px;
        border-radius: 8px;
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
      details summary {
        list-style: none;
        font-weight: inherit;
        border-radius: 8px;
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
    return html`<div class="row"><h2 class="grow">${t.agenda}</h2><button class="quiet" @click=${() => this.dialog.showModal()}>${icon('plus')} ${t.addItem}</button></div>
      <div class="moves-main">
        ${this.button({ type: 'previous-item' }, icon('chevronLeft'), { key: ',', label: t.previousItem })}
        ${this.button({ type: 'next-item' }, html`${t.nextItem} ${icon('chevronRight')}`, { key: '.', classes: 'primary' })}
      </div>
      <ol>
        ${items.map((item) => this.#item(item, numbers))}
      </ol>
      ${this.#adding()}`;
  }

  #item(item: AgendaItem, numbers: Map<ItemId, string>) {
    const { t } = this;
    const { agenda } = this.meeting.view;
    const isCurrent = item.id === agenda.current;
    const siblings = agenda.items.filter((one) => one.parent === item.parent);
    const place = siblings.indexOf(item);
    const [before, beforeThat, after] = [siblings[place - 1], siblings[place - 2], siblings[place + 1]];
    const spent = Math.round(elapsed(item.spent, this.meeting.live.now()) / 60_000);
    const isOver = spent > item.plannedMinutes;
    return html`<li class="${item.parent ? 'sub' : ''} ${isCurrent ? 'current' : ''} ${item.status}" aria-current=${isCurrent ? 'step' : nothing}>
      <details>
        <summary>
          <span class="head grow"
            ><b>${numbers.get(item.id)}</b><span class="title wrap">${item.title}${item.status === 'skipped' ? html` <span class="badge">${t.itemSkipped}</span>` : nothing}</span>
            <span class="time ${isOver ? 'over' : ''}">${item.status === 'done' ? icon('check') : nothing} ${spent > 0 || isCurrent ? t.spentOfPlanned(spent, item.plannedMinutes) : t.plannedTime(item.plannedMinutes)}</span></span
          >
        </summary>
        <div class="moves">
          ${isCurrent ? nothing : this.button({ type: 'jump-to-item', item: item.id }, html`${icon('play')} ${t.goToItem}`)}
          ${item.status === 'skipped' ? this.button({ type: 'restore-item', item: item.id }, html`${icon('undo')} ${t.restoreItem}`) : this.button({ type: 'skip-item', item: item.id }, t.skipItem)}
          ${before ? this.button({ type: 'move-item', item: item.id, after: beforeThat?.id ?? null }, icon('arrowUp'), { label: `${t.moveUp}: ${item.title}` }) : nothing}
          ${after ? this.button({ type: 'move-item', item: item.id, after: after.id }, icon('arrowDown'), { label: `${t.moveDown}: ${item.title}` }) : nothing}
        </div>
      </details>
    </li>`;
  }

  #adding() {
    const { t } = this;
    return html`<dialog aria-labelledby="adding">
      <h2 id="adding">${t.addItem}</h2>
      <form method="dialog" @submit=${this.#add}>
        <label>${t.itemTitle}<input name="title" maxlength="300" /></label>
        <label>${t.itemKind}<select name="kind">${itemKinds.map((kind) => html`<option value=${kind} ?selected=${kind === 'other'}>${t.itemKinds[kind]}</option>`)}</select></label>
        <label>${t.minutes}<input name="minutes" type="number" min="0" max="1440" value="15" /></label>
        <div class="row"><button class="primary" value="add">${t.addItem}</button><button value="">${t.cancel}</button></div>
      </form>
    </dialog>`;
  }

  readonly #add = (event: SubmitEvent) => {
    const form = event.target as HTMLFormElement;
    const fields = new FormData(form);
    const title = String(fields.get('title') ?? '').trim();
    if (!(event.submitter as HTMLButtonElement).value || !title) return;
    const { agenda } = this.meeting.view;
    const current = agenda.items.find((item) => item.id === agenda.current);
    const after = current?.parent ?? current?.id ?? agenda.items.findLast((item) => item.parent === null)?.id ?? null;
    void this.act({
      type: 'add-item',
      title,
      kind: String(fields.get('kind')) as ItemKind,
      plannedMinutes: Number(fields.get('minutes')) || 0,
      parent: null,
      after,
      documents: [],
    });
    form.reset();
  };
}
