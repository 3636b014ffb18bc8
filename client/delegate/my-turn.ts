/** My turn to speak: a wide band over the reader, with the time that is left and the way to end it. */

import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Commands } from '../app/commands.ts';
import { Meeting } from '../live/controller.ts';
import { writtenText } from '../text/written.ts';
import { controls } from '../ui/controls.ts';
import '../ui/countdown.ts';
import { personById } from '../../shared/people/roster.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { TouchGuard } from '../ui/touch-guard.ts';

@customElement('my-turn')
export class MyTurn extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, status, welcome }) => [view?.floor, status, welcome]);
  readonly #commands = new Commands(this, this.#meeting);
  /** What I have written to say now; empty where I have written nothing. */
  @property() speech = '';
  readonly #touches = new TouchGuard();
  #isMine = false;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .band {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 20px;
        padding: 10px 16px;
        background: var(--good-soft);
        color: var(--good);
        border-block-end: 4px solid var(--good);
        --countdown-size: clamp(2.2rem, 7vw, 3.4rem);
      }
      .waits {
        background: var(--warn-soft);
        color: var(--warn);
        border-color: var(--warn);
      }
      .words {
        flex: 1 1 200px;
        font-size: 1.3rem;
        font-weight: 700;
        line-height: 1.25;
      }
      button {
        min-height: 56px;
      }
    `,
  ];

  protected override willUpdate(): void {
    if (!this.#meeting.isReady) return;
    const isMine = this.#meeting.view.floor.speech?.request.person === this.#meeting.live.actor.person;
    if (isMine && !this.#isMine) this.#touches.appear();
    this.#isMine = isMine;
  }

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const { t } = this;
    const { view, live } = this.#meeting;
    const { speech, interrupted } = view.floor;
    const me = live.actor.person;
    if (!me || !speech) return nothing;
    if (speech.request.person === me)
      return html`<div class="band">
        <p class="words" role="status">${icon('mic')} ${t.yourTurn}</p>
        <speech-countdown .speech=${speech} announces></speech-countdown>
        ${
          this.speech
            ? html`<button class="primary" @click=${() => this.dispatchEvent(new Event('speech-wanted'))}>
                ${icon('fileText')} ${writtenText().openSpeech}
              </button>`
            : nothing
        }
        <button @click=${this.#touches.listener(() => void this.#commands.send({ type: 'yield-floor' }))}>${icon('square')} ${t.endSpeech}</button>
      </div>`;
    const mine = interrupted.find(({ request }) => request.person === me);
    if (!mine) return nothing;
    return html`<div class="band waits">
      <p class="words" role="status">
        ${icon('pause')} ${personById(view, speech.request.person)?.name}: ${t.kinds[speech.request.kind]}.
        ${t.goesOn(personById(view, me)?.name ?? '')}
      </p>
      <speech-countdown .speech=${mine}></speech-countdown>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'my-turn': MyTurn;
  }
}
