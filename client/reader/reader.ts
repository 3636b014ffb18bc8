/** One page of a document at a time: fit, zoom, turn, outline. Where it is, its owner says; it only asks. */

import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { DocumentEntry } from '../../shared/roster.ts';
import { controls } from '../ui/controls.ts';
import { Element } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { loadAtLeisure, openDocument } from './pdf.ts';
import { pageLabel, Sheets, sheetStyles } from './sheets.ts';

const ZOOMS = [1, 1.25, 1.5, 2, 3, 4];

/** Where a reader asks to go: its owner decides. */
export class PageWanted extends Event {
  constructor(readonly page: number) {
    super('page-wanted', { bubbles: true, composed: true });
  }
}

interface Entry {
  title: string;
  page: number;
  depth: number;
}

@customElement('pdf-reader')
export class PdfReader extends Element {
  @property({ attribute: false }) entry: DocumentEntry | null = null;
  @property({ type: Number }) page = 1;
  /** What the agenda brings next: its first page is drawn ahead. */
  @property({ attribute: false }) upcoming: DocumentEntry | null = null;
  @state() private fit: 'width' | 'page' = 'page';
  @state() private zoom = 1;
  /** Null while it is being read. */
  @state() private outline: Entry[] | 'failed' | null = null;
  @query('.desk') private desk!: HTMLElement;
  @query('.sheets') private sheets!: HTMLElement;
  @query('dialog') private dialog!: HTMLDialogElement;
  readonly #shown = new Sheets(
    this,
    () =>
      this.entry && {
        document: this.entry,
        page: this.page,
        upcoming: this.upcoming,
        fit: this.fit,
        zoom: this.zoom,
        label: pageLabel({ document: this.entry, page: this.page }, this.t),
      },
    16,
  );

  static override styles = [
    controls,
    sheetStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        min-height: 0;
        min-width: 0;
        background: var(--desk);
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px;
        padding: 4px 8px;
        background: var(--surface);
        border-bottom: 1px solid var(--line);
      }
      .tools .title {
        flex: 1 1 160px;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: var(--size-s);
        font-weight: 600;
      }
      .tools button {
        padding: 6px 10px;
      }
      .turn {
        display: flex;
        align-items: center;
        gap: 4px;
      }
      .turn label {
        display: flex;
        align-items: center;
        gap: 4px;
        white-space: nowrap;
        font-size: var(--size-s);
      }
      .turn input {
        width: 64px;
        text-align: center;
        padding: 4px;
      }
      .state {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 12px;
        text-align: center;
        padding: 24px;
        pointer-events: none;
      }
      .state > * {
        pointer-events: auto;
      }
      .skeleton {
        width: min(60%, 420px);
      }
      dialog ol {
        display: grid;
        margin: 12px 0;
      }
      dialog li button {
        width: 100%;
        justify-content: space-between;
        text-align: start;
        border-color: transparent;
        font-weight: 500;
      }
      @media (max-width: 600px) {
        .optional,
        .tools .title {
          display: none;
        }
        .tools {
          justify-content: space-between;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#key);
    loadAtLeisure();
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.#key);
  }

  protected override firstUpdated(): void {
    this.desk.addEventListener('touchstart', this.#touch, { passive: false });
    this.desk.addEventListener('touchmove', this.#touch, { passive: false });
    this.desk.addEventListener('touchend', this.#touch);
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('entry')) this.outline = null;
  }

  #go(page: number): void {
    if (!this.entry) return;
    const wanted = Math.min(Math.max(1, page), this.entry.pages);
    if (wanted !== this.page) this.dispatchEvent(new PageWanted(wanted));
  }

  #setZoom(zoom: number): void {
    this.zoom = Math.min(ZOOMS.at(-1)!, Math.max(1, zoom));
  }
  #step(by: 1 | -1): void {
    const next =
      by === 1 ? ZOOMS.find((zoom) => zoom > this.zoom + 0.01) : ZOOMS.findLast((zoom) => zoom < this.zoom - 0.01);
    if (next) this.#setZoom(next);
  }

  readonly #key = (event: KeyboardEvent) => {
    if (event.composedPath()[0] instanceof HTMLInputElement || event.altKey || event.ctrlKey || event.metaKey) return;
    const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    this.#go(this.page + by);
  };

  /** Two fingers zoom; one finger across a page that fits turns it. */
  #pinch: { distance: number; zoom: number; now: number } | null = null;
  #swipe: { x: number; y: number } | null = null;
  readonly #touch = (event: TouchEvent) => {
    const [one, two] = event.touches;
    if (one && two) {
      event.preventDefault();
      this.#swipe = null;
      const distance = Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
      this.#pinch ??= { distance, zoom: this.zoom, now: this.zoom };
      this.#pinch.now = Math.min(4, Math.max(1, (this.#pinch.zoom * distance) / this.#pinch.distance));
      this.sheets.style.transform = `scale(${this.#pinch.now / this.zoom})`;
      return;
    }
    if (event.type === 'touchstart' && one) this.#swipe = { x: one.clientX, y: one.clientY };
    if (event.type !== 'touchend') return;
    if (this.#pinch && event.touches.length === 0) {
      this.sheets.style.transform = '';
      this.#setZoom(Math.round(this.#pinch.now * 20) / 20);
      this.#pinch = null;
    }
    const last = event.changedTouches[0];
    if (this.#swipe && last && this.zoom === 1) {
      const [dx, dy] = [last.clientX - this.#swipe.x, last.clientY - this.#swipe.y];
      if (Math.abs(dx) > 60 && Math.abs(dx) > 2 * Math.abs(dy)) this.#go(this.page + (dx < 0 ? 1 : -1));
    }
    this.#swipe = null;
  };

  async #showOutline(): Promise<void> {
    this.dialog.showModal();
    if (Array.isArray(this.outline) || !this.entry) return;
    this.outline = null;
    try {
      this.outline = await readOutline(await openDocument(this.entry));
    } catch {
      this.outline = 'failed'; // said in the dialog; opened again, it is tried again
    }
  }

  override render() {
    const { t, entry } = this;
    return html`
      <div class="tools" role="toolbar" aria-label=${t.documents}>
        <slot name="start"></slot>
        <span class="title" title=${entry?.title ?? ''}>${entry?.title}</span>
        <div class="turn">
          <button aria-label=${t.previousPage} ?disabled=${!entry || this.page <= 1} @click=${() => this.#go(this.page - 1)}>${icon('chevronLeft')}</button>
          <label
            ><span class="visually-hidden">${t.pageNumber}</span>
            <input
              inputmode="numeric"
              .value=${entry ? String(this.page) : ''}
              ?disabled=${!entry}
              @change=${(event: Event) => {
                const input = event.target as HTMLInputElement;
                const wanted = Number.parseInt(input.value, 10);
                if (Number.isInteger(wanted)) this.#go(wanted);
                input.value = String(this.page);
              }}
            />/ ${entry?.pages ?? '–'}</label
          >
          <button aria-label=${t.nextPage} ?disabled=${!entry || this.page >= entry.pages} @click=${() => this.#go(this.page + 1)}>${icon('chevronRight')}</button>
        </div>
        <button class="optional" aria-label=${t.zoomOut} ?disabled=${!entry || this.zoom <= 1} @click=${() => this.#step(-1)}>${icon('zoomOut')}</button>
        <button class="optional" aria-label=${t.zoomIn} ?disabled=${!entry || this.zoom >= 4} @click=${() => this.#step(1)}>${icon('zoomIn')}</button>
        <button
          aria-label=${this.fit === 'page' ? t.fitWidth : t.fitPage}
          ?disabled=${!entry}
          @click=${() => {
            this.fit = this.fit === 'page' ? 'width' : 'page';
            this.zoom = 1;
          }}
        >
          ${icon(this.fit === 'page' ? 'moveHorizontal' : 'maximize')}
        </button>
        <button aria-label=${t.outline} ?disabled=${!entry} @click=${this.#showOutline}>${icon('listTree')}</button>
        <slot name="end"></slot>
      </div>
      <div class="desk" tabindex="0" role="region" aria-label=${entry?.title ?? t.documents}>
        <div class="sheets"></div>
        ${this.#state()}
      </div>
      <dialog aria-labelledby="outline-title" @click=${(event: Event) => event.target === this.dialog && this.dialog.close()}>
        <div class="row"><h2 id="outline-title" class="grow">${t.outline}</h2><button aria-label=${t.close} @click=${() => this.dialog.close()}>${icon('x')}</button></div>
        ${this.#outlineList()}
      </dialog>
    `;
  }

  #outlineList() {
    const { t, outline } = this;
    if (outline === null) return html`<p class="muted">${t.loadingPage}</p>`;
    if (outline === 'failed') return html`<p role="alert">${t.documentFailed}</p>`;
    if (outline.length === 0) return html`<p class="muted">${t.noOutline}</p>`;
    return html`<ol>
      ${outline.map(
        ({ title, page, depth }) => html`<li>
          <button style="padding-inline-start:${12 + depth * 16}px" @click=${() => {
            this.dialog.close();
            this.#go(page);
          }}><span class="wrap">${title}</span><span class="muted">${page}</span></button>
        </li>`,
      )}
    </ol>`;
  }

  #state() {
    const { t } = this;
    if (!this.entry) return html`<div class="state"><p class="muted">${t.chooseDocument}</p></div>`;
    if (this.#shown.failed)
      return html`<div class="state" role="alert">
        <p>${t.documentFailed}</p>
        <button class="primary" @click=${() => this.#shown.retry()}>${t.tryAgain}</button>
      </div>`;
    if (this.#shown.isLoading) return html`<div class="state"><div class="skeleton">${t.loadingPage}</div></div>`;
    return nothing;
  }
}

/** The outline as a flat list with depths; entries that point nowhere are left out. */
async function readOutline(pdf: PDFDocumentProxy): Promise<Entry[]> {
  type Node = Awaited<ReturnType<PDFDocumentProxy['getOutline']>>[number];
  const entries: Entry[] = [];
  const walk = async (nodes: Node[], depth: number): Promise<void> => {
    for (const { title, dest, items } of nodes) {
      const target = typeof dest === 'string' ? await pdf.getDestination(dest) : dest;
      const [place] = target ?? [];
      const index = typeof place === 'number' ? place : place ? await pdf.getPageIndex(place).catch(() => null) : null;
      if (index !== null) entries.push({ title, page: index + 1, depth });
      await walk(items as Node[], depth + 1);
    }
  };
  await walk((await pdf.getOutline()) ?? [], 0);
  return entries;
}
