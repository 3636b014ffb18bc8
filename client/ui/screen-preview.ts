/** What a screen of the hall shows, small: the screen's own page, at the size of a screen. */
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';

const WIDTH = 1920;

@customElement('screen-preview')
export class ScreenPreview extends LitElement {
  /** Of the screen's page, for this meeting; with `&preview`. */
  @property() src = '';
  @property() name = '';

  static override styles = css`
    :host {
      display: block;
      position: relative;
      aspect-ratio: 16 / 9;
      overflow: hidden;
      border-radius: var(--radius);
      background: #0a1522;
    }
    iframe {
      position: absolute;
      inset: 0;
      width: 1920px;
      height: 1080px;
      border: 0;
      transform-origin: 0 0;
      pointer-events: none;
    }
  `;
  readonly #observer = new ResizeObserver(() => {
    const frame = this.renderRoot.querySelector('iframe');
    if (frame) frame.style.transform = `scale(${this.clientWidth / WIDTH})`;
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }
  protected override render() {
    return html`<iframe src=${this.src} title=${this.name} tabindex="-1" inert></iframe>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'screen-preview': ScreenPreview;
  }
}
