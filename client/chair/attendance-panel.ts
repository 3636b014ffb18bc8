/** Attendance and quorum: always the figures, the names on demand; all present at once, then who is absent and why. */

import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { PersonId } from '../../shared/ids.ts';
import { isPresent, quorum } from '../../shared/meeting/attendance/queries.ts';
import type { AttendanceMark } from '../../shared/meeting/attendance/state.ts';
import { countAnswers } from '../../shared/meeting/invitation/queries.ts';
import { type Coming, comings } from '../../shared/meeting/invitation/state.ts';
import { isDelegate, isGuest, type Person, personById } from '../../shared/people/roster.ts';
import type { Seat } from '../../shared/people/seating.ts';
import { seatMap, seatMapStyles } from '../ui/seat-map.ts';
import '../ui/fit-name.ts';
import { fold } from '../../shared/vietnamese.ts';
import { Panel } from '../conduct/panel.ts';
import { panelStyles } from '../conduct/panel-style.ts';
import { invitationText } from '../text/invitation.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { optionsOf } from '../ui/options.ts';

/** Pixels of a seat that is touched. */
const SEAT_WIDTH = 92;

type Shown = 'everyone' | 'unmarked' | 'present' | 'absent' | 'answers';
const shownKinds: readonly Shown[] = ['everyone', 'unmarked', 'present', 'absent', 'answers'];

@customElement('attendance-panel')
export class AttendancePanel extends Panel {
  @state() private wanted = '';
  @state() private shown: Shown = 'everyone';
  /** Whether the hall is seen from above, instead of the lists. */
  @state() private isPlan = false;
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    ...panelStyles,
    seatMapStyles,
    css`
      :host {
        gap: 4px;
        padding: 8px 12px;
      }
      .figures {
        font-size: 1.35rem;
        font-weight: 700;
        line-height: 1.2;
      }
      dialog {
        width: min(1000px, calc(100vw - 24px));
      }
      .tools {
        align-items: end;
        position: sticky;
        top: -20px;
        padding-block: 8px;
        background: var(--surface);
        z-index: 1;
      }
      .tools label {
        flex: 1 1 160px;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(290px, 1fr));
        gap: 6px;
        margin-block-start: 8px;
      }
      li {
        display: flex;
        gap: 4px;
      }
      li button:first-child {
        flex: 1;
        min-width: 0;
        justify-content: start;
        text-align: start;
        font-weight: 500;
        line-height: 1.2;
      }
      h3 {
        margin-block-start: 12px;
      }
      .plan {
        overflow: auto;
        height: 60vh;
        margin-block-start: 8px;
      }
      .seat button {
        display: grid;
        padding: 2px 4px;
        min-width: 0;
        line-height: 1.2;
        font-size: 0.8rem;
      }
      .free {
        display: grid;
        place-content: center;
        border: 1px dashed var(--line);
        border-radius: var(--radius);
      }
      .answer {
        max-width: 10.5em;
      }
      .told {
        align-items: center;
      }
    `,
  ];

  override render() {
    if (!this.meeting.isReady) return nothing;
    const { t } = this;
    const { view } = this.meeting;
    const { present, all, needed, met } = quorum(view);
    const guests = view.people.filter((person) => isGuest(person) && isPresent(view, person.id)).length;
    const { answered, invited, late, absent } = countAnswers(view);
    // Answers to the invitation are of use until who is here counts.
    const kindsShown = shownKinds.filter((kind) => kind !== 'answers' || view.phase === 'prepared');
    const filters = kindsShown.map((shownKind) => ({ value: shownKind as string, words: this.#shownWords(shownKind) }));
    return html`<div class="row">
        <span class="figures grow" aria-label=${t.attendance}>${t.quorum(present, all, needed)}</span>
        ${
          view.people.some((person) => isDelegate(person) && view.attendance.marks[person.id] === undefined)
            ? this.button({ type: 'mark-all-present' }, icon('userCheck'), {
                label: t.allPresent,
                classes: 'icon-only',
                done: this.#undoAll(),
              })
            : nothing
        }
        <button @click=${() => this.dialog.showModal()}>${icon('users')} ${t.attendance}</button>
      </div>
      <p class="row small" role="status">
        <span class="badge ${met ? 'good' : 'bad'}"
          >${icon(met ? 'circleCheck' : 'triangleAlert')} ${met ? t.quorumMet : t.quorumLost}</span
        >
        <span class="muted">${t.guests}: ${guests}</span>
      </p>
      ${view.phase === 'prepared' && answered > 0 ? html`<p class="small muted">${invitationText().counted(answered, invited, late, absent)}</p>` : nothing}
      <dialog aria-labelledby="attendance-title">
        ${dialogHead('attendance-title', html`${t.attendance} · ${t.quorum(present, all, needed)}`, () => this.dialog.close())}
        <div class="row tools">
          <label
            >${t.search}<input
              type="search"
              .value=${this.wanted}
              @input=${(event: Event) => (this.wanted = (event.target as HTMLInputElement).value)}
          /></label>
          <label
            >${t.showOnly}<select
              @change=${(event: Event) => (this.shown = (event.target as HTMLSelectElement).value as Shown)}
            >
              ${optionsOf(filters, this.shown)}
            </select></label
          >
          ${this.button({ type: 'mark-all-present' }, html`${icon('userCheck')} ${t.allPresent}`, {
            classes: 'primary',
            done: this.#undoAll(),
          })}
        </div>
        ${
          view.seating
            ? html`<button
                aria-pressed=${this.isPlan ? 'true' : 'false'}
                @click=${() => (this.isPlan = !this.isPlan)}
              >
                ${icon('armchair')} ${t.bySeat}
              </button>`
            : nothing
        }
        ${
          this.isPlan && view.seating
            ? html`<div class="plan">
                ${seatMap(view.seating, { table: t.chairsTable, least: SEAT_WIDTH, cell: this.#seat })}
              </div>`
            : html`${this.#list(t.delegates, view.people.filter(isDelegate))}
              ${this.#list(t.guests, view.people.filter(isGuest))}`
        }
        <message-line></message-line>
      </dialog>`;
  }

  #shownWords(shown: Shown): string {
    const { t } = this;
    return {
      answers: invitationText().answer,
      everyone: t.everyone,
      unmarked: t.unmarked,
      present: t.present,
      absent: t.absent,
    }[shown];
  }

  /** Offers the way back for exactly those who were marked by it. */
  #undoAll(): () => void {
    const { view } = this.meeting;
    const people = view.people
      .filter((person) => isDelegate(person) && view.attendance.marks[person.id] === undefined)
      .map(({ id }) => id);
    return () => this.commands.sayUndo(this.t.allPresentDone(people.length), { type: 'clear-attendance', people });
  }

  #isShown({ id }: Person): boolean {
    const status = this.meeting.view.attendance.marks[id]?.status;
    if (this.shown === 'unmarked') return status === undefined;
    if (this.shown === 'present') return status === 'present';
    return this.shown === 'everyone' || this.shown === 'answers' || status === 'left' || status === 'absent';
  }

  #statusWords(mark: AttendanceMark | undefined, id: PersonId): string {
    const { t } = this;
    const answer = this.meeting.view.answers[id];
    const w = invitationText();
    if (!mark) return answer ? w.said(w.coming[answer.coming], answer.reason) : t.unmarked;
    if (mark.status === 'absent') return mark.reason ? `${t.absent}: ${mark.reason}` : t.absent;
    return mark.status === 'present' ? t.present : t.left;
  }

  #list(title: string, people: readonly Person[]) {
    const { t } = this;
    const { view } = this.meeting;
    const shown = people.filter((person) => this.#isShown(person) && fold(person.name).includes(fold(this.wanted)));
    return html`<h3>${title} (${shown.length})</h3>
      ${shown.length === 0 ? html`<p class="muted">${t.noMatch}</p>` : nothing}
      <ul>
        ${repeat(
          shown,
          ({ id }) => id,
          ({ id, name }) => {
            const mark = view.attendance.marks[id];
            if (this.shown === 'answers' && view.phase === 'prepared')
              return html`<li class="told">
                <span class="grow wrap"
                  >${name}<br /><span class="small muted">${view.answers[id]?.reason ?? ''}</span></span
                >
                ${this.#answerOf(id, name)}
              </li>`;
            const here = mark?.status === 'present';
            const away = mark ? 'userX' : 'square';
            const words = html`${icon(here ? 'circleCheck' : away)}<span class="grow wrap"
                >${name}<br /><span class="small muted">${this.#statusWords(mark, id)}</span></span
              >`;
            return html`<li>
              ${this.button({ type: here ? 'mark-left' : 'mark-present', person: id }, words, {
                label: `${name}: ${this.#statusWords(mark, id)}. ${here ? t.markLeft : t.markPresent}`,
                classes: here ? 'here' : '',
                done: () => this.commands.sayUndo(`${name}: ${here ? t.left : t.present}`, this.#back(id, mark)),
              })}
              <button
                class="icon-only"
                aria-label="${t.markAbsent}: ${name}"
                title=${t.markAbsent}
                @click=${() => void this.#absent(id, name, mark)}
              >
                ${icon('userX')}
              </button>
            </li>`;
          },
        )}
      </ul>`;
  }

  /** What she has answered to the invitation; the office enters it on her word. */
  #answerOf(id: PersonId, name: string) {
    const w = invitationText();
    const answer = this.meeting.view.answers[id];
    const choices = [
      ...(answer ? [] : [{ value: '', words: w.unanswered }]),
      ...comings.map((coming) => ({ value: coming as string, words: w.coming[coming] })),
    ];
    return html`<select
      class="answer"
      aria-label="${w.answer}: ${name}"
      @change=${(event: Event) => {
        const coming = (event.target as HTMLSelectElement).value as Coming;
        void this.commands.send({ type: 'enter-answer', person: id, coming });
      }}
    >
      ${optionsOf(choices, answer?.coming ?? '')}
    </select>`;
  }

  /** A seat: who sits there, and a touch that marks her here or gone. */
  readonly #seat = ({ name: seat, person }: Seat) => {
    const { t } = this;
    const { view } = this.meeting;
    const who = personById(view, person);
    if (!who) return html`<span class="free small muted">${seat}</span>`;
    const mark = view.attendance.marks[who.id];
    const here = mark?.status === 'present';
    return this.button(
      { type: here ? 'mark-left' : 'mark-present', person: who.id },
      html`<span class="small">${seat}</span
        ><span class="visually-hidden"
          >, ${who.name}: ${this.#statusWords(mark, who.id)}. ${here ? t.markLeft : t.markPresent}</span
        ><fit-name aria-hidden="true" .name=${who.name}></fit-name>`,
      {
        classes: here ? 'here' : '',
        done: () => this.commands.sayUndo(`${who.name}: ${here ? t.left : t.present}`, this.#back(who.id, mark)),
      },
    );
  };

  /** The command that puts a mark back to what it was. */
  #back(id: PersonId, before: AttendanceMark | undefined) {
    if (!before) return { type: 'clear-attendance' as const, people: [id] };
    if (before.status === 'absent')
      return { type: 'mark-absent' as const, person: id, ...(before.reason ? { reason: before.reason } : {}) };
    return { type: before.status === 'present' ? ('mark-present' as const) : ('mark-left' as const), person: id };
  }

  async #absent(person: PersonId, name: string, before: AttendanceMark | undefined): Promise<void> {
    const { t } = this;
    const why = this.commands.why({ type: 'mark-absent', person });
    if (why) return this.say(why, 'bad');
    const question = {
      words: t.absentQuestion(name),
      confirm: t.markAbsent,
      wants: t.absentReason,
      isOptional: true,
    };
    const reason = await this.ask(question);
    if (reason === null) return;
    if (await this.act({ type: 'mark-absent', person, ...(reason ? { reason } : {}) }))
      this.commands.sayUndo(`${name}: ${t.absent}`, this.#back(person, before));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'attendance-panel': AttendancePanel;
  }
}
