/**
 * Who and what a meeting has when it is created, and again when it is convened: so that the record explains itself.
 */
import * as v from 'valibot';
import { line, MeetingId } from '../ids.ts';
import { Person } from '../people/roster.ts';
import { SeatingPlan } from '../people/seating.ts';
import { Procedure } from '../procedure.ts';
import { PlannedItem } from './agenda/state.ts';
import { DocumentEntry } from './documents/state.ts';
import { MeetingDescription } from './planning/state.ts';
import { PlannedVote } from './voting/planned.ts';

export const MeetingDefinition = v.strictObject({
  id: MeetingId,
  ...MeetingDescription.entries,
  /** The body that meets: "Hội đồng nhân dân tỉnh …". */
  council: line(200),
  /** In the order of every list and board: by given name. */
  people: v.array(Person),
  agenda: v.array(PlannedItem),
  documents: v.array(DocumentEntry),
  votes: v.array(PlannedVote),
  procedure: Procedure,
  /** Who sits where; null where nobody has said. */
  seating: v.optional(v.nullable(SeatingPlan), null),
  /** Whether tablets forget the documents once the meeting is closed. */
  forgetsDocuments: v.optional(v.boolean(), false),
});
export type MeetingDefinition = v.InferOutput<typeof MeetingDefinition>;
