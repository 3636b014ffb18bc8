/**
 * Links by which a department hands in the documents of one item without an account. Only hashes of them are kept: a
 * link is shown once, when it is made; a new one for the same item ends the earlier.
 */
import type { Low } from 'lowdb';
import * as v from 'valibot';
import { BodyId, ItemId, MeetingId } from '../../shared/ids.ts';
import { newToken, tokenHash } from '../identity/secrets.ts';
import { openOrBegin } from '../storage/synced-file.ts';

const HandIn = v.strictObject({ hash: v.string(), body: BodyId, meeting: MeetingId, item: ItemId, until: v.number() });
export type HandIn = v.InferOutput<typeof HandIn>;
const HandInsData = v.strictObject({ version: v.literal(1), links: v.array(HandIn) });
type HandInsData = v.InferOutput<typeof HandInsData>;

const HOLDS_MS = 60 * 24 * 3_600_000;

export class HandIns {
  readonly #db: Low<HandInsData>;
  readonly #now: () => number;

  private constructor(db: Low<HandInsData>, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** Throws `FileDamaged`. */
  static async open(path: string, now: () => number): Promise<HandIns> {
    return new HandIns(await openOrBegin(path, HandInsData, { version: 1, links: [] }), now);
  }

  async #write(links: readonly HandIn[]): Promise<void> {
    this.#db.data = { version: 1, links: links.filter(({ until }) => until > this.#now()) };
    await this.#db.write();
  }

  #others({ body, meeting, item }: Omit<HandIn, 'hash' | 'until'>): HandIn[] {
    return this.#db.data.links.filter((link) => link.body !== body || link.meeting !== meeting || link.item !== item);
  }

  /** Resolves with the secret part of the link, once it is kept. */
  async make(at: Omit<HandIn, 'hash' | 'until'>): Promise<string> {
    const token = newToken();
    await this.#write([...this.#others(at), { ...at, hash: tokenHash(token), until: this.#now() + HOLDS_MS }]);
    return token;
  }
  /** Ends the link of an item. */
  end(at: Omit<HandIn, 'hash' | 'until'>): Promise<void> {
    return this.#write(this.#others(at));
  }
  /** The items of a meeting for which a link holds. */
  itemsOf(body: string, meeting: string): ItemId[] {
    return this.#db.data.links
      .filter((link) => link.body === body && link.meeting === meeting && link.until > this.#now())
      .map(({ item }) => item);
  }
  /** What a link is for; undefined when it does not hold. */
  find(token: string): HandIn | undefined {
    const hash = tokenHash(token);
    return this.#db.data.links.find((link) => link.hash === hash && link.until > this.#now());
  }
}
