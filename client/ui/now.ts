/** What is happening now: the item, who speaks and how long still, and the vote. */
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { currentItem, itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import { Meeting } from '../live/controller.ts';
import { controls } from './controls.ts';
import './countdown.ts';
import { personById } from '../../shared/people/roster.ts';
import { icon } from './icons.ts';
import { LocalizedElement } from './localized-element.ts';

@customElement('now-bar')
export class NowBar extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view }) => [view?.phase, view?.agenda, view?.floor.speech, view?.title]);

  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 16px;
        min-width: 0;
      }
      .item {
        flex: 1 1 0;
        min-width: 0;
      }
      .item p {
        font-size: var(--size-s);
        color: var(--text-2);
      }
      .item h1 {
        font-size: 1.05rem;
        line-height: 1.3;
        display: -webkit-box;
        -webkit-line-clamp: 2;
        -webkit-box-orient: vertical;
        overflow: hidden;
        overflow-wrap: anywhere;
      }
      .speaker {
        display: flex;
        align-items: center;
        gap: 12px;
        min-width: 0;
        max-width: 55%;
        --countdown-size: 1.6rem;
      }
      .who {
        min-width: 0;
        text-align: end;
      }
      .who b,
      .who span {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .who b {
        overflow-wrap: anywhere;
        display: -webkit-box;
        -webkit-line-clamp: 2;
        -webkit-box-orient: vertical;
        line-height: 1.2;
      }
      .who span {
        font-size: var(--size-s);
        color: var(--text-2);
        white-space: nowrap;
      }
      @media (max-width: 640px) {
        :host {
          flex-direction: column;
          align-items: stretch;
          gap: 4px;
        }
        .item {
          flex: none;
        }
        .speaker {
          max-width: none;
          justify-content: space-between;
          flex-direction: row-reverse;
        }
        .who {
          text-align: start;
          flex: 1;
        }
      }
    `,
  ];

  override render() {
    if (!this.#meeting.isReady) return html`<p class="muted">${this.t.connecting}</p>`;
    const { view } = this.#meeting;
    const { t } = this;
    const item = currentItem(view.agenda);
    const { speech } = view.floor;
    const speaker = personById(view, speech?.request.person);
    return html`
      <div class="item">
        <p>
          ${t.phase[view.phase]}${
            item ? html` · ${t.item(itemNumbers(view.agenda.items).get(item.id) ?? '')}` : nothing
          }
        </p>
        <h1>${item?.title ?? view.title}</h1>
      </div>
      ${
        speech && speaker
          ? html`<div class="speaker">
              <div class="who">
                <b>${speaker.name}</b><span>${icon('mic')} ${t.kinds[speech.request.kind]}</span>
              </div>
              <speech-countdown .speech=${speech} announces></speech-countdown>
            </div>`
          : nothing
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'now-bar': NowBar;
  }
}
