/** The documents that are in, by agenda item, in the order in which the hall sees them. */

import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import type { AgendaItem } from '../../shared/meeting/agenda/state.ts';
import { documentById } from '../../shared/meeting/documents/queries.ts';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { Meeting } from '../live/controller.ts';
import { documentText } from '../text/documents.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

export class DocumentAct extends Event {
  constructor(
    readonly act: 'edit' | 'replace' | 'remove' | 'order',
    readonly document: DocumentEntry,
    readonly order?: { item: string; documents: string[] },
  ) {
    super('document-act', { bubbles: true, composed: true });
  }
}

@customElement('document-list')
export class DocumentList extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view }) => [view?.agenda, view?.documents]);
  @property() chosen = '';

  static override styles = [
    controls,
    css`
      h3 {
        font-size: 1rem;
        line-height: 1.35;
        padding: 12px 0 4px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 4px;
        padding: 6px 8px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        margin-block-start: 6px;
      }
      li.chosen {
        border-color: var(--accent);
        background: var(--accent-soft);
      }
      li > .wrap {
        flex: 1 1 240px;
        min-width: 0;
        line-height: 1.35;
      }
      .acts {
        display: flex;
        margin-inline-start: auto;
      }
      .acts button {
        padding: 4px 8px;
      }
    `,
  ];

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const w = documentText();
    const { view } = this.#meeting;
    const numbers = itemNumbers(view.agenda.items);
    const placed = new Set(view.agenda.items.flatMap(({ documents }) => documents));
    const loose = view.documents.filter(({ id }) => !placed.has(id));
    const of = (item: AgendaItem) => item.documents.flatMap((id) => documentById(view, id) ?? []);
    if (view.documents.length === 0) return html`<p class="muted">${w.none}</p>`;
    return html`${view.agenda.items
      .filter(({ documents }) => documents.length > 0)
      .map(
        (item) =>
          html`<h3 class="wrap">${numbers.get(item.id)}. ${item.title}</h3>
            <ol>
              ${of(item).map((document, index, all) => this.#row(document, { item, index, all }))}
            </ol>`,
      )}
    ${
      loose.length > 0
        ? html`<h3>${w.unassigned}</h3>
            <ul>
              ${loose.map((document) => this.#row(document))}
            </ul>`
        : nothing
    }`;
  }

  #row(document: DocumentEntry, place?: { item: AgendaItem; index: number; all: DocumentEntry[] }) {
    const w = documentText();
    const { t } = this;
    const act = (which: 'edit' | 'replace' | 'remove') => () => this.dispatchEvent(new DocumentAct(which, document));
    const move = (by: number) => () => {
      const ids: string[] = place!.all.map(({ id }) => id);
      ids.splice(place!.index + by, 0, ...ids.splice(place!.index, 1));
      this.dispatchEvent(new DocumentAct('order', document, { item: place!.item.id, documents: ids }));
    };
    const about = [
      t.documentKind[document.kind],
      document.symbol,
      t.pages(document.pages),
      document.earlier.length > 0 ? w.versions(document.earlier.length + 1) : '',
    ];
    return html`<li class=${document.id === this.chosen ? 'chosen' : ''}>
      <span class="wrap"
        >${document.title}
        ${document.confidential ? html`<span class="badge bad">${w.confidentialBadge}</span>` : nothing}
        <span class="muted small"
          ><br />${about.filter(Boolean).join(' · ')} · ${w.accesses[document.access]}</span
        ></span
      >
      <span class="acts"
        >${
          place
            ? html`<button
                  class="quiet"
                  aria-label="${t.moveUp}: ${document.title}"
                  ?disabled=${place.index === 0}
                  @click=${move(-1)}
                >
                  ${icon('arrowUp')}
                </button>
                <button
                  class="quiet"
                  aria-label="${t.moveDown}: ${document.title}"
                  ?disabled=${place.index === place.all.length - 1}
                  @click=${move(1)}
                >
                  ${icon('arrowDown')}
                </button>`
            : nothing
        }
        <button class="quiet" aria-label="${w.edit}: ${document.title}" @click=${act('edit')}>${w.edit}</button>
        <button class="quiet" aria-label="${w.replace}: ${document.title}" @click=${act('replace')}>
          ${w.replace}
        </button>
        <button class="quiet" aria-label="${w.removeDocument}: ${document.title}" @click=${act('remove')}>
          ${icon('x')}
        </button></span
      >
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'document-list': DocumentList;
  }
}
