/** A vote on the big screen: its course while it is open, and what it came to, in figures that are read from afar. */

import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type ChoicesResult, choices, levels, type VoteResult } from '../../shared/meeting/voting/ballots.ts';
import { isSecret, isSpoken, kinds } from '../../shared/meeting/voting/kinds.ts';
import { calledNow, castIn } from '../../shared/meeting/voting/queries.ts';
import type { Vote } from '../../shared/meeting/voting/state.ts';
import { isDelegate, personById } from '../../shared/people/roster.ts';
import { votesNeeded } from '../../shared/procedure.ts';
import { clockText, percent } from '../../shared/vietnamese.ts';
import { Meeting } from '../live/controller.ts';
import { ballotText } from '../text/ballots.ts';
import { controls } from '../ui/controls.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { majorityText } from '../votes/wording.ts';
import '../votes/hemicycle.ts';
import { icon } from '../ui/icons.ts';
import type { Wing } from '../votes/hemicycle.ts';
import { choiceColours, choiceIcon, levelColour, levelIcon, verdictOf } from '../votes/result.ts';
import './fit.ts';
import './people-roll.ts';
import { seatSize } from '../ui/seat-size.ts';

/** Up to so many delegates the board has wide cells. */
const FEW = 24;
const MANY = 72;

@customElement('vote-picture')
export class VotePicture extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, turnouts }) => [
    view?.people,
    view?.voting,
    view?.seating,
    view?.display,
    turnouts,
  ]);
  @property({ attribute: false }) vote!: Vote;
  #timer: ReturnType<typeof setInterval> | undefined;

  static override styles = [
    controls,
    choiceColours,
    css`
      :host {
        display: grid;
        grid-template: 2.5em minmax(3.5em, auto) minmax(0, 1fr) / minmax(0, 1fr);
        gap: 0.35em;
        padding: 0.35em 0.7em;
        min-height: 0;
      }
      .title {
        font-size: 1.35em;
        font-weight: 700;
        --fit-align: center;
      }
      .figures {
        display: flex;
        align-items: center;
        gap: 0.9em;
        /* As high before the result as with it: no name on the board moves. */
        height: 3.5em;
      }
      .verdict {
        display: grid;
        gap: 0.1em;
        line-height: 1.15;
        max-width: 34%;
      }
      .big {
        font-size: 1.25em;
        font-weight: 800;
        display: flex;
        align-items: center;
        gap: 0.25em;
        text-wrap: balance;
      }
      .wordy {
        font-size: 0.85em;
      }
      .needed {
        font-size: 0.8em;
        font-weight: 600;
      }
      .choices {
        display: flex;
        flex: 1;
        justify-content: space-around;
        gap: 0.6em;
      }
      .choices > div {
        display: grid;
        justify-items: center;
        line-height: 1.1;
      }
      dt {
        font-size: 0.72em;
        display: flex;
        gap: 0.25em;
        align-items: center;
        white-space: nowrap;
      }
      .choices dd {
        font-weight: 800;
        font-size: 1.35em;
        white-space: nowrap;
      }
      .choices small {
        font-size: 0.55em;
        font-weight: 600;
      }
      .base {
        display: grid;
        font-size: 0.7em;
        line-height: 1.25;
        color: var(--text-2);
        white-space: nowrap;
      }
      .base b {
        color: var(--text);
      }
      .legend {
        display: flex;
        flex: 1;
        gap: 1.2em;
        font-size: 0.75em;
        font-weight: 600;
        justify-content: center;
      }
      .legend span {
        display: inline-flex;
        align-items: center;
        gap: 0.25em;
      }
      progress {
        flex: 1;
        height: 1em;
        accent-color: var(--accent);
      }
      .clock {
        font-size: 1.6em;
        font-weight: 800;
        font-variant-numeric: tabular-nums;
        min-width: 5ch;
        text-align: end;
      }
      .called {
        font-size: 1.15em;
        font-weight: 800;
        flex: 1;
        min-width: 0;
        color: var(--accent);
      }
      .centre {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 0.6em;
        text-align: center;
      }
      .huge {
        font-size: 4.6em;
        font-weight: 800;
        line-height: 1;
      }
      .about {
        color: var(--text-2);
      }
      .bars {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        gap: 1.5em;
        align-items: center;
        min-height: 0;
      }
      .bars ol {
        display: grid;
        gap: 0.9em;
      }
      .bars li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.2em 1em;
        font-weight: 700;
        font-size: 1.15em;
      }
      .bar {
        grid-column: 1 / -1;
        height: 0.8em;
        border-radius: var(--radius-round);
        background: var(--surface-2);
        overflow: hidden;
      }
      .bar i {
        display: block;
        height: 100%;
        background: currentColor;
      }
      seat-arc {
        height: 100%;
        max-height: 9em;
      }
      vote-board.seated {
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto;
      }
      vote-board {
        --board-size: max(1.46vw, 10px);
        --board-gap: 0.14em;
        min-height: 0;
        overflow: hidden;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), 500); // a vote's deadline
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const { vote } = this;
    const { result } = vote;
    return html`<fit-text class="title" .words=${vote.title}></fit-text>
      <div class="figures">${result ? this.#figures(result) : this.#course()}</div>
      ${this.#body(result)}`;
  }

  /** Below the figures: the persons, the board of names, or the proportions. */
  #body(result: VoteResult | null) {
    const { vote } = this;
    const w = ballotText();
    if (vote.candidates.length > 0 && vote.phase !== 'cancelled')
      return html`<people-roll .vote=${vote}></people-roll>`;
    if (result?.form === 'choices' && vote.poll?.way !== 'open') return this.#proportions(result);
    if (!isSecret(vote)) return this.#board();
    const { turnouts } = this.#meeting.live;
    const count = `${turnouts[vote.id] ?? 0}/${vote.poll?.entitled.length ?? 0}`;
    return html`<div class="centre">
      ${vote.phase === 'open' ? html`<p class="huge">${count}</p>` : nothing}
      <p class="about">${icon('lock')} ${w.kind[vote.kind]} · ${majorityText(vote.majority)}</p>
    </div>`;
  }

  #board() {
    // Who has left the council since then has voted all the same.
    const entitled = new Set(this.vote.poll?.entitled);
    const people = this.#meeting.view.people.filter((person) => isDelegate(person) || entitled.has(person.id));
    const placeOf = this.#bySeat();
    if (placeOf)
      return html`<vote-board class="seated" .people=${people} .vote=${this.vote} .placeOf=${placeOf}></vote-board>`;
    const columns = [FEW, MANY].reduce((count, most) => count + Number(people.length > most), 3);
    const rows = Math.ceil(people.length / columns);
    return html`<vote-board rows style="--board-rows:${rows}" .people=${people} .vote=${this.vote}></vote-board>`;
  }

  /** Where each sits, when the board stands by seat and there is a plan. */
  #bySeat(): ((person: string) => Record<string, string> | null) | null {
    const { seating, display } = this.#meeting.view;
    if (display.board !== 'seat' || !seating?.seats.some(({ person }) => person !== null)) return null;
    const { width, height } = seatSize(seating);
    const places = new Map(
      seating.seats.flatMap(({ person, x, y }) =>
        person === null
          ? []
          : [[person as string, { left: `${x}%`, top: `${y}%`, width: `${width}%`, height: `${height * 0.9}%` }]],
      ),
    );
    return (person) => places.get(person) ?? null;
  }

  #proportions(result: ChoicesResult) {
    const { t } = this;
    const share = (count: number) => (count / Math.max(1, result.all)) * 100;
    const wings: Wing[] = [
      ...choices.map((choice) => ({ name: choice, count: result[choice], label: t.choice[choice] })),
      { name: 'none', count: Math.max(0, result.all - result.cast), label: t.notVoted },
    ];
    return html`<div class="bars">
      <ol>
        ${choices.map(
          (choice) =>
            html`<li class=${choice}>
              <span>${icon(choiceIcon[choice])} ${t.choice[choice]}</span
              ><span>${result[choice]} · ${percent(result[choice], result.all)}</span
              ><span class="bar" aria-hidden="true"><i style="width:${share(result[choice])}%"></i></span>
            </li>`,
        )}
      </ol>
      <seat-arc .wings=${wings}></seat-arc>
    </div>`;
  }

  /** "Cần 27/52": what must be reached, of what. */
  #needed(result: VoteResult | null): string {
    const { vote } = this;
    const { t } = this;
    if (kinds[vote.kind].isAside || kinds[vote.kind].form === 'levels') return '';
    if (result) return t.neededOf(result.needed, result.baseCount);
    const { base, threshold, fraction } = vote.majority;
    const all = this.#meeting.view.people.filter(isDelegate).length;
    const whole = { all, present: vote.poll?.entitled.length ?? null, voting: null, valid: null }[base];
    return whole === null ? majorityText(vote.majority) : t.neededOf(votesNeeded(whole, threshold, fraction), whole);
  }

  #course() {
    const { t, vote } = this;
    const { poll } = vote;
    const { view, live } = this.#meeting;
    const w = ballotText();
    const secret = isSecret(vote);
    const done = secret ? (live.turnouts[vote.id] ?? 0) : castIn(vote);
    const all = poll?.entitled.length ?? 0;
    const isOpen = vote.phase === 'open';
    const openWords = secret ? w.isVoting : t.voteIsOpen;
    const closedWords = secret && vote.phase === 'closed' ? w.isClosed : t.votePhase[vote.phase];
    const left = poll?.closesAt && isOpen ? poll.closesAt - live.now() : null;
    const called = personById(view, calledNow(vote));
    return html`<div class="verdict">
        <p class="big">${icon('vote')} ${isOpen ? openWords : closedWords}</p>
        <p class="needed">${this.#needed(null)}</p>
      </div>
      ${called ? html`<p class="called">${w.nextCalled}: ${called.name}</p>` : nothing}
      <p class="big">${secret ? w.inTheBox(done, all) : t.turnout(done, all)}</p>
      ${!isSpoken(vote) && poll ? html`<progress max=${all} value=${done} aria-label=${t.voted}></progress>` : nothing}
      ${left === null ? nothing : html`<p class="clock">${clockText(Math.max(0, left))}</p>`}`;
  }

  #figures(result: VoteResult) {
    const { t, vote } = this;
    const w = ballotText();
    const isAside = kinds[vote.kind].isAside;
    const verdict = result.form === 'levels' || isAside ? null : verdictOf(result, t);
    const big = verdict
      ? html`<p class="big ${verdict.isDone ? 'passed' : 'failed'} ${verdict.words.length > 22 ? 'wordy' : ''}">
          ${icon(verdict.isDone ? 'circleCheck' : 'circleX')} ${verdict.words}
        </p>`
      : html`<p class="big">${w.kind[vote.kind]}</p>`;
    const middle =
      result.form === 'choices'
        ? html`<dl class="choices">
            ${choices.map(
              (choice) =>
                html`<div class=${choice}>
                  <dt>${icon(choiceIcon[choice])} ${t.choice[choice]}</dt>
                  <dd>${result[choice]} <small>${percent(result[choice], result.all)}</small></dd>
                </div>`,
            )}
          </dl>`
        : html`<p class="legend">
            ${
              result.form === 'levels'
                ? levels.map(
                    (level) =>
                      html`<span class=${levelColour[level]}>${icon(levelIcon[level])} ${w.level[level]}</span>`,
                  )
                : nothing
            }
          </p>`;
    return html`<div class="verdict">
        ${big}
        <p class="needed">${this.#needed(result)}</p>
      </div>
      ${middle}${this.#base(result)}`;
  }

  /** Of whom: all, present, voting; of a secret ballot the papers too. */
  #base(result: VoteResult) {
    const { t, vote } = this;
    const w = ballotText();
    const line = (words: string, count: number) =>
      html`<span>${words}: <b>${count}</b> (${percent(count, result.all)})</span>`;
    const isAside = kinds[vote.kind].isAside;
    const secret = isSecret(vote);
    return html`<div class="base">
      <span>${t.totalDelegates}: <b>${result.all}</b></span>
      ${isAside ? line(w.asked, result.present) : line(t.present, result.present)}
      ${
        secret
          ? html`<span>${w.issued}/${w.collected.toLocaleLowerCase()}: <b>${result.issued}/${result.cast}</b></span>
              <span
                >${w.valid}: <b>${result.valid}</b> · ${w.invalid}: <b>${result.blank + result.overMarked}</b></span
              >`
          : line(t.voted, result.cast)
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vote-picture': VotePicture;
  }
}
