/** The big screen: a small live picture of it, automatic or held. */

import { css, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { soundsGong } from '../../shared/meeting/display/queries.ts';
import { Panel } from '../conduct/panel.ts';
import { panelStyles } from '../conduct/panel-style.ts';
import { pageAddress } from '../live/place.ts';
import { displayText } from '../text/display.ts';
import { icon } from '../ui/icons.ts';
import { optionsOf } from '../ui/options.ts';
import '../ui/screen-preview.ts';

const holdable = ['welcome', 'agenda', 'item', 'speaker', 'queue', 'page', 'attendance', 'pause'] as const;

@customElement('display-panel')
export class DisplayPanel extends Panel {
  @query('#message') private message!: HTMLInputElement;

  static override styles = [
    ...panelStyles,
    css`
      form {
        margin: 0;
        gap: 8px;
      }
    `,
  ];
  override render() {
    if (!this.meeting.isReady) return nothing;
    const { view } = this.meeting;
    const { held, notice } = view.display;
    const sounds = soundsGong(view);
    return html`<screen-preview src=${`${pageAddress('/display/')}&preview`} .name=${displayText().display}></screen-preview>
      <div class="row">
        <label class="row small"
          >${displayText().hold}
          <select @change=${this.#choose}>
            ${optionsOf(
              [
                { value: '', words: displayText().automatic },
                ...holdable.map((show) => ({ value: show as string, words: displayText().shows[show] })),
              ],
              held?.show ?? '',
              (show) => displayText().shows[show as keyof ReturnType<typeof displayText>['shows']],
            )}
          </select></label
        >
        ${held ? this.button({ type: 'release-display' }, html`${icon('play')} ${displayText().automatic}`) : nothing}
      </div>
      <form @submit=${this.#show}>
        <input id="message" aria-label=${displayText().message} placeholder=${displayText().message} maxlength="500" />
        <div class="row">
          <button value="foot">${displayText().showNotice}</button><button value="">${displayText().showMessage}</button>
        </div>
      </form>
      ${
        notice
          ? html`<div class="row">
              <p class="grow small wrap">“${notice}”</p>
              ${this.button({ type: 'show-notice' }, html`${icon('x')} ${displayText().clearNotice}`)}
            </div>`
          : nothing
      }
      ${
        view.seating
          ? html`<label class="check"
              ><input
                type="checkbox"
                .checked=${live(view.display.board === 'seat')}
                @change=${(event: Event) =>
                  void this.act({
                    type: 'set-board',
                    by: (event.target as HTMLInputElement).checked ? 'seat' : 'name',
                  })}
              />${displayText().boardBySeat}</label
            >`
          : nothing
      }
      <label class="check"
        ><input
          type="checkbox"
          .checked=${live(sounds)}
          ?disabled=${view.phase === 'closed'}
          @change=${(event: Event) =>
            void this.act({ type: 'set-sound', on: (event.target as HTMLInputElement).checked })}
        />${displayText().soundOn}</label
      >`;
  }

  readonly #choose = async (event: Event) => {
    const show = (event.target as HTMLSelectElement).value;
    await (show
      ? this.act({ type: 'hold-display', view: { show: show as (typeof holdable)[number] } })
      : this.act({ type: 'release-display' }));
    // Refused, the select goes back to what is so.
    this.requestUpdate();
  };

  readonly #show = async (event: SubmitEvent) => {
    event.preventDefault();
    const words = this.message.value.trim();
    const isAtFoot = (event.submitter as HTMLButtonElement | null)?.value === 'foot';
    if (!words) return;
    const isTaken = await (isAtFoot
      ? this.act({ type: 'show-notice', text: words.slice(0, 200) })
      : this.act({ type: 'hold-display', view: { show: 'message', text: words } }));
    if (isTaken) this.message.value = '';
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'display-panel': DisplayPanel;
  }
}
