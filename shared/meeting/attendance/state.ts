/** Điểm danh: who is in the hall. */
import type { PersonId } from '../../ids.ts';

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

/** What a state has that knows this topic. */
export interface AttendancePart {
  attendance: AttendanceState;
}
