/** Logins: who holds which token, and the one-time links that make one. Tokens and tickets are kept as hashes. */
import type { Low } from 'lowdb';
import * as v from 'valibot';
import { PersonId } from '../../shared/ids.ts';
import { openOrBegin } from '../storage/synced-file.ts';
import { keyOfToken, newToken, seal, tokenHash, unseal } from './secrets.ts';

const LoginsData = v.strictObject({
  version: v.literal(1),
  /** `secret` is what only this login's token opens. */
  logins: v.array(
    v.strictObject({
      hash: v.string(),
      person: PersonId,
      at: v.number(),
      secret: v.optional(v.string()),
      /** What the device called itself, and where it was, when it signed in. */
      device: v.optional(v.string(), ''),
      address: v.optional(v.string(), ''),
      /** When something was last asked with it, milliseconds since 1970. */
      seen: v.optional(v.number()),
      /** Whether it ends with the day, not with the session of the council. */
      isShort: v.optional(v.boolean(), false),
    }),
  ),
  tickets: v.array(v.strictObject({ hash: v.string(), person: PersonId, until: v.number() })),
});
type LoginsData = v.InferOutput<typeof LoginsData>;

const day = 86_400_000;
/** A login holds for a session of the council and then some; a link for a day. */
const LOGIN_HOLDS = 30 * day;
const SHORT_LOGIN_HOLDS = 16 * 3_600_000;
const TICKET_HOLDS = day;

/** One device on which someone is signed in. */
export interface Login {
  person: PersonId;
  /** Names it; it is no token. */
  login: string;
}
export interface LoginDetails extends Login {
  device: string;
  address: string;
  /** Milliseconds since 1970. */
  at: number;
  seen: number;
}
/** What is noted of a device when somebody signs in on it. */
export interface Device {
  device: string;
  address: string;
  /** Signed out with the day. */
  isShort: boolean;
}
const unknownDevice: Device = { device: '', address: '', isShort: false };
type Kept = LoginsData['logins'][number];

const holds = ({ isShort }: Pick<Kept, 'isShort'>): number => (isShort ? SHORT_LOGIN_HOLDS : LOGIN_HOLDS);

export class Logins {
  readonly #db: Low<LoginsData>;
  /** By hash; the file is read once. */
  #byHash = new Map<string, Omit<Kept, 'hash'>>();

  readonly #opening = new Map<string, Promise<void>>();

  private constructor(db: Low<LoginsData>) {
    this.#db = db;
    for (const { hash, ...login } of db.data.logins) this.#byHash.set(hash, login);
  }

  static async open(path: string): Promise<Logins> {
    return new Logins(await openOrBegin(path, LoginsData, { version: 1, logins: [], tickets: [] }));
  }

  async #write(change: (data: LoginsData) => Partial<LoginsData>): Promise<void> {
    const now = Date.now();
    const next = { ...this.#db.data, ...change(this.#db.data) };
    this.#db.data = {
      version: 1,
      logins: next.logins
        .filter((login) => now - login.at < holds(login))
        .map((login) => ({ ...login, seen: this.#byHash.get(login.hash)?.seen ?? login.seen })),
      tickets: next.tickets.filter(({ until }) => now < until),
    };
    await this.#db.write();
  }

  /** New logins, one token for each person, in one write. */
  async openMany(people: readonly PersonId[], on: Device = unknownDevice): Promise<string[]> {
    const at = Date.now();
    const tokens = people.map(() => newToken());
    const added = people.map((person, index) => ({ hash: tokenHash(tokens[index]!), person, at, seen: at, ...on }));
    await this.#write(({ logins }) => ({ logins: [...logins, ...added] }));
    for (const { hash, ...login } of added) this.#byHash.set(hash, login);
    return tokens;
  }
  async open(person: PersonId, on?: Device): Promise<string> {
    const [token] = await this.openMany([person], on);
    return token!;
  }

  /** Whose token this is, and which of her logins; or null. */
  loginOf(token: string | undefined): Login | null {
    if (!token) return null;
    const hash = tokenHash(token);
    const login = this.#byHash.get(hash);
    if (!login || Date.now() - login.at >= holds(login)) return null;
    login.seen = Date.now();
    return { person: login.person, login: hash };
  }
  personOf(token: string | undefined): PersonId | null {
    return this.loginOf(token)?.person ?? null;
  }

  /**
   * Keeps a secret with a login, sealed under its token: who has this file alone can't read it. It may still be on its
   * way: whoever asks for it meanwhile waits for it.
   */
  async keepSecret(token: string, secret: Buffer | Promise<Buffer>): Promise<void> {
    const hash = tokenHash(token);
    const kept = (async () => {
      const sealed = seal(keyOfToken(token), await secret);
      const login = this.#byHash.get(hash);
      if (!login) return; // signed out meanwhile
      await this.#write(({ logins }) => ({
        logins: logins.map((login) => (login.hash === hash ? { ...login, secret: sealed } : login)),
      }));
      login.secret = sealed;
    })();
    this.#opening.set(hash, kept);
    try {
      await kept;
    } finally {
      if (this.#opening.get(hash) === kept) this.#opening.delete(hash);
    }
  }
  async secretOf(token: string): Promise<Buffer | null> {
    const hash = tokenHash(token);
    await this.#opening.get(hash)?.catch(() => undefined); // whoever opened it was told
    const { secret } = this.#byHash.get(hash) ?? {};
    return secret ? unseal(keyOfToken(token), secret) : null;
  }

  /** The clock was set: every login and link holds as long as it would have. */
  async shift(byMs: number): Promise<void> {
    for (const login of this.#byHash.values()) {
      login.at += byMs;
      if (login.seen !== undefined) login.seen += byMs;
    }
    const moved = <One extends { at: number } | { until: number }>(one: One): One =>
      'at' in one ? { ...one, at: one.at + byMs } : { ...one, until: one.until + byMs };
    await this.#write(({ logins, tickets }) => ({ logins: logins.map(moved), tickets: tickets.map(moved) }));
  }

  /** Every device on which somebody is signed in, the last seen first. */
  of(person: PersonId): LoginDetails[] {
    return [...this.#byHash]
      .filter(([, login]) => login.person === person && Date.now() - login.at < holds(login))
      .map(([hash, { device, address, at, seen = at }]) => ({ person, login: hash, device, address, at, seen }))
      .sort((a, b) => b.seen - a.seen);
  }

  async close(token: string): Promise<void> {
    await this.end(tokenHash(token));
  }
  /** Ends one login by its name. */
  async end(hash: string): Promise<void> {
    this.#byHash.delete(hash);
    await this.#write(({ logins }) => ({ logins: logins.filter((login) => login.hash !== hash) }));
  }

  /** Ends every login and link of certain people. Resolves with the logins that have ended. */
  async closeAll(isMeant: (person: PersonId) => boolean): Promise<string[]> {
    const ended = [...this.#byHash].filter(([, { person }]) => isMeant(person)).map(([hash]) => hash);
    for (const hash of ended) this.#byHash.delete(hash);
    await this.#write(({ logins, tickets }) => ({
      logins: logins.filter(({ person }) => !isMeant(person)),
      tickets: tickets.filter(({ person }) => !isMeant(person)),
    }));
    return ended;
  }
  /** When a device of each was last heard who is signed in, milliseconds since 1970. */
  lastSeen(): ReadonlyMap<PersonId, number> {
    const times = new Map<PersonId, number>();
    for (const { person, at, seen = at } of this.#byHash.values())
      times.set(person, Math.max(seen, times.get(person) ?? 0));
    return times;
  }
  /** On how many devices each is signed in who is. */
  devices(): ReadonlyMap<PersonId, number> {
    const counts = new Map<PersonId, number>();
    for (const { person } of this.#byHash.values()) counts.set(person, (counts.get(person) ?? 0) + 1);
    return counts;
  }

  /** One-time sign-in tickets, one for each person. Earlier tickets of theirs hold no longer. */
  async issueTickets(people: readonly PersonId[]): Promise<string[]> {
    const tickets = people.map(() => newToken());
    const until = Date.now() + TICKET_HOLDS;
    const added = people.map((person, index) => ({ hash: tokenHash(tickets[index]!), person, until }));
    await this.#write((data) => ({
      tickets: [...data.tickets.filter(({ person }) => !people.includes(person)), ...added],
    }));
    return tickets;
  }

  /** Uses a ticket up, on disk before anyone is signed in with it. Null when it was used, or is none. */
  async redeem(ticket: string): Promise<PersonId | null> {
    const hash = tokenHash(ticket);
    const found = this.#db.data.tickets.find((ticket) => ticket.hash === hash && Date.now() < ticket.until);
    if (!found) return null;
    await this.#write(({ tickets }) => ({ tickets: tickets.filter((ticket) => ticket.hash !== hash) }));
    return found.person;
  }
}
