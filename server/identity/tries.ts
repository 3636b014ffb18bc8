/**
 * How often somebody may guess: each wrong try at a card makes the next wait longer, and in the end the card is locked
 * until the office unlocks it. An address that guesses at many cards waits, too. A code that no card has is treated the
 * same, so that nobody learns which there are. Whoever is signed in already, and the QR code of a card, are never locked
 * out by what a stranger types.
 */
import type { Low } from 'lowdb';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import * as v from 'valibot';
import type { RefusalCode } from '../../shared/wire/rejections.ts';
import { openOrBegin } from '../storage/synced-file.ts';

/** So many tries are as quick as a hand; a seventy-year-old mistypes, too. */
const FREE = 5;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;
const LOCKED_AFTER = 15;
/** Tries that an address may leave wrong within ten minutes, at whatever cards. */
const OF_AN_ADDRESS = 60;
const ADDRESS_SECONDS = 600;
const REMEMBERED = 10_000;

const Kept = v.strictObject({ version: v.literal(1), locked: v.array(v.string()) });
type Kept = v.InferOutput<typeof Kept>;

/** A card's code typed with its PIN, and its QR code with the password: each has its own count. */
export const lockNames = (code: string): [typed: string, scanned: string] => [code, `QR ${code}`];

interface Tried {
  times: number;
  /** By a clock that does not jump, milliseconds. */
  notBefore: number;
}

export type TryAnswer = Extract<RefusalCode, 'too-many-tries' | 'card-locked'> | null;

export class Tries {
  readonly #db: Low<Kept>;
  readonly #tried = new Map<string, Tried>();
  readonly #addresses = new RateLimiterMemory({ points: OF_AN_ADDRESS, duration: ADDRESS_SECONDS });
  readonly #now: () => number;

  private constructor(db: Low<Kept>, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** @param now milliseconds by a clock that never jumps: one that is set must lock nobody out */
  static async open(path: string, now: () => number = () => performance.now()): Promise<Tries> {
    return new Tries(await openOrBegin(path, Kept, { version: 1, locked: [] }), now);
  }

  isLocked(code: string): boolean {
    return this.#db.data.locked.includes(code);
  }

  /**
   * Counts a try before it is looked at, so that a hundred at once are a hundred; null where it may be looked at.
   * @param code a card's, whether or not there is such a card
   */
  async begin(code: string, address: string): Promise<TryAnswer> {
    if (this.isLocked(code)) return 'card-locked';
    const now = this.#now();
    const tried = this.#tried.get(code) ?? { times: 0, notBefore: 0 };
    if (now < tried.notBefore) return 'too-many-tries';
    const ofAddress = await this.#addresses.get(address);
    if (ofAddress !== null && ofAddress.consumedPoints >= OF_AN_ADDRESS) return 'too-many-tries';
    const times = tried.times + 1;
    const wait = times < FREE ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (times - FREE), LONGEST_WAIT_MS);
    this.#tried.delete(code); // to stand last: the oldest is forgotten first
    this.#tried.set(code, { times, notBefore: now + wait });
    if (this.#tried.size > REMEMBERED) this.#tried.delete(this.#tried.keys().next().value!);
    await this.#addresses.consume(address).catch(() => undefined); // over: the next try is refused
    if (times >= LOCKED_AFTER) await this.#keep([...this.#db.data.locked, code].slice(-REMEMBERED));
    return null;
  }

  /** It was right: what was counted is forgotten, of this card and of this address. */
  async succeed(code: string, address: string): Promise<void> {
    this.#tried.delete(code);
    await this.#addresses.reward(address);
    if (this.isLocked(code)) await this.unlock([code]);
  }

  /** By the office, or with a new card. */
  async unlock(codes: readonly string[]): Promise<void> {
    for (const code of codes) this.#tried.delete(code);
    if (codes.some((code) => this.isLocked(code)))
      await this.#keep(this.#db.data.locked.filter((code) => !codes.includes(code)));
  }

  async #keep(locked: string[]): Promise<void> {
    this.#db.data = { version: 1, locked };
    await this.#db.write();
  }
}
