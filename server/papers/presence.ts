/** Who has a paper open: whoever asked for what is new in it a moment ago. Kept in memory only. */
import type { PersonId } from '../../shared/ids.ts';

/** A page asks every 1.5 s; one that missed three in a row is gone, or has lost the network. */
const GONE_AFTER_MS = 6000;

export class Presence {
  readonly #seen = new Map<string, Map<PersonId, number>>();
  readonly #now: () => number;

  /** @param now milliseconds of a clock that is never set */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Somebody has it open now; answers with who else has. */
  see(path: string, person: PersonId): PersonId[] {
    const now = this.#now();
    const here = this.#seen.get(path) ?? new Map<PersonId, number>();
    this.#seen.set(path, here.set(person, now));
    for (const [other, at] of here) if (now - at > GONE_AFTER_MS) here.delete(other);
    return [...here.keys()].filter((other) => other !== person).sort();
  }
}
