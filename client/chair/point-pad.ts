/** The presented page on the console: where the chair's side points here, the hall sees a dot. */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Place } from '../../shared/meeting/presentation/queries.ts';
import { Meeting } from '../live/controller.ts';
import { picture } from '../live/pictures.ts';
import { imageAddress } from '../live/place.ts';
import { controls } from '../ui/controls.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

@customElement('point-pad')
export class PointPad extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view }) => [view?.presentation]);
  @property({ attribute: false }) place: Place | null = null;
  @state() private source = '';
  @state() private dot: { x: number; y: number } | null = null;
  #shown = '';

  static override styles = [
    controls,
    css`
      .pad {
        position: relative;
        cursor: crosshair;
        touch-action: none;
        border: 1px solid var(--line);
        background: var(--desk);
      }
      img {
        display: block;
        width: 100%;
        user-select: none;
      }
      i {
        position: absolute;
        width: 20px;
        height: 20px;
        transform: translate(-50%, -50%);
        border-radius: 50%;
        background: rgb(220 20 20 / 60%);
        border: 2px solid #fff;
        pointer-events: none;
      }
    `,
  ];

  protected override willUpdate(): void {
    const { place } = this;
    const key = place ? `${place.document.hash}/${place.page}` : '';
    if (key === this.#shown) return;
    this.#shown = key;
    this.source = '';
    this.dot = null;
    if (!place) return;
    picture(imageAddress(place.document.hash, place.page)).then(
      (source) => {
        if (key === this.#shown) this.source = source;
      },
      () => undefined, // no image yet: nothing to point at, and the thumbnails are there
    );
  }

  readonly #point = (event: PointerEvent) => {
    const { left, top, width, height } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const [x, y] = [(event.clientX - left) / width, (event.clientY - top) / height];
    const isOn = event.type !== 'pointerleave' && (event.buttons > 0 || event.pointerType === 'mouse');
    this.dot = isOn && x >= 0 && x <= 1 && y >= 0 && y <= 1 ? { x, y } : null;
    if (this.place) this.#meeting.live.point({ page: this.place.page, dot: this.dot, region: null });
  };

  override render() {
    if (!this.place || !this.source) return nothing;
    return html`<div
      class="pad"
      @pointermove=${this.#point}
      @pointerdown=${this.#point}
      @pointerup=${this.#point}
      @pointerleave=${this.#point}
    >
      <img src=${this.source} alt=${this.t.pageOf(this.place.page, this.place.document.pages)} draggable="false" />
      ${this.dot ? html`<i style="left:${100 * this.dot.x}%;top:${100 * this.dot.y}%"></i>` : nothing}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'point-pad': PointPad;
  }
}
