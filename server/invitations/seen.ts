/** Who has opened an invitation, by its link or on the tablet, and when first. */
import type { Low } from 'lowdb';
import * as v from 'valibot';
import { openOrBegin } from '../storage/synced-file.ts';
import type { Invitee } from './answer-links.ts';

const SeenData = v.strictObject({
  version: v.literal(1),
  seen: v.array(v.strictObject({ body: v.string(), meeting: v.string(), person: v.string(), at: v.number() })),
});
type SeenData = v.InferOutput<typeof SeenData>;

export class SeenInvitations {
  readonly #db: Low<SeenData>;
  readonly #now: () => number;

  private constructor(db: Low<SeenData>, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** Throws `FileDamaged`. */
  static async open(path: string, now: () => number): Promise<SeenInvitations> {
    return new SeenInvitations(await openOrBegin(path, SeenData, { version: 1, seen: [] }), now);
  }

  /** When each first opened it, by person. */
  of(body: string, meeting: string): ReadonlyMap<string, number> {
    const here = this.#db.data.seen.filter((one) => one.body === body && one.meeting === meeting);
    return new Map(here.map(({ person, at }) => [person, at]));
  }

  async mark({ body, meeting, person }: Invitee): Promise<void> {
    if (this.of(body, meeting).has(person)) return;
    this.#db.data = { version: 1, seen: [...this.#db.data.seen, { body, meeting, person, at: this.#now() }] };
    await this.#db.write();
  }
}
