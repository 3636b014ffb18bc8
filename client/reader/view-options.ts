/** How pages lie and look: kept on this device for the next visit. */

import { css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { controls } from '../ui/controls.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import type { Rotation } from './layout.ts';
import { keepLook, keptLook, type Look } from './look.ts';

export class LookChosen extends Event {
  constructor(readonly look: Look) {
    super('look-chosen');
  }
}

@customElement('view-options')
export class ViewOptions extends LocalizedElement {
  @property({ attribute: false }) look: Look = keptLook();
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        position: absolute;
      }
      fieldset {
        border: 0;
        padding: 0;
        margin: 16px 0 0;
      }
      legend {
        font-weight: 600;
        padding: 0;
        margin-block-end: 6px;
      }
      fieldset button {
        flex: 1 1 120px;
      }
    `,
  ];

  open(): void {
    this.dialog.showModal();
  }

  #choose(change: Partial<Look>): void {
    const look = { ...this.look, ...change };
    keepLook(look);
    this.dispatchEvent(new LookChosen(look));
  }

  #group<K extends 'mode' | 'fit' | 'theme'>(key: K, legend: string, choices: readonly [Look[K], string][]) {
    return html`<fieldset>
      <legend>${legend}</legend>
      <div class="row">
        ${choices.map(
          ([value, name]) =>
            html`<button
              aria-pressed=${this.look[key] === value}
              @click=${() => this.#choose({ [key]: value } as Partial<Look>)}
            >
              ${name}
            </button>`,
        )}
      </div>
    </fieldset>`;
  }

  override render() {
    const { t } = this;
    return html`<dialog
      aria-labelledby="view-title"
      @click=${(event: Event) => event.target === this.dialog && this.dialog.close()}
    >
      ${dialogHead('view-title', t.viewOptions, () => this.dialog.close())}
      ${this.#group('mode', t.layout, [
        ['single', t.onePage],
        ['spread', t.twoPages],
        ['continuous', t.continuous],
      ])}
      ${this.#group('fit', t.fitting, [
        ['page', t.fitPage],
        ['width', t.fitWidth],
      ])}
      ${this.#group('theme', t.paperColour, [
        ['light', t.paperLight],
        ['sepia', t.paperSepia],
        ['dark', t.paperDark],
      ])}
      <fieldset>
        <legend>${t.rotation}</legend>
        <div class="row">
          <button @click=${() => this.#choose({ rotation: ((this.look.rotation + 90) % 360) as Rotation })}>
            ${icon('rotate')} ${t.rotate}
          </button>
        </div>
      </fieldset>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'view-options': ViewOptions;
  }
}
