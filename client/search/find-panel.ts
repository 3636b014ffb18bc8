/** Searching: in all documents that I may read, or in the one that I am reading; with the server or without it. */

import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { type Found, LONGEST_QUERY, snippetOf } from '../../shared/search.ts';
import { request } from '../live/login.ts';
import { inMeeting } from '../live/place.ts';
import { textsOf } from '../reader/paper.ts';
import { controls } from '../ui/controls.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { sidePanel } from '../ui/side-panel.ts';

const AFTER_TYPING_MS = 250;

export class FoundWanted extends Event {
  constructor(
    readonly found: Found,
    readonly query: string,
  ) {
    super('found-wanted', { bubbles: true, composed: true });
  }
}

@customElement('find-panel')
export class FindPanel extends LocalizedElement {
  @property({ attribute: false }) documents: readonly DocumentEntry[] = [];
  @property({ attribute: false }) entry: DocumentEntry | null = null;
  @property({ type: Boolean }) isOffline = false;
  @state() private words = '';
  @state() private where: 'all' | 'this' = 'all';
  @state() private found: Found[] | null = null;
  @state() private busy = false;
  @state() private problem = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  static override styles = [
    controls,
    sidePanel,
    css`
      .body li button {
        display: grid;
        justify-content: stretch;
        justify-items: start;
        font-weight: 400;
        line-height: 1.45;
      }
      mark {
        background: #ffe14d;
        color: #1a1a1a;
        border-radius: var(--radius-s);
      }
    `,
  ];

  open(): void {
    this.dialog.showModal();
    const input = this.renderRoot.querySelector('input')!;
    input.focus();
    input.select();
  }

  #typed(words: string): void {
    this.words = words;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#search(), AFTER_TYPING_MS);
  }

  async #search(): Promise<void> {
    const query = this.words.trim();
    const asked = ++this.#asked;
    if (query.length < 2) {
      this.found = null;
      return;
    }
    this.busy = true;
    this.problem = false;
    try {
      const found =
        this.where === 'this' && this.entry ? await this.#inOne(query, this.entry) : await this.#inAll(query);
      if (asked === this.#asked) this.found = found;
    } catch {
      if (asked === this.#asked) this.problem = true;
    } finally {
      if (asked === this.#asked) this.busy = false;
    }
  }

  async #inAll(query: string): Promise<Found[]> {
    if (!this.isOffline) {
      const response = await request(inMeeting(`/search?q=${encodeURIComponent(query)}`)).catch(() => null);
      if (response?.ok) return ((await response.json()) as { found: Found[] }).found;
    }
    // The same index, made of what is on this tablet.
    const { searchHere } = await import('./here.ts');
    return searchHere(this.documents, query);
  }

  /** Every page of one document, in order. */
  async #inOne(query: string, { id, hash }: DocumentEntry): Promise<Found[]> {
    const texts = await textsOf(hash);
    return texts.flatMap((text, index) => {
      const snippet = snippetOf(text, query);
      return snippet.length > 0 ? [{ document: id, hash, page: index + 1, snippet }] : [];
    });
  }

  #choose(where: 'all' | 'this'): void {
    this.where = where;
    void this.#search();
  }

  override render() {
    const { t, found } = this;
    const summary = found ? t.foundPages(found.length) : t.searchHint;
    return html`<dialog
      aria-labelledby="find-title"
      @click=${(event: Event) => event.target === this.dialog && this.dialog.close()}
    >
      <div class="head">
        ${dialogHead('find-title', t.find, () => this.dialog.close())}
        <label
          ><span class="visually-hidden">${t.searchWords}</span>
          <input
            type="search"
            placeholder=${t.searchWords}
            maxlength=${LONGEST_QUERY}
            .value=${this.words}
            @input=${(event: Event) => this.#typed((event.target as HTMLInputElement).value)}
        /></label>
        <div class="row">
          <button aria-pressed=${this.where === 'all'} @click=${() => this.#choose('all')}>${t.inAll}</button>
          <button
            aria-pressed=${this.where === 'this'}
            ?disabled=${!this.entry}
            @click=${() => this.#choose('this')}
          >
            ${t.inThis}
          </button>
        </div>
        <p class="small muted" role="status">
          ${this.busy ? t.searching : summary}${this.isOffline ? ` ${t.searchOffline}` : ''}
        </p>
      </div>
      <div class="body">
        ${
          this.problem
            ? html`<p role="alert">
                ${t.searchFailed} <button @click=${() => this.#search()}>${t.tryAgain}</button>
              </p>`
            : nothing
        }
        ${found ? this.#results(found) : nothing}
      </div>
    </dialog>`;
  }

  #results(found: readonly Found[]) {
    const { t } = this;
    // By document, in the order in which the first page of each was found.
    const ids = [...new Set(found.map(({ document }) => document))];
    return ids.map((id) => {
      const document = this.documents.find((document) => document.id === id);
      if (!document) return nothing;
      return html`<h3 class="wrap">
          ${document.title}${document.symbol ? html` <span class="muted small">${document.symbol}</span>` : nothing}
        </h3>
        <ul>
          ${found
            .filter((hit) => hit.document === id)
            .map(
              (hit) =>
                html`<li>
                  <button
                    @click=${() => {
                      this.dialog.close();
                      this.dispatchEvent(new FoundWanted(hit, this.words.trim()));
                    }}
                  >
                    <b>${t.pageOf(hit.page, document.pages)}</b>
                    <span class="wrap"
                      >${hit.snippet.map(({ text, isHit }) => (isHit ? html`<mark>${text}</mark>` : text))}</span
                    >
                  </button>
                </li>`,
            )}
        </ul>`;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'find-panel': FindPanel;
  }
}
