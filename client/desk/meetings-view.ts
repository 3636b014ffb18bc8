/** Meetings of a body: planned, and the ways to what belongs to each. */

import { css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { when } from 'lit/directives/when.js';
import { type ListedMeeting, meetingsOn } from '../../shared/body/meetings.ts';
import { isOn } from '../../shared/meeting/phase/queries.ts';
import { type MeetingKind, meetingKinds } from '../../shared/meeting/planning/state.ts';
import { notify } from '../app/requests.ts';
import { pageAddress } from '../live/place.ts';
import { fieldText } from '../office/asking.ts';
import { deskStyles } from '../office/desk-styles.ts';
import type { Office } from '../office/office.ts';
import { deskText } from '../text/desk.ts';
import { currentLanguage } from '../text/language.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { optionsOf } from '../ui/options.ts';
import { atZone, dayAndTimeText } from '../ui/time.ts';

/** So many meetings at first, the newest; and so many more at each wish. */
const ROWS = 30;

@customElement('meetings-view')
export class MeetingsView extends LocalizedElement {
  @property({ attribute: false }) office!: Office;
  @property({ attribute: false }) version = 0;
  @state() private refused = '';
  @state() private rows = ROWS;
  @state() private isBusy = false;
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    ...deskStyles,
    css`
      ul {
        display: grid;
        gap: 12px;
      }
    `,
  ];

  #open(): void {
    this.refused = '';
    this.dialog.showModal();
  }

  /** Another meeting in the same hall at the same time; where no end is said, on the same moment. */
  #clash(hall: string | null, begins: number | null, ends: number | null): ListedMeeting | undefined {
    if (hall === null || begins === null) return undefined;
    const last = ends ?? begins;
    return meetingsOn(this.office.state!).find(
      (other) =>
        other.hall === hall &&
        other.phase !== 'closed' &&
        !other.isRehearsal &&
        other.begins !== null &&
        other.begins <= last &&
        begins <= (other.ends ?? other.begins),
    );
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (this.isBusy) return;
    const w = deskText();
    const form = event.target as HTMLFormElement;
    const fields = new FormData(form);
    const { timeZone } = this.office.state!.profile;
    const moment = (name: string) => atZone(fieldText(fields, name), timeZone);
    const [begins, ends] = [moment('begins'), moment('ends')];
    const hall = fieldText(fields, 'hall') || null;
    const clash = this.#clash(hall, begins, ends);
    if (clash) {
      this.refused = w.clash(clash.title);
      return;
    }
    this.isBusy = true;
    const title = fieldText(fields, 'title');
    const answer = await this.office.plan({
      title,
      kind: fieldText(fields, 'kind') as MeetingKind,
      hall: hall as never,
      begins,
      ends,
      private: fields.get('private') === 'on',
      session: '',
    });
    this.isBusy = false;
    if ('code' in answer) {
      this.refused = answer[currentLanguage()];
      return;
    }
    form.reset();
    this.dialog.close();
    notify(this, w.planned(title));
  };

  override render() {
    const w = deskText();
    const meetings = meetingsOn(this.office.state!)
      .filter(({ isRehearsal }) => !isRehearsal)
      .toSorted((a, b) => (b.begins ?? 0) - (a.begins ?? 0));
    return html`<div class="row">
        <button class="primary" @click=${() => this.#open()}>${icon('plus')} ${w.planMeeting}</button>
      </div>
      ${when(
        meetings.length === 0,
        () => html`<p class="panel muted">${w.noMeetings}</p>`,
        () =>
          html`<ul>
            ${repeat(
              meetings.slice(0, this.rows),
              ({ id }) => id,
              (meeting) => this.#meeting(meeting),
            )}
          </ul>`,
      )}
      ${when(
        meetings.length > this.rows,
        () =>
          html`<button @click=${() => (this.rows += ROWS)}>${w.showMoreMeetings(meetings.length - this.rows)}</button>`,
      )}
      ${this.#dialog()}`;
  }

  #meeting({ id, title, kind, hall, begins, phase }: ListedMeeting) {
    const w = deskText();
    const { t } = this;
    const { halls, profile } = this.office.state!;
    const place = { body: this.office.body, meeting: id };
    const where = halls.find((room) => room.id === hall)?.name ?? '';
    const at = begins === null ? '' : dayAndTimeText(begins, profile.timeZone);
    return html`<li class="panel">
      <h3 class="wrap">${title}</h3>
      <p class="muted">${[w.meetingKinds[kind], where, at].filter(Boolean).join(' · ')}</p>
      <p><span class=${classMap({ badge: true, good: isOn({ phase }) })}>${t.phase[phase]}</span></p>
      <div class="row">
        <a class="button" href="${pageAddress('/secretariat/', place)}#agenda">${icon('listTree')} ${w.agenda}</a>
        <a class="button" href=${pageAddress('/secretariat/', place)}>${icon('fileText')} ${w.documents}</a>
        <a class="button" href=${pageAddress('/chair/', place)}>${icon('presentation')} ${w.console}</a>
      </div>
    </li>`;
  }

  #dialog() {
    const w = deskText();
    const halls = this.office.state?.halls ?? [];
    const [only] = halls;
    return html`<dialog aria-labelledby="meeting-title">
      ${dialogHead('meeting-title', w.planMeeting, () => this.dialog.close())}
      <form @submit=${this.#submit}>
        <label
          >${w.meetingTitle}<input name="title" required maxlength="200" aria-describedby="title-hint" /><span
            id="title-hint"
            class="muted small hint"
            >${w.meetingTitleHint}</span
          ></label
        >
        <div class="pair">
          <label
            >${w.meetingKind}<select name="kind">
              ${meetingKinds.map((kind) => html`<option value=${kind}>${w.meetingKinds[kind]}</option>`)}
            </select></label
          >
          <label
            >${w.hall}<select name="hall">
              ${optionsOf(
                [
                  { value: '', words: w.noHall },
                  ...halls.map(({ id, name }) => ({ value: id as string, words: name })),
                ],
                only && halls.length === 1 ? only.id : '',
              )}
            </select></label
          >
        </div>
        <div class="pair">
          <label>${w.begins}<input name="begins" type="datetime-local" /></label>
          <label>${w.ends}<input name="ends" type="datetime-local" /></label>
        </div>
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
