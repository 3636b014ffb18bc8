/** Describing a meeting and setting its rules, until the hall begins. */
import { line } from '../../ids.ts';
import { conducts } from '../../people/roles.ts';
import { Procedure, type ProcedurePart } from '../../procedure.ts';
import { reject, rowsOf } from '../../rulebook/rulebook.ts';
import type { PhasePart } from '../phase/state.ts';
import { descriptionOf, endsBeforeItBegins } from './queries.ts';
import { MeetingDescription, type PlanningEvent, type PlanningPart } from './state.ts';

const command = rowsOf<PlanningPart & ProcedurePart & PhasePart, PlanningEvent>();

export const planningCommands = {
  /**
   * By the server itself only when it moves the data of an earlier version. Once the hall has begun, whether it meets in
   * private is no longer changed: the public has seen, or has not.
   */
  'describe-meeting': command(
    [...conducts, 'system'],
    { description: MeetingDescription },
    (state, { description }, { now }) => {
      if (state.convened && description.private !== state.private) return reject('already-convened');
      if (endsBeforeItBegins(description)) return reject('ends-before-it-begins');
      const before = descriptionOf(state);
      const isSame = Object.entries(before).every(
        ([name, value]) => description[name as keyof typeof before] === value,
      );
      return isSame ? reject('nothing-changed') : [{ type: 'meeting-described', at: now, description }];
    },
    { plans: true },
  ),

  /** The rules that a meeting was convened by hold to its end. */
  'set-procedure': command(
    conducts,
    { procedure: Procedure },
    (state, { procedure }, { now }) =>
      state.convened ? reject('already-convened') : [{ type: 'procedure-set', at: now, procedure }],
    { plans: true },
  ),

  /** Hủy phiên họp: it does not take place. Only before the hall has begun; what was planned stays. */
  'cancel-meeting': command(
    conducts,
    { reason: line(300) },
    (state, { reason }, { now }) => {
      if (state.convened) return reject('already-convened');
      return state.cancelled ? reject('meeting-cancelled') : [{ type: 'meeting-cancelled', at: now, reason }];
    },
    { plans: true },
  ),
  'restore-meeting': command(
    conducts,
    {},
    (state, _, { now }) => (state.cancelled ? [{ type: 'meeting-restored', at: now }] : reject('nothing-changed')),
    { plans: true },
  ),
};
