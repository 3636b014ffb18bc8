/**
 * Adding, correcting and removing people. When a delegate joins or leaves during a meeting, the number of all delegates,
 * quorum and majorities are others from then on (Law on Organisation of Local Government: parts of *all* delegates), so
 * the reason and the document that says so are recorded with it.
 */
import * as v from 'valibot';
import { PersonId } from '../../ids.ts';
import { conducts } from '../../people/roles.ts';
import { isDelegate, type PeoplePart, Person, personById } from '../../people/roster.ts';
import { type Outcome, reject, rowsOf } from '../../rulebook/rulebook.ts';
import { compareNames } from '../../vietnamese.ts';
import { isPresent } from '../attendance/queries.ts';
import type { AttendancePart } from '../attendance/state.ts';
import type { FloorPart } from '../floor/state.ts';
import type { PhasePart } from '../phase/state.ts';
import type { RosterEvent } from './state.ts';

type Needs = PeoplePart & PhasePart & AttendancePart & FloorPart;
const command = rowsOf<Needs, RosterEvent>();

const why = {
  reason: v.optional(v.pipe(v.string(), v.maxLength(300)), ''),
  document: v.optional(v.pipe(v.string(), v.maxLength(300)), ''),
};

/** Someone who takes part, whatever the sender says of the past. */
const present = ({ isFormer: _, ...person }: Person): Person => person;

/** Whether the number of delegates changes although the meeting is convened, and nobody says why. */
const lacksReason = (state: Needs, changes: boolean, reason: string) =>
  state.convened && changes && reason.trim() === '';

function added(
  state: Needs,
  { person, ...because }: { person: Person; reason: string; document: string },
  at: number,
): Outcome<RosterEvent> {
  const known = personById(state, person.id);
  if (known && !known.isFormer) return reject('person-exists');
  if (lacksReason(state, isDelegate(person), because.reason)) return reject('needs-reason');
  const next = state.people.find((other) => other.id !== person.id && compareNames(person.name, other.name) < 0);
  return [{ type: 'person-added', at, person: present(person), before: next?.id ?? null, ...because }];
}

export const rosterCommands = {
  'add-person': command(conducts, { person: Person, ...why }, (state, fields, { now }) => added(state, fields, now), {
    plans: true,
  }),

  /** Name, office, delegation, roles; never who she is. */
  'correct-person': command(
    conducts,
    { person: Person, ...why },
    (state, { person, ...because }, { now }) => {
      const before = state.people.find(({ id, isFormer }) => id === person.id && !isFormer);
      if (!before) return reject('no-such-person');
      const [was, is] = [isDelegate(before), isDelegate(person)];
      if (lacksReason(state, was !== is, because.reason)) return reject('needs-reason');
      if (JSON.stringify(person) === JSON.stringify(before)) return reject('nothing-changed');
      const counts = isPresent(state, person.id) ? Number(is) - Number(was) : 0;
      return [{ type: 'person-corrected', at: now, person: present(person), counts, ...because }];
    },
    { plans: true },
  ),

  'remove-person': command(
    conducts,
    { person: PersonId, ...why },
    (state, { person: id, ...because }, { now }) => {
      const person = state.people.find((person) => person.id === id && !person.isFormer);
      if (!person) return reject('no-such-person');
      if (lacksReason(state, isDelegate(person), because.reason)) return reject('needs-reason');
      if (state.floor.speech?.request.person === id) return reject('already-speaking');
      const counts = isDelegate(person) && isPresent(state, id) ? -1 : 0;
      return [{ type: 'person-removed', at: now, person: id, stays: state.convened, counts, ...because }];
    },
    { plans: true },
  ),
};
