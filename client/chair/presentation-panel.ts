/** What the hall reads: the document, its pages as thumbnails, and who turns them. */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { currentItem } from '../../shared/agenda.ts';
import type { DocumentEntry } from '../../shared/roster.ts';
import { openDocument } from '../reader/pdf.ts';
import { controls } from '../ui/controls.ts';
import { Element } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { reveal } from '../ui/reveal.ts';
import { Panel } from './conduct.ts';
import { panelStyles } from './panel-style.ts';

/** One page, small; drawn when it is first seen. */
@customElement('page-thumbnail')
export class PageThumbnail extends Element {
  @property({ attribute: false }) entry!: DocumentEntry;
  @property({ type: Number }) page = 1;
  #drawn = '';
  #observer: IntersectionObserver | null = null;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        width: 74px;
        height: 100px;
        background: var(--paper);
        position: relative;
        overflow: hidden;
        display: grid;
        place-items: center;
      }
      canvas {
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
    `,
  ];
  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && void this.#draw(),
    );
    this.#observer.observe(this);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  async #draw(): Promise<void> {
    const key = `${this.entry.hash}/${this.page}`;
    if (this.#drawn === key) return;
    this.#drawn = key;
    try {
      const page = await (await openDocument(this.entry)).getPage(this.page);
      const natural = page.getViewport({ scale: 1 });
      const viewport = page.getViewport({ scale: Math.min(148 / natural.width, 200 / natural.height) });
      const canvas = this.renderRoot.querySelector('canvas')!;
      canvas.width = viewport.width;
      canvas.height = viewport.height;
      await page.render({ canvas, viewport }).promise;
    } catch {
      this.#drawn = ''; // drawn when it is seen again; its number is on the button
    }
  }
  override render() {
    return html`<canvas aria-hidden="true" width="1" height="1"></canvas>`;
  }
}

@customElement('presentation-panel')
export class PresentationPanel extends Panel {
  @state() private chosen = '';

  static override styles = [
    ...panelStyles,
    css`
      select {
        width: 100%;
        max-width: 100%;
      }
      .pages {
        display: flex;
        gap: 6px;
        overflow-x: auto;
        padding: 4px;
      }
      .pages button {
        flex: none;
        flex-direction: column;
        padding: 4px;
        gap: 2px;
        font-size: 0.8rem;
      }
      .pages button[aria-current='true'] {
        outline: 3px solid var(--accent);
      }
      .turn b {
        min-width: 5.5em;
        text-align: center;
      }
    `,
  ];

  override render() {
    if (!this.meeting.isReady) return nothing;
    const { t } = this;
    const { view } = this.meeting;
    const { shown, presenter } = view.presentation;
    const ofItem = currentItem(view.agenda)?.documents ?? [];
    const documents = [...view.documents].sort((a, b) => Number(ofItem.includes(b.id)) - Number(ofItem.includes(a.id)));
    const chosen = documents.find(({ id }) => id === (this.chosen || shown?.document)) ?? documents[0];
    const onScreen = documents.find(({ id }) => id === shown?.document);
    if (!chosen) return html`<h2>${t.presentation}</h2><p class="muted">${t.noDocuments}</p>`;
    const isShown = onScreen?.id === chosen.id;
    return html`<h2>${t.presentation}</h2>
      <select aria-label=${t.documents} @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).value)}>
        ${documents.map(({ id, title, pages }) => html`<option value=${id} ?selected=${id === chosen.id}>${ofItem.includes(id) ? '● ' : ''}${title} (${t.pages(pages)})</option>`)}
      </select>
      <div class="row turn">
        ${
          isShown
            ? html`${this.button({ type: 'turn-page', page: shown!.page - 1 }, icon('chevronLeft'), { label: t.previousPage, key: '[' })}
              <b>${t.pageOf(shown!.page, chosen.pages)}</b>
              ${this.button({ type: 'turn-page', page: shown!.page + 1 }, icon('chevronRight'), { label: t.nextPage, key: ']' })}
              ${this.button({ type: 'stop-presentation' }, t.stopPresenting)}`
            : this.button(
                { type: 'start-presentation', document: chosen.id },
                html`${icon('presentation')} ${t.startPresenting}`,
                { classes: 'primary' },
              )
        }
      </div>
      <div class="pages" role="group" aria-label=${t.presentation}>
        ${Array.from({ length: chosen.pages }, (_, index) => index + 1).map(
          (page) => html`<button
            aria-current=${isShown && shown?.page === page ? 'true' : 'false'}
            aria-label=${t.pageOf(page, chosen.pages)}
            @click=${() => this.act(isShown ? { type: 'turn-page', page } : { type: 'start-presentation', document: chosen.id, page })}
          >
            <page-thumbnail .entry=${chosen} .page=${page}></page-thumbnail>${page}
          </button>`,
        )}
      </div>
      <label class="small">${t.handTo}
        <select @change=${(event: Event) => this.act({ type: 'hand-presentation', to: ((event.target as HTMLSelectElement).value || null) as never })}>
          <option value="" ?selected=${presenter === null}>${t.chairsSide}</option>
          ${this.peopleOptions(presenter)}
        </select></label>`;
  }

  protected override updated(): void {
    reveal(this.renderRoot.querySelector('.pages'), this.renderRoot.querySelector('.pages [aria-current="true"]'));
  }
}
