/**
 * What every topic of the rulebook is made of. A topic file holds, top to bottom: its state, its events, its
 * commands (each row: who may give it, its fields, how it is decided), and how its state evolves.
 */
import * as v from 'valibot';
import type { SignedBallot } from './ballots.ts';
import type { PersonId } from './ids.ts';
import type { MeetingEvent, MeetingState } from './meeting.ts';
import type { RefusalCode } from './rejections.ts';

/**
 * chủ tọa · thư ký · kỹ thuật · đại biểu · khách mời · màn hình. A person may have several: the chair of a People's
 * Council is a delegate and votes.
 */
export const personRoles = ['chair', 'secretariat', 'operator', 'delegate', 'guest', 'display'] as const;
/** `system` is the server itself (deadlines). */
export const roles = [...personRoles, 'system'] as const;
export type Role = (typeof roles)[number];

export interface Actor {
  person: PersonId | null;
  roles: readonly Role[];
}

/** Chủ tọa and thư ký: those who conduct the meeting. */
export const conducts = ['chair', 'secretariat'] as const;
/** The chair's side: those who conduct, and the engineer at the screens. */
export const chairsSide = [...conducts, 'operator'] as const;
/** Whether someone has one of some roles. */
export const hasRole = (held: readonly Role[], wanted: readonly Role[]): boolean =>
  held.some((role) => wanted.includes(role));

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

/** A stopwatch that only the server's clock moves: time is `spentMs` and, while it runs, what has passed since. */
export interface Stopwatch {
  spentMs: number;
  runningSince: number | null;
}
export const stopped: Stopwatch = { spentMs: 0, runningSince: null };
/** Milliseconds on the watch at `now`. */
export const elapsed = (watch: Stopwatch, now: number): number =>
  watch.spentMs + (watch.runningSince === null ? 0 : Math.max(0, now - watch.runningSince));
export const pause = (watch: Stopwatch, at: number): Stopwatch => ({ spentMs: elapsed(watch, at), runningSince: null });
/** The clock was set by `byMs`: what runs goes on as if it had always stood so. */
export const shift = (watch: Stopwatch, byMs: number): Stopwatch =>
  watch.runningSince === null ? watch : { ...watch, runningSince: watch.runningSince + byMs };
export const run = (watch: Stopwatch, at: number): Stopwatch =>
  watch.runningSince === null ? { ...watch, runningSince: at } : watch;
