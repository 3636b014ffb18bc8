/** What the hall sees: the big screen, and the page that is presented; one of the two at a time. */

import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { displayText } from '../text/display.ts';
import './display-panel.ts';
import './presentation-panel.ts';
import '../conduct/messages-panel.ts';
import { messagesText } from '../text/messages.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

const tabs = ['presentation', 'display', 'notices'] as const;
const pictures = { presentation: 'presentation', display: 'monitor', notices: 'megaphone' } as const;

@customElement('hall-panel')
export class HallPanel extends LocalizedElement {
  @state() private shown: (typeof tabs)[number] = 'presentation';

  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      .tabs {
        display: flex;
        border-bottom: 1px solid var(--line);
      }
      .tabs button {
        flex: 1;
        border: 0;
        border-radius: 0;
        border-bottom: 3px solid transparent;
        background: none;
      }
      .tabs button[aria-selected='true'] {
        border-bottom-color: var(--accent);
        color: var(--accent);
      }
      display-panel,
      presentation-panel {
        border: 0;
        padding-block: 8px;
      }
    `,
  ];

  override render() {
    const { t, shown } = this;
    const words = { presentation: t.presentation, display: displayText().display, notices: messagesText().notices };
    return html`<div class="tabs" role="tablist" aria-label=${displayText().display}>
        ${tabs.map(
          (tab) =>
            html`<button
              role="tab"
              id=${tab}
              aria-selected=${tab === shown ? 'true' : 'false'}
              aria-controls="shown"
              @click=${() => (this.shown = tab)}
            >
              ${icon(pictures[tab])} ${words[tab]}
            </button>`,
        )}
      </div>
      <div id="shown" role="tabpanel" aria-labelledby=${shown} tabindex="0">
        <presentation-panel ?hidden=${shown !== 'presentation'}></presentation-panel>
        ${shown === 'display' ? html`<display-panel></display-panel>` : ''}
        ${shown === 'notices' ? html`<notice-form></notice-form>` : ''}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hall-panel': HallPanel;
  }
}
