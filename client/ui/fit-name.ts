/** A person's name on one line: whole where there is room, with initials where there is not; the given name always. */
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shortName } from '../../shared/vietnamese.ts';
import { Fitting } from './fitting.ts';
import { LocalizedElement } from './localized-element.ts';

/** Below this nothing is gained: initials and given name are what is left. */
const SHORTEST = 8;

@customElement('fit-name')
export class FitName extends LocalizedElement {
  @property() name = '';
  protected readonly fitting = new Fitting(this, () => this.#fit());

  static override styles = css`
    :host {
      display: block;
      min-width: 0;
      overflow: hidden;
      white-space: nowrap;
      text-overflow: ellipsis;
    }
  `;

  #fit(): void {
    const span = this.renderRoot.querySelector('span');
    if (!span || this.clientWidth === 0) return;
    for (let longest = this.name.length; longest >= SHORTEST; longest -= 1) {
      const words = longest === this.name.length ? this.name : shortName(this.name, longest);
      if (words.length > longest && longest > SHORTEST) continue;
      span.textContent = words;
      if (this.scrollWidth <= this.clientWidth) return;
    }
  }

  override render() {
    return html`<span></span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fit-name': FitName;
  }
}
