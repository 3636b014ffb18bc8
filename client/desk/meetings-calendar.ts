/** Meetings of a month, day by day; a list of days on a narrow page. */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { byBegin, type ListedMeeting } from '../../shared/body/meetings.ts';
import { dayIn } from '../../shared/vietnamese.ts';
import { pageAddress } from '../live/place.ts';
import { deskStyles } from '../office/desk-styles.ts';
import { officeText } from '../text/office.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { timeText } from '../ui/time.ts';

const DAYS = 7;
const pad = (number: number) => String(number).padStart(2, '0');

@customElement('meetings-calendar')
export class MeetingsCalendar extends LocalizedElement {
  @property({ attribute: false }) meetings: readonly ListedMeeting[] = [];
  @property() zone = '';
  @property() body = '';
  /** Months away from the present one; null: where the next meeting is. */
  @state() private chosen: number | null = null;

  static override styles = [
    ...deskStyles,
    css`
      ol {
        display: grid;
        grid-template-columns: repeat(7, minmax(0, 1fr));
        gap: 4px;
      }
      .head {
        font-weight: 600;
        color: var(--text-2);
        font-size: var(--size-s);
      }
      .day {
        min-height: 92px;
        padding: 4px 6px;
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        min-width: 0;
      }
      .day.isToday {
        border: 2px solid var(--accent);
      }
      .day a {
        display: block;
        min-height: var(--touch);
        align-content: center;
        padding: 2px 4px;
        margin-block-start: 4px;
        border-radius: var(--radius-s);
        background: var(--accent-soft);
        color: var(--text);
        font-size: var(--size-s);
        line-height: 1.25;
        overflow-wrap: anywhere;
      }
      .day a.gone {
        text-decoration: line-through;
      }
      @media (max-width: 900px) {
        ol {
          grid-template-columns: minmax(0, 1fr);
        }
        .head,
        .empty {
          display: none;
        }
        .day {
          min-height: 0;
        }
      }
    `,
  ];

  override render() {
    const o = officeText();
    const today = dayIn(this.zone, Date.now());
    const [thisYear, thisMonth] = today.split('-').map(Number) as [number, number];
    const present = thisYear * 12 + thisMonth - 1;
    const next = this.meetings.findLast(({ begins, phase }) => begins !== null && phase === 'prepared');
    const nextMonth = next ? dayIn(this.zone, next.begins!).split('-').map(Number) : [thisYear, thisMonth];
    const away = this.chosen ?? Math.max(0, nextMonth[0]! * 12 + nextMonth[1]! - 1 - present);
    const index = present + away;
    const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
    const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
    // Monday first.
    const before = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % DAYS;
    const byDay = new Map<string, ListedMeeting[]>();
    for (const meeting of this.meetings) {
      if (meeting.begins === null) continue;
      const day = dayIn(this.zone, meeting.begins);
      byDay.set(day, [...(byDay.get(day) ?? []), meeting]);
    }
    const undated = this.meetings.filter(({ begins, phase }) => begins === null && phase !== 'closed');
    const days = Array.from({ length }, (_, at) => `${year}-${pad(month)}-${pad(at + 1)}`);
    const isEmpty = days.every((day) => !byDay.has(day));
    return html`<div class="row">
        <button aria-label=${o.previousMonth} title=${o.previousMonth} @click=${() => (this.chosen = away - 1)}>
          ${icon('chevronLeft')}
        </button>
        <h2 aria-live="polite">${o.month(month, year)}</h2>
        <button aria-label=${o.nextMonth} title=${o.nextMonth} @click=${() => (this.chosen = away + 1)}>
          ${icon('chevronRight')}
        </button>
        ${isEmpty ? html`<span class="muted">${o.noneThisMonth}</span>` : nothing}
      </div>
      <ol>
        ${o.weekdays.map((day) => html`<li class="head">${day}</li>`)}
        ${Array.from({ length: before }, () => html`<li class="empty" aria-hidden="true"></li>`)}
        ${days.map((day, at) => this.#day(day, at + 1, day === today, byDay.get(day) ?? []))}
      </ol>
      ${
        undated.length > 0
          ? html`<h3>${o.undated}</h3>
              <div class="day">${undated.map((meeting) => this.#meeting(meeting))}</div>`
          : nothing
      }`;
  }

  #day(day: string, number: number, isToday: boolean, meetings: readonly ListedMeeting[]) {
    const sorted = meetings.toSorted(byBegin);
    return html`<li class="day ${isToday ? 'isToday' : ''} ${meetings.length === 0 ? 'empty' : ''}">
      <time datetime=${day}>${number}</time>
      ${sorted.map((meeting) => this.#meeting(meeting))}
    </li>`;
  }

  #meeting({ id, title, begins, isCancelled }: ListedMeeting) {
    const at = begins === null ? '' : timeText(begins, this.zone);
    return html`<a
      class=${isCancelled ? 'gone' : ''}
      href="${pageAddress('/secretariat/', { body: this.body, meeting: id })}#about"
      >${at} ${title}</a
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'meetings-calendar': MeetingsCalendar;
  }
}
