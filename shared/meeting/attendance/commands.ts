/** Marking who is here, by oneself or by the secretariat. */

import * as v from 'valibot';
import { line, PersonId } from '../../ids.ts';
import { conducts, inHall } from '../../people/roles.ts';
import type { PeoplePart } from '../../people/roster.ts';
import { isDelegate, isInHall, personById } from '../../people/roster.ts';
import type { ProcedurePart } from '../../procedure.ts';
import { type Context, type Outcome, reject, rowsOf } from '../../rulebook/rulebook.ts';
import { excused } from '../invitation/queries.ts';
import type { InvitationPart } from '../invitation/state.ts';
import { openVote } from '../voting/queries.ts';
import type { VotingEvent, VotingPart } from '../voting/state.ts';
import { isPresent, quorum } from './queries.ts';
import type { AttendanceEvent, AttendancePart } from './state.ts';

type Needs = PeoplePart & ProcedurePart & AttendancePart & VotingPart & InvitationPart;
type Follows = AttendanceEvent | VotingEvent;
const command = rowsOf<Needs, Follows>();

/** The event that a vote runs on without a quorum, when this many delegates fewer are here. */
function losing(state: Needs, fewer: number, at: number): Follows[] {
  const { present, needed } = quorum(state);
  const vote = openVote(state.voting);
  const left = present - fewer;
  if (!vote || vote.poll.withoutQuorum || vote.poll.quorumLost || left >= needed) return [];
  return [{ type: 'quorum-lost', at, vote: vote.id, present: left }];
}

function mark(state: Needs, id: PersonId, present: boolean, by: 'self' | 'hand', { now }: Context): Outcome<Follows> {
  const person = personById(state, id);
  if (!person || !isInHall(person)) return reject('no-such-person');
  if (isPresent(state, id) === present) return reject(present ? 'already-present' : 'not-present');
  const counts = isDelegate(person);
  const event: Follows = {
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
  (state: Needs, _: unknown, context: Context): Outcome<Follows> =>
    context.actor.person ? mark(state, context.actor.person, present, 'self', context) : reject('no-such-person');

export const attendanceCommands = {
  'confirm-attendance': command(inHall, {}, ofOneself(true)),
  'leave-hall': command(inHall, {}, ofOneself(false)),
  'mark-present': command(conducts, { person: PersonId }, (state, { person }, context) =>
    mark(state, person, true, 'hand', context),
  ),
  'mark-left': command(conducts, { person: PersonId }, (state, { person }, context) =>
    mark(state, person, false, 'hand', context),
  ),
  /**
   * All delegates at once, but those who are known to be absent, or have said that they will be: a hall is counted by who
   * is missing.
   */
  'mark-all-present': command(conducts, {}, (state, _, { now }) => {
    const missing = state.people.filter(
      (person) => isDelegate(person) && state.attendance.marks[person.id] === undefined,
    );
    if (missing.length === 0) return reject('nothing-changed');
    const absent = excused(state, now);
    const isAway = new Set(absent.map(({ person }) => person));
    const arrived = missing.filter(({ id }) => !isAway.has(id));
    return [
      ...absent,
      ...arrived.map(({ id }): Follows => ({ type: 'person-arrived', at: now, person: id, by: 'hand', counts: true })),
    ];
  }),
  /** Not coming, or not here after all, and why. */
  'mark-absent': command(
    conducts,
    { person: PersonId, reason: v.optional(line(300)) },
    (state, { person: id, reason = '' }, { now }) => {
      const person = personById(state, id);
      if (!person || !isInHall(person)) return reject('no-such-person');
      const before = state.attendance.marks[id];
      if (before?.status === 'absent' && before.reason === reason) return reject('nothing-changed');
      const counts = isDelegate(person) && isPresent(state, id);
      const event: Follows = { type: 'person-absent', at: now, person: id, reason, counts };
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
        isPresent(state, id) && state.people.some((person) => person.id === id && isDelegate(person));
      const cleared = marked.map(
        (id): Follows => ({ type: 'attendance-cleared', at: now, person: id, counts: isCounted(id) }),
      );
      return [...cleared, ...losing(state, marked.filter(isCounted).length, now)];
    },
  ),
};
