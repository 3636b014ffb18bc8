/** The images of a whole document, fetched while it is being read: a jump to any of its pages is quick. */
import { pause } from '../live/pause.ts';

/** So many images a second, no more: eighty tablets open the same document. */
const BETWEEN_IMAGES_MS = 60;

/** The pages of a document, those nearest to one of them first. */
export const nearestFirst = (pages: number, page: number): number[] =>
  Array.from({ length: pages }, (_, index) => index + 1).sort((a, b) => Math.abs(a - page) - Math.abs(b - page));

export class Prefetch {
  readonly #fetch: (hash: string, page: number) => Promise<unknown>;
  readonly #pause: (ms: number) => Promise<unknown>;
  /** The document whose images are here, or on their way. */
  #hash = '';

  /** @param fetch gets the image of a page to where it is found again; rejects when it can't be had */
  constructor(fetch: (hash: string, page: number) => Promise<unknown>, wait: (ms: number) => Promise<unknown> = pause) {
    this.#fetch = fetch;
    this.#pause = wait;
  }

  /** Begins with a document, or goes on with it. Resolves when all are here, another is fetched, or one can't be had. */
  async begin({ hash, pages }: { hash: string; pages: number }, page: number): Promise<void> {
    if (this.#hash === hash) return;
    this.#hash = hash;
    for (const near of nearestFirst(pages, page)) {
      await this.#pause(BETWEEN_IMAGES_MS);
      // Another is being read, and fetches its own; this one is gone on with when it is read again.
      if (this.#hash !== hash) return;
      try {
        await this.#fetch(hash, near);
      } catch {
        if (this.#hash === hash) this.#hash = '';
        return; // not made yet, or no network: each page is fetched when it is wanted
      }
    }
  }

  stop(): void {
    this.#hash = '';
  }
}
