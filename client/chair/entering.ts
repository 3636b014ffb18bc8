/** What the secretariat enters while a vote is open: names as they are called, hands, or for one whose tablet failed. */

import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PersonId } from '../../shared/ids.ts';
import { type Choice, choices, type Marks } from '../../shared/meeting/voting/ballots.ts';
import { hasNames, isSpoken, kinds } from '../../shared/meeting/voting/kinds.ts';
import { calledNow } from '../../shared/meeting/voting/queries.ts';
import type { HandsPoll, OpenPoll, SecretPoll, Vote } from '../../shared/meeting/voting/state.ts';
import { ballotText } from '../text/ballots.ts';
import '../votes/ballot-form.ts';
import { personById } from '../../shared/people/roster.ts';
import { Panel } from '../conduct/panel.ts';
import { panelStyles } from '../conduct/panel-style.ts';
import { icon } from '../ui/icons.ts';
import { optionsOf } from '../ui/options.ts';
import { TouchGuard } from '../ui/touch-guard.ts';
import type { MarksChanged } from '../votes/ballot-form.ts';
import { choiceButtons, choiceColours, choiceIcon } from '../votes/result.ts';
import { marksText } from '../votes/wording.ts';

@customElement('ballot-entering')
export class BallotEntering extends Panel {
  @property({ attribute: false }) vote!: Vote;
  /** Whom something is entered for, and whose entry is corrected: chosen by name, never by place in a list. */
  @state() private voter = '';
  @state() private corrected = '';
  @state() private holder = '';
  @state() private reason = '';
  /** Names that are marked so far, where a ballot has names. */
  @state() private marks: Marks = [];
  @state() private isIncomplete = false;
  readonly #touches = new TouchGuard();
  #called: PersonId | null = null;

  static override styles = [
    ...panelStyles,
    choiceColours,
    choiceButtons,
    css`
      :host {
        border: 0;
        padding: 0;
        background: none;
      }
      .called {
        font-size: 1.3rem;
        font-weight: 800;
        overflow-wrap: anywhere;
      }
      form,
      .form {
        display: grid;
        gap: 8px;
        margin: 0;
      }
      .missing {
        color: var(--danger);
        font-weight: 600;
      }
      .row label {
        flex: 1 1 110px;
      }
    `,
  ];

  #name = (id: string): string => personById(this.meeting.view, id)?.name ?? id;
  #options = (ids: readonly string[]) => ids.map((id) => ({ value: id, words: this.#name(id) }));
  #gone = (id: string) => `${this.#name(id)} (${ballotText().ballotChosen})`;

  protected override willUpdate(): void {
    if (!this.meeting.isReady) return;
    const called = calledNow(this.vote);
    // The buttons mean another person now: a touch in the first half second meant the one before.
    if (called !== this.#called) this.#touches.appear();
    this.#called = called;
  }

  override render() {
    if (!this.meeting.isReady) return nothing;
    const { vote } = this;
    const { poll } = vote;
    if (!poll) return nothing;
    if (poll.way === 'secret') return this.#reissuing(poll);
    if (kinds[vote.kind].isAside) return nothing;
    if (poll.way === 'hands') return this.#hands(poll);
    return html`${isSpoken(vote) ? this.#rollCall(poll) : this.#forOne(poll)}${this.#correcting(poll)}`;
  }

  #choiceButtons(pressed: (choice: Choice) => void, isOff = false) {
    const { t } = this;
    return html`<div class="row">
      ${choices.map(
        (choice) =>
          html`<button class=${choice} ?disabled=${isOff} @click=${() => pressed(choice)}>
            ${icon(choiceIcon[choice])} ${t.choice[choice]}
          </button>`,
      )}
    </div>`;
  }

  /** What she has said: a choice at once, names marked one by one. */
  #marking(pressed: (marks: Marks) => void, isOff = false) {
    if (!hasNames(this.vote.kind)) return this.#choiceButtons((choice) => pressed([choice]), isOff);
    const marked = ({ marks, isReady }: MarksChanged) => {
      this.marks = marks;
      if (isReady && !isOff) pressed(marks);
    };
    return html`<ballot-form
      .vote=${this.vote}
      .marks=${this.marks}
      .touches=${this.#touches}
      @marks=${marked}
    ></ballot-form>`;
  }

  #hands(poll: HandsPoll) {
    const { t, vote } = this;
    return html`<form
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        const fields = new FormData(event.target as HTMLFormElement);
        const count = (name: string) => Number.parseInt(String(fields.get(name) || '0'), 10) || 0;
        const [approve, reject, abstain] = choices.map(count);
        void this.commands.perform({ type: 'enter-count', vote: vote.id, approve, reject, abstain } as never);
      }}
    >
      <div class="row">
        ${choices.map(
          (choice) =>
            html`<label
              >${t.choice[choice]}<input
                type="number"
                min="0"
                max=${poll.entitled.length}
                name=${choice}
                .value=${String(poll.hands?.[choice] ?? 0)}
            /></label>`,
        )}
      </div>
      <button>${icon('check')} ${ballotText().handsCount}</button>
    </form>`;
  }

  #rollCall(poll: OpenPoll) {
    const { vote } = this;
    const w = ballotText();
    const called = calledNow(vote);
    if (!called) return html`<p role="status">${w.allCalled}</p>`;
    const again = poll.unanswered.filter((id) => poll.ballots[poll.entitled.indexOf(id)] === null);
    const answer = (choice: Choice) =>
      this.#touches.listener(() =>
        this.commands.perform({
          type: 'enter-ballot',
          vote: vote.id,
          voter: called,
          marks: [choice],
          reason: w.rollCallReason,
        }),
      )();
    return html`<div class="form">
      <p class="called" role="status">${w.nextCalled}: ${this.#name(called)}</p>
      ${this.#choiceButtons(answer)}
      <button
        @click=${this.#touches.listener(() => void this.commands.perform({ type: 'pass-name', vote: vote.id, voter: called }))}
      >
        ${w.noAnswer}
      </button>
      ${
        again.length > 0
          ? html`<p class="small muted wrap">${w.calledAgain(again.map(this.#name).join(', '))}</p>`
          : nothing
      }
    </div>`;
  }

  /** A reason is typed once and stays until the server has taken it. */
  #reasonField() {
    const w = ballotText();
    const isMissing = this.isIncomplete && this.reason.trim() === '';
    return html`<label
        >${w.reason}<input
          maxlength="300"
          .value=${this.reason}
          aria-invalid=${isMissing ? 'true' : 'false'}
          aria-describedby=${isMissing ? 'missing' : nothing}
          @input=${(event: Event) => (this.reason = (event.target as HTMLInputElement).value)}
      /></label>
      ${isMissing ? html`<p id="missing" class="missing" role="alert">${this.t.missing}</p>` : nothing}`;
  }

  async #enter(type: 'enter-ballot' | 'correct-ballot', voter: string, marks: Marks): Promise<void> {
    const reason = this.reason.trim();
    this.isIncomplete = reason === '';
    if (this.isIncomplete) return;
    const w = ballotText();
    const said = marksText(this.vote, marks);
    const words = (type === 'enter-ballot' ? w.enterQuestion : w.correctQuestion)(this.#name(voter), said);
    const confirm = `${said}: ${this.#name(voter)}`;
    if ((await this.ask({ words, confirm })) === null) return;
    if (!(await this.act({ type, vote: this.vote.id, voter: voter as PersonId, marks: [...marks], reason }))) return;
    this.reason = this.voter = this.corrected = '';
    this.marks = [];
  }

  #forOne(poll: OpenPoll) {
    const w = ballotText();
    const waiting = poll.entitled.filter((_, at) => poll.ballots[at] === null);
    if (waiting.length === 0 && !this.voter) return nothing;
    const voter = this.voter || waiting[0]!;
    const isGone = !waiting.includes(voter as PersonId);
    return html`<details>
      <summary>${w.enterFor}</summary>
      <div class="form">
        <p class="muted small">${w.enterForHint}</p>
        <label
          >${w.whichDelegate}<select
            name="voter"
            @change=${(event: Event) => (this.voter = (event.target as HTMLSelectElement).value)}
          >
            ${optionsOf(this.#options(waiting), voter, this.#gone)}
          </select></label
        >
        ${this.#reasonField()} ${this.#marking((marks) => void this.#enter('enter-ballot', voter, marks), isGone)}
      </div>
    </details>`;
  }

  #correcting(poll: OpenPoll) {
    const w = ballotText();
    const entered = poll.entitled.filter((id) => poll.entered[id]);
    if (entered.length === 0) return nothing;
    const voter = this.corrected || entered.at(-1)!;
    const said = poll.ballots[poll.entitled.indexOf(voter as PersonId)];
    return html`<details>
      <summary>${w.correct}</summary>
      <div class="form">
        <p class="muted small">${w.correctHint}</p>
        <label
          >${w.whichDelegate}<select
            name="corrected"
            @change=${(event: Event) => (this.corrected = (event.target as HTMLSelectElement).value)}
          >
            ${optionsOf(this.#options(entered), voter, this.#gone)}
          </select></label
        >
        ${Array.isArray(said) ? html`<p class="small">${w.heard(marksText(this.vote, said))}</p>` : nothing}
        ${this.#reasonField()} ${this.#marking((marks) => void this.#enter('correct-ballot', voter, marks))}
      </div>
    </details>`;
  }

  /** A delegate's tablet died with the ballot in it. */
  #reissuing(poll: SecretPoll) {
    const w = ballotText();
    const holders = poll.entitled.filter((_, at) => poll.ballots[at] === 'issued');
    if (holders.length === 0 && !this.holder) return nothing;
    const holder = this.holder || holders[0]!;
    return html`<details>
      <summary>${w.reissue}</summary>
      <div class="form">
        <label
          >${w.whichDelegate}<select
            name="holder"
            @change=${(event: Event) => (this.holder = (event.target as HTMLSelectElement).value)}
          >
            ${optionsOf(this.#options(holders), holder, this.#gone)}
          </select></label
        >
        <button
          ?disabled=${!holders.includes(holder as PersonId)}
          @click=${() => void this.#reissue(holder as PersonId)}
        >
          ${icon('undo')} ${w.reissue}
        </button>
      </div>
    </details>`;
  }

  async #reissue(voter: PersonId): Promise<void> {
    const w = ballotText();
    const words = w.reissueQuestion(this.#name(voter));
    const reason = await this.ask({ words, confirm: `${w.reissue}: ${this.#name(voter)}`, wants: w.reason });
    if (reason && (await this.act({ type: 'allow-reissue', vote: this.vote.id, voter, reason }))) this.holder = '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ballot-entering': BallotEntering;
  }
}
