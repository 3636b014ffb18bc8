/** Meetings of a body: sessions with their sittings, in a list or a calendar; planned, copied, moved, cancelled. */

import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { when } from 'lit/directives/when.js';
import { type ListedMeeting, meetingsAt, meetingsOn } from '../../shared/body/meetings.ts';
import type { Command } from '../../shared/meeting/commands.ts';
import { isOn } from '../../shared/meeting/phase/queries.ts';
import { descriptionOf } from '../../shared/meeting/planning/queries.ts';
import { type MeetingKind, meetingKinds } from '../../shared/meeting/planning/state.ts';
import { askPerson, notify } from '../app/requests.ts';
import { pageAddress } from '../live/place.ts';
import { fieldText, sayRefusal } from '../office/asking.ts';
import { deskStyles } from '../office/desk-styles.ts';
import type { Office, PlannedMeeting } from '../office/office.ts';
import { deskText } from '../text/desk.ts';
import { currentLanguage } from '../text/language.ts';
import { officeText } from '../text/office.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { atZone, dayAndTimeText, inputTime } from '../ui/time.ts';
import './meetings-calendar.ts';
import { hallChoice, invitedChoice, invitedOf, likeChoice } from './meeting-fields.ts';
import './session-dialog.ts';
import type { SessionDialog } from './session-dialog.ts';

/** So many meetings at first, the newest; and so many more at each wish. */
const ROWS = 30;

/** Sittings of one session, or one meeting of its own. */
interface Group {
  session: string;
  meetings: ListedMeeting[];
}

/** In the order of the list: sittings of a session stand together, where its latest one stands; within it by time. */
export function bySession(meetings: readonly ListedMeeting[]): Group[] {
  const groups = new Map<string, Group>();
  for (const meeting of meetings) {
    const key = meeting.session ? `session ${meeting.session}` : meeting.id;
    const group = groups.get(key);
    if (group) group.meetings.push(meeting);
    else groups.set(key, { session: meeting.session, meetings: [meeting] });
  }
  for (const group of groups.values()) group.meetings.sort((a, b) => (a.begins ?? 0) - (b.begins ?? 0));
  return [...groups.values()];
}

@customElement('meetings-view')
export class MeetingsView extends LocalizedElement {
  @property({ attribute: false }) office!: Office;
  @property({ attribute: false }) version = 0;
  @state() private refused = '';
  @state() private rows = ROWS;
  @state() private isBusy = false;
  @state() private isCalendar = false;
  /** Whether the form was ever wanted: it offers thousands of meetings and groups, and nobody waits for it before. */
  @state() private isPlanning = false;
  /** What a new meeting is like; null: nothing. */
  @state() private like: ListedMeeting | null = null;
  /** The meeting whose time is changed. */
  @state() private moved: ListedMeeting | null = null;
  @query('#plan') private dialog!: HTMLDialogElement;
  @query('#postpone') private postponing!: HTMLDialogElement;
  @query('session-dialog') private session!: SessionDialog;

  static override styles = [
    ...deskStyles,
    css`
      ul {
        display: grid;
        gap: 12px;
      }
      .group {
        display: grid;
        gap: 8px;
      }
      .group ul {
        gap: 8px;
        padding-inline-start: 16px;
        border-inline-start: 4px solid var(--accent-soft);
      }
      .gone h3 {
        text-decoration: line-through;
      }
    `,
  ];

  async #open(like: ListedMeeting | null = null): Promise<void> {
    this.refused = '';
    this.like = like;
    this.isPlanning = true;
    await this.updateComplete;
    this.dialog.querySelector('form')!.reset();
    // A reset forgets what was chosen by a property: the only hall there is.
    this.requestUpdate();
    await this.updateComplete;
    this.dialog.showModal();
  }

  #moments(fields: FormData): { begins: number | null; ends: number | null } {
    const { timeZone } = this.office.state!.profile;
    const moment = (name: string) => atZone(fieldText(fields, name), timeZone);
    return { begins: moment('begins'), ends: moment('ends') };
  }

  /** Whether nobody has to be in two places, or the secretary says that it is all right. A hall holds one meeting. */
  async #isFree(
    slot: { begins: number | null; ends: number | null },
    hall: string | null,
    invited: PlannedMeeting['invited'],
    except = '',
  ): Promise<boolean> {
    const w = deskText();
    const o = officeText();
    const there = hall && meetingsAt(this.office.state!, slot, except).find((other) => other.hall === hall);
    if (there) {
      this.refused = w.clash(there.title);
      return false;
    }
    for (const { title, names } of await this.office.clashes(slot, invited, except)) {
      const some = names.length > 4 ? `${names.slice(0, 3).join(', ')} +${names.length - 3}` : names.join(', ');
      const isSure = await askPerson(this, { words: o.clashPeople(title, some), confirm: o.planAnyway });
      if (isSure === null) return false;
    }
    return true;
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (this.isBusy) return;
    const w = deskText();
    const form = event.target as HTMLFormElement;
    const fields = new FormData(form);
    const slot = this.#moments(fields);
    const hall = fieldText(fields, 'hall') || null;
    const invited = invitedOf(fields);
    this.isBusy = true;
    const title = fieldText(fields, 'title');
    const answer = (await this.#isFree(slot, hall, invited))
      ? await this.office.plan({
          title,
          kind: fieldText(fields, 'kind') as MeetingKind,
          hall: hall as never,
          ...slot,
          private: fields.get('private') === 'on',
          session: fieldText(fields, 'session'),
          invited,
          like: fieldText(fields, 'like') || null,
        })
      : null;
    this.isBusy = false;
    if (!answer) return;
    if ('code' in answer) {
      this.refused = answer[currentLanguage()];
      return;
    }
    form.reset();
    this.dialog.close();
    notify(this, w.planned(title));
  };

  /** Gives commands to a meeting, one after the other; a refusal is said. Resolves with whether all were carried out. */
  async #give(meeting: string, ...commands: Command[]): Promise<boolean> {
    for (const command of commands) {
      const refusal = await this.office.giveTo(meeting, command);
      if (refusal) {
        sayRefusal(this, refusal);
        return false;
      }
    }
    await this.office.load();
    return true;
  }

  readonly #postpone = async (event: SubmitEvent) => {
    event.preventDefault();
    const meeting = this.moved;
    if (!meeting || this.isBusy) return;
    const o = officeText();
    const fields = new FormData(event.target as HTMLFormElement);
    const slot = this.#moments(fields);
    this.refused = '';
    if (!(await this.#isFree(slot, meeting.hall, null, meeting.id))) return;
    const before = descriptionOf(meeting);
    const when = slot.begins === null ? o.undated : dayAndTimeText(slot.begins, this.office.state!.profile.timeZone);
    const tell: Command[] =
      fields.get('tell') === 'on' ? [{ type: 'send-notice', text: o.postponeTell(meeting.title, when) }] : [];
    this.isBusy = true;
    const isDone = await this.#give(
      meeting.id,
      { type: 'describe-meeting', description: { ...before, ...slot } },
      ...tell,
    );
    this.isBusy = false;
    if (!isDone) return;
    this.postponing.close();
    const act = () => void this.#give(meeting.id, { type: 'describe-meeting', description: before });
    notify(this, deskText().saved, '', { words: this.t.undo, act });
  };

  async #cancel({ id, title }: ListedMeeting): Promise<void> {
    const o = officeText();
    const question = { words: o.cancelQuestion(title), confirm: o.cancelMeeting, wants: o.cancelReason };
    const reason = await askPerson(this, question);
    if (reason === null) return;
    const tell = { type: 'send-notice', text: o.cancelTell(title, reason) } as const;
    if (!(await this.#give(id, { type: 'cancel-meeting', reason }, tell))) return;
    notify(this, o.cancelledBecause(reason), '', { words: this.t.undo, act: () => void this.#restore(id, title) });
  }

  async #restore(id: string, title: string): Promise<void> {
    const o = officeText();
    await this.#give(id, { type: 'restore-meeting' }, { type: 'send-notice', text: o.restoreTell(title) });
  }

  async #remove({ id, title }: ListedMeeting): Promise<void> {
    const refusal = await this.office.give({ type: 'remove-meeting', meeting: id });
    if (refusal) return sayRefusal(this, refusal);
    const act = () => void this.office.give({ type: 'restore-meeting', meeting: id });
    notify(this, deskText().removed(title), '', { words: this.t.undo, act });
  }

  override render() {
    const w = deskText();
    const o = officeText();
    const meetings = meetingsOn(this.office.state!)
      .filter(({ isRehearsal }) => !isRehearsal)
      .toSorted((a, b) => (b.begins ?? 0) - (a.begins ?? 0));
    return html`<div class="row">
        <button class="primary" @click=${() => void this.#open()}>${icon('plus')} ${w.planMeeting}</button>
        <button @click=${() => void this.session.open()}>${icon('plus')} ${o.newSession}</button>
        <button @click=${() => (this.isCalendar = !this.isCalendar)}>
          ${this.isCalendar ? html`${icon('list')} ${o.asList}` : html`${icon('layoutGrid')} ${o.calendar}`}
        </button>
      </div>
      ${
        this.isCalendar
          ? html`<meetings-calendar
              .meetings=${meetings}
              .zone=${this.office.state!.profile.timeZone}
              .body=${this.office.body}
            ></meetings-calendar>`
          : this.#list(meetings)
      }
      ${this.#dialog()} ${this.#postponeDialog()}
      <session-dialog .office=${this.office}></session-dialog>`;
  }

  #list(meetings: readonly ListedMeeting[]) {
    const w = deskText();
    if (meetings.length === 0) return html`<p class="panel muted">${w.noMeetings}</p>`;
    return html`<ul>
        ${repeat(
          bySession(meetings.slice(0, this.rows)),
          ({ session, meetings: [first] }) => session || first!.id,
          ({ session, meetings: sittings }) =>
            session
              ? html`<li class="group">
                  <h2>${session}</h2>
                  <ul>
                    ${repeat(
                      sittings,
                      ({ id }) => id,
                      (meeting) => this.#meeting(meeting),
                    )}
                  </ul>
                </li>`
              : this.#meeting(sittings[0]!),
        )}
      </ul>
      ${when(
        meetings.length > this.rows,
        () =>
          html`<button @click=${() => (this.rows += ROWS)}>${w.showMoreMeetings(meetings.length - this.rows)}</button>`,
      )}`;
  }

  #meeting(meeting: ListedMeeting) {
    const w = deskText();
    const o = officeText();
    const { t } = this;
    const { id, title, kind, hall, begins, phase, isCancelled } = meeting;
    const { halls, profile } = this.office.state!;
    const place = { body: this.office.body, meeting: id };
    const where = halls.find((room) => room.id === hall)?.name ?? '';
    const at = begins === null ? '' : dayAndTimeText(begins, profile.timeZone);
    const badge = isCancelled
      ? html`<span class="badge bad">${o.cancelled}</span>`
      : html`<span class=${classMap({ badge: true, good: isOn({ phase }) })}>${t.phase[phase]}</span>`;
    const isPlanned = phase === 'prepared';
    return html`<li class=${classMap({ panel: true, gone: isCancelled })} data-meeting=${id}>
      <h3 class="wrap">${title}</h3>
      <p class="muted">${[w.meetingKinds[kind], where, at].filter(Boolean).join(' · ')}</p>
      <p>${badge}</p>
      <div class="row">
        <a class="button" href="${pageAddress('/secretariat/', place)}#agenda">${icon('listTree')} ${w.agenda}</a>
        <a class="button" href=${pageAddress('/secretariat/', place)}>${icon('fileText')} ${w.documents}</a>
        <a class="button" href=${pageAddress('/chair/', place)}>${icon('presentation')} ${w.console}</a>
        <button class="quiet" aria-label="${o.copyOf}: ${title}" @click=${() => void this.#open(meeting)}>${o.copyOf}</button>
        ${when(
          isPlanned && !isCancelled,
          () =>
            html`<button class="quiet" aria-label="${o.postpone}: ${title}" @click=${() => this.#move(meeting)}>
                ${icon('clock')} ${o.postpone}
              </button>
              <button
                class="quiet"
                aria-label="${o.cancelMeeting}: ${title}"
                @click=${() => void this.#cancel(meeting)}
              >
                ${o.cancelMeeting}
              </button>`,
        )}
        ${when(
          isCancelled,
          () => html`<button @click=${() => void this.#restore(id, title)}>${o.restoreMeeting}</button>`,
        )}
        ${when(
          isPlanned,
          () =>
            html`<button
              class="quiet"
              aria-label="${o.removeMeeting}: ${title}"
              title=${o.removeMeeting}
              @click=${() => void this.#remove(meeting)}
            >
              ${icon('trash')}
            </button>`,
        )}
      </div>
    </li>`;
  }

  #move(meeting: ListedMeeting): void {
    this.moved = meeting;
    this.refused = '';
    void this.updateComplete.then(() => this.postponing.showModal());
  }

  #postponeDialog() {
    const w = deskText();
    const o = officeText();
    const { moved } = this;
    const zone = this.office.state!.profile.timeZone;
    const moment = (at: number | null | undefined) => (at === null || at === undefined ? '' : inputTime(at, zone));
    return html`<dialog id="postpone" aria-labelledby="postpone-title">
      ${dialogHead('postpone-title', o.postponeTitle(moved?.title ?? ''), () => this.postponing.close())}
      <form @submit=${this.#postpone}>
        <div class="pair">
          <label>${w.begins}<input name="begins" type="datetime-local" .value=${moment(moved?.begins)} /></label>
          <label>${w.ends}<input name="ends" type="datetime-local" .value=${moment(moved?.ends)} /></label>
        </div>
        <label class="check"><input name="tell" type="checkbox" checked />${o.tellThem}</label>
        <p class="refused" role="alert" ?hidden=${!this.refused}>${this.refused}</p>
        <button class="primary">${w.save}</button>
      </form>
    </dialog>`;
  }

  #dialog() {
    const w = deskText();
    const o = officeText();
    const state = this.office.state!;
    const { like } = this;
    if (!this.isPlanning) return nothing;
    return html`<dialog id="plan" aria-labelledby="meeting-title">
      ${dialogHead('meeting-title', w.planMeeting, () => this.dialog.close())}
      <form @submit=${this.#submit}>
        <label
          >${w.meetingTitle}<input
            name="title"
            required
            maxlength="200"
            aria-describedby="title-hint"
            .defaultValue=${like ? o.copyTitle(like.title) : ''} /><span id="title-hint" class="muted small hint"
            >${w.meetingTitleHint}</span
          ></label
        >
        <div class="pair">
          <label
            >${w.meetingKind}<select name="kind">
              ${meetingKinds.map(
                (kind) => html`<option value=${kind} ?selected=${kind === like?.kind}>${w.meetingKinds[kind]}</option>`,
              )}
            </select></label
          >
          ${hallChoice(state, like?.hall ?? null)}
        </div>
        <div class="pair">
          <label>${w.begins}<input name="begins" type="datetime-local" /></label>
          <label>${w.ends}<input name="ends" type="datetime-local" /></label>
        </div>
        <div class="pair">
          <label
            >${o.session}<input
              name="session"
              maxlength="120"
              list="sessions"
              aria-describedby="session-hint"
              .defaultValue=${like?.session ?? ''} /><span id="session-hint" class="muted small hint"
              >${o.sessionHint}</span
            ></label
          >
          ${invitedChoice(state)}
        </div>
        <datalist id="sessions">
          ${[...new Set(meetingsOn(state).map(({ session }) => session))].map((session) =>
            session ? html`<option value=${session}></option>` : nothing,
          )}
        </datalist>
        ${likeChoice(state, like?.id ?? '')}
        <label class="check"><input name="private" type="checkbox" />${w.isPrivate}</label>
        <p class="refused" role="alert" ?hidden=${!this.refused}>${this.refused}</p>
        <button class="primary" aria-disabled=${this.isBusy ? 'true' : 'false'}>${w.planMeeting}</button>
      </form>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'meetings-view': MeetingsView;
  }
}
