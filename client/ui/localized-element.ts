/** What every element of ours is: Lit, the shared look of controls, and redrawn when the language changes. */
import { LitElement } from 'lit';
import { text } from '../text/language.ts';
import './insecure-warning.ts';
import type { Words } from '../text/vi/all.ts';

export abstract class LocalizedElement extends LitElement {
  readonly #redraw = () => this.requestUpdate();

  protected get t(): Words {
    return text();
  }
  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('language', this.#redraw);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('language', this.#redraw);
  }
}
