/** Who takes part, and how that changes: before the meeting as it is planned, during it with the reason on record. */
import type { PersonId } from '../../ids.ts';
import type { Person } from '../../people/roster.ts';

/** Why the number of delegates changes during a meeting, and the document that says so; empty while it is planned. */
export interface RosterReason {
  reason: string;
  document: string;
}

/** `counts`: by how many the number of delegates present changes. */
export type RosterEvent =
  | ({ type: 'person-added'; at: number; person: Person; before: PersonId | null } & RosterReason)
  | ({ type: 'person-corrected'; at: number; person: Person; counts: number } & RosterReason)
  /** `stays`: her name stays on the list, for what she has said and voted on before. */
  | ({ type: 'person-removed'; at: number; person: PersonId; stays: boolean; counts: number } & RosterReason);
