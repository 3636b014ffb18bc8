/** How people sign in: cards with their codes, PINs and passwords. Server-wide: one card for all of someone's bodies. */
import { Low } from 'lowdb';
import * as v from 'valibot';
import { PersonId } from '../../shared/ids.ts';
import { openChecked, SyncedFile } from '../storage/synced-file.ts';

export const Passkey = v.strictObject({
  id: v.string(),
  /** COSE, base64url. */
  key: v.string(),
  counter: v.number(),
  /** What its owner knows it by. */
  name: v.pipe(v.string(), v.maxLength(60)),
  /** Milliseconds since 1970. */
  at: v.number(),
});
export type Passkey = v.InferOutput<typeof Passkey>;

export const Account = v.strictObject({
  id: PersonId,
  /** What is printed on the card, and typed with the PIN; upper case. */
  code: v.pipe(v.string(), v.regex(/^[A-Z0-9-]{1,20}$/)),
  name: v.string(),
  pin: v.string(),
  /** Chair, secretariat and operators have one beside the PIN. */
  password: v.nullable(v.string()),
  /** Hash of what is in the card's QR code; null where no card was printed. */
  card: v.optional(v.nullable(v.string()), null),
  /** Of those who conduct and look after the machines. */
  passkeys: v.optional(v.array(Passkey), []),
  language: v.picklist(['vi', 'en']),
});
export type Account = v.InferOutput<typeof Account>;

const AccountsData = v.strictObject({
  version: v.literal(2),
  /** Whether this is the sample: then the home page offers to try it, from this machine only. */
  sample: v.boolean(),
  accounts: v.array(Account),
});
export type AccountsData = v.InferOutput<typeof AccountsData>;

export const noAccounts: AccountsData = { version: 2, sample: false, accounts: [] };

export class Accounts {
  readonly #db: Low<AccountsData>;
  /** Thousands are asked for one by one: never by walking through all. */
  #byId = new Map<string, Account>();
  #byCode = new Map<string, Account>();
  #byCard = new Map<string, Account>();
  #byPasskey = new Map<string, Account>();

  private constructor(db: Low<AccountsData>) {
    this.#db = db;
    this.#index();
  }

  /** Null when there are none yet. Throws `FileDamaged`. */
  static async open(path: string): Promise<Accounts | null> {
    const db = await openChecked(path, AccountsData);
    return db.data === null ? null : new Accounts(db as Low<AccountsData>);
  }

  static async create(path: string, data: AccountsData): Promise<Accounts> {
    const db = new Low<AccountsData>(new SyncedFile<AccountsData>(path), v.parse(AccountsData, data));
    await db.write();
    return new Accounts(db);
  }

  #index(): void {
    const { accounts } = this.#db.data;
    this.#byId = new Map(accounts.map((account) => [account.id, account]));
    this.#byCode = new Map(accounts.map((account) => [account.code, account]));
    this.#byCard = new Map(accounts.flatMap((account) => (account.card ? [[account.card, account] as const] : [])));
    this.#byPasskey = new Map(accounts.flatMap((account) => account.passkeys.map(({ id }) => [id, account] as const)));
  }

  get isSample(): boolean {
    return this.#db.data.sample;
  }
  account(id: string): Account | undefined {
    return this.#byId.get(id);
  }
  accountByCode(code: string): Account | undefined {
    return this.#byCode.get(code);
  }

  accountByCard(hash: string): Account | undefined {
    return this.#byCard.get(hash);
  }
  accountByPasskey(id: string): Account | undefined {
    return this.#byPasskey.get(id);
  }
  /** Whether nobody can sign in yet. */
  get isEmpty(): boolean {
    return this.#db.data.accounts.length === 0;
  }

  /** Changes one account. On disk first: nothing is seen before it is kept. */
  change(id: string, how: Partial<Account>): Promise<void> {
    const { accounts } = this.#db.data;
    return this.#update(accounts.map((account) => (account.id === id ? { ...account, ...how } : account)));
  }
  /** Adds accounts, or puts them in the place of those that these people had. */
  put(accounts: readonly Account[]): Promise<void> {
    const ids = new Set<string>(accounts.map(({ id }) => id));
    return this.#update([...this.#db.data.accounts.filter(({ id }) => !ids.has(id)), ...accounts]);
  }

  /** Takes away the sample's accounts; from then on no card of this server is public. */
  async dropSample(ids: ReadonlySet<string>): Promise<void> {
    await this.#update(
      this.#db.data.accounts.filter(({ id }) => !ids.has(id)),
      false,
    );
  }

  async #update(accounts: Account[], sample = this.#db.data.sample): Promise<void> {
    const before = this.#db.data;
    this.#db.data = v.parse(AccountsData, { ...before, sample, accounts });
    try {
      await this.#db.write();
      this.#index();
    } catch (error) {
      this.#db.data = before;
      throw error;
    }
  }
}
