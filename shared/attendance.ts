/** Điểm danh: who is in the hall, and whether that is enough. */
import { PersonId } from './ids.ts';
import type { MeetingEvent, MeetingState } from './meeting.ts';
import { votesNeeded } from './procedure.ts';
import { isDelegate, isInHall } from './roster.ts';
import { type Context, command, conducts, type Outcome, reject } from './rulebook.ts';

/** The last that is known of one person: here since, or gone since; by herself, or by the secretariat's hand. */
export interface AttendanceMark {
  status: 'present' | 'left';
  at: number;
  by: 'self' | 'hand';
}

export interface AttendanceState {
  marks: Readonly<Record<PersonId, AttendanceMark>>;
  /** Delegates present (guests do not count). */
  delegatesPresent: number;
}

export type AttendanceEvent =
  | { type: 'person-arrived'; at: number; person: PersonId; by: 'self' | 'hand'; counts: boolean }
  | { type: 'person-left'; at: number; person: PersonId; by: 'self' | 'hand'; counts: boolean };

export const nobodyPresent: AttendanceState = { marks: {}, delegatesPresent: 0 };

export const isPresent = (state: MeetingState, person: PersonId): boolean =>
  state.attendance.marks[person]?.status === 'present';

export interface Quorum {
  present: number;
  all: number;
  needed: number;
  met: boolean;
}

/** Two thirds of all delegates, by default: with 52, 35 are needed. */
export function quorum(state: MeetingState): Quorum {
  const all = state.people.filter(isDelegate).length;
  const needed = votesNeeded(all, 'at-least', state.procedure.quorum);
  const present = state.attendance.delegatesPresent;
  return { present, all, needed, met: present >= needed };
}

function mark(state: MeetingState, id: PersonId, present: boolean, by: 'self' | 'hand', { now }: Context): Outcome {
  const person = state.people.find((one) => one.id === id);
  if (!person || !isInHall(person)) return reject('no-such-person');
  if (state.phase === 'closed') return reject('meeting-closed');
  if (isPresent(state, id) === present) return reject(present ? 'already-present' : 'not-present');
  return [{ type: present ? 'person-arrived' : 'person-left', at: now, person: id, by, counts: isDelegate(person) }];
}

export const attendanceCommands = {
  'confirm-attendance': command(['delegate', 'guest'], {}, (state, _, context) =>
    context.actor.person ? mark(state, context.actor.person, true, 'self', context) : reject('no-such-person'),
  ),
  'leave-hall': command(['delegate', 'guest'], {}, (state, _, context) =>
    context.actor.person ? mark(state, context.actor.person, false, 'self', context) : reject('no-such-person'),
  ),
  'mark-present': command(conducts, { person: PersonId }, (state, { person }, context) =>
    mark(state, person, true, 'hand', context),
  ),
  'mark-left': command(conducts, { person: PersonId }, (state, { person }, context) =>
    mark(state, person, false, 'hand', context),
  ),
};

export function evolveAttendance(attendance: AttendanceState, event: MeetingEvent): AttendanceState {
  if (event.type !== 'person-arrived' && event.type !== 'person-left') return attendance;
  const arrived = event.type === 'person-arrived';
  return {
    marks: {
      ...attendance.marks,
      [event.person]: { status: arrived ? 'present' : 'left', at: event.at, by: event.by },
    },
    delegatesPresent: attendance.delegatesPresent + (event.counts ? (arrived ? 1 : -1) : 0),
  };
}
