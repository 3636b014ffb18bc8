/** The pages that are held, each made once: at most so many, the longest unused go first. */

export interface Held {
  readonly key: string;
  /** Frees what it holds. */
  remove(): void;
}

export class PageCache<Page extends Held> {
  /** In the order in which they were used. */
  readonly #pages = new Map<string, Page>();
  readonly #most: number;
  readonly #removed: (page: Page) => void;

  /**
   * @param most how many are held at most, unless more of them are kept
   * @param removed told of each that goes, before it does
   */
  constructor(most: number, removed: (page: Page) => void = () => {}) {
    this.#most = most;
    this.#removed = removed;
  }

  get size(): number {
    return this.#pages.size;
  }
  /** All that are held, the longest unused first. */
  get all(): readonly Page[] {
    return [...this.#pages.values()];
  }
  has(page: Page): boolean {
    return this.#pages.get(page.key) === page;
  }

  /** The page of a key; made where it is not held. It counts as used now. */
  use(key: string, make: () => Page): Page {
    const page = this.#pages.get(key) ?? make();
    this.#pages.delete(key);
    this.#pages.set(key, page);
    return page;
  }

  remove(page: Page): void {
    if (!this.has(page)) return;
    this.#removed(page);
    this.#pages.delete(page.key);
    page.remove();
  }
  clear(): void {
    for (const page of this.all) this.remove(page);
  }

  /** Lets the longest unused go while too many are held; never one that is kept. */
  trim(isKept: (page: Page) => boolean): void {
    for (const page of this.all) {
      if (this.size <= this.#most) return;
      if (!isKept(page)) this.remove(page);
    }
  }
}
