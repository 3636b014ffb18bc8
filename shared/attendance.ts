/** Điểm danh: who is in the hall, and whether that is enough. */
import * as v from 'valibot';
import { line, PersonId } from './ids.ts';
import type { MeetingEvent, MeetingState } from './meeting.ts';
import { votesNeeded } from './procedure.ts';
import { isDelegate, isInHall } from './roster.ts';
import { type Context, command, conducts, type Outcome, reject } from './rulebook.ts';
import { openVote } from './voting.ts';

/** The last that is known of one person; by herself, or by the secretariat's hand. */
export interface AttendanceMark {
  /** Here since; gone since, after having been here; or not coming at all. */
  status: 'present' | 'left' | 'absent';
  at: number;
  by: 'self' | 'hand';
  /** Why she is absent; empty where nobody said. */
  reason: string;
}

export interface AttendanceState {
  marks: Readonly<Record<PersonId, AttendanceMark>>;
  /** Delegates present (guests do not count). */
  delegatesPresent: number;
}

/** `counts`: whether the number of delegates present changes by it. */
export type AttendanceEvent =
  | { type: 'person-arrived'; at: number; person: PersonId; by: 'self' | 'hand'; counts: boolean }
  | { type: 'person-left'; at: number; person: PersonId; by: 'self' | 'hand'; counts: boolean }
  | { type: 'person-absent'; at: number; person: PersonId; reason: string; counts: boolean }
  /** As if she had never been marked: what was marked by mistake is undone. */
  | { type: 'attendance-cleared'; at: number; person: PersonId; counts: boolean };

export const nobodyPresent: AttendanceState = { marks: {}, delegatesPresent: 0 };

export const isPresent = (state: MeetingState, person: PersonId): boolean =>
  state.attendance.marks[person]?.status === 'present';

/** Whether someone is known not to be in the hall: gone, or absent; who was never marked may be here. */
export const hasLeft = (state: MeetingState, person: PersonId): boolean =>
  ['left', 'absent'].includes(state.attendance.marks[person]?.status ?? '');

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

/** The event that a vote runs on without a quorum, when this many delegates fewer are here. */
function losing(state: MeetingState, fewer: number, at: number): MeetingEvent[] {
  const { present, needed } = quorum(state);
  const vote = openVote(state.voting);
  const left = present - fewer;
  if (!vote?.poll || vote.poll.withoutQuorum || vote.poll.quorumLost || left >= needed) return [];
  return [{ type: 'quorum-lost', at, vote: vote.id, present: left }];
}

function mark(state: MeetingState, id: PersonId, present: boolean, by: 'self' | 'hand', { now }: Context): Outcome {
  const person = state.people.find((one) => one.id === id);
  if (!person || !isInHall(person)) return reject('no-such-person');
  if (isPresent(state, id) === present) return reject(present ? 'already-present' : 'not-present');
  const counts = isDelegate(person);
  const event: MeetingEvent = {
    type: present ? 'person-arrived' : 'person-left',
    at: now,
    person: id,
    by,
    counts,
  };
  return present || !counts ? [event] : [event, ...losing(state, 1, now)];
}

/** For one's own attendance. */
const ofOneself =
  (present: boolean) =>
  (state: MeetingState, _: unknown, context: Context): Outcome =>
    context.actor.person ? mark(state, context.actor.person, present, 'self', context) : reject('no-such-person');

export const attendanceCommands = {
  'confirm-attendance': command(['delegate', 'guest'], {}, ofOneself(true)),
  'leave-hall': command(['delegate', 'guest'], {}, ofOneself(false)),
  'mark-present': command(conducts, { person: PersonId }, (state, { person }, context) =>
    mark(state, person, true, 'hand', context),
  ),
  'mark-left': command(conducts, { person: PersonId }, (state, { person }, context) =>
    mark(state, person, false, 'hand', context),
  ),
  /** All delegates at once, but those who are known to be absent: a hall is counted by who is missing. */
  'mark-all-present': command(conducts, {}, (state, _, { now }) => {
    const missing = state.people.filter((one) => isDelegate(one) && state.attendance.marks[one.id] === undefined);
    if (missing.length === 0) return reject('nothing-changed');
    return missing.map(({ id }) => ({ type: 'person-arrived', at: now, person: id, by: 'hand', counts: true }));
  }),
  /** Not coming, or not here after all, and why. */
  'mark-absent': command(
    conducts,
    { person: PersonId, reason: v.optional(line(300)) },
    (state, { person: id, reason = '' }, { now }) => {
      const person = state.people.find((one) => one.id === id);
      if (!person || !isInHall(person)) return reject('no-such-person');
      const before = state.attendance.marks[id];
      if (before?.status === 'absent' && before.reason === reason) return reject('nothing-changed');
      const counts = isDelegate(person) && isPresent(state, id);
      const event: MeetingEvent = { type: 'person-absent', at: now, person: id, reason, counts };
      return counts ? [event, ...losing(state, 1, now)] : [event];
    },
  ),
  /** Undoes marks that were made by mistake. */
  'clear-attendance': command(
    conducts,
    { people: v.pipe(v.array(PersonId), v.minLength(1), v.maxLength(500)) },
    (state, { people }, { now }) => {
      const marked = [...new Set(people)].filter((id) => state.attendance.marks[id] !== undefined);
      if (marked.length === 0) return reject('nothing-changed');
      const isCounted = (id: PersonId) =>
        isPresent(state, id) && state.people.some((one) => one.id === id && isDelegate(one));
      const cleared = marked.map(
        (id): MeetingEvent => ({ type: 'attendance-cleared', at: now, person: id, counts: isCounted(id) }),
      );
      return [...cleared, ...losing(state, marked.filter(isCounted).length, now)];
    },
  ),
};

export function evolveAttendance(attendance: AttendanceState, event: MeetingEvent): AttendanceState {
  const { marks, delegatesPresent } = attendance;
  switch (event.type) {
    case 'person-arrived':
    case 'person-left': {
      const arrived = event.type === 'person-arrived';
      const mark: AttendanceMark = { status: arrived ? 'present' : 'left', at: event.at, by: event.by, reason: '' };
      return {
        marks: { ...marks, [event.person]: mark },
        delegatesPresent: delegatesPresent + (event.counts ? (arrived ? 1 : -1) : 0),
      };
    }
    case 'person-absent': {
      const mark: AttendanceMark = { status: 'absent', at: event.at, by: 'hand', reason: event.reason };
      return {
        marks: { ...marks, [event.person]: mark },
        delegatesPresent: delegatesPresent - (event.counts ? 1 : 0),
      };
    }
    case 'attendance-cleared': {
      const { [event.person]: _, ...others } = marks;
      return { marks: others, delegatesPresent: delegatesPresent - (event.counts ? 1 : 0) };
    }
    default:
      return attendance;
  }
}
