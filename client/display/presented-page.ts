/** The presented page, as large as the screen; its neighbours stand ready. Nobody stands there: it tries again itself. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import type { Place } from '../../shared/meeting/presentation/queries.ts';
import type { Pointing } from '../../shared/wire/protocol.ts';
import { drawPointing, pointingStyles } from '../reader/pointing.ts';
import { sheetStyles } from '../reader/sheet-styles.ts';
import { pageLabel, Sheets } from '../reader/sheets.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

@customElement('presented-page')
export class PresentedPage extends LocalizedElement {
  @property({ attribute: false }) place!: Place;
  @property({ attribute: false }) upcoming: DocumentEntry | null = null;
  @property({ attribute: false }) pointing: Pointing | null = null;
  readonly #sheets = new Sheets(this, () => ({
    ...this.place,
    upcoming: this.upcoming,
    mode: 'single',
    fit: 'page',
    zoom: this.#zoom(),
    rotation: 0,
    label: (page) => pageLabel({ document: this.place.document, page }, this.t),
  }));

  /** As large as the part that the presenter looks at lets it be. */
  #zoom(): number {
    const { page, region } = this.pointing ?? {};
    if (!region || page !== this.place.page) return 1;
    return Math.min(3, Math.max(1, 1 / Math.max(region[2], region[3], 0.1)));
  }

  protected override updated(): void {
    const { shown, desk } = this.#sheets;
    // The screen shows the part itself; the frame around it is for tablets, which keep their own size.
    drawPointing(shown, this.pointing && { ...this.pointing, region: null });
    const region = this.pointing?.page === this.place.page ? this.pointing.region : null;
    const [sheet] = shown;
    if (!region || !sheet || !desk) return;
    const { left, top, width, height } = sheet.box;
    desk.scrollTo(
      left + (region[0] + region[2] / 2) * width - desk.clientWidth / 2,
      top + (region[1] + region[3] / 2) * height - desk.clientHeight / 2,
    );
  }

  static override styles = [
    sheetStyles,
    pointingStyles,
    css`
      :host {
        --dot: 2.6vw;
        display: block;
        position: absolute;
        inset: 0;
      }
      .desk {
        height: 100%;
        overflow: hidden;
      }
      p {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        font-size: 3vw;
        margin: 0;
      }
      .skeleton {
        height: 90%;
      }
      footer {
        position: absolute;
        inset-block-end: 0;
        inset-inline-end: 0;
        padding: 0.2em 0.6em;
        font-size: max(1.6vw, 14px);
        background: var(--surface);
        border-start-start-radius: 0.4em;
        max-width: 60vw;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  #state() {
    if (this.#sheets.failed) return html`<p>${this.t.documentFailed}</p>`;
    return this.#sheets.isLoading ? html`<p><span class="skeleton">${this.t.loadingPage}</span></p>` : nothing;
  }

  override render() {
    const { document, page } = this.place;
    return html`<div class="desk"><div class="sheets"></div></div>
      ${this.#state()}
      <footer>${document.title} · ${page}/${document.pages}</footer>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'presented-page': PresentedPage;
  }
}
