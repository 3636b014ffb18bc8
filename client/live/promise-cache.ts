/** Promises kept by a key: made once, the longest unused forgotten, a failure forgotten at once so that it is tried anew. */

export class PromiseCache<Value> {
  readonly #known = new Map<string, Promise<Value>>();
  readonly #now = new Map<string, Value>();
  readonly #most: number;
  readonly #make: (key: string) => Promise<Value>;
  readonly #gone: (value: Value) => void;

  /** @param gone told of a value that is forgotten for want of room */
  constructor(most: number, make: (key: string) => Promise<Value>, gone: (value: Value) => void = () => {}) {
    this.#most = most;
    this.#make = make;
    this.#gone = gone;
  }

  get(key: string): Promise<Value> {
    const known = this.#known.get(key);
    if (known) {
      this.#known.delete(key);
      this.#known.set(key, known);
      return known;
    }
    const made = this.#make(key);
    this.#known.set(key, made);
    made.then(
      (value) => {
        if (this.#known.get(key) === made) this.#now.set(key, value);
      },
      () => {
        if (this.#known.get(key) === made) this.#known.delete(key);
      },
    );
    for (const [oldest, kept] of this.#known) {
      if (this.#known.size <= this.#most) break;
      this.#known.delete(oldest);
      this.#now.delete(oldest);
      kept.then(this.#gone, () => undefined); // whoever asked for it was told
    }
    return made;
  }

  /** Without waiting; undefined while it is not here. */
  now(key: string): Value | undefined {
    return this.#now.get(key);
  }
}
