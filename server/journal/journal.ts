/**
 * The journal of one meeting: what happened, in order, for ever. Behind this interface stands a file today; another
 * engine (a replicated log) can stand there when a council outgrows one machine.
 */
import type { MeetingEvent } from '../../shared/meeting/state.ts';
import type { Actor } from '../../shared/people/roles.ts';

export interface NewEntry {
  actor: Actor;
  /** The command that it came of; entries of one command are appended together. */
  command: string;
  event: MeetingEvent;
}

export interface JournalEntry extends NewEntry {
  /** From 1, without gaps. */
  sequence: number;
  /** SHA-256, hexadecimal, of the line before; of the meeting's id for the first. */
  previous: string;
}

export interface Head {
  /** 0 while the journal is empty. */
  sequence: number;
  /** SHA-256 of the last line: what the next one will name as `previous`. */
  hash: string;
}

export interface Journal {
  /** The last entry that is on disk. */
  readonly head: Head;
  /**
   * Resolves once the entries are on disk, whole and in order. Fails with `WrongSequence` when `expectedSequence` is
   * not that of the last entry appended (this is all the fencing there is), with `StorageFailed` when the disk did not
   * take them: then none of them is in the journal.
   */
  append(expectedSequence: number, entries: readonly NewEntry[]): Promise<void>;
  /** Entries from sequence number `from` to the head. */
  read(from: number): AsyncIterable<JournalEntry>;
  /** Entries from `from` on, and those to come, until the journal is closed. */
  follow(from: number): AsyncIterable<JournalEntry>;
  close(): Promise<void>;
}

export class WrongSequence extends Error {
  constructor(expected: number, actual: number) {
    super(`An append expected the journal at ${expected}; it stands at ${actual}.`);
  }
}

/** The disk is full or failing. Nothing of the append is in the journal; trying again later is safe. */
export class StorageFailed extends Error {}

/** The file is not what was written: the server does not start on it. */
export class JournalDamaged extends Error {}
