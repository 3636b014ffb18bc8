/** The hall's big screen: one picture at a time, readable from twenty metres, for hours, by itself. */
import { displayText } from '../text/display.ts';
import '../ui/tokens.css';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { choose } from 'lit/directives/choose.js';
import { type ScreenContent, screenContents } from '../../shared/body/halls.ts';
import { currentItem, itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import type { AgendaItem } from '../../shared/meeting/agenda/state.ts';
import { quorum } from '../../shared/meeting/attendance/queries.ts';
import { shownView, soundsGong } from '../../shared/meeting/display/queries.ts';
import type { DisplayView } from '../../shared/meeting/display/state.ts';
import { timeLeft, waitingRequests } from '../../shared/meeting/floor/queries.ts';
import { nextDocument, shownPage } from '../../shared/meeting/presentation/queries.ts';
import type { MeetingState } from '../../shared/meeting/state.ts';
import { openVote, voteById } from '../../shared/meeting/voting/queries.ts';
import { warningMs } from '../../shared/procedure.ts';
import { mayStayAwake, stayAwake } from '../live/awake.ts';
import { loadAtLeisure } from '../reader/pdf.ts';
import '../app/account.ts';
import { controls } from '../ui/controls.ts';
import '../ui/countdown.ts';
import { LivePage } from '../app/page.ts';
import { icon } from '../ui/icons.ts';
import { choiceColours } from '../votes/result.ts';
import './fit.ts';
import { gong, mayBeHeard, unlockSound } from './gong.ts';
import './presented-page.ts';
import './vote-picture.ts';
import { personById } from '../../shared/people/roster.ts';

const NEXT_SHOWN = 5;
/** So many items are read from the last row; of those before the current one a few, so that it stands high. */
const ITEMS_SHOWN = 13;
const ITEMS_BEFORE = 4;
/** Someone stands at the screen's own machine: its pointer and its tools are there so long. */
const TOOLS_MS = 5000;

/** What a screen shows that has something of its own: always the agenda, or the vote that runs or was published last. */
function contentView(view: MeetingState, content: ScreenContent): DisplayView {
  if (content === 'agenda') return { show: 'agenda' };
  if (content !== 'vote') return shownView(view);
  const vote = openVote(view.voting) ?? view.voting.votes.findLast(({ phase }) => phase === 'published');
  return vote ? { show: 'vote', vote: vote.id } : { show: 'welcome' };
}

/** What a preview shows of a screen's own, where its address says so. */
const previewed =
  screenContents.find((content) => content === new URLSearchParams(location.search).get('content')) ?? 'automatic';

@customElement('display-page')
export class DisplayPage extends LivePage {
  /** Whether someone moves the pointer of the screen's own machine. */
  @state() private isTouched = false;
  #hide: ReturnType<typeof setTimeout> | undefined;
  /** The speech whose gongs have been heard, and how many strokes. */
  #heard: { request: string; strokes: 0 | 1 | 3 } = { request: '', strokes: 0 };
  readonly #isPreview = new URLSearchParams(location.search).has('preview');

  constructor() {
    super('display');
    // The screen must not fall asleep during a sitting; where the browser can't promise it, its settings must.
    stayAwake(() => true).check();
    loadAtLeisure();
    addEventListener('pointermove', () => this.#touched(), { passive: true });
    addEventListener('pointerdown', () => unlockSound(), { passive: true });
    setInterval(() => this.#listen(), 250);
  }

  protected override get pageName(): string {
    return this.t.openScreen;
  }

  #touched(): void {
    this.isTouched = true;
    clearTimeout(this.#hide);
    this.#hide = setTimeout(() => (this.isTouched = false), TOOLS_MS);
  }

  /** Strikes once at the warning and three times at the end, where the hall wants to hear it. */
  #listen(): void {
    const { view } = this.live;
    const speech = view?.floor.speech;
    if (!view || !speech || this.#isPreview) return;
    const { id } = speech.request;
    const left = timeLeft(speech, this.live.now());
    const warned = left <= warningMs(view.procedure, speech.limitMs) ? 1 : 0;
    const due = left <= 0 ? 3 : warned;
    const isNew = this.#heard.request !== id;
    // Whoever came in late, or was given more time, is not rung at for what was before.
    if (!isNew && due > this.#heard.strokes && due > 0 && soundsGong(view)) gong(due as 1 | 3);
    this.#heard = { request: id, strokes: due };
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
        grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
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
      .next {
        color: var(--text-2);
        font-size: 0.85em;
        height: 2.5em;
      }
      .name {
        font-size: 2.7em;
        font-weight: 800;
        height: 2.45em;
      }
      .heading {
        font-size: 2em;
        font-weight: 800;
        width: 100%;
        max-height: 5em;
        height: 5em;
        text-align: center;
      }
      .item-line {
        color: var(--text-2);
        font-size: 1.05em;
        height: 2.5em;
        --fit-align: start;
      }
      .message {
        white-space: pre-line;
        font-size: 2em;
        font-weight: 800;
        height: 100%;
        width: 100%;
        text-align: center;
      }
      :host(.touched) {
        cursor: default;
      }
      .strip {
        display: flex;
        align-items: center;
        gap: 1em;
        padding: 0.2em 1em;
        background: var(--surface);
        border-block-start: 0.1em solid var(--accent);
        --countdown-size: 1.35em;
        --countdown-word: 0.72em;
        min-width: 0;
      }
      .strip .who {
        flex: 1;
        min-width: 0;
        font-weight: 700;
        height: 1.6em;
      }
      .strip .notice {
        flex: 1.4;
        min-width: 0;
        color: var(--accent);
        font-weight: 700;
        height: 1.6em;
      }
      .awake {
        color: var(--warn);
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
      .blank {
        grid-row: 1 / -1;
        background: #000000;
      }
      .logo {
        grid-row: 1 / -1;
      }
      .logo img {
        max-height: 40vh;
        max-width: 60vw;
      }
      .photo {
        height: 8em;
        width: 6.4em;
        object-fit: cover;
        border-radius: 0.4em;
      }
      .huge {
        font-size: 4.6em;
        font-weight: 800;
        line-height: 1;
      }
    `,
  ];

  protected override willUpdate(): void {
    this.classList.toggle('touched', this.isTouched);
  }

  override render() {
    const { view, status } = this.live;
    const { t } = this;
    const isOffline = status === 'offline';
    // Between meetings: the hall's screen stays, and turns to the next by itself.
    if (!view && this.live.reason?.code === 'nothing-on')
      return html`<main class="centre">
        <h1>${t.product}</h1>
        <p class="about" role="status">${t.nothingOn}</p>
      </main>`;
    if (!view)
      return html`<main class="centre">
        <h1>${t.product}</h1>
        <p class="about" role="status">${isOffline ? t.offline : t.connecting}</p>
      </main>`;
    const content = this.#isPreview ? previewed : this.live.content;
    if (content === 'blank') return html`<main class="blank"></main>`;
    if (content === 'logo') return this.#logo(view);
    const shown = contentView(view, content);
    return html`<header>
        <span class="council">${view.council} · ${view.title}</span>
        ${this.isTouched ? html`<account-menu here="delegate"></account-menu>` : nothing}
        <span role="status"
          >${isOffline ? html`<span class="offline">${icon('wifiOff')} ${t.offline}</span>` : this.#machine(view)}</span
        >
      </header>
      ${this.#picture(view, shown)}${this.#strip(view, shown)}`;
  }

  /** The emblem and the name, and nothing that happens. */
  #logo({ council }: MeetingState) {
    const { welcome } = this.live;
    const emblem = welcome?.look.emblem;
    return html`<main class="centre logo">
      ${emblem ? html`<img src="/api/bodies/${welcome.body}/pictures/${emblem}" alt="" />` : nothing}
      <fit-text class="heading" .words=${council}></fit-text>
    </main>`;
  }

  /** What the screen's machine can't do by itself, said to whoever sets it up. */
  #machine(view: MeetingState) {
    if (this.#isPreview || view.phase !== 'prepared') return nothing;
    if (!mayStayAwake()) return html`<span class="awake">${this.t.awake}</span>`;
    return soundsGong(view) && !mayBeHeard()
      ? html`<span class="awake">${displayText().touchForSound}</span>`
      : nothing;
  }

  /** At the foot of any picture: who speaks and how long still, and a word to the hall. */
  #strip(view: MeetingState, shown: DisplayView) {
    const { notice } = view.display;
    const { speech } = view.floor;
    const isElsewhere = speech !== null && shown.show !== 'speaker';
    if (!notice && !isElsewhere) return nothing;
    const who = speech && `${personById(view, speech.request.person)?.name} · ${this.t.kinds[speech.request.kind]}`;
    return html`<div class="strip">
      ${isElsewhere ? html`${icon('mic')}<fit-text class="who" .words=${who}></fit-text>` : nothing}
      ${notice ? html`<fit-text class="notice" .words=${notice}></fit-text>` : nothing}
      ${isElsewhere ? html`<speech-countdown .speech=${speech}></speech-countdown>` : nothing}
    </div>`;
  }

  #picture(view: MeetingState, shown: DisplayView) {
    const { t } = this;
    switch (shown.show) {
      case 'vote': {
        const vote = voteById(view.voting, shown.vote);
        return vote ? html`<vote-picture .vote=${vote}></vote-picture>` : this.#item(view);
      }
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
        return html`<main class="centre">
          <p class="about">${t.attendance}</p>
          <p class="huge">${present}/${all}</p>
          <p class="about">${t.quorum(present, all, needed)}</p>
          <p class=${met ? 'passed' : 'failed'}>
            ${icon(met ? 'circleCheck' : 'triangleAlert')} ${met ? t.quorumMet : t.quorumLost}
          </p>
        </main>`;
      }
      case 'pause':
        return html`<main class="centre">
          <fit-text class="heading" .words=${displayText().pausePicture}></fit-text>
          <p class="about">${view.title}</p>
        </main>`;
      case 'message':
        return html`<main><fit-text class="message" .words=${shown.text}></fit-text></main>`;
      default:
        return html`<main class="centre">
          <p class="about">${view.phase === 'closed' ? displayText().closedPicture : displayText().welcomeTo}</p>
          <fit-text class="heading" .words=${view.title}></fit-text>
          <p class="about">${view.council}</p>
        </main>`;
    }
  }

  #item(view: MeetingState) {
    const { t } = this;
    const item = currentItem(view.agenda);
    const title = item?.title ?? view.title;
    const number = item ? t.item(itemNumbers(view.agenda.items).get(item.id) ?? '') : t.noItemYet;
    return html`<main class="centre">
      <p class=${item ? 'number' : 'about'}>${number}</p>
      <fit-text class="heading" .words=${title}></fit-text>
    </main>`;
  }

  #speaker(view: MeetingState) {
    const { t } = this;
    const { speech } = view.floor;
    if (!speech) return this.#item(view);
    const person = personById(view, speech.request.person);
    const item = currentItem(view.agenda);
    const number = item ? t.item(itemNumbers(view.agenda.items).get(item.id) ?? '') : '';
    const next = waitingRequests(view.floor, view.agenda.current)
      .slice(0, NEXT_SHOWN)
      // A name stays on one line.
      .map(({ person: id }, index) => `${index + 1}. ${personById(view, id)?.name}`.replaceAll(' ', '\u00a0'));
    return html`<main class="speaker">
      <fit-text class="item-line" .words=${item ? `${number} · ${item.title}` : ''}></fit-text>
      <div class="speaking">
        ${person?.photo ? html`<img class="photo" src="/api/bodies/${this.live.welcome?.body}/pictures/${person.photo}" alt="" />` : nothing}
        <div>
          <p class="number">${icon('mic')} ${t.kinds[speech.request.kind]}</p>
          <fit-text class="name" .words=${person?.name ?? ''}></fit-text>
          <p class="about">${person?.title}</p>
          <p class="about">${person?.delegation}</p>
        </div>
        <speech-countdown .speech=${speech}></speech-countdown>
      </div>
      <fit-text class="next" .words=${next.length > 0 ? `${t.nextInQueue}: ${next.join(' · ')}` : ''}></fit-text>
    </main>`;
  }

  #queue(view: MeetingState) {
    const { t } = this;
    const waiting = waitingRequests(view.floor, view.agenda.current);
    return html`<main class="list">
      <h1>${t.queue}</h1>
      ${waiting.length === 0 ? html`<p class="about">${t.queueEmpty}</p>` : nothing}
      <ol>
        ${waiting.slice(0, 12).map(
          ({ person, kind }, index) =>
            html`<li>
                <b>${index + 1}</b><span>${personById(view, person)?.name}</span><span>${t.kinds[kind]}</span>
              </li>`,
        )}
      </ol>
      ${waiting.length > 12 ? html`<p class="about">+${waiting.length - 12}</p>` : nothing}
    </main>`;
  }

  #agenda(view: MeetingState) {
    const { t } = this;
    const numbers = itemNumbers(view.agenda.items);
    const here = Math.max(
      0,
      view.agenda.items.findIndex((item) => item.id === view.agenda.current),
    );
    const first = Math.max(0, Math.min(here - ITEMS_BEFORE, view.agenda.items.length - ITEMS_SHOWN));
    return html`<main class="list">
      <h1>${t.agenda}</h1>
      <ol>
        ${view.agenda.items.slice(first, first + ITEMS_SHOWN).map(
          (item) =>
            html`<li class=${item.status} aria-current=${item.id === view.agenda.current ? 'step' : nothing}>
              <b>${numbers.get(item.id)}</b><span>${item.title}</span
              ><span
                >${choose<AgendaItem['status'], unknown>(item.status, [
                  ['done', () => icon('check')],
                  ['skipped', () => t.itemSkipped],
                ])}</span
              >
            </li>`,
        )}
      </ol>
    </main>`;
  }

  #page(view: MeetingState) {
    const place = shownPage(view);
    if (!place) return this.#item(view);
    return html`<main>
      <presented-page
        .pointing=${this.live.pointing}
        .place=${place}
        .upcoming=${nextDocument(view)}
      ></presented-page>
    </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'display-page': DisplayPage;
  }
}
