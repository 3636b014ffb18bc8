/** The journal of one log: what happened, in order, for ever. The chain of hashes over an engine. */
import { Chain, decodeEntry, type Head, type JournalEntry, type LoggedEvent, linked, type NewEntry } from './chain.ts';
import type { LogEngine } from './engine.ts';

export class Journal<Event extends LoggedEvent = LoggedEvent> {
  readonly #engine: LogEngine;
  readonly #chain: Chain;
  /** The head as it will be when all that is under way is kept. */
  #ahead: Head;
  #underWay = 0;

  private constructor(engine: LogEngine, chain: Chain) {
    this.#engine = engine;
    this.#chain = chain;
    this.#ahead = chain.head;
  }

  /**
   * Opens the journal of a log on an engine.
   * @param chain where the engine's lines were taken in already while it was opened
   * @throws JournalDamaged when its lines are not those of this log, in order
   */
  static async open<Event extends LoggedEvent>(
    engine: LogEngine,
    id: string,
    chain: Chain = new Chain(id),
  ): Promise<Journal<Event>> {
    const journal = new Journal<Event>(engine, chain);
    await journal.#takeIn();
    return journal;
  }

  /** The last entry that is kept. */
  get head(): Head {
    return this.#chain.head;
  }
  /** The hash of the line with this sequence number (0: of the log's id), or undefined when there is none. */
  hashAt(sequence: number): string | undefined {
    return this.#chain.hashAt(sequence);
  }

  /**
   * Appends the entries of one command. Resolves once they are kept, whole and in order.
   * @param expected the sequence number of the entry before
   * @throws NotWritten, Fenced, OutcomeUnknown as the engine says
   */
  async append(expected: number, entries: readonly NewEntry<Event>[]): Promise<void> {
    const { lines, hashes, head } = linked(expected === this.#ahead.sequence ? this.#ahead : this.head, entries);
    // What expects another number than the next is refused by the engine, which counts; the chain stays as it is.
    if (expected === this.#ahead.sequence) this.#ahead = head;
    this.#underWay += 1;
    try {
      await this.#engine.append(expected, lines);
      this.#chain.extend(hashes);
    } catch (error) {
      this.#ahead = this.head;
      throw error;
    } finally {
      this.#underWay -= 1;
    }
  }

  /** Looks what another writer has added, or whether what was unknown is kept after all. */
  async refresh(): Promise<void> {
    await this.#engine.refresh();
    await this.#takeIn();
  }
  async #takeIn(): Promise<void> {
    for await (const line of this.#engine.read(this.head.sequence + 1)) this.#chain.take(line);
    if (this.#underWay === 0) this.#ahead = this.head;
  }

  /** Entries from sequence number `from` to the head. */
  async *read(from: number): AsyncGenerator<JournalEntry<Event>> {
    for await (const line of this.#engine.read(from)) yield decodeEntry<Event>(line);
  }
  /** Entries from `from` on, and those to come, until the journal is closed. */
  async *follow(from: number): AsyncGenerator<JournalEntry<Event>> {
    for await (const line of this.#engine.follow(from)) yield decodeEntry<Event>(line);
  }
  /** Every line as it is kept, with its newline: for who exports it. */
  async lines(): Promise<Buffer> {
    const all: string[] = [];
    for await (const line of this.#engine.read(1)) all.push(line, '\n');
    return Buffer.from(all.join(''));
  }

  close(): Promise<void> {
    return this.#engine.close();
  }
}
