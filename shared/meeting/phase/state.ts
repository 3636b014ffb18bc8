/** Prepared, open, suspended, closed. */
import type { MeetingDefinition } from '../definition.ts';

export type PhaseEvent =
  /**
   * The journal's first event: agenda, roster, procedure and document hashes are frozen here, and every later
   * change is an event. On the wire it goes without the definition, which every view already holds.
   */
  | { type: 'meeting-convened'; at: number; definition?: MeetingDefinition }
  | { type: 'meeting-opened'; at: number; withoutQuorum: boolean }
  | { type: 'meeting-suspended'; at: number }
  | { type: 'meeting-resumed'; at: number }
  | { type: 'meeting-closed'; at: number };
