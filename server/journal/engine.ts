/**
 * Where a log's lines are kept: small on purpose, so that a file, memory or a replicated stream can stand behind it. An
 * engine knows lines and their number, and nothing of what they say; the chain of hashes is made above it (chain.ts).
 */

export interface LogEngine {
  /** How many lines are kept. */
  readonly length: number;
  /**
   * Resolves once the lines are kept, whole, in order and durably. Lines of one append are kept together or not at all.
   * Appends may be sent before the ones before them are answered; when one of those fails, all behind it fail with it,
   * even where their number would fit what another writer has kept meanwhile: they were chained to what is not there.
   * @param expected how many lines there are before these: all the fencing there is
   * @throws NotWritten none of them is kept; trying again later is safe
   * @throws Fenced another writer was first: read on from where you are, and decide again
   * @throws OutcomeUnknown they may be kept or not: `refresh`, and see
   */
  append(expected: number, lines: readonly string[]): Promise<void>;
  /** Lines from number `from` (the first is 1) to the last that is kept. */
  read(from: number): AsyncIterable<string>;
  /** Lines from `from` on, and those to come, until the engine is closed. */
  follow(from: number): AsyncIterable<string>;
  /** Looks again how many lines are kept, also those of another writer. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** The disk is full or failing. Nothing of the append is kept; trying again later is safe. */
export class NotWritten extends Error {}

/** Another writer was first. */
export class Fenced extends Error {
  constructor(expected: number, actual: number) {
    super(`An append expected ${expected} lines; there are ${actual}.`);
  }
}

/** Whether the append is kept is not known. */
export class OutcomeUnknown extends Error {}

/** What is kept is not what was written: nobody may go on with it. */
export class JournalDamaged extends Error {}
