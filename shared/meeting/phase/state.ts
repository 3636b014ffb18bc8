/** Prepared, open, suspended, closed. */

export type Phase = 'prepared' | 'open' | 'suspended' | 'closed';

export type PhaseEvent =
  | { type: 'meeting-opened'; at: number; withoutQuorum: boolean }
  | { type: 'meeting-suspended'; at: number }
  | { type: 'meeting-resumed'; at: number }
  | { type: 'meeting-closed'; at: number };

/** What a state has that knows this topic. */
export interface PhasePart {
  phase: Phase;
  /** Whether agenda, roster, procedure and documents were frozen into the record; so with the first command in the hall. */
  convened: boolean;
  openedAt: number | null;
}
