/** What just happened, in words: read by screen readers, shown for some seconds where it matters. */
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { controls } from './controls.ts';
import { icon } from './icons.ts';
import { LocalizedElement } from './localized-element.ts';

const SHOWN_MS = 6000;

/** What a message offers to do: to undo what was just done. */
export interface Offer {
  words: string;
  act: () => void;
}

@customElement('message-line')
export class MessageLine extends LocalizedElement {
  @state() private words = '';
  @state() private kind: 'bad' | 'good' | '' = '';
  @state() private offer: Offer | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    controls,
    css`
      :host {
        position: fixed;
        inset: auto 12px 84px;
        width: auto;
        height: auto;
        margin: 0;
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
        overflow: visible;
        display: grid;
        justify-items: center;
        pointer-events: none;
        z-index: 5;
      }
      .shown {
        pointer-events: auto;
        display: flex;
        align-items: center;
        gap: 10px;
        max-width: 640px;
        padding: 8px 8px 8px 16px;
        border: 2px solid currentColor;
        border-radius: var(--radius-l);
        box-shadow: var(--shadow-raised);
        font-weight: 600;
      }
      .bad {
        background: var(--danger-soft);
        color: var(--danger);
      }
      .good,
      .plain {
        background: var(--good-soft);
        color: var(--good);
      }
    `,
  ];

  /** Says and shows something; a refusal, and what can be undone, stays longer. */
  say(words: string, kind: 'bad' | 'good' | '' = '', offer: Offer | null = null): void {
    this.words = words;
    this.kind = kind;
    this.offer = offer;
    // In the top layer, above a dialog in which something was refused.
    this.popover ??= 'manual';
    if (this.matches(':popover-open')) this.hidePopover();
    this.showPopover();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.words = ''), kind === 'bad' || offer ? SHOWN_MS * 2 : SHOWN_MS);
  }

  readonly #take = () => {
    this.words = '';
    this.offer?.act();
  };

  override render() {
    return html`<div role="status">
      ${
        this.words
          ? html`<div class="shown ${this.kind || 'plain'}">
              ${icon(this.kind === 'bad' ? 'triangleAlert' : 'circleCheck')}<span class="grow">${this.words}</span>
              ${this.offer ? html`<button @click=${this.#take}>${icon('undo')} ${this.offer.words}</button>` : nothing}
              <button class="quiet" aria-label=${this.t.close} @click=${() => (this.words = '')}>
                ${icon('x')}
              </button>
            </div>`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'message-line': MessageLine;
  }
}
