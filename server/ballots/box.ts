/**
 * The ballot box of one secret vote on disk: all ballots, sorted by number, rewritten whole and synced, under a time
 * that says nothing. It shows what was cast, never when, by whom or in what order.
 */
import { utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { Marks, type SignedBallot } from '../../shared/meeting/voting/ballots.ts';
import { BallotNumber } from '../../shared/meeting/voting/commands.ts';
import { NotWritten } from '../journal/engine.ts';
import { readChecked, SyncedFile } from '../storage/synced-file.ts';

export const CastBallot = v.strictObject({
  number: BallotNumber,
  marks: Marks,
  signature: v.pipe(v.string(), v.regex(/^[\w-]{1,1000}$/)),
});
const Content = v.strictObject({ ballots: v.array(CastBallot) });
type Content = v.InferOutput<typeof Content>;

export type CastOutcome = 'cast' | 'already-cast' | 'ballot-spoiled' | 'vote-not-open';

const sameMarks = (a: SignedBallot, b: SignedBallot): boolean => a.marks.join() === b.marks.join();

/** The only order that a box has. */
const byNumber = (ballots: ReadonlyMap<string, SignedBallot>): SignedBallot[] =>
  [...ballots.values()].sort((a, b) => (a.number < b.number ? -1 : 1));

interface Waiting {
  ballot: SignedBallot;
  done: () => void;
  failed: (error: Error) => void;
}

export class BallotBox {
  readonly #file: SyncedFile<Content | null>;
  /** What is on disk. */
  #ballots: Map<string, SignedBallot>;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;
  #spoiled: Set<string>;
  #isSealed = false;

  private constructor(file: SyncedFile<Content | null>, ballots: Map<string, SignedBallot>, spoiled: Iterable<string>) {
    this.#file = file;
    this.#ballots = ballots;
    this.#spoiled = new Set(spoiled);
  }

  /**
   * @param moment what the file's times say: that of the opening, whatever is cast later
   * @param spoiled numbers that were exchanged
   */
  static async open(path: string, moment: Date, spoiled: Iterable<string>): Promise<BallotBox> {
    const file = new SyncedFile<Content | null>(path, 0o600, moment);
    const ballots = (await readChecked(file, Content))?.ballots ?? [];
    return new BallotBox(file, new Map(ballots.map((ballot) => [ballot.number, ballot])), spoiled);
  }

  /** How many are on disk. */
  get count(): number {
    return this.#ballots.size;
  }

  #underWay = (number: string): SignedBallot | undefined =>
    this.#waiting.find(({ ballot }) => ballot.number === number)?.ballot ?? this.#ballots.get(number);

  /**
   * Puts a ballot in, once; resolves when it is on disk. The same ballot again is no error: its sender may not have
   * heard the answer. Rejects with `NotWritten`; then it is not in the box.
   * @param isChangeable whether other marks under the same number take the place of the first
   */
  async cast(ballot: SignedBallot, isChangeable: boolean): Promise<CastOutcome> {
    if (this.#isSealed) return 'vote-not-open';
    if (this.#spoiled.has(ballot.number)) return 'ballot-spoiled';
    const before = this.#underWay(ballot.number);
    if (before && !sameMarks(before, ballot) && !isChangeable) return 'already-cast';
    await new Promise<void>((done, failed) => {
      this.#waiting.push({ ballot, done, failed });
      this.#writing ??= this.#write();
    });
    return 'cast';
  }

  async #write(): Promise<void> {
    // What arrives meanwhile shares the next writing.
    while (this.#waiting.length > 0) {
      await Promise.resolve();
      const group = [...this.#waiting];
      const next = new Map(this.#ballots);
      for (const { ballot } of group) next.set(ballot.number, ballot);
      try {
        await this.#file.write({ ballots: byNumber(next) } as Content);
        await utimes(dirname(this.#file.path), this.#file.moment!, this.#file.moment!);
        this.#ballots = next;
        this.#waiting = this.#waiting.slice(group.length);
        for (const { done } of group) done();
      } catch (error) {
        this.#waiting = this.#waiting.slice(group.length);
        for (const { failed } of group) failed(new NotWritten(String(error)));
      }
    }
    this.#writing = null;
  }

  /** Makes a number worthless; false where it has been cast already. */
  spoil(number: string): boolean {
    if (this.#isSealed || this.#underWay(number)) return false;
    this.#spoiled.add(number);
    return true;
  }
  /** Its exchange did not come about. */
  unspoil(number: string): void {
    this.#spoiled.delete(number);
  }

  /** Nothing goes in any more; answers with what lies in it, by number. */
  async seal(): Promise<readonly SignedBallot[]> {
    this.#isSealed = true;
    await this.#writing;
    return byNumber(this.#ballots);
  }
  /** The count did not come about. */
  reopen(): void {
    this.#isSealed = false;
  }
}
