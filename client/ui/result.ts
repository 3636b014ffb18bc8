/** The figures of a vote as they are announced (rule 5), and the board of names. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Person } from '../../shared/roster.ts';
import { percent, shortName } from '../../shared/vietnamese.ts';
import { type BallotMark, type Choice, choices, type Vote } from '../../shared/voting.ts';
import { controls } from './controls.ts';
import { Element } from './element.ts';
import { type IconName, icon } from './icons.ts';

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
`;

@customElement('vote-result')
export class VoteResultTable extends Element {
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
        border-radius: 999px;
        overflow: hidden;
        background: var(--surface-2);
      }
      .bar i {
        display: block;
        background: currentColor;
      }
    `,
  ];

  override render() {
    const { result } = this.vote;
    if (!result) return nothing;
    const { t } = this;
    const line = (label: unknown, count: number) =>
      html`<div>
        <dt>${label}</dt>
        <dd>${count}</dd>
        <dd class="share">${percent(count, result.all)}</dd>
      </div>`;
    return html`
      <p class="verdict ${result.passed ? 'passed' : 'failed'}">
        ${icon(result.passed ? 'circleCheck' : 'circleX')} ${result.passed ? t.passed : t.failed}
      </p>
      <div class="bar" aria-hidden="true">
        ${choices.map((choice) => html`<i class=${choice} style="width:${(result[choice] / Math.max(1, result.all)) * 100}%"></i>`)}
      </div>
      <dl>
        ${line(t.totalDelegates, result.all)} ${line(t.present, result.present)} ${line(t.voted, result.cast)}
        ${choices.map((choice) => line(html`<span class=${choice}>${icon(choiceIcon[choice])}</span>${t.choice[choice]}`, result[choice]))}
      </dl>
      <p class="muted">
        ${t.needsVotes(result.needed, result.baseCount)}${this.vote.poll?.withoutQuorum ? html` · ${t.withoutQuorum}` : nothing}
      </p>
    `;
  }
}

/** Every delegate has her place on the board, the same before and after the result. */
@customElement('vote-board')
export class VoteBoard extends Element {
  @property({ attribute: false }) people: readonly Person[] = [];
  @property({ attribute: false }) vote!: Vote;
  /** The most characters of a name that a cell holds; a longer one gets initials. */
  @property({ type: Number }) longest = 26;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
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
      li span {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
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
    const isChoice = mark === 'approve' || mark === 'reject' || mark === 'abstain';
    const words = isChoice ? t.choice[mark] : mark === 'hidden' ? t.voted : isEntitled ? t.notVoted : t.absent;
    return html`<li class=${isChoice ? mark : isEntitled ? 'waiting' : 'absent'} title="${person.name}: ${words}">
      <b class="sign">${isChoice ? icon(choiceIcon[mark]) : mark === 'hidden' ? icon('check') : nothing}</b>
      <span>${shortName(person.name, this.longest)}</span><span class="visually-hidden">: ${words}</span>
    </li>`;
  }

  override render() {
    const { poll } = this.vote;
    const places = new Map(poll?.entitled.map((id, index) => [id, poll.ballots[index] ?? null]));
    return html`<ol>
      ${this.people.map((person) => this.#cell(person, places.get(person.id) ?? null, places.has(person.id)))}
    </ol>`;
  }
}
