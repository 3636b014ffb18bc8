/** The time a speaker has left: a deadline by the server's clock, drawn here; nothing ticks on the wire. */
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { timeLeft } from '../../shared/meeting/floor/queries.ts';
import type { Speech } from '../../shared/meeting/floor/state.ts';
import { warningMs } from '../../shared/procedure.ts';
import { clockText } from '../../shared/vietnamese.ts';
import { Meeting } from '../live/controller.ts';
import { controls } from './controls.ts';
import { LocalizedElement } from './localized-element.ts';

/** Where a screen reader hears the time; each second would be noise. */
const announced = [60, 30, 0];

@customElement('speech-countdown')
export class SpeechCountdown extends LocalizedElement {
  readonly #meeting = new Meeting(this, () => []); // it draws by a timer of its own
  @property({ attribute: false }) speech: Speech | null = null;
  /** Whether a screen reader is told: one countdown a page. */
  @property({ type: Boolean }) announces = false;
  #timer: ReturnType<typeof setInterval> | undefined;
  #said = '';
  #last = Number.POSITIVE_INFINITY;

  static override styles = [
    controls,
    css`
      :host {
        display: inline-grid;
        justify-items: center;
        font-variant-numeric: tabular-nums;
      }
      .time {
        display: block;
        min-width: 6.2ch;
        text-align: center;
        font-weight: 700;
        font-size: var(--countdown-size, 1.75rem);
        line-height: 1.1;
        border-radius: 0.25em;
        padding: 0 0.15em;
      }
      .word {
        min-height: 1.3em;
        font-size: var(--countdown-word, 0.875rem);
        font-weight: 600;
        white-space: nowrap;
      }
      .nearly .time {
        background: var(--warn-soft);
        color: var(--warn);
      }
      .up .time {
        background: var(--danger-soft);
        color: var(--danger);
      }
      .box {
        display: grid;
        justify-items: center;
      }
      .nearly .word {
        color: var(--warn);
      }
      .up .word {
        color: var(--danger);
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), 250);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override render() {
    const { speech, t } = this;
    if (!speech) return html`<div class="box"><span class="time">--:--</span><span class="word"></span></div>`;
    const left = timeLeft(speech, this.#meeting.live.now());
    const isPaused = speech.watch.runningSince === null;
    const { view } = this.#meeting;
    const running = left <= warningMs(view.procedure, speech.limitMs) ? 'nearly' : 'going';
    const state = left <= 0 ? 'up' : running;
    const word = isPaused ? t.paused : { up: t.timeUp, nearly: t.timeNearlyUp, going: t.timeLeft }[state];
    const seconds = Math.ceil(left / 1000);
    for (const at of announced)
      if (this.#last > at && seconds <= at) this.#said = at === 0 ? t.timeUp : t.secondsLeft(at);
    if (seconds > this.#last) this.#said = '';
    this.#last = seconds;
    return html`<div class="box ${state}" role="timer" aria-live="off">
        <span class="time">${clockText(left)}</span><span class="word">${word}</span>
      </div>
      ${this.announces ? html`<span class="visually-hidden" role="status">${this.#said}</span>` : ''}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'speech-countdown': SpeechCountdown;
  }
}
