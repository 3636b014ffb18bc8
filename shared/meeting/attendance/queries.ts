/** Who is here, and whether that is enough. */

import type { PersonId } from '../../ids.ts';
import type { PeoplePart } from '../../people/roster.ts';
import { isDelegate } from '../../people/roster.ts';
import type { ProcedurePart } from '../../procedure.ts';
import { votesNeeded } from '../../procedure.ts';
import type { AttendancePart } from './state.ts';

export const isPresent = (state: AttendancePart, person: PersonId): boolean =>
  state.attendance.marks[person]?.status === 'present';

/** Whether someone is known not to be in the hall: gone, or absent; who was never marked may be here. */
export const hasLeft = (state: AttendancePart, person: PersonId): boolean =>
  ['left', 'absent'].includes(state.attendance.marks[person]?.status ?? '');

export interface Quorum {
  present: number;
  all: number;
  needed: number;
  met: boolean;
}

/** Two thirds of all delegates, by default: with 52, 35 are needed. */
export function quorum(state: PeoplePart & ProcedurePart & AttendancePart): Quorum {
  const all = state.people.filter(isDelegate).length;
  const needed = votesNeeded(all, 'at-least', state.procedure.quorum);
  const present = state.attendance.delegatesPresent;
  return { present, all, needed, met: present >= needed };
}
