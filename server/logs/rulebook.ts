/** What the host of a log needs to know of its rulebook. */
import type { Actor } from '../../shared/people/roles.ts';
import type { Context, Outcome } from '../../shared/rulebook/rulebook.ts';
import type { LoggedEvent } from '../journal/chain.ts';

export interface Rulebook<State, Command, Event extends LoggedEvent, Given extends Context = Context> {
  /** Before the first event. */
  initial: State;
  /** Of the state's shape: another one is another number, and snapshots of an earlier one count for nothing. */
  version: number;
  decide(state: State, command: Command, context: Given): Outcome<Event>;
  evolve(state: State, event: Event): State;
  /** An event of a journal of an earlier version, as this one knows it. */
  upcast(event: Event): Event;
  /** The command that says that the server's clock was set, where the rulebook has one. */
  stepClock?(byMs: number): Command;
}

/** One event with the state on both sides of it: what every audience's facts are made from. */
export interface AppliedEvent<State, Event> {
  sequence: number;
  event: Event;
  before: State;
  after: State;
}

/** What decisions on some commands depend on beside the state: registered by who knows it. */
export interface ContextProvider<State, Command, Given extends Context> {
  /** Null where the command is none of its business: then it is decided without waiting. */
  before(command: Command, state: State): Promise<Partial<Given>> | null;
  /** Its events are kept. */
  committed?(command: Command, before: State): void;
  /** It was refused, or could not be written. `state` is what is decided on next. */
  failed?(command: Command, state: State, given: Partial<Given>): Promise<void>;
}

/** Something beside a log: deadlines, signed heads, search. */
export interface Service<Log> {
  /**
   * Begins with the present state, then hears of committed events (by `log.listen`). What it does is its own: neither a
   * slow nor a failing service delays an answer or ends a meeting.
   * @returns the way to stop it; resolves when nothing of it goes on
   */
  start(log: Log): (() => void | Promise<void>) | Promise<() => void | Promise<void>>;
}

/** The server itself. */
export const system: Actor = { person: null, roles: ['system'] };
