/**
 * A secret ballot on the tablet: fetched when the vote opens, marked, looked over, put in the box. One question at a
 * time; what can't be undone is said before, and "in the box" only after the server's disk has it.
 */

import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Marks } from '../../shared/meeting/voting/ballots.ts';
import { kinds } from '../../shared/meeting/voting/kinds.ts';
import { pollIn } from '../../shared/meeting/voting/queries.ts';
import type { Vote } from '../../shared/meeting/voting/state.ts';
import { Meeting } from '../live/controller.ts';
import { request } from '../live/login.ts';
import { inMeeting } from '../live/place.ts';
import { ballotText } from '../text/ballots.ts';
import { refusalText } from '../text/refusals.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { TouchGuard } from '../ui/touch-guard.ts';
import { ballotStyles } from './ballot-styles.ts';
import { choiceColours } from './result.ts';
import './ballot-form.ts';
import type { MarksChanged } from './ballot-form.ts';
import { SecretPaper } from './secret-paper.ts';
import { marksText, shownNumber } from './wording.ts';

/** Nothing of hers goes with it: no cookie, no token, no address of the page. */
const castAsNobody = (body: object): Promise<Response> =>
  fetch('/cast', {
    method: 'POST',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

@customElement('secret-ballot')
export class SecretBallot extends LocalizedElement {
  @property({ attribute: false }) vote!: Vote;
  readonly #meeting = new Meeting(this, ({ status, welcome }) => [status, welcome]);
  @state() private marks: Marks = [];
  @state() private isReviewed = false;
  #paper: SecretPaper | null = null;
  #of = '';
  readonly #touches = new TouchGuard();

  static override styles = [
    controls,
    choiceColours,
    ballotStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
        margin-block: 16px 8px;
      }
      .number {
        font-size: 1.35rem;
        font-weight: 700;
        letter-spacing: 0.06em;
        font-feature-settings: 'tnum';
        user-select: all;
      }
      .primary.cast {
        min-height: 72px;
        font-size: 1.2rem;
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#paper?.end();
    this.#paper = null;
    this.#of = '';
  }

  protected override willUpdate(): void {
    const { welcome } = this.#meeting.live;
    const { id, hidesNumbers, phase } = this.vote;
    const poll = pollIn(this.vote, 'secret');
    if (!welcome?.person || !poll || this.#of === poll.key) return;
    // By its key: a vote of the same name in another journal is another vote.
    this.#of = poll.key;
    this.#paper?.end();
    this.marks = [];
    this.isReviewed = false;
    const { body, meeting, person } = welcome;
    this.#paper = new SecretPaper(
      {
        body,
        meeting,
        vote: id,
        key: poll.key,
        person,
        hidesNumbers,
        isChangeable: kinds[this.vote.kind].isChangeable,
      },
      { issue: (body) => request(inMeeting('/ballots/issue'), 'POST', body), cast: castAsNobody },
    );
    const paper = this.#paper;
    paper.addEventListener('change', () => {
      // Asked for or ready, the same paper stands there: a touch on it means what it meant before.
      if (paper.step.step !== 'asking' && paper.step.step !== 'ready') this.#touches.appear();
      this.requestUpdate();
    });
    if (phase === 'open') void this.#paper.begin();
    else this.#paper.look();
  }

  #review(isReviewed: boolean): void {
    this.isReviewed = isReviewed;
    this.#touches.appear();
  }

  override render() {
    const paper = this.#paper;
    if (!paper) return nothing;
    const { vote, t } = this;
    const w = ballotText();
    const isOpen = vote.phase === 'open';
    const { step } = paper;
    const isOffline = this.#meeting.live.status === 'offline';
    switch (step.step) {
      case 'cast':
        return html`<p class="state approve" role="status">${icon('circleCheck')} ${w.isCast}</p>
          ${this.#number(paper)} ${pollIn(vote, 'secret')?.box ? this.#found(paper) : nothing}
          ${
            isOpen && kinds[vote.kind].isChangeable
              ? html`<p class="muted">${w.mayChange}</p>
                  ${this.#paperForm(paper)}`
              : nothing
          }`;
      case 'casting':
        return step.inDoubt || isOffline
          ? html`<div class="state doubt" role="alert">
              ${icon('wifiOff')} ${w.inDoubt}
              <button @click=${() => this.#meeting.live.retry()}>${t.tryAgain}</button>
            </div>`
          : html`<p class="state" role="status">${w.goesIn}</p>
              <p class="muted">${w.goesInHint}</p>`;
      case 'refused':
        return html`<p class="state doubt" role="alert">
            ${icon('triangleAlert')}
            ${step.code === 'vote-not-open' ? w.tooLate : refusalText(step.code)}
          </p>
          ${
            isOpen && step.code === 'already-issued'
              ? html`<p><button @click=${() => void paper.askAgain()}>${icon('vote')} ${w.askAgain}</button></p>`
              : nothing
          }`;
      case 'asking':
        // Not cast, so not missed: the box is looked through only for what was put in.
        if (!isOpen) return html`<p class="state">${w.tooLate}</p>`;
        return html`<p class=${isOffline ? 'state doubt' : 'state'} role="status">
          ${isOffline ? html`${icon('wifiOff')} ${t.voteOffline}` : w.asking}
        </p>`;
      default:
        return isOpen ? this.#paperForm(paper) : html`<p class="state">${w.tooLate}</p>`;
    }
  }

  #number(paper: SecretPaper) {
    const w = ballotText();
    if (!paper.number) return html`<p class="muted">${w.numbersHidden}</p>`;
    return html`<p>${w.myNumber}: <span class="number">${shownNumber(paper.number)}</span></p>
      <p class="muted small">${w.numberHint}</p>`;
  }
  /** Whether her ballot lies in the box as she put it in. */
  #found(paper: SecretPaper) {
    const w = ballotText();
    if (!paper.number) return nothing;
    const mine = pollIn(this.vote, 'secret')?.box?.find(({ number }) => number === paper.number);
    return mine
      ? html`<p class="approve">${icon('check')} ${w.found}: <b>${marksText(this.vote, mine.marks)}</b></p>`
      : html`<p class="reject" role="alert">${icon('triangleAlert')} ${w.notFound}</p>`;
  }

  #paperForm(paper: SecretPaper) {
    if (this.isReviewed) return this.#lookOver(paper);
    return html`<ballot-form
      .vote=${this.vote}
      .marks=${this.marks}
      .touches=${this.#touches}
      @marks=${this.#marked}
    >
      <div slot="beside">${this.#exchange(paper)}</div>
    </ballot-form>`;
  }
  readonly #marked = ({ marks, isReady }: MarksChanged) => {
    this.marks = marks;
    if (isReady) this.#review(true);
  };

  #exchange(paper: SecretPaper) {
    const w = ballotText();
    if (paper.step.step !== 'ready') return html`<span></span>`;
    return html`<button
      class="quiet"
      title=${w.exchangeHint}
      @click=${this.#touches.listener(() => void paper.exchange())}
    >
      ${icon('undo')} ${w.exchange}
    </button>`;
  }

  #lookOver(paper: SecretPaper) {
    const { vote, marks } = this;
    const w = ballotText();
    const blankIsInvalid = this.#meeting.view.procedure.blankBallots === 'invalid';
    const rows = html`<marked-ballot
      .vote=${vote}
      .marks=${marks}
      .blankIsInvalid=${blankIsInvalid}
    ></marked-ballot>`;
    return html`<h3>${w.reviewTitle}</h3>
      ${rows}
      <div class="between">
        <button @click=${this.#touches.listener(() => this.#review(false))}>${icon('undo')} ${w.markAgain}</button>
        <button
          class="primary cast"
          @click=${this.#touches.listener(() => {
            this.#review(false);
            void paper.cast(marks);
          })}
        >
          ${icon('vote')} ${w.castIt}
        </button>
      </div>
      ${kinds[vote.kind].isChangeable ? nothing : html`<p class="muted">${this.t.confirmHint}</p>`}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'secret-ballot': SecretBallot;
  }
}
