/** What a delegate marks, in every form there is: a choice, candidates, a level for each person. Open and secret alike. */

import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { choose } from 'lit/directives/choose.js';
import { repeat } from 'lit/directives/repeat.js';
import { when } from 'lit/directives/when.js';
import { type Choice, choices, type Level, levels, type Marks } from '../../shared/meeting/voting/ballots.ts';
import { kinds } from '../../shared/meeting/voting/kinds.ts';
import type { Vote } from '../../shared/meeting/voting/state.ts';
import { ballotText } from '../text/ballots.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import type { TouchGuard } from '../ui/touch-guard.ts';
import { ballotStyles } from './ballot-styles.ts';
import { choiceButtons, choiceColours, choiceIcon, levelColour, levelIcon } from './result.ts';

type Candidate = Vote['candidates'][number];

/** She marks her ballot; `isReady` when it is to be looked over. */
export class MarksChanged extends Event {
  constructor(
    readonly marks: Marks,
    readonly isReady: boolean,
  ) {
    super('marks');
  }
}

/** The level that a person has on a ballot, or undefined. */
const levelOf = (marks: Marks, id: string): Level | undefined =>
  marks.find((mark) => mark.startsWith(`${id}:`))?.split(':')[1] as Level | undefined;

/** What she should know before she casts it: too many are marked, or some persons have no level. */
function remark({ kind, candidates, seats }: Vote, marks: Marks) {
  const w = ballotText();
  const { form } = kinds[kind];
  const left = candidates.length - marks.length;
  if (form === 'levels') return when(left > 0, () => html`<p class="muted">${w.someUnmarked(left)}</p>`);
  if (form !== 'candidates' || marks.length <= seats) return nothing;
  return html`<p class="reject" role="alert">${icon('triangleAlert')} ${w.tooMany(seats)}</p>`;
}

@customElement('ballot-form')
export class BallotForm extends LocalizedElement {
  @property({ attribute: false }) vote!: Vote;
  @property({ attribute: false }) marks: Marks = [];
  /** Buttons that have just appeared ignore touches; whoever shows the form knows when that was. */
  @property({ attribute: false }) touches!: TouchGuard;

  static override styles = [
    controls,
    choiceColours,
    choiceButtons,
    ballotStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      .candidate {
        width: 100%;
        min-height: 64px;
        justify-content: start;
        text-align: start;
        font-size: 1.1rem;
        border-width: 2px;
        gap: 14px;
        padding: 10px 14px;
      }
      .box {
        width: 32px;
        height: 32px;
        flex: none;
        border: 2.5px solid currentColor;
        border-radius: var(--radius-s);
        display: grid;
        place-items: center;
      }
      .candidate[aria-checked='true'] {
        background: var(--accent-soft);
        border-color: var(--accent);
        color: var(--text);
      }
      .person {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 6px 12px;
        align-items: center;
        padding: 8px 0;
        border-bottom: 1px solid var(--line);
      }
      .levels {
        display: flex;
        gap: 6px;
        flex-wrap: wrap;
      }
      .levels button {
        min-height: 64px;
        padding: 6px 12px;
        border-width: 2px;
      }
      .levels button[aria-checked='false'] {
        background: var(--surface);
        border-color: var(--line-strong);
      }
      .levels button[aria-checked='true'] {
        border-width: 3px;
        font-weight: 800;
      }
      .review {
        min-height: 72px;
        font-size: 1.2rem;
      }
      @media (max-width: 640px) {
        .person {
          grid-template-columns: minmax(0, 1fr);
        }
        .levels button {
          flex: 1;
        }
      }
    `,
  ];

  #tell(marks: Marks, isReady: boolean): void {
    this.dispatchEvent(new MarksChanged(marks, isReady));
  }

  override render() {
    return choose(kinds[this.vote.kind].form, [
      ['choices', () => this.#choices()],
      ['candidates', () => this.#list((candidate) => this.#candidate(candidate))],
      ['levels', () => this.#list((candidate) => this.#person(candidate))],
    ]);
  }

  #choices() {
    const button = (choice: Choice) =>
      html`<button class=${choice} @click=${this.touches.listener(() => this.#tell([choice], true))}>
        ${icon(choiceIcon[choice])} ${this.t.choice[choice]}
      </button>`;
    return html`<div class="choices">${choices.map(button)}</div>
      <slot name="beside"></slot>`;
  }

  #list(row: (candidate: Candidate) => unknown) {
    const { vote, marks } = this;
    const w = ballotText();
    const isOfSeats = kinds[vote.kind].form === 'candidates';
    const marked = html`<b role="status">${w.marked(marks.length, vote.seats)}</b>`;
    return html`${when(
      isOfSeats,
      () =>
        html`<p class="muted small">${w.strikeHint}</p>
            <p>${w.markUpTo(vote.seats)} · ${marked}</p>`,
    )}
      <ol>
        ${repeat(vote.candidates, ({ id }) => id, row)}
      </ol>
      ${remark(vote, marks)}
      <div class="between">
        <slot name="beside"></slot>
        <button class="primary review" @click=${this.touches.listener(() => this.#tell(marks, true))}>
          ${w.review}
        </button>
      </div>`;
  }

  #candidate({ id, name, title }: Candidate) {
    const isMarked = this.marks.includes(id);
    const pressed = () => {
      const marked = isMarked ? this.marks.filter((mark) => mark !== id) : [...this.marks, id];
      // In the order of the paper: the same ballot is written one way.
      this.#tell(
        this.vote.candidates.flatMap((candidate) => (marked.includes(candidate.id) ? [candidate.id as string] : [])),
        false,
      );
    };
    return html`<li>
      <button class="candidate" role="checkbox" aria-checked=${isMarked} @click=${pressed}>
        <span class="box">${when(isMarked, () => icon('check'))}</span>
        <span class="wrap">${name}<br /><span class="muted small">${title}</span></span>
      </button>
    </li>`;
  }

  #person({ id, name, title }: Candidate) {
    const had = levelOf(this.marks, id);
    const mark = (level: Level) => {
      const others = this.marks.filter((mark) => !mark.startsWith(`${id}:`));
      const all = had === level ? others : [...others, `${id}:${level}`];
      this.#tell(
        this.vote.candidates.flatMap((candidate) => all.find((other) => other.startsWith(`${candidate.id}:`)) ?? []),
        false,
      );
    };
    const button = (level: Level) =>
      html`<button
        class=${levelColour[level]}
        role="radio"
        aria-checked=${had === level}
        @click=${() => mark(level)}
      >
        ${icon(levelIcon[level])} ${ballotText().level[level]}
      </button>`;
    return html`<li class="person">
      <span class="wrap"><b>${name}</b><br /><span class="muted small">${title}</span></span>
      <span class="levels" role="radiogroup" aria-label=${name}>${levels.map(button)}</span>
    </li>`;
  }
}

/** A ballot as it stands, to be looked over before it is cast. */
@customElement('marked-ballot')
export class MarkedBallot extends LocalizedElement {
  @property({ attribute: false }) vote!: Vote;
  @property({ attribute: false }) marks: Marks = [];
  /** Whether a ballot on which nobody is marked counts as invalid. */
  @property({ type: Boolean }) blankIsInvalid = false;

  static override styles = [
    controls,
    choiceColours,
    ballotStyles,
    css`
      :host {
        display: block;
      }
      .person {
        display: flex;
        justify-content: space-between;
        gap: 12px;
        padding: 8px 0;
        border-bottom: 1px solid var(--line);
      }
    `,
  ];

  override render() {
    return choose(kinds[this.vote.kind].form, [
      ['choices', () => this.#choice(this.marks[0] as Choice)],
      ['candidates', () => this.#candidates()],
      ['levels', () => this.#persons()],
    ]);
  }

  #choice(choice: Choice) {
    return html`<p class="state ${choice}">${icon(choiceIcon[choice])} ${this.t.choice[choice]}</p>`;
  }

  #candidates() {
    const { marks, vote } = this;
    const w = ballotText();
    if (marks.length === 0)
      return html`<p class="state doubt">${w.nobodyMarked} ${this.blankIsInvalid ? w.blankInvalid : ''}</p>`;
    const chosen = vote.candidates.filter(({ id }) => marks.includes(id));
    return html`<ol>
        ${chosen.map(({ name }) => html`<li class="state">${icon('check')} ${name}</li>`)}
      </ol>
      ${remark(vote, marks)}`;
  }

  #persons() {
    const w = ballotText();
    const said = (level: Level) =>
      html`<span class=${levelColour[level]}>${icon(levelIcon[level])} ${w.level[level]}</span>`;
    return html`<ol>
        ${this.vote.candidates.map(({ id, name }) => {
          const level = levelOf(this.marks, id);
          return html`<li class="person">
            <b class="wrap">${name}</b>${level ? said(level) : html`<span class="muted">${w.notMarked}</span>`}
          </li>`;
        })}
      </ol>
      ${remark(this.vote, this.marks)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ballot-form': BallotForm;
    'marked-ballot': MarkedBallot;
  }
}
