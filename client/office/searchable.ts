/** What is searched of thousands of people and meetings: folded once each, some at a time, and not while somebody types. */
import { fold } from '../../shared/vietnamese.ts';

/** So many are made searchable between two frames. */
const AT_ONCE = 100;

export class Searchable<Thing extends object> {
  readonly #folded = new WeakMap<Thing, string>();
  readonly #wordsOf: (thing: Thing) => string;
  #prepared: readonly Thing[] | null = null;

  /** @param wordsOf what is searched of one */
  constructor(wordsOf: (thing: Thing) => string) {
    this.#wordsOf = wordsOf;
  }

  /**
   * Makes a list searchable, once for each list.
   * @param done called when all of it is, unless another list has come meanwhile
   */
  prepare(things: readonly Thing[], done: () => void): void {
    if (things === this.#prepared) return;
    this.#prepared = things;
    this.#some(things, done, 0);
  }

  #some(things: readonly Thing[], done: () => void, from: number): void {
    if (things !== this.#prepared) return;
    for (const thing of things.slice(from, from + AT_ONCE))
      if (!this.#folded.has(thing)) this.#folded.set(thing, fold(this.#wordsOf(thing)));
    if (from + AT_ONCE >= things.length) done();
    else setTimeout(() => this.#some(things, done, from + AT_ONCE));
  }

  /** Whether one has some words. @param words folded; who is not searchable yet has none */
  has(thing: Thing, words: string): boolean {
    return this.#folded.get(thing)?.includes(words) ?? false;
  }
}
