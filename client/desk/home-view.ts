/** The desk's first page: what is next and what it lacks, what is to be done, meetings by month, a search over all. */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { byBegin, type ListedMeeting, meetingsOn } from '../../shared/body/meetings.ts';
import type { Member } from '../../shared/body/members.ts';
import { isRestorable } from '../../shared/body/office.ts';
import { isOn } from '../../shared/meeting/phase/queries.ts';
import { hasRole } from '../../shared/people/roles.ts';
import type { Readiness } from '../../shared/readiness.ts';
import { dayIn, fold } from '../../shared/vietnamese.ts';
import { notify } from '../app/requests.ts';
import { pageAddress } from '../live/place.ts';
import { sayRefusal } from '../office/asking.ts';
import { deskStyles } from '../office/desk-styles.ts';
import type { Office } from '../office/office.ts';
import { Searchable } from '../office/searchable.ts';
import { deskText } from '../text/desk.ts';
import { officeText } from '../text/office.ts';
import { type IconName, icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { dayAndTimeText } from '../ui/time.ts';

/** So many of each kind are found; more words find fewer. */
const MOST_FOUND = 8;
const MONTHS_SHOWN = 4;
const LONGEST_MONTH_MS = 31 * 24 * 3_600_000;

interface Found {
  icon: IconName;
  words: string;
  more: string;
  address: string;
}

@customElement('home-view')
export class HomeView extends LocalizedElement {
  @property({ attribute: false }) office!: Office;
  @property({ attribute: false }) version = 0;
  @state() private sought = '';
  @state() private readiness: Readiness | null = null;
  readonly #people = new Searchable<Member>(({ name, title, delegation }) => `${name} ${title} ${delegation}`);
  readonly #titles = new Searchable<ListedMeeting>(({ title, session }) => `${title} ${session}`);
  /** The meeting that the readiness is of, and how far the office was then. */
  #asked = '';

  static override styles = [
    ...deskStyles,
    css`
      ol,
      .found {
        display: grid;
        gap: 10px;
      }
      .todo {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 12px;
        padding: 14px 16px;
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
      }
      .todo svg {
        flex: none;
      }
      .todo .grow {
        flex: 1 1 220px;
        font-weight: 600;
      }
      .isDone {
        color: var(--good);
      }
      .lacks {
        color: var(--warn);
      }
      .found a {
        display: flex;
        gap: 10px;
        align-items: center;
        min-height: var(--touch);
        color: var(--text);
      }
      summary {
        min-height: var(--touch);
        align-content: center;
      }
      .months {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(220px, 1fr));
        gap: 12px;
      }
      .months ul {
        display: grid;
        gap: 4px;
      }
      .months a {
        display: block;
        min-height: var(--touch);
        align-content: center;
      }
    `,
  ];

  get #meetings(): readonly ListedMeeting[] {
    return meetingsOn(this.office.state!).filter(({ isRehearsal }) => !isRehearsal);
  }
  get #next(): ListedMeeting | undefined {
    return this.#meetings
      .filter(({ phase, isCancelled }) => !isCancelled && (phase === 'prepared' || isOn({ phase })))
      .toSorted(byBegin)[0];
  }

  protected override updated(): void {
    const { members, meetings } = this.office.state!;
    const again = () => this.sought && this.requestUpdate();
    this.#people.prepare(members, again);
    this.#titles.prepare(meetings, again);
    const next = this.#next;
    const asked = next ? `${next.id} ${this.version}` : '';
    if (asked === this.#asked) return;
    this.#asked = asked;
    if (!next) this.readiness = null;
    else
      void this.office.readiness(next.id).then((readiness) => {
        if (this.#asked === asked) this.readiness = readiness;
      });
  }

  override render() {
    const w = deskText();
    const o = officeText();
    const words = fold(this.sought).trim();
    return html`<input
        type="search"
        aria-label=${o.searchAll}
        placeholder=${o.searchAll}
        .value=${this.sought}
        @input=${(event: Event) => (this.sought = (event.target as HTMLInputElement).value)}
      />
      ${
        words
          ? this.#found(words)
          : html`${this.#lacking()}
              <h2>${w.todo}</h2>
              <ol>
                ${this.#steps()}
              </ol>
              ${this.#paper()} ${this.#byMonth()} ${this.#lately()}`
      }`;
  }

  /** Pages that nobody had to print this year, and what they would have cost. */
  #paper() {
    const o = officeText();
    const { pagePrice, timeZone } = this.office.state!.profile;
    const yearOf = (at: number) => dayIn(timeZone, at).slice(0, 4);
    const year = yearOf(Date.now());
    const ofYear = this.#meetings
      .filter(
        ({ pages, begins, isCancelled }) => pages > 0 && !isCancelled && (begins === null || yearOf(begins) === year),
      )
      .toSorted((a, b) => b.pages - a.pages);
    const pages = ofYear.reduce((sum, meeting) => sum + meeting.pages, 0);
    if (pages === 0) return nothing;
    return html`<h2>${o.paperSaved}</h2>
      <p class="saved"><strong>${o.pagesSaved(pages, year)}</strong>${pagePrice > 0 ? html` · ${o.moneySaved(pages * pagePrice)}` : nothing}</p>
      <details>
        <summary>${o.byMeeting}</summary>
        <ul class="saved">
          ${ofYear.map((meeting) => html`<li>${meeting.title}: ${o.pagesOf(meeting.pages)}</li>`)}
        </ul>
      </details>`;
  }

  #found(words: string) {
    const o = officeText();
    const { members, halls, profile } = this.office.state!;
    const people = members
      .filter((member) => this.#people.has(member, words))
      .slice(0, MOST_FOUND)
      .map(({ name, title }): Found => ({ icon: 'circleUser', words: name, more: title, address: '#people' }));
    const meetings = this.#meetings
      .filter((meeting) => this.#titles.has(meeting, words))
      .slice(0, MOST_FOUND)
      .map(
        ({ id, title, begins }): Found => ({
          icon: 'list',
          words: title,
          more: begins === null ? '' : dayAndTimeText(begins, profile.timeZone),
          address: `${pageAddress('/secretariat/', { body: this.office.body, meeting: id })}#about`,
        }),
      );
    const rooms = halls
      .filter(({ name }) => fold(name).includes(words))
      .slice(0, MOST_FOUND)
      .map(({ name }): Found => ({ icon: 'monitor', words: name, more: '', address: '#halls' }));
    const found = [...meetings, ...people, ...rooms];
    if (found.length === 0) return html`<p class="panel muted">${o.nothingFound}</p>`;
    return html`<ul class="panel found">
      ${found.map(
        (one) =>
          html`<li>
            <a href=${one.address}>${icon(one.icon)} <span>${one.words}</span> <span class="muted">${one.more}</span></a>
          </li>`,
      )}
    </ul>`;
  }

  /** What the next meeting lacks, each with the way to where it is mended. */
  #lacking() {
    const o = officeText();
    const next = this.#next;
    const { readiness } = this;
    if (!next || !readiness) return nothing;
    const place = { body: this.office.body, meeting: next.id };
    const at = (tab: string) => `${pageAddress('/secretariat/', place)}#${tab}`;
    const lacks: [words: string, address: string][] = [];
    if (readiness.items === 0) lacks.push([o.missingAgenda, at('agenda')]);
    else if (readiness.sentAt === null) lacks.push([o.missingSent, at('agenda')]);
    else if (readiness.changed > 0) lacks.push([o.missingChanged(readiness.changed), at('agenda')]);
    if (readiness.items > 0 && readiness.votes === 0) lacks.push([o.missingVotes, at('agenda')]);
    if (readiness.lacking.length > 0) lacks.push([o.missingDocuments(readiness.lacking.length), at('agenda')]);
    if (readiness.waiting > 0) lacks.push([o.waitingDocuments(readiness.waiting), at('documents')]);
    if (!readiness.isInvited && next.begins !== null) lacks.push([o.missingInvitation, at('invitations')]);
    if (readiness.questions.waiting > 0) lacks.push([o.waitingQuestions(readiness.questions.waiting), at('questions')]);
    if (readiness.questions.late > 0) lacks.push([o.lateQuestions(readiness.questions.late), at('questions')]);
    if (readiness.seatless > 0) lacks.push([o.missingSeats(readiness.seatless), '#halls']);
    const { timeZone } = this.office.state!.profile;
    const when = next.begins === null ? o.undated : dayAndTimeText(next.begins, timeZone);
    return html`<section class="panel">
      <h2 class="wrap">${next.title}</h2>
      <p class="muted">
        ${[next.session, when, o.answered(readiness.answered, readiness.people), o.missingSigned(readiness.signedIn, readiness.people)].filter(Boolean).join(' · ')}
      </p>
      ${
        lacks.length === 0
          ? html`<p class="isDone">${icon('circleCheck')} ${o.nothingMissing}</p>`
          : html`<h3>${o.missing}</h3>
              <ul class="found">
                ${lacks.map(
                  ([words, address]) =>
                    html`<li><a class="lacks" href=${address}>${icon('triangleAlert')} <span>${words}</span></a></li>`,
                )}
              </ul>`
      }
    </section>`;
  }

  /** What is to be done, in the order in which a first meeting comes about. */
  #steps() {
    const w = deskText();
    const { members, halls } = this.office.state!;
    const inHall = members.filter(({ roles, until }) => until === null && hasRole(roles, ['delegate', 'guest']));
    const without = inHall.filter(({ id }) => !this.office.cards.has(id)).length;
    const next = this.#next;
    const screens = halls.reduce((sum, hall) => sum + hall.screens.length, 0);
    const cards: [boolean, string, string][] =
      inHall.length > 0 ? [[without === 0, without === 0 ? w.todoCardsDone : w.todoCards(without), '#people']] : [];
    const steps: [isDone: boolean, words: string, address: string][] = [
      [inHall.length > 0, inHall.length > 0 ? w.todoPeopleDone(inHall.length) : w.todoPeople, '#people'],
      ...cards,
      [next !== undefined, next ? w.todoMeetingDone(next.title) : w.todoMeeting, '#meetings'],
      [screens > 0, screens > 0 ? w.todoScreenDone(screens) : w.todoScreen, '#halls'],
    ];
    return steps.map(
      ([isDone, words, address]) =>
        html`<li class="todo">
          <span class=${isDone ? 'isDone' : 'muted'}>${icon(isDone ? 'circleCheck' : 'circleMinus')}</span>
          <span class="grow">${words}</span>
          <a class="button ${isDone ? 'quiet' : 'primary'}" href=${address}>${isDone ? w.look : w.goDo}</a>
        </li>`,
    );
  }

  /** From this month on, those that have meetings. */
  #byMonth() {
    const o = officeText();
    const { timeZone } = this.office.state!.profile;
    const thisMonth = dayIn(timeZone, Date.now()).slice(0, 7);
    const months = new Map<string, ListedMeeting[]>();
    // No month is longer: of thousands that were held none is asked for its day.
    const recent = Date.now() - LONGEST_MONTH_MS;
    const since = this.#meetings.filter(({ begins }) => begins !== null && begins >= recent);
    for (const meeting of since.toSorted(byBegin)) {
      const month = dayIn(timeZone, meeting.begins!).slice(0, 7);
      if (month >= thisMonth) months.set(month, [...(months.get(month) ?? []), meeting]);
    }
    if (months.size === 0) return nothing;
    return html`<h2>${o.byMonth}</h2>
      <div class="months">
        ${[...months].slice(0, MONTHS_SHOWN).map(([month, meetings]) => {
          const [year, number] = month.split('-').map(Number) as [number, number];
          return html`<section class="panel">
            <h3>${o.month(number, year)}</h3>
            <ul>
              ${meetings.map(
                ({ id, title, begins, isCancelled }) =>
                  html`<li>
                    <a href="${pageAddress('/secretariat/', { body: this.office.body, meeting: id })}#about"
                      ><span class="muted">${dayAndTimeText(begins!, timeZone)}</span> ${title}
                      ${isCancelled ? html`<span class="badge bad">${o.cancelled}</span>` : nothing}</a
                    >
                  </li>`,
              )}
            </ul>
          </section>`;
        })}
      </div>`;
  }

  /** What was removed and can still be had back. */
  #lately() {
    const o = officeText();
    const state = this.office.state!;
    const now = Date.now();
    const zone = state.profile.timeZone;
    const removed = [
      ...state.removedMembers.map(({ thing, at }) => ({
        name: thing.name,
        at,
        back: { type: 'restore-member', person: thing.id } as const,
      })),
      ...state.removedHalls.map(({ thing, at }) => ({
        name: thing.name,
        at,
        back: { type: 'restore-hall', hall: thing.id } as const,
      })),
      ...state.meetings.flatMap(({ id, title, removedAt }) =>
        removedAt === null
          ? []
          : [{ name: title, at: removedAt, back: { type: 'restore-meeting', meeting: id } as const }],
      ),
    ]
      .filter((one) => isRestorable(one, now))
      .sort((a, b) => b.at - a.at);
    if (removed.length === 0) return nothing;
    return html`<h2>${o.lately}</h2>
      <ul class="panel found">
        ${removed.map(
          ({ name, at, back }) =>
            html`<li class="row">
              <span class="grow">${name} <span class="muted small">${dayAndTimeText(at, zone)}</span></span>
              <button
                aria-label=${o.restore(name)}
                @click=${async () => {
                  const refusal = await this.office.give(back);
                  if (refusal) sayRefusal(this, refusal);
                  else notify(this, o.restored(name));
                }}
              >
                ${icon('undo')} ${o.restoreMeeting}
              </button>
            </li>`,
        )}
      </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'home-view': HomeView;
  }
}
