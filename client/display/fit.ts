/** Words as large as their place lets them be: they shrink before they are cut, and no word is broken in two. */
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Fitting } from '../ui/fitting.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

/** The least share of its own size that a text shrinks to before it ends in an ellipsis. */
const LEAST = 0.4;
const STEPS = 7;

@customElement('fit-text')
export class FitText extends LocalizedElement {
  @property() words = '';
  protected readonly fitting = new Fitting(this, () => this.#fit());

  static override styles = css`
    :host {
      display: grid;
      min-width: 0;
      min-height: 0;
      overflow: hidden;
      align-content: var(--fit-align, center);
    }
    span {
      display: block;
      line-height: 1.2;
      text-wrap: balance;
      overflow: hidden;
      text-overflow: ellipsis;
    }
  `;

  protected override updated(): void {
    // Another font may still be on its way, and is wider.
    void document.fonts.ready.then(() => this.#fit());
  }

  /** The largest of some sizes at which nothing sticks out: by halves, since a text that fits fits when it is smaller. */
  #fit(): void {
    const span = this.renderRoot.querySelector('span');
    if (!span || this.clientHeight === 0) return;
    const fits = (share: number) => {
      span.style.fontSize = `${share}em`;
      return span.scrollHeight <= this.clientHeight + 1 && span.scrollWidth <= span.clientWidth;
    };
    if (fits(1)) return;
    let [low, high] = [LEAST, 1];
    for (let step = 0; step < STEPS; step += 1) {
      const middle = (low + high) / 2;
      if (fits(middle)) low = middle;
      else high = middle;
    }
    fits(low);
  }

  override render() {
    return html`<span>${this.words}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fit-text': FitText;
  }
}
