/** A meeting as an iCalendar file (RFC 5545, RFC 5546): an invitation, its update, its cancellation. Times are UTC. */
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { MeetingState } from '../../shared/meeting/state.ts';

export interface CalendarOptions {
  body: string;
  /** The hall's name; empty where nobody has said. */
  place: string;
  /** The council's mailbox; empty where there is none: then it is a file to be taken over by hand. */
  from: string;
  /** Who is invited; null in a file for anyone. */
  to: { name: string; email: string } | null;
  /** Where the answer is given; empty where there is no such page. */
  link: string;
}

/** Where nobody has said when it ends. */
const USUAL_MS = 4 * 3_600_000;

/** @returns null while the meeting has no time. */
export function calendarOf(state: MeetingState, { body, place, from, to, link }: CalendarOptions): string | null {
  const { id, title, council, begins, ends, cancelled, invitation } = state;
  if (begins === null) return null;
  const isAsked = from !== '' && to !== null;
  const method = isAsked ? ICalCalendarMethod.REQUEST : ICalCalendarMethod.PUBLISH;
  const calendar = ical({
    prodId: { company: 'nghi-truong', product: 'nghi-truong', language: 'VI' },
    method: cancelled ? ICalCalendarMethod.CANCEL : method,
  });
  const event = calendar.createEvent({
    id: `${id}@${body}`,
    // A later one counts: each time it is sent, and once more when it is called off.
    sequence: Math.max(0, (invitation?.times ?? 1) - 1) + (cancelled ? 1 : 0),
    start: new Date(begins),
    end: new Date(ends ?? begins + USUAL_MS),
    stamp: new Date(cancelled?.at ?? invitation?.at ?? begins),
    summary: `${title} – ${council}`,
    location: place,
    description: [
      invitation?.symbol && `Giấy mời số ${invitation.symbol}`,
      invitation?.notes,
      link && `Trả lời: ${link}`,
    ]
      .filter(Boolean)
      .join('\n'),
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  if (link) event.url(link);
  if (from) event.organizer({ name: council, email: from });
  if (isAsked) event.createAttendee({ name: to.name, email: to.email, rsvp: true });
  return calendar.toString();
}
