/** The agenda with its documents, to read from. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { changesSince, itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import type { AgendaItem } from '../../shared/meeting/agenda/state.ts';
import { Meeting } from '../live/controller.ts';
import { DocumentWanted, documentsOf } from '../live/documents.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { reveal } from '../ui/reveal.ts';

@customElement('agenda-list')
export class AgendaList extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, own }) => [view?.agenda, view?.documents, own.documents]);
  @property() reading = '';

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        padding: 8px;
      }
      li.item {
        padding: 8px 6px;
        border-radius: var(--radius);
      }
      li.item + li.item {
        border-top: 1px solid var(--line);
      }
      li.sub {
        margin-inline-start: 18px;
      }
      li.current {
        background: var(--accent-soft);
      }
      .head {
        display: grid;
        grid-template-columns: 2.2em 1fr;
        gap: 4px;
        line-height: 1.35;
      }
      .head b {
        font-weight: 700;
      }
      .done .title {
        color: var(--text-2);
      }
      .mark {
        margin-block-start: 4px;
      }
      button {
        width: 100%;
        justify-content: start;
        text-align: start;
        font-weight: 500;
        margin-block-start: 4px;
        line-height: 1.3;
        padding: 6px 10px;
        border-width: 1px;
        border-color: var(--line);
      }
      .about {
        display: block;
        font-size: var(--size-s);
        color: var(--text-2);
      }
    `,
  ];

  #item(item: AgendaItem, number: string) {
    const { view } = this.#meeting;
    const { t } = this;
    const isCurrent = item.id === view.agenda.current;
    const documents = documentsOf(this.#meeting.live, item);
    const change =
      view.phase === 'prepared' ? changesSince(view.agenda).find((one) => one.item === item.id)?.how : undefined;
    return html`<li
      class="item ${item.parent ? 'sub' : ''} ${isCurrent ? 'current' : ''} ${item.status}"
      aria-current=${isCurrent ? 'step' : nothing}
    >
      <div class="head"><b>${number}</b><span class="title wrap">${item.title}</span></div>
      ${change ? html`<span class="badge mark">${t.itemChange[change]}</span>` : nothing}
      ${isCurrent ? html`<span class="badge good mark">${icon('play')}${t.currentItem}</span>` : nothing}
      ${item.status === 'done' ? html`<span class="badge mark">${icon('check')}${t.itemDone}</span>` : nothing}
      ${item.status === 'skipped' ? html`<span class="badge mark">${t.itemSkipped}</span>` : nothing}
      ${documents.map(
        (document) =>
          html`<button
            aria-current=${document.id === this.reading ? 'true' : 'false'}
            @click=${() => this.dispatchEvent(new DocumentWanted(document))}
          >
            ${icon('fileText')}
            <span class="grow wrap"
              >${document.title}<span class="about"
                >${t.documentKind[document.kind]}${document.symbol ? ` · ${document.symbol}` : ''} ·
                ${t.pages(document.pages)}</span
              >
              ${
                document.confidential ? html`<span class="badge bad">${icon('lock')} ${t.confidential}</span>` : nothing
              }
              ${
                document.earlier.length > 0
                  ? html`<span class="badge">${t.versionNumber(document.earlier.length + 1)}</span>`
                  : nothing
              }</span
            >
          </button>`,
      )}
    </li>`;
  }

  #revealed: string | null = null;
  protected override updated(): void {
    const current = this.#meeting.isReady ? this.#meeting.view.agenda.current : null;
    if (current === this.#revealed || !this.checkVisibility()) return;
    this.#revealed = current;
    reveal(this.closest('nav, dialog'), this.renderRoot.querySelector('[aria-current="step"]'));
  }

  override render() {
    if (!this.#meeting.isReady) return html`<p class="muted">${this.t.connecting}</p>`;
    const { items } = this.#meeting.view.agenda;
    const numbers = itemNumbers(items);
    return html`<ol>
      ${items.map((item) => this.#item(item, numbers.get(item.id) ?? ''))}
    </ol>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'agenda-list': AgendaList;
  }
}
