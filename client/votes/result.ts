/** The figures of a vote as they are announced (rule 5), and the board of names. */

import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { when } from 'lit/directives/when.js';
import {
  type CandidateId,
  type CandidatesResult,
  type Choice,
  type ChoicesResult,
  choices,
  type Level,
  type LevelsResult,
  levels,
  type VoteResult,
} from '../../shared/meeting/voting/ballots.ts';
import { hasNames, isSecret, isSpoken, kinds } from '../../shared/meeting/voting/kinds.ts';
import type { BallotMark, Vote } from '../../shared/meeting/voting/state.ts';
import type { Person } from '../../shared/people/roster.ts';
import { percent } from '../../shared/vietnamese.ts';
import { ballotText } from '../text/ballots.ts';
import type { Words } from '../text/vi/all.ts';
import { controls } from '../ui/controls.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { majorityText, marksText } from './wording.ts';
import '../ui/fit-name.ts';
import { pollIn, votesFor } from '../../shared/meeting/voting/queries.ts';
import { type IconName, icon } from '../ui/icons.ts';

export const choiceIcon: Record<Choice, IconName> = {
  approve: 'circleCheck',
  reject: 'circleX',
  abstain: 'circleMinus',
};

/** The colours of choices and verdicts; never the only sign, a picture and words always stand beside. */
export const choiceColours = css`
  .approve,
  .passed {
    color: var(--approve);
  }
  .reject,
  .failed {
    color: var(--reject);
  }
  .abstain {
    color: var(--abstain);
  }
  .none {
    color: var(--text-2);
  }
`;

/** Buttons that stand for a choice; `.choices`: the three of them, large, beside each other where there is room. */
export const choiceButtons = css`
  .choices {
    display: grid;
    grid-template-columns: repeat(3, 1fr);
    gap: 12px;
  }
  .choices button {
    min-height: 112px;
    flex-direction: column;
    font-size: 1.25rem;
    border-width: 3px;
    line-height: 1.2;
  }
  .choices svg.icon {
    width: 2.2em;
    height: 2.2em;
  }
  @media (max-width: 640px) {
    .choices {
      grid-template-columns: 1fr;
    }
    .choices button {
      min-height: 72px;
      flex-direction: row;
    }
  }
  button.approve {
    color: var(--approve);
    border-color: currentColor;
    background: var(--approve-soft);
  }
  button.reject {
    color: var(--reject);
    border-color: currentColor;
    background: var(--reject-soft);
  }
  button.abstain {
    color: var(--abstain);
    border-color: currentColor;
    background: var(--abstain-soft);
  }
`;

/** The colour of a level is that of the choice nearest to it. */
export const levelColour: Record<Level, Choice> = { high: 'approve', confidence: 'abstain', low: 'reject' };
export const levelIcon: Record<Level, IconName> = { high: 'arrowUp', confidence: 'check', low: 'arrowDown' };

/** What a vote came to, in a word or some: passed, or all elected. */
export function verdictOf(result: ChoicesResult | CandidatesResult, t: Words): { isDone: boolean; words: string } {
  const w = ballotText();
  if (result.form === 'choices') return { isDone: result.passed, words: result.passed ? t.passed : t.failed };
  const isDone = result.vacant === 0;
  return { isDone, words: isDone ? w.allElected(result.elected.length) : w.vacantSeats(result.vacant) };
}

/** What an election came to for one who stood: in words, with a sign and a colour. Losing is no alarm: grey, not red. */
export function outcomeOf(
  { elected, tied }: CandidatesResult,
  id: CandidateId,
): { colour: Choice | 'none'; sign: IconName; words: string } {
  const w = ballotText();
  if (elected.includes(id)) return { colour: 'approve', sign: 'circleCheck', words: w.elected };
  if (tied.includes(id)) return { colour: 'abstain', sign: 'circleMinus', words: w.tied };
  return { colour: 'none', sign: 'minus', words: w.notElected };
}

@customElement('vote-result')
export class VoteResultTable extends LocalizedElement {
  @property({ attribute: false }) vote!: Vote;

  static override styles = [
    controls,
    choiceColours,
    css`
      :host {
        display: grid;
        gap: 0.6em;
        font-size: var(--result-size, 1rem);
      }
      .verdict {
        display: flex;
        align-items: center;
        gap: 0.4em;
        font-weight: 800;
        font-size: 1.5em;
        line-height: 1.2;
      }
      dl {
        display: grid;
        gap: 0.2em;
      }
      dl > div {
        display: grid;
        grid-template-columns: 1fr auto 6.2em;
        gap: 0.6em;
        align-items: baseline;
        border-bottom: 1px solid var(--line);
        padding: 0.15em 0;
      }
      dd {
        text-align: right;
        font-weight: 700;
      }
      dd.share {
        font-weight: 400;
        color: var(--text-2);
        white-space: nowrap;
      }
      dt {
        display: flex;
        gap: 0.4em;
        align-items: center;
      }
      .bar {
        display: flex;
        height: 0.7em;
        border-radius: var(--radius-round);
        overflow: hidden;
        background: var(--surface-2);
      }
      .bar i {
        display: block;
        background: currentColor;
      }
      .bar i + i {
        border-inline-start: 2px solid var(--surface);
      }
      .persons {
        display: grid;
        gap: 0.6em;
        padding: 0;
      }
      .persons > li {
        display: grid;
        gap: 0.2em;
        list-style: none;
      }
      .name {
        display: flex;
        flex-wrap: wrap;
        gap: 0.2em 0.6em;
        align-items: center;
        justify-content: space-between;
        font-weight: 600;
      }
      .name .small {
        font-weight: 400;
        font-size: max(0.7em, 13px);
      }
      .levels {
        display: flex;
        flex-wrap: wrap;
        gap: 0.1em 1em;
        font-size: 0.9em;
      }
      .levels span {
        display: inline-flex;
        align-items: center;
        gap: 0.3em;
      }
    `,
  ];

  #line(label: unknown, count: number, all: number) {
    return html`<div>
      <dt>${label}</dt>
      <dd>${count}</dd>
      <dd class="share">${percent(count, all)}</dd>
    </div>`;
  }

  override render() {
    const { vote } = this;
    const { result } = vote;
    if (!result) return nothing;
    const { t } = this;
    const w = ballotText();
    const isSecretVote = isSecret(vote);
    const invalid = result.blank + result.overMarked;
    const again = w.exchangedOf(result.exchanged, result.reissued);
    const line = (label: unknown, count: number) => this.#line(label, count, result.all);
    return html`
      ${this.#verdict(result)} ${result.form === 'choices' ? nothing : this.#persons(result)}
      <dl>
        ${line(t.totalDelegates, result.all)}
        ${line(kinds[vote.kind].isAside ? w.asked : t.present, result.present)}
        ${
          isSecretVote
            ? html`${line(w.issued, result.issued)} ${line(w.collected, result.cast)} ${line(w.valid, result.valid)}
              ${line(w.invalid, invalid)}`
            : html`${line(t.voted, result.cast)}
              ${when(hasNames(vote.kind) && invalid > 0, () => line(w.invalid, invalid))}`
        }
        ${
          result.form === 'choices'
            ? choices.map((choice) =>
                line(html`<span class=${choice}>${icon(choiceIcon[choice])}</span>${t.choice[choice]}`, result[choice]),
              )
            : nothing
        }
      </dl>
      <p class="muted">
        ${this.#needed(result)}${vote.poll?.withoutQuorum ? html` · ${t.withoutQuorum}` : nothing}${
          vote.poll?.quorumLost ? html` · ${w.quorumLost(vote.poll.quorumLost.present)}` : nothing
        }${again ? ` · ${again}` : ''}${pollIn(vote, 'hands') ? ` · ${w.handsMark}` : ''}
      </p>
    `;
  }

  #needed(result: VoteResult): string {
    const { vote } = this;
    if (kinds[vote.kind].isAside) return ballotText().kind[vote.kind];
    const words = result.form === 'choices' ? this.t.needsVotes : ballotText().needs;
    return `${words(result.needed, result.baseCount)} · ${majorityText(vote.majority)}`;
  }

  #verdict(result: VoteResult) {
    const { t } = this;
    if (result.form === 'levels') return nothing;
    if (kinds[this.vote.kind].isAside) return this.#bar(result as ChoicesResult);
    const { isDone, words } = verdictOf(result, t);
    return html`<p class="verdict ${isDone ? 'passed' : 'failed'}">
        ${icon(isDone ? 'circleCheck' : 'circleX')} ${words}
      </p>
      ${result.form === 'choices' ? this.#bar(result) : nothing}`;
  }

  #bar(result: ChoicesResult) {
    return html`<div class="bar" aria-hidden="true">
      ${choices.map(
        (choice) => html`<i class=${choice} style="width:${(result[choice] / Math.max(1, result.all)) * 100}%"></i>`,
      )}
    </div>`;
  }

  #persons(result: CandidatesResult | LevelsResult) {
    const w = ballotText();
    // Of whatever the threshold is a part: all delegates, or the valid ballots.
    const share = (count: number) => Math.min(100, (count / Math.max(1, result.baseCount)) * 100);
    return html`<ol class="persons">
      ${this.vote.candidates.map((candidate) => {
        const name = html`<span class="wrap"
          >${candidate.name}${
            candidate.title ? html` <span class="muted small">${candidate.title}</span>` : nothing
          }</span
        >`;
        if (result.form === 'candidates') {
          const votes = votesFor(result, candidate.id);
          const { colour, sign, words } = outcomeOf(result, candidate.id);
          return html`<li>
            <span class="name"
              >${name}<span class=${colour}
                >${icon(sign)} ${words} · ${w.votesOf(votes)} (${percent(votes, result.baseCount)})</span
              ></span
            >
            <span class="bar" aria-hidden="true"><i class=${colour} style="width:${share(votes)}%"></i></span>
          </li>`;
        }
        const person = result.persons.find(({ id }) => id === candidate.id)!;
        return html`<li>
          <span class="name"
            >${name}${
              person.isLow ? html`<span class="reject">${icon('triangleAlert')} ${w.manyLow}</span>` : nothing
            }</span
          >
          <span class="bar" aria-hidden="true">
            <i class="approve" style="width:${share(person.high)}%"></i
            ><i class="abstain" style="width:${share(person.confidence)}%"></i
            ><i class="reject" style="width:${share(person.low)}%"></i>
          </span>
          <span class="levels"
            >${levels.map(
              (level) =>
                html`<span class=${levelColour[level]}
                  >${icon(levelIcon[level])} ${w.level[level]}:
                  <b>${person[level]}</b> (${percent(person[level], result.baseCount)})</span
                >`,
            )}</span
          >
        </li>`;
      })}
    </ol>`;
  }
}

/** How a ballot looks on the board: by its sign and its colour, and in words; nothing where there is none. */
function signOf(vote: Vote, mark: BallotMark, t: Words): { sign: IconName | null; colour: string; words: string } {
  const w = ballotText();
  if (mark === null) return { sign: null, colour: '', words: '' };
  if (mark === 'hidden') return { sign: 'check', colour: '', words: t.voted };
  if (mark === 'issued') return { sign: 'check', colour: '', words: w.isIssued };
  if (mark === 'lost') return { sign: 'triangleAlert', colour: '', words: w.isLost };
  const words = marksText(vote, mark);
  if (hasNames(vote.kind)) return { sign: 'check', colour: 'approve', words };
  const choice = mark[0] as Choice;
  return { sign: choiceIcon[choice], colour: choice, words };
}

/** Every delegate has her place on the board, the same before and after the result. */
@customElement('vote-board')
export class VoteBoard extends LocalizedElement {
  @property({ attribute: false }) people: readonly Person[] = [];
  @property({ attribute: false }) vote!: Vote;
  /** Where somebody sits, in parts of a hundred of the board; without it names stand in a list. */
  @property({ attribute: false }) placeOf: ((person: string) => Readonly<Record<string, string>> | null) | null = null;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      ol.seated {
        position: relative;
        display: block;
        height: 100%;
      }
      .seated li {
        position: absolute;
        transform: translate(-50%, -50%);
        border: 1px solid var(--surface);
      }
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(var(--board-cell, 13em), 1fr));
        gap: var(--board-gap, 4px);
      }
      /* With a number of rows, names run down the columns, as on a printed list, and share the height there is. */
      :host([rows]) ol {
        height: 100%;
        grid-auto-flow: column;
        grid-template: repeat(var(--board-rows), minmax(0, calc(var(--board-size) * 1.75))) / none;
        grid-auto-columns: minmax(0, 1fr);
      }
      :host([rows]) li {
        padding: 0 0.15em;
        gap: 0.2em;
        letter-spacing: -0.025em;
      }
      li {
        display: flex;
        align-items: center;
        gap: 0.35em;
        min-width: 0;
        padding: 0.12em 0.4em;
        border-radius: 0.3em;
        background: var(--surface-2);
        border-inline-start: 0.25em solid var(--line);
        font-size: var(--board-size, 0.95rem);
        line-height: 1.25;
      }
      fit-name {
        flex: 1;
      }
      li .icon {
        color: inherit;
      }
      .approve {
        background: var(--approve-soft);
        border-color: var(--approve);
      }
      .reject {
        background: var(--reject-soft);
        border-color: var(--reject);
      }
      .abstain {
        background: var(--abstain-soft);
        border-color: var(--abstain);
      }
      .absent {
        color: var(--text-2);
        background: none;
      }
      .sign {
        width: 1.25em;
        flex: none;
        display: inline-flex;
      }
    `,
  ];

  #cell(person: Person, mark: BallotMark, isEntitled: boolean) {
    const { t } = this;
    const w = ballotText();
    const { sign, colour, words: marked } = signOf(this.vote, mark, t);
    const entry = pollIn(this.vote, 'open')?.entered[person.id];
    const isUnanswered = isSpoken(this.vote) && pollIn(this.vote, 'open')?.unanswered.includes(person.id);
    const missing = isUnanswered ? w.notAnswered : t.notVoted;
    const words = `${marked || (isEntitled ? missing : t.absent)}${
      entry ? ` (${w.enteredMark}: ${entry.reason})` : ''
    }`;
    const shownSign = sign ?? (isUnanswered ? 'minus' : null);
    // At a roll call all are entered by hand; only what was corrected is worth a mark.
    const hasPen = entry !== undefined && (!isSpoken(this.vote) || entry.earlier !== undefined);
    const place = this.placeOf?.(person.id) ?? {};
    return html`<li
      class=${colour || (isEntitled ? 'waiting' : 'absent')}
      style=${styleMap(place)}
      title="${person.name}: ${words}">
      <b class="sign">${when(shownSign, (name) => icon(name))}</b>
      <fit-name .name=${person.name}></fit-name
      >${hasPen ? html`<b class="sign" aria-hidden="true">${icon('pen')}</b>` : nothing}<span
        class="visually-hidden"
        >: ${words}</span
      >
    </li>`;
  }

  override render() {
    const { poll } = this.vote;
    const places = new Map(poll?.entitled.map((id, index) => [id, poll.ballots[index] ?? null]));
    const cell = (person: Person) => this.#cell(person, places.get(person.id) ?? null, places.has(person.id));
    const { placeOf } = this;
    if (!placeOf) return html`<ol>${this.people.map(cell)}</ol>`;
    const standing = this.people.filter(({ id }) => placeOf(id) === null);
    return html`<ol class="seated">
        ${this.people.filter(({ id }) => placeOf(id) !== null).map(cell)}
      </ol>
      ${standing.length > 0 ? html`<ol>${standing.map(cell)}</ol>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vote-result': VoteResultTable;
    'vote-board': VoteBoard;
  }
}
