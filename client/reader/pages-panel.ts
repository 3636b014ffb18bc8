/** A document's pages as thumbnails, fetched when they are seen, and its outline. */
import { css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { when } from 'lit/directives/when.js';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { sidePanel } from '../ui/side-panel.ts';
import { PageWanted } from './events.ts';
import { openDocument } from './pdf.ts';
import { pageOf } from './text-layer.ts';
import './thumbnail.ts';

interface Entry {
  title: string;
  page: number;
  depth: number;
}

@customElement('pages-panel')
export class PagesPanel extends LocalizedElement {
  @property({ attribute: false }) entry: DocumentEntry | null = null;
  @property({ type: Number }) page = 1;
  @state() private shows: 'pages' | 'outline' = 'pages';
  @state() private isOpen = false;
  /** Null while it is being read. */
  @state() private outline: Entry[] | 'failed' | null = null;
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    controls,
    sidePanel,
    css`
      .head {
        display: flex;
      }
      .pages {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(120px, 1fr));
        gap: 10px;
        padding: 16px;
      }
      .pages button {
        flex-direction: column;
        padding: 6px;
        gap: 4px;
      }
      .outline {
        padding: 8px 16px;
      }
      .outline button {
        width: 100%;
        justify-content: space-between;
        text-align: start;
        border-color: transparent;
        font-weight: 500;
      }
      p {
        padding: 16px;
      }
    `,
  ];

  async open(): Promise<void> {
    this.isOpen = true;
    await this.updateComplete;
    this.dialog.showModal();
    this.renderRoot.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'center' });
    if (!Array.isArray(this.outline)) void this.#readOutline();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('entry')) this.outline = null;
  }

  async #readOutline(): Promise<void> {
    const { entry } = this;
    if (!entry) return;
    this.outline = null;
    try {
      const outline = await readOutline(await openDocument(entry));
      if (entry === this.entry) this.outline = outline;
    } catch {
      this.outline = 'failed'; // said in the panel; opened again, it is tried again
    }
  }

  #go(page: number): void {
    this.dialog.close();
    this.dispatchEvent(new PageWanted(page));
  }

  override render() {
    const { t, entry } = this;
    return html`<dialog
      aria-label=${t.pagesAndOutline}
      @close=${() => (this.isOpen = false)}
      @click=${(event: Event) => event.target === this.dialog && this.dialog.close()}
    >
      <div class="row head">
        <button aria-pressed=${this.shows === 'pages'} @click=${() => (this.shows = 'pages')}>
          ${icon('layoutGrid')} ${t.thumbnails}
        </button>
        <button aria-pressed=${this.shows === 'outline'} @click=${() => (this.shows = 'outline')}>
          ${icon('listTree')} ${t.outline}
        </button>
        <span class="grow"></span>
        <button aria-label=${t.close} @click=${() => this.dialog.close()}>${icon('x')}</button>
      </div>
      ${when(this.isOpen && entry, (shown) =>
        this.shows === 'outline' ? this.#outlineList() : this.#thumbnails(shown),
      )}
    </dialog>`;
  }

  #thumbnails(entry: NonNullable<typeof this.entry>) {
    const numbers = Array.from({ length: entry.pages }, (_, index) => index + 1);
    const button = (page: number) =>
      html`<button
        aria-current=${page === this.page ? 'true' : 'false'}
        aria-label=${this.t.pageOf(page, entry.pages)}
        @click=${() => this.#go(page)}
      >
        <page-thumbnail .entry=${entry} .page=${page}></page-thumbnail>${page}
      </button>`;
    return html`<div class="pages">${repeat(numbers, (page) => page, button)}</div>`;
  }

  #outlineList() {
    const { t, outline } = this;
    if (outline === null) return html`<p class="muted">${t.loadingPage}</p>`;
    if (outline === 'failed') return html`<p role="alert">${t.documentFailed}</p>`;
    if (outline.length === 0) return html`<p class="muted">${t.noOutline}</p>`;
    return html`<ol class="outline">
      ${outline.map(
        ({ title, page, depth }) =>
          html`<li>
            <button style="padding-inline-start:${12 + depth * 16}px" @click=${() => this.#go(page)}>
              <span class="wrap">${title}</span><span class="muted">${page}</span>
            </button>
          </li>`,
      )}
    </ol>`;
  }
}

/** The outline as a flat list with depths; entries that point nowhere are left out. */
async function readOutline(pdf: PDFDocumentProxy): Promise<Entry[]> {
  type Node = Awaited<ReturnType<PDFDocumentProxy['getOutline']>>[number];
  const entries: Entry[] = [];
  const walk = async (nodes: Node[], depth: number): Promise<void> => {
    for (const { title, dest, items } of nodes) {
      const page = dest ? await pageOf(pdf, dest) : null;
      if (page !== null) entries.push({ title, page, depth });
      await walk(items as Node[], depth + 1);
    }
  };
  await walk((await pdf.getOutline()) ?? [], 0);
  return entries;
}

declare global {
  interface HTMLElementTagNameMap {
    'pages-panel': PagesPanel;
  }
}
