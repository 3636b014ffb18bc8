/**
 * Those who stand for election, or on whom confidence is voted: 1 to 50 of them, while it is open and with what each
 * came to. Columns and size follow from how many there are; where even that does not do, they take turns by themselves.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import {
  type Candidate,
  type CandidatesResult,
  type LevelsResult,
  levels,
} from '../../shared/meeting/voting/ballots.ts';
import type { Vote } from '../../shared/meeting/voting/state.ts';
import { percent } from '../../shared/vietnamese.ts';
import { ballotText } from '../text/ballots.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import '../ui/fit-name.ts';
import { votesFor } from '../../shared/meeting/voting/queries.ts';
import { Fitting } from '../ui/fitting.ts';
import { choiceColours, levelColour, levelIcon, outcomeOf } from '../votes/result.ts';
import { rollFor, type Space } from './roll.ts';

const TURN_MS = 8000;
/** Of a letter's size: an average letter of a name, and what stands beside names (a number, figures with shares). */
const LETTER = 0.56;
const NUMBER = 2;
/** A column is made for this part of the names, and for so many letters at most: longer names get initials. */
const MOST_NAMES = 0.9;
const LONGEST_NAME = 26;
const FIGURE = { none: 0, candidates: 15.5, levels: 15.5 };
/** The smallest letters as a share of the screen's width: 28 px of 1,920. */
const LEAST = 28 / 1920;
const MOST = 64 / 1920;

@customElement('people-roll')
export class PeopleRoll extends LocalizedElement {
  @property({ attribute: false }) vote!: Vote;
  @state() private space: Space = { width: 0, height: 0, least: 14, most: 32 };
  @state() private turn = 0;
  protected readonly fitting = new Fitting(this, () => this.#measure());
  #timer: ReturnType<typeof setInterval> | undefined;

  static override styles = [
    controls,
    choiceColours,
    css`
      :host {
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto;
        min-height: 0;
        min-width: 0;
        overflow: hidden;
      }
      ol {
        display: grid;
        grid-auto-flow: column;
        align-content: start;
        column-gap: 1.2em;
        line-height: 1.2;
      }
      li {
        display: grid;
        grid-template-columns: 1.7em minmax(0, 1fr) auto;
        gap: 0.3em;
        align-items: center;
        height: 1.42em;
        border-bottom: 1px solid var(--line);
        font-weight: 600;
      }
      .number {
        color: var(--text-2);
        text-align: end;
      }
      .figures {
        display: flex;
        gap: 0.5em;
        white-space: nowrap;
      }
      .figures > span {
        display: inline-flex;
        align-items: center;
        gap: 0.15em;
        justify-content: end;
      }
      .levels > span {
        min-width: 4.8em;
      }
      small {
        font-size: 0.66em;
        font-weight: 500;
      }
      .low {
        background: var(--reject-soft);
      }
      .turns {
        text-align: end;
        color: var(--text-2);
        font-size: max(1.46vw, 10px);
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => (this.turn += 1), TURN_MS);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  #measure(): void {
    const turns = this.renderRoot.querySelector<HTMLElement>('.turns')?.offsetHeight ?? 0;
    const { clientWidth: width, clientHeight } = this;
    const height = clientHeight - turns;
    if (width === this.space.width && height === this.space.height) return;
    this.space = { width, height, least: Math.max(10, innerWidth * LEAST), most: innerWidth * MOST };
  }

  override render() {
    const { result } = this.vote;
    const candidates: readonly Candidate[] = this.vote.candidates;
    const form = result && result.form !== 'choices' ? result.form : 'none';
    // The longest get initials before all get small.
    const lengths = candidates.map(({ name }) => name.length).sort((a, b) => a - b);
    const longest = lengths[Math.floor((lengths.length - 1) * MOST_NAMES)] ?? 10;
    const width = NUMBER + Math.min(LONGEST_NAME, longest) * LETTER + FIGURE[form];
    const { columns, rows, size, pages } = rollFor(candidates.length, width, this.space);
    const at = this.turn % pages;
    const shown = candidates.slice(at * columns * rows, (at + 1) * columns * rows);
    return html`<ol
        style="font-size:${size}px;grid-template:repeat(${rows}, auto) / repeat(${columns}, minmax(0, 1fr))"
      >
        ${repeat(
          shown,
          ({ id }) => id,
          (candidate) => this.#person(candidate, candidates.indexOf(candidate) + 1),
        )}
      </ol>
      <p class="turns" ?hidden=${pages === 1}>${ballotText().pagesOf(at + 1, pages)}</p>`;
  }

  #person(candidate: Candidate, number: number) {
    const { result } = this.vote;
    const isLow = result?.form === 'levels' && result.persons.find(({ id }) => id === candidate.id)?.isLow;
    return html`<li class=${isLow ? 'low' : ''}>
      <span class="number">${number}</span><fit-name .name=${candidate.name}></fit-name>
      ${result?.form === 'candidates' ? this.#votes(candidate, result) : nothing}
      ${result?.form === 'levels' ? this.#levels(candidate, result) : nothing}
    </li>`;
  }

  #votes({ id }: Candidate, result: CandidatesResult) {
    const votes = votesFor(result, id);
    const { colour, sign, words } = outcomeOf(result, id);
    return html`<span class="figures ${colour}"
      ><span>${votes} <small>${percent(votes, result.baseCount)}</small></span
      ><span>${icon(sign)} ${words}</span></span
    >`;
  }

  #levels({ id }: Candidate, result: LevelsResult) {
    const person = result.persons.find((person) => person.id === id)!;
    return html`<span class="figures levels"
      >${levels.map(
        (level) =>
          html`<span class=${levelColour[level]}
            >${icon(levelIcon[level])} ${person[level]}
            <small>${percent(person[level], result.baseCount)}</small></span
          >`,
      )}</span
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'people-roll': PeopleRoll;
  }
}
