/** The hall's big screen: one picture at a time, readable from twenty metres, for hours, by itself. */
import '../ui/tokens.css';
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { currentItem } from '../../shared/agenda.ts';
import { quorum } from '../../shared/attendance.ts';
import { type ChoicesResult, choices, type VoteResult } from '../../shared/ballots.ts';
import { type DisplayView, shownView } from '../../shared/display.ts';
import { waitingRequests } from '../../shared/floor.ts';
import type { VoteId } from '../../shared/ids.ts';
import type { MeetingState } from '../../shared/meeting.ts';
import { nextDocument, shownPage } from '../../shared/presentation.ts';
import { isDelegate } from '../../shared/roster.ts';
import { clockText, percent } from '../../shared/vietnamese.ts';
import { isSecret, type Vote } from '../../shared/voting.ts';
import { ballotWords, majorityText } from '../ballots/words.ts';
import { loadAtLeisure } from '../reader/pdf.ts';
import { controls } from '../ui/controls.ts';
import '../ui/countdown.ts';
import '../ui/hemicycle.ts';
import type { Words } from '../text/vi.ts';
import type { Wing } from '../ui/hemicycle.ts';
import { icon } from '../ui/icons.ts';
import { personOf } from '../ui/now.ts';
import { itemNumbers } from '../ui/numbers.ts';
import { LivePage } from '../ui/page.ts';
import { choiceColours, choiceIcon, verdictOf } from '../ui/result.ts';
import './presented-page.ts';

const NEXT_SHOWN = 5;

/** The council from left to right: each choice, and the seats of those who did not vote. */
const wingsOf = (result: ChoicesResult, t: Words): Wing[] => [
  ...choices.map((choice) => ({ name: choice, count: result[choice], label: t.choice[choice] })),
  { name: 'none', count: Math.max(0, result.all - result.cast), label: t.notVoted },
];

@customElement('display-page')
export class DisplayPage extends LivePage {
  constructor() {
    super('display');
    // The screen must not fall asleep during a sitting; where the browser can't promise it, its settings must.
    const stayAwake = () => navigator.wakeLock?.request('screen').catch(() => undefined);
    void stayAwake();
    loadAtLeisure();
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && stayAwake());
    setInterval(() => this.requestUpdate(), 500); // a vote's deadline
  }

  static override styles = [
    controls,
    choiceColours,
    css`
      :host {
        position: fixed;
        inset: 0;
        overflow: hidden;
        cursor: none;
        display: grid;
        grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
        font-size: max(2.1vw, 14px);
        line-height: 1.25;
        background: var(--bg);
        color: var(--text);
      }
      header {
        display: flex;
        align-items: center;
        gap: 1em;
        padding: 0.5em 1em;
        background: var(--surface);
        font-size: 0.72em;
        border-block-end: 0.12em solid var(--accent);
      }
      header .council {
        font-weight: 600;
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .offline {
        background: var(--danger-soft);
        color: var(--danger);
        padding: 0.15em 0.6em;
        border-radius: 0.4em;
        font-weight: 700;
      }
      main {
        position: relative;
        display: grid;
        min-height: 0;
        padding: 1.2em 1.6em;
      }
      .centre {
        display: grid;
        place-content: center;
        justify-items: center;
        text-align: center;
        gap: 0.8em;
      }
      h1 {
        font-size: 2em;
        line-height: 1.2;
        overflow-wrap: anywhere;
        text-wrap: balance;
      }
      h1.long {
        font-size: 1.45em;
      }
      .about {
        color: var(--text-2);
        font-size: 1.05em;
      }
      .number {
        color: var(--accent);
        font-weight: 700;
      }
      .speaker {
        display: grid;
        grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
        gap: 0.6em;
      }
      .speaking {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 1.5em;
        align-items: center;
        --countdown-size: 5.2em;
        --countdown-word: 1.3em;
      }
      .speaking h1 {
        font-size: 2.7em;
      }
      .speaking h1.long {
        font-size: 1.9em;
      }
      .next {
        display: flex;
        gap: 0.8em;
        flex-wrap: wrap;
        color: var(--text-2);
        font-size: 0.85em;
        max-height: 2.6em;
        overflow: hidden;
      }
      .vote {
        display: grid;
        grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr);
        gap: 0.5em;
        padding: 0.6em 0.5em;
      }
      .vote h1 {
        font-size: 1.35em;
        text-wrap: wrap;
        display: -webkit-box;
        -webkit-line-clamp: 2;
        -webkit-box-orient: vertical;
        overflow: hidden;
      }
      .figures {
        display: flex;
        align-items: center;
        gap: 1.1em;
        min-height: 3.4em;
      }
      .figures .big {
        font-size: 1.35em;
        font-weight: 800;
        white-space: nowrap;
        display: flex;
        align-items: center;
        gap: 0.25em;
      }
      .figures dl {
        display: flex;
        flex: 1;
        justify-content: space-between;
        gap: 0.6em;
      }
      .figures dl > div {
        display: grid;
        justify-items: center;
        line-height: 1.15;
      }
      .figures dt {
        font-size: 0.54em;
        color: var(--text-2);
        display: flex;
        gap: 0.3em;
        align-items: center;
        white-space: nowrap;
      }
      .figures dd {
        font-weight: 700;
        font-size: 1.1em;
        white-space: nowrap;
      }
      .figures dd small {
        font-weight: 500;
        font-size: 0.55em;
        color: var(--text-2);
      }
      progress {
        flex: 1;
        height: 1em;
        accent-color: var(--accent);
      }
      seat-arc {
        height: 100%;
        min-height: 0;
      }
      /* As high before the result as with it: no name on the board moves. */
      .figures.tall {
        min-height: 5em;
      }
      .figures.tall dl {
        font-size: 0.84em;
      }
      .figures.full dl {
        font-size: 0.7em;
      }
      .figures.full .big {
        font-size: 1em;
      }
      .figures seat-arc {
        height: 4.6em;
        width: 8.4em;
        flex: none;
      }
      .names {
        display: grid;
        gap: 0.35em;
        font-size: 1.15em;
        font-weight: 600;
        text-align: start;
        padding: 0;
      }
      .names.many {
        grid-template-columns: 1fr 1fr;
        column-gap: 2em;
        font-size: 0.8em;
      }
      .names li {
        list-style: none;
      }
      vote-result {
        --result-size: 0.95em;
        align-self: center;
        overflow: hidden;
      }
      vote-result.many {
        --result-size: 0.55em;
      }
      .figures .big.wordy {
        font-size: 0.9em;
        white-space: normal;
        max-width: 14em;
        line-height: 1.2;
      }
      vote-board {
        --board-size: max(1.46vw, 10px);
        --board-gap: 0.14em;
        min-height: 0;
        overflow: hidden;
      }
      .list {
        display: grid;
        gap: 0.3em;
        align-content: start;
        font-size: 0.95em;
        overflow: hidden;
        padding: 0.8em 1.6em;
      }
      .list h1 {
        font-size: 1.3em;
        color: var(--accent);
      }
      .list li {
        display: grid;
        grid-template-columns: 2.4em minmax(0, 1fr) auto;
        gap: 0.4em;
        padding: 0.12em 0.4em;
        border-radius: 0.3em;
      }
      .list li span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .list li[aria-current='step'] {
        background: var(--accent);
        color: var(--on-accent);
        font-weight: 700;
      }
      .done {
        color: var(--text-2);
      }
      .huge {
        font-size: 4.6em;
        font-weight: 800;
        line-height: 1;
      }
      .message {
        white-space: pre-line;
      }
    `,
  ];

  override render() {
    const { view, status } = this.live;
    const { t } = this;
    const isOffline = status === 'offline';
    if (!view)
      return html`<main class="centre"><h1>${t.product}</h1><p class="about" role="status">${isOffline ? t.offline : t.connecting}</p></main>`;
    const shown = shownView(view);
    return html`<header>
        <span class="council">${view.council} · ${view.title}</span>
        <span role="status">${isOffline ? html`<span class="offline">${icon('wifiOff')} ${t.offline}</span>` : nothing}</span>
      </header>
      ${this.#picture(view, shown)}`;
  }

  #heading(text: string) {
    return html`<h1 class=${text.length > 60 ? 'long' : ''}>${text}</h1>`;
  }

  #picture(view: MeetingState, shown: DisplayView) {
    const { t } = this;
    switch (shown.show) {
      case 'vote':
        return this.#vote(view, shown.vote);
      case 'page':
        return this.#page(view);
      case 'speaker':
        return this.#speaker(view);
      case 'queue':
        return this.#queue(view);
      case 'agenda':
        return this.#agenda(view);
      case 'item':
        return this.#item(view);
      case 'attendance': {
        const { present, all, needed, met } = quorum(view);
        return html`<main class="centre"><p class="about">${t.attendance}</p><p class="huge">${present}/${all}</p><p class="about">${t.quorum(present, all, needed)}</p><p class=${met ? 'passed' : 'failed'}>${icon(met ? 'circleCheck' : 'triangleAlert')} ${met ? t.quorumMet : t.quorumLost}</p></main>`;
      }
      case 'pause':
        return html`<main class="centre">${this.#heading(t.pausePicture)}<p class="about">${view.title}</p></main>`;
      case 'message':
        return html`<main class="centre"><h1 class="message ${shown.text.length > 80 ? 'long' : ''}">${shown.text}</h1></main>`;
      default:
        return html`<main class="centre"><p class="about">${view.phase === 'closed' ? t.closedPicture : t.welcomeTo}</p>${this.#heading(view.title)}<p class="about">${view.council}</p></main>`;
    }
  }

  #item(view: MeetingState) {
    const { t } = this;
    const item = currentItem(view.agenda);
    if (!item) return html`<main class="centre"><p class="about">${t.noItemYet}</p>${this.#heading(view.title)}</main>`;
    return html`<main class="centre"><p class="number">${t.item(itemNumbers(view.agenda.items).get(item.id) ?? '')}</p>${this.#heading(item.title)}</main>`;
  }

  #speaker(view: MeetingState) {
    const { t } = this;
    const { speech } = view.floor;
    if (!speech) return this.#item(view);
    const person = personOf(view, speech.request.person);
    const item = currentItem(view.agenda);
    const next = waitingRequests(view.floor, view.agenda.current).slice(0, NEXT_SHOWN);
    return html`<main class="speaker">
      <p class="about"><span class="number">${item ? t.item(itemNumbers(view.agenda.items).get(item.id) ?? '') : ''}</span> ${item?.title}</p>
      <div class="speaking">
        <div>
          <p class="number">${icon('mic')} ${t.kinds[speech.request.kind]}</p>
          <h1 class=${(person?.name.length ?? 0) > 24 ? 'long' : ''}>${person?.name}</h1>
          <p class="about">${person?.title}</p>
          <p class="about">${person?.delegation}</p>
        </div>
        <speech-countdown .speech=${speech}></speech-countdown>
      </div>
      <p class="next">${next.length > 0 ? html`<b>${t.nextInQueue}:</b>` : nothing} ${next.map(({ person: id }, index) => html`<span>${index + 1}. ${personOf(view, id)?.name}</span>`)}</p>
    </main>`;
  }

  #queue(view: MeetingState) {
    const { t } = this;
    const waiting = waitingRequests(view.floor, view.agenda.current);
    return html`<main class="list"><h1>${t.queue}</h1>
      ${waiting.length === 0 ? html`<p class="about">${t.queueEmpty}</p>` : nothing}
      <ol>${waiting.slice(0, 12).map(({ person, kind }, index) => html`<li><b>${index + 1}</b><span>${personOf(view, person)?.name}</span><span>${t.kinds[kind]}</span></li>`)}</ol>
      ${waiting.length > 12 ? html`<p class="about">+${waiting.length - 12}</p>` : nothing}</main>`;
  }

  #agenda(view: MeetingState) {
    const { t } = this;
    const numbers = itemNumbers(view.agenda.items);
    const here = Math.max(
      0,
      view.agenda.items.findIndex((item) => item.id === view.agenda.current),
    );
    const first = Math.max(0, Math.min(here - 4, view.agenda.items.length - 13));
    return html`<main class="list"><h1>${t.agenda}</h1>
      <ol>${view.agenda.items
        .slice(first, first + 13)
        .map(
          (item) =>
            html`<li class=${item.status} aria-current=${item.id === view.agenda.current ? 'step' : nothing}><b>${numbers.get(item.id)}</b><span>${item.title}</span><span>${item.status === 'done' ? icon('check') : item.status === 'skipped' ? t.itemSkipped : ''}</span></li>`,
        )}</ol></main>`;
  }

  #page(view: MeetingState) {
    const place = shownPage(view);
    if (!place) return this.#item(view);
    return html`<main><presented-page .pointing=${this.live.pointing} .place=${place} .upcoming=${nextDocument(view)}></presented-page></main>`;
  }

  #vote(view: MeetingState, id: VoteId) {
    const { t } = this;
    const vote = view.voting.votes.find((one) => one.id === id);
    if (!vote) return this.#item(view);
    const { poll, result } = vote;
    const people = view.people.filter(isDelegate);
    const columns = people.length > 72 ? 5 : people.length > 24 ? 4 : 3;
    const w = ballotWords();
    const isSecretVote = isSecret(vote);
    const left = poll?.closesAt && vote.phase === 'open' ? poll.closesAt - this.live.now() : null;
    const figures = result ? this.#figures(vote, result) : this.#turnout(vote, left);
    if (result && (result.form !== 'choices' || isSecretVote || poll?.hands))
      return html`<main class="vote">
        <h1>${vote.title}</h1>
        <div class="figures ${result.form === 'choices' ? 'full' : ''}">${figures}</div>
        ${
          result.form === 'choices'
            ? html`<seat-arc .wings=${wingsOf(result, t)}></seat-arc>`
            : html`<vote-result bare class=${vote.candidates.length > 8 ? 'many' : ''} .vote=${vote}></vote-result>`
        }
      </main>`;
    if (isSecretVote)
      return html`<main class="vote">
        <h1>${vote.title}</h1>
        <div class="figures">${figures}</div>
        <div class="centre">
          ${vote.candidates.length === 0 && vote.phase === 'open' ? html`<p class="huge">${this.live.turnouts[vote.id] ?? 0}/${poll?.entitled.length ?? 0}</p>` : nothing}
          <p class="about">${icon('lock')} ${w.kind[vote.kind]} · ${majorityText(vote.majority)}</p>
          ${vote.candidates.length > 0 ? html`<ol class="names ${vote.candidates.length > 8 ? 'many' : ''}">${vote.candidates.map(({ name, title }) => html`<li>${name} <span class="about">${title}</span></li>`)}</ol>` : nothing}</div>
      </main>`;
    return html`<main class="vote">
      <h1>${vote.title}</h1>
      <div class="figures ${people.length <= 72 ? 'tall' : ''}">${figures}${result?.form === 'choices' && people.length <= 72 ? html`<seat-arc .wings=${wingsOf(result, t)}></seat-arc>` : nothing}</div>
      <vote-board rows style="--board-rows:${Math.ceil(people.length / columns)}" .people=${people} .vote=${vote} .longest=${columns === 5 ? 17 : 25}></vote-board>
    </main>`;
  }

  #turnout(vote: Vote, left: number | null) {
    const { t } = this;
    const { poll } = vote;
    const w = ballotWords();
    const isSecretVote = isSecret(vote);
    const inBox = this.live.turnouts[vote.id] ?? 0;
    const [done, of] = isSecretVote
      ? [inBox, poll?.entitled.length ?? 0]
      : [poll?.cast ?? 0, poll?.entitled.length ?? 0];
    return html`<p class="big">${icon('vote')} ${vote.phase === 'cancelled' ? t.cancelledVote : vote.phase === 'open' ? (isSecretVote ? w.isVoting : t.voteIsOpen) : t.votePhase[vote.phase]}</p>
      ${
        poll && isSecretVote
          ? html`<p class="big">${vote.phase === 'open' ? w.inTheBox(inBox, poll.entitled.length) : ''}</p>`
          : html`<p class="big">${poll ? t.turnout(done, of) : ''}</p>`
      }
      ${poll && (vote.phase === 'open' || !isSecretVote) ? html`<progress max=${of} value=${done} aria-label=${t.voted}></progress>` : nothing}
      ${left === null ? nothing : html`<p class="big">${clockText(Math.max(0, left))}</p>`}`;
  }

  #figures(vote: Vote, result: VoteResult) {
    const { t } = this;
    const w = ballotWords();
    const share = (count: number) => html`<dd>${count} <small>${percent(count, result.all)}</small></dd>`;
    const figure = (label: unknown, count: number, colour = '') =>
      html`<div><dt class=${colour}>${label}</dt>${share(count)}</div>`;
    const verdict = result.form === 'levels' || vote.kind === 'consultation' ? null : verdictOf(result, t);
    const came = verdict
      ? html`<p class="big ${verdict.isDone ? 'passed' : 'failed'} ${verdict.words.length > 20 ? 'wordy' : ''}">${icon(verdict.isDone ? 'circleCheck' : 'circleX')} ${verdict.words}</p>`
      : html`<p class="big">${w.kind[vote.kind]}</p>`;
    return html`${came}
      <dl>
        <div><dt>${t.totalDelegates}</dt><dd>${result.all}</dd></div>
        ${figure(t.present, result.present)}
        ${
          isSecret(vote)
            ? html`${figure(w.issued, result.issued)} ${figure(w.collected, result.cast)} ${figure(w.valid, result.valid)} ${figure(w.invalid, result.blank + result.overMarked)}`
            : figure(t.voted, result.cast)
        }
        ${
          result.form === 'choices'
            ? choices.map((choice) =>
                figure(html`${icon(choiceIcon[choice])} ${t.choice[choice]}`, result[choice], choice),
              )
            : nothing
        }
      </dl>`;
  }
}
