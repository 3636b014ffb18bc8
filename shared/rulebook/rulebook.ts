/** What a rulebook is made of: rows of commands (who may give one, its fields, how it is decided) and what follows. */
import * as v from 'valibot';
import type { Actor, Role } from '../people/roles.ts';
import type { RefusalCode } from '../wire/rejections.ts';

/** All that a decision may depend on beside state and command. */
export interface Context {
  /** Milliseconds since 1970, by the server's clock: the only one there is. */
  now: number;
  /** The sequence number that the first event of this decision will get; the source of new ids. */
  sequence: number;
  actor: Actor;
}

export interface Rejection {
  rejected: RefusalCode;
}

export const reject = (code: RefusalCode): Rejection => ({ rejected: code });

/** What follows from a command: events, or why it is refused. */
export type Outcome<Event> = readonly Event[] | Rejection;

export const isRejection = (answer: object): answer is Rejection => 'rejected' in answer;

/** One row of the table of commands. */
export interface CommandRule<
  State = unknown,
  Event = unknown,
  Schema extends v.GenericSchema = v.GenericSchema,
  Given extends Context = Context,
> {
  /** The roles that may give it. */
  by: readonly Role[];
  fields: Schema;
  decide: (state: State, command: v.InferOutput<Schema>, context: Given) => Outcome<Event>;
  /** Whether it can still be given when the meeting is closed. */
  afterClosing: boolean;
  /** Whether it only plans: it does not convene the meeting. */
  plans: boolean;
}

/** Checks a command from outside by the rows of a rulebook; text comes back trimmed and in NFC. */
export function checkCommand<Command extends { type: string }>(
  rows: Readonly<Record<string, Pick<CommandRule, 'fields'>>>,
  { type, ...fields }: { type: string },
): Command | { refused: RefusalCode } {
  const row = Object.hasOwn(rows, type) ? rows[type] : undefined;
  if (!row) return { refused: 'unknown-command' };
  const checked = v.safeParse(row.fields, fields);
  return checked.success ? ({ type, ...(checked.output as object) } as Command) : { refused: 'malformed' };
}

/** Whether a row holds after closing, and whether it only plans; neither, unless it is said. */
export interface RowOptions {
  afterClosing?: boolean;
  plans?: boolean;
}

/** Makes the rows of one topic: `State` is what its decisions look at, `Event` what can follow. */
export type RowOf<State, Event, Given extends Context = Context> = <const Entries extends v.ObjectEntries>(
  by: readonly Role[],
  entries: Entries,
  decide: (
    state: State,
    command: v.InferOutput<v.StrictObjectSchema<Entries, undefined>>,
    context: Given,
  ) => Outcome<Event>,
  options?: RowOptions,
) => CommandRule<State, Event, v.StrictObjectSchema<Entries, undefined>, Given>;

/** The way to make a topic's rows: `const command = rowsOf<Needs, Follows>()`. */
export const rowsOf =
  <State, Event, Given extends Context = Context>(): RowOf<State, Event, Given> =>
  (by, entries, decide, { afterClosing = false, plans = false } = {}) => ({
    by,
    fields: v.strictObject(entries),
    decide,
    afterClosing,
    plans,
  });
