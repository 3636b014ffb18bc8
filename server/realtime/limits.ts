/**
 * How much one login may ask for. A login that goes over is refused with a code; one that goes on is cut, and may not
 * come back at once. The meeting is never slowed: all this is counted before anything is decided.
 */
const A_SECOND = 20;
const AT_ONCE = 40;
/** Refusals within a minute after which the connection is cut. */
const PATIENCE = 100;
const FIRST_PENALTY = 2_000;
const LONGEST_PENALTY = 60_000;

interface Account {
  tokens: number;
  at: number;
  /** Refused since `since`. */
  offences: number;
  since: number;
  penalty: number;
  barredUntil: number;
}

export class Limits {
  #accounts = new Map<string, Account>();
  readonly #now: () => number;

  /** @param now milliseconds by a clock that never jumps */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  #of(login: string): Account {
    const now = this.#now();
    let account = this.#accounts.get(login);
    if (!account) {
      account = { tokens: AT_ONCE, at: now, offences: 0, since: now, penalty: FIRST_PENALTY, barredUntil: 0 };
      this.#accounts.set(login, account);
      if (this.#accounts.size > 5000) this.#forget(now);
    }
    return account;
  }

  /** Whether one more message is within the limit. */
  allows(login: string): boolean {
    const account = this.#of(login);
    const now = this.#now();
    account.tokens = Math.min(AT_ONCE, account.tokens + ((now - account.at) / 1000) * A_SECOND);
    account.at = now;
    if (account.tokens < 1) return false;
    account.tokens -= 1;
    return true;
  }

  /** Counts an offence of some weight; answers whether the connection is to be cut. Each cut bars for twice as long. */
  offend(login: string, weight = 1): boolean {
    const account = this.#of(login);
    const now = this.#now();
    if (now - account.since > 60_000) Object.assign(account, { offences: 0, since: now, penalty: FIRST_PENALTY });
    account.offences += weight;
    if (account.offences < PATIENCE) return false;
    account.offences = 0;
    account.barredUntil = now + account.penalty;
    account.penalty = Math.min(LONGEST_PENALTY, account.penalty * 2);
    return true;
  }

  isBarred(login: string): boolean {
    return this.#of(login).barredUntil > this.#now();
  }

  #forget(now: number): void {
    for (const [login, { at, barredUntil }] of this.#accounts)
      if (now - at > 120_000 && barredUntil < now) this.#accounts.delete(login);
  }
}
