/** One page, small: the intake's thumbnail, fetched when it is first seen; drawn where there is none yet. */
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { picture } from '../live/pictures.ts';
import { imageAddress } from '../live/place.ts';
import { controls } from '../ui/controls.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { openDocument } from './pdf.ts';

@customElement('page-thumbnail')
export class PageThumbnail extends LocalizedElement {
  @property({ attribute: false }) entry!: DocumentEntry;
  @property({ type: Number }) page = 1;
  @state() private source = '';
  #made = '';
  #observer: IntersectionObserver | null = null;

  static override styles = [
    controls,
    css`
      :host {
        width: 74px;
        height: 100px;
        background: var(--paper);
        overflow: hidden;
        display: grid;
        place-items: center;
      }
      img {
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && void this.#make(),
    );
    this.#observer.observe(this);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }
  protected override updated(): void {
    // Another page in the same place: seen already, so the observer says nothing.
    if (this.#made && this.#made !== this.#key()) void this.#make();
  }

  #key = () => `${this.entry.hash}/${this.page}`;

  async #make(): Promise<void> {
    const key = this.#key();
    if (this.#made === key) return;
    this.#made = key;
    try {
      const source = await picture(imageAddress(this.entry.hash, this.page, 'small')).catch(() => this.#draw());
      if (this.#made === key) this.source = source;
    } catch {
      this.#made = ''; // made when it is seen again; its number is on the button
    }
  }

  async #draw(): Promise<string> {
    const page = await (await openDocument(this.entry)).getPage(this.page);
    const natural = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: Math.min(148 / natural.width, 200 / natural.height) });
    const canvas = document.createElement('canvas');
    canvas.width = viewport.width;
    canvas.height = viewport.height;
    await page.render({ canvas, viewport }).promise;
    return canvas.toDataURL('image/jpeg', 0.8);
  }

  override render() {
    return this.source ? html`<img src=${this.source} alt="" />` : html``;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'page-thumbnail': PageThumbnail;
  }
}
