/** What a meeting is called, where and when it is, whether in private: changed until it ends. */
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Hall } from '../../shared/body/halls.ts';
import { descriptionOf } from '../../shared/meeting/planning/queries.ts';
import { type MeetingKind, meetingKinds } from '../../shared/meeting/planning/state.ts';
import { seatedIn, withoutPersons } from '../../shared/people/seating.ts';
import { Commands } from '../app/commands.ts';
import { Meeting } from '../live/controller.ts';
import { request } from '../live/login.ts';
import { fieldText } from '../office/asking.ts';
import { deskStyles } from '../office/desk-styles.ts';
import { deskText } from '../text/desk.ts';
import { officeText } from '../text/office.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { firstOptions, optionsOf } from '../ui/options.ts';
import { atZone, inputTime } from '../ui/time.ts';

@customElement('meeting-editor')
export class MeetingEditor extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, welcome, status }) => [
    view && JSON.stringify(descriptionOf(view)),
    view?.convened,
    view?.seating,
    view?.people,
    welcome,
    status,
  ]);
  readonly #commands = new Commands(this, this.#meeting);
  @state() private halls: readonly Hall[] = [];

  static override styles = deskStyles;

  protected override firstUpdated(): void {
    const body = new URLSearchParams(location.search).get('body') ?? this.#meeting.live.welcome?.body;
    request(`/api/bodies/${body}`)
      .then(async (response) => {
        if (response.ok) this.halls = ((await response.json()) as { body: { halls: Hall[] } }).body.halls;
      })
      .catch(() => undefined); // without the list the hall stays as it is
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { view } = this.#meeting;
    const fields = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => fieldText(fields, name);
    const zone = view.procedure.timeZone;
    const description = {
      title: text('title'),
      kind: text('kind') as MeetingKind,
      hall: (text('hall') || null) as never,
      begins: atZone(text('begins'), zone),
      ends: atZone(text('ends'), zone),
      private: view.convened ? view.private : fields.get('private') === 'on',
      session: text('session'),
    };
    const before = descriptionOf(view);
    if (!(await this.#commands.send({ type: 'describe-meeting', description }))) return;
    this.#commands.sayUndo(deskText().saved, { type: 'describe-meeting', description: before });
  };

  /** The hall's seats as this meeting's, without those who do not take part. */
  #planButton() {
    const o = officeText();
    const { view } = this.#meeting;
    const plan = this.halls.find(({ id }) => id === view.hall)?.plan;
    if (!plan) return nothing;
    const isHere = new Set<string>(view.people.map(({ id }) => id));
    const seating = withoutPersons(plan, (person) => !isHere.has(person));
    if (JSON.stringify(seating) === JSON.stringify(view.seating))
      return html`<span class="muted">${o.seatedOf(seatedIn(seating), seating.seats.length)}</span>`;
    const take = async () => {
      const before = view.seating;
      if (!(await this.#commands.send({ type: 'arrange-seats', seating }))) return;
      this.#commands.sayUndo(o.hallPlanTaken, { type: 'arrange-seats', seating: before });
    };
    return html`<button type="button" @click=${take}>${icon('armchair')} ${o.takeHallPlan}</button>`;
  }

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const w = deskText();
    const { view } = this.#meeting;
    const { title, kind, hall, begins, ends, private: isPrivate, session } = descriptionOf(view);
    const zone = view.procedure.timeZone;
    const moment = (at: number | null) => (at === null ? '' : inputTime(at, zone));
    return html`<form class="panel" @submit=${this.#submit}>
      <label>${w.meetingTitle}<input name="title" required maxlength="200" .value=${title} /></label>
      <div class="pair">
        <label
          >${w.meetingKind}<select name="kind">
            ${firstOptions(
              meetingKinds.map((value) => ({ value: value as string, words: w.meetingKinds[value] })),
              kind,
            )}
          </select></label
        >
        <label
          >${w.hall}<select name="hall">
            ${optionsOf(
              [
                { value: '', words: w.noHall },
                ...this.halls.map(({ id, name }) => ({ value: id as string, words: name })),
              ],
              hall ?? '',
              () => hall ?? '',
            )}
          </select></label
        >
      </div>
      <label>${officeText().session}<input name="session" maxlength="120" .value=${session} /></label>
      <div class="pair">
        <label>${w.begins}<input name="begins" type="datetime-local" .value=${moment(begins)} /></label>
        <label>${w.ends}<input name="ends" type="datetime-local" .value=${moment(ends)} /></label>
      </div>
      ${
        view.convened
          ? html`<p class="muted">${w.privateFixed}</p>`
          : html`<label class="check"><input name="private" type="checkbox" .checked=${isPrivate} />${w.isPrivate}</label>`
      }
      <div class="row"><button class="primary">${w.save}</button>${this.#planButton()}</div>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'meeting-editor': MeetingEditor;
  }
}
