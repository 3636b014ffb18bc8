/** What a rulebook is made of: rows of commands (who may give one, its fields, how it is decided) and what follows. */
import * as v from 'valibot';
import type { PersonId } from '../ids.ts';
import type { MeetingEvent, MeetingState } from '../meeting/state.ts';
import type { SignedBallot } from '../meeting/voting/ballots.ts';
import type { Actor, Role } from '../people/roles.ts';
import type { RefusalCode } from '../wire/rejections.ts';

/** All that a decision may depend on beside state and command. */
export interface Context {
  /** Milliseconds since 1970, by the server's clock: the only one there is. */
  now: number;
  /** The sequence number that the first event of this decision will get; the source of new ids. */
  sequence: number;
  actor: Actor;
  /** Opening a secret vote: the public key made for it. */
  ballotKey?: string | undefined;
  /** Opening a secret vote: who is here with a device that can't make a secret ballot (no Web Crypto). */
  cannotVoteSecretly?: readonly PersonId[] | undefined;
  /** Closing a secret vote: what lay in its box, sorted by number. */
  box?: readonly SignedBallot[] | undefined;
}

export interface Rejection {
  rejected: RefusalCode;
}

export const reject = (code: RefusalCode): Rejection => ({ rejected: code });

export type Outcome = readonly MeetingEvent[] | Rejection;

export const isRejection = (answer: object): answer is Rejection => 'rejected' in answer;

/** One row of the table of commands. */
export interface CommandRule<Schema extends v.GenericSchema = v.GenericSchema> {
  /** The roles that may give it. */
  by: readonly Role[];
  fields: Schema;
  decide: (state: MeetingState, command: v.InferOutput<Schema>, context: Context) => Outcome;
  /** Whether it can still be given when the meeting is closed. */
  afterClosing: boolean;
}

/* @__NO_SIDE_EFFECTS__ */

export function command<const Entries extends v.ObjectEntries>(
  by: readonly Role[],
  entries: Entries,
  decide: (
    state: MeetingState,
    command: v.InferOutput<v.StrictObjectSchema<Entries, undefined>>,
    context: Context,
  ) => Outcome,
  { afterClosing = false }: { afterClosing?: boolean } = {},
): CommandRule<v.StrictObjectSchema<Entries, undefined>> {
  return { by, fields: v.strictObject(entries), decide, afterClosing };
}
