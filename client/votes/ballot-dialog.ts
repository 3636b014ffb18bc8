/**
 * The ballot, over whatever is being read. It closes onto the very same page. "Recorded" is said only after the server
 * has answered; buttons that have just appeared ignore touches for half a second.
 */

import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { VoteId } from '../../shared/ids.ts';
import type { RecordState } from '../../shared/meeting/record/state.ts';
import type { Choice, Marks } from '../../shared/meeting/voting/ballots.ts';
import { hasNames, isSecret, kinds } from '../../shared/meeting/voting/kinds.ts';
import { calledNow, castIn, openVote, openVotes, voteById } from '../../shared/meeting/voting/queries.ts';
import type { Vote } from '../../shared/meeting/voting/state.ts';
import { isDelegate, personById } from '../../shared/people/roster.ts';
import { votesNeeded } from '../../shared/procedure.ts';
import { ballotText } from '../text/ballots.ts';
import { keepReceipt, saveReceipt } from './receipts.ts';
import './ballot-form.ts';
import { Meeting } from '../live/controller.ts';
import { answerText } from '../text/refusals.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { dayAndTimeText } from '../ui/time.ts';
import { TouchGuard } from '../ui/touch-guard.ts';
import type { MarksChanged } from './ballot-form.ts';
import { choiceButtons, choiceIcon } from './result.ts';
import { majorityText, marksText } from './wording.ts';

/** After this long without an answer the page says that it was not sent (it goes on trying). */
const DOUBT_MS = 3000;

type Course =
  | { step: 'choosing'; marks: Marks; refused: string }
  | { step: 'confirming'; marks: Marks }
  | { step: 'sending'; marks: Marks; inDoubt: boolean };

@customElement('ballot-dialog')
export class BallotDialog extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, own, status, welcome }) => [
    view?.voting,
    view?.record,
    own,
    status,
    welcome,
  ]);
  @query('dialog') private dialog!: HTMLDialogElement;
  /** On the console a ballot comes up only when it is asked for: whoever chairs has a hall to see. */
  @property({ type: Boolean }) onDemand = false;
  /** Consultations that were put away; they are found again in the menu of the agenda. */
  @state() private putAway: readonly string[] = [];
  @state() private course: Course = { step: 'choosing', marks: [], refused: '' };
  /** The vote that is on the screen, also after it was closed, until it is put away. */
  @state() private voteId: VoteId | null = null;
  @state() private isAway = true;
  readonly #touches = new TouchGuard();
  #phase: Vote['phase'] | null = null;
  /** The vote of the hall that was put on the screen last; a consultation comes only when it is asked for. */
  #running: string | null = null;
  #doubt: ReturnType<typeof setTimeout> | undefined;
  /** The receipt that was kept last. */
  #kept: RecordState = null;

  static override styles = [
    controls,
    choiceButtons,
    css`
      dialog {
        width: min(820px, calc(100vw - 24px));
        padding: clamp(14px, 3vw, 28px);
      }
      ballot-form {
        margin-block: 18px 8px;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      h2 {
        font-size: clamp(1.15rem, 3vw, 1.6rem);
        line-height: 1.3;
        margin-block: 8px;
      }
      .state.approve {
        color: var(--approve);
        background: var(--approve-soft);
      }
      .state.reject {
        color: var(--reject);
        background: var(--reject-soft);
      }
      .state.abstain {
        color: var(--abstain);
        background: var(--abstain-soft);
      }
      .confirm {
        display: grid;
        gap: 12px;
        margin-block: 18px 8px;
      }
      .confirm button {
        min-height: 72px;
        font-size: 1.25rem;
        border-width: 3px;
      }
      .confirm button.again {
        border-width: 1.5px;
        min-height: 56px;
        font-size: 1rem;
      }
      .state {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 16px;
        border-radius: var(--radius-l);
        margin-block: 18px 8px;
        font-size: 1.25rem;
        font-weight: 700;
        background: var(--surface-2);
        border: 2px solid transparent;
      }
      .state.doubt {
        background: var(--danger-soft);
        color: var(--danger);
        flex-wrap: wrap;
      }
      summary {
        min-height: var(--touch);
        align-content: center;
        cursor: pointer;
        font-weight: 600;
      }
      .refused {
        color: var(--danger);
        font-weight: 600;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: center;
        gap: 8px;
        margin-block-start: 12px;
      }
      .reopen {
        position: fixed;
        /* Above the bar in which one asks for the floor, however many lines that has. */
        inset-block-end: calc(var(--floor-bar, 72px) + 16px);
        inset-inline-end: 16px;
        display: grid;
        justify-items: end;
        gap: 8px;
        z-index: 4;
        max-width: min(420px, calc(100vw - 32px));
      }
      .offered {
        display: flex;
        gap: 4px;
      }
      .reopen[hidden] {
        display: none;
      }
      .reopen button {
        min-height: 56px;
        box-shadow: var(--shadow-raised);
        text-align: start;
      }
      @media (prefers-reduced-motion: no-preference) {
        dialog[open] {
          animation: rise 160ms ease-out;
        }
      }
      @keyframes rise {
        from {
          transform: translateY(12px);
          opacity: 0.4;
        }
      }
    `,
  ];

  get #vote(): Vote | undefined {
    return this.#meeting.isReady ? voteById(this.#meeting.view.voting, this.voteId) : undefined;
  }

  protected override willUpdate(): void {
    if (!this.#meeting.isReady) return;
    const { record, id: meeting } = this.#meeting.view;
    if (record && record !== this.#kept) keepReceipt(meeting, this.#meeting.live.birth ?? '', record);
    this.#kept = record;
    const running = openVote(this.#meeting.view.voting);
    if (running && running.id !== this.#running && !this.onDemand) this.show(running);
    this.#running = running?.id ?? null;
    // Its result comes up once more to those who voted; whoever was not entitled is left to her reading.
    const vote = this.#vote;
    if (this.#meeting.view.phase === 'closed' && vote?.phase !== 'published') this.isAway = true;
    if (!vote || vote.phase === this.#phase) return;
    this.#phase = vote.phase;
    // A closed meeting has a page of its own for what it decided.
    if (this.#meeting.view.phase === 'closed' || (this.onDemand && vote.phase !== 'open')) this.isAway = true;
    else if (vote.phase === 'published') this.isAway = !this.#isEntitled(vote);
    else if (vote.phase !== 'open' && !this.#isEntitled(vote)) this.isAway = true;
  }

  /** Puts a vote on the screen, whether or not it was put away. */
  show(vote: Vote): void {
    this.voteId = vote.id;
    this.#phase = vote.phase;
    this.course = { step: 'choosing', marks: [], refused: '' };
    this.isAway = false;
    this.#touches.appear();
    if (isSecret(vote)) void import('./secret-ballot.ts');
  }

  protected override updated(): void {
    const wanted = this.#vote !== undefined && !this.isAway;
    if (wanted && !this.dialog.open) {
      this.dialog.showModal();
      // No choice is under a key that happens to be pressed.
      this.dialog.focus();
    }
    if (!wanted && this.dialog.open) this.dialog.close();
  }

  #own = (vote: Vote): Marks | undefined => this.#meeting.live.own.ballots[vote.id];
  #isEntitled = (vote: Vote): boolean => {
    const me = this.#meeting.live.actor.person;
    return me !== null && (vote.poll?.entitled.includes(me) ?? false);
  };

  async #cast(vote: Vote, marks: Marks): Promise<void> {
    this.course = { step: 'sending', marks, inDoubt: this.#meeting.live.status === 'offline' };
    clearTimeout(this.#doubt);
    this.#doubt = setTimeout(() => {
      if (this.course.step === 'sending') this.course = { ...this.course, inDoubt: true };
    }, DOUBT_MS);
    const answer = await this.#meeting.live.send({ type: 'cast-ballot', vote: vote.id, marks: [...marks] });
    clearTimeout(this.#doubt);
    // A newer vote may be on the screen by now.
    if (this.voteId === vote.id) this.#choose(answer.accepted ? [] : marks, answerText(answer));
    this.requestUpdate();
  }

  override render() {
    const vote = this.#vote;
    const asides = this.#meeting.isReady
      ? openVotes(this.#meeting.view.voting).filter((vote) => kinds[vote.kind].isAside && this.#isEntitled(vote))
      : [];
    const offered = this.onDemand ? [] : asides.filter(({ id }) => !this.putAway.includes(id));
    const w = ballotText();
    const { t } = this;
    const consultations = repeat(
      offered,
      ({ id }) => id,
      (vote) =>
        html`<div class="offered">
          <button @click=${() => this.show(vote)}>
            ${icon('vote')} <span class="wrap">${w.kind.consultation}: ${vote.title}</span>
          </button>
          <button
            aria-label="${t.dismiss}: ${vote.title}"
            title=${t.dismiss}
            @click=${() => (this.putAway = [...this.putAway, vote.id])}
          >
            ${icon('x')}
          </button>
        </div>`,
    );
    if (!vote)
      return html`<dialog></dialog>
        <div class="reopen">${consultations}</div>`;
    const isOpen = vote.phase === 'open';
    const isOn = isSecret(vote) ? w.isVoting : t.voteIsOpen;
    return html`<dialog
        tabindex="-1"
        aria-labelledby="vote-title"
        @cancel=${(event: Event) => isOpen && event.preventDefault()}
        @close=${() => (this.isAway = true)}
      >
        <div class="head">
          <span class="badge ${isOpen ? 'good' : ''}"
            >${icon('vote')} ${isOpen ? isOn : t.votePhase[vote.phase]}</span
          >
          <span class="badge">${isSecret(vote) ? icon('lock') : nothing} ${w.kind[vote.kind]}</span>
          ${
            isOpen && kinds[vote.kind].isAside && vote.poll?.closesAt
              ? html`<span class="badge">${w.until(this.#when(vote.poll.closesAt))}</span>`
              : nothing
          }
        </div>
        <h2 id="vote-title">${vote.title}</h2>
        <p class="muted" ?hidden=${vote.result !== null}>${this.#needs(vote)}</p>
        <p class="visually-hidden" role="status">${isOpen ? t.voteIsOpen : ''}</p>
        ${this.#body(vote)} ${vote.phase === 'published' ? this.#receipt() : nothing}
        <div class="foot">
          <span class="muted" ?hidden=${!vote.poll || isSecret(vote)}
            >${t.turnout(castIn(vote), vote.poll?.entitled.length ?? 0)}</span
          >
          <button @click=${() => (this.isAway = true)}>${icon('fileText')} ${t.backToReading}</button>
        </div>
      </dialog>
      <div class="reopen" ?hidden=${!this.isAway}>
        ${consultations}
        ${
          isOpen && !kinds[vote.kind].isAside && !this.onDemand
            ? html`<button
                class="primary"
                @click=${() => {
                  this.#touches.appear();
                  this.isAway = false;
                }}
              >
                ${icon('vote')} ${t.showVote}
              </button>`
            : nothing
        }
      </div>`;
  }

  #when = (at: number): string => dayAndTimeText(at, this.#meeting.view.procedure.timeZone);
  #called = (vote: Vote): string => personById(this.#meeting.view, calledNow(vote))?.name ?? '–';

  /** What she can hold against a record that was changed afterwards. */
  #receipt() {
    const { record, id } = this.#meeting.view;
    const w = ballotText();
    if (!record) return nothing;
    return html`<details>
      <summary>${w.receipt}</summary>
      <p class="muted small">${w.receiptHint}</p>
      <p class="small wrap">${w.receiptLine(record.sequence, record.hash)}</p>
      <p><button @click=${() => saveReceipt(id, record)}>${icon('download')} ${w.saveReceipt}</button></p>
    </details>`;
  }

  #needs(vote: Vote): string {
    const { form, isAside } = kinds[vote.kind];
    if (isAside || form === 'levels') return '';
    if (form === 'candidates') return `${ballotText().elected}: ${majorityText(vote.majority)}`;
    const all = this.#meeting.view.people.filter(isDelegate).length;
    const { base, threshold, fraction } = vote.majority;
    const present = vote.poll?.entitled.length ?? all;
    const whole = { all, present, voting: null, valid: null }[base];
    return whole === null ? '' : this.t.needsVotes(votesNeeded(whole, threshold, fraction), whole);
  }

  #choose(marks: Marks, refused = ''): void {
    this.course = { step: 'choosing', marks, refused };
  }
  readonly #marked = ({ marks, isReady }: MarksChanged) => {
    if (isReady) this.course = { step: 'confirming', marks };
    else this.#choose(marks);
    if (isReady && hasNames(this.#vote!.kind)) this.#touches.appear();
  };

  /** It is in the journal: said only when the server has said so. */
  #recorded(vote: Vote, marks: Marks) {
    const [mark] = marks;
    const colour = hasNames(vote.kind) ? 'approve' : mark;
    const sign = hasNames(vote.kind) ? 'check' : choiceIcon[mark as Choice];
    return html`<p class="state ${colour}" role="status">
      ${icon(sign)} ${this.t.recordedAs(marksText(vote, marks))}
    </p>`;
  }

  #lookOver(vote: Vote, marks: Marks) {
    const blankIsInvalid = this.#meeting.view.procedure.blankBallots === 'invalid';
    return html`<marked-ballot .vote=${vote} .marks=${marks} .blankIsInvalid=${blankIsInvalid}></marked-ballot>`;
  }

  #confirmButton(vote: Vote, marks: Marks) {
    const { t } = this;
    const [choice] = marks as [Choice];
    const cast = this.#touches.listener(() => void this.#cast(vote, marks));
    return hasNames(vote.kind)
      ? html`<button class="primary" @click=${cast}>${icon('vote')} ${ballotText().castIt}</button>`
      : html`<button class=${choice} @click=${cast}>
          ${icon(choiceIcon[choice])} ${t.confirmChoice(t.choice[choice])}
        </button>`;
  }

  #body(vote: Vote) {
    const { t, course } = this;
    const w = ballotText();
    if (isSecret(vote)) {
      if (vote.phase === 'cancelled') return html`<p class="state">${t.cancelledVote}: ${vote.cancelReason}</p>`;
      if (!this.#isEntitled(vote) && vote.phase !== 'published') return html`<p class="state">${t.notEntitled}</p>`;
      return html`${vote.phase === 'published' ? html`<vote-result .vote=${vote}></vote-result>` : nothing}
      ${vote.phase === 'closed' ? html`<p>${t.waitForPublishing}</p>` : nothing}
      ${this.#isEntitled(vote) ? html`<secret-ballot .vote=${vote}></secret-ballot>` : nothing}`;
    }
    const own = this.#own(vote);
    const mayChange = kinds[vote.kind].isChangeable || this.#meeting.view.procedure.ballotChangeable;
    const isChangeable = mayChange && vote.phase === 'open';
    if (vote.phase === 'published')
      return html`<vote-result .vote=${vote}></vote-result
        >${own ? html`<p>${w.myBallotWas(marksText(vote, own))}</p>` : nothing}`;
    if (vote.phase === 'cancelled') return html`<p class="state">${t.cancelledVote}: ${vote.cancelReason}</p>`;
    if (own && !isChangeable)
      return html`${this.#recorded(vote, own)}
      ${vote.phase === 'closed' ? html`<p>${t.waitForPublishing}</p>` : nothing}`;
    if (!this.#isEntitled(vote)) return html`<p class="state">${t.notEntitled}</p>`;
    if (vote.phase === 'open' && vote.method !== 'electronic')
      return html`<p class="state">${vote.method === 'roll-call' ? w.byRollCall : w.byHands}</p>
        ${vote.method === 'roll-call' ? html`<p>${w.nextCalled}: <b>${this.#called(vote)}</b></p>` : nothing}`;
    if (course.step === 'sending') {
      const isDoubtful = course.inDoubt || this.#meeting.live.status === 'offline';
      return isDoubtful
        ? html`<div class="state doubt" role="alert">
            ${icon('wifiOff')} <span class="grow">${t.notSent}</span>
            <button @click=${() => this.#meeting.live.retry()}>${t.tryAgain}</button>
          </div>`
        : html`<p class="state" role="status">${t.sending}</p>`;
    }
    if (vote.phase === 'closed') return html`<p class="state">${t.waitForPublishing}</p>`;
    const offline =
      this.#meeting.live.status === 'offline'
        ? html`<div class="state doubt" role="alert">
            ${icon('wifiOff')} <span class="grow">${t.voteOffline}</span>
            <button @click=${() => this.#meeting.live.retry()}>${t.tryAgain}</button>
          </div>`
        : nothing;
    if (course.step === 'confirming')
      return html`${offline}${hasNames(vote.kind) ? this.#lookOver(vote, course.marks) : nothing}
        <div class="confirm">
          ${this.#confirmButton(vote, course.marks)}
          <button class="again" @click=${this.#touches.listener(() => this.#choose(course.marks))}>
            ${icon('undo')} ${t.changeChoice}
          </button>
          <p class="muted">${isChangeable ? w.mayChange : t.confirmHint}</p>
        </div>`;
    return html`${offline}${
      own
        ? html`${this.#recorded(vote, own)}
              <p class="muted">${w.mayChange}</p>`
        : nothing
    }
      <ballot-form
        .vote=${vote}
        .marks=${course.marks}
        .touches=${this.#touches}
        @marks=${this.#marked}
      ></ballot-form>
      ${course.refused ? html`<p class="refused" role="alert">${course.refused}</p>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ballot-dialog': BallotDialog;
  }
}
