/** What is prepared before a meeting: people with their cards, meetings, and which of them is on. */
import { Low } from 'lowdb';
import * as v from 'valibot';
import { MeetingId, PersonId } from '../../shared/ids.ts';
import { MeetingDefinition } from '../../shared/meeting/definition.ts';
import { openChecked, SyncedFile } from './synced-file.ts';

const Account = v.strictObject({
  id: PersonId,
  /** What is printed on the card, and typed with the PIN; upper case. */
  code: v.pipe(v.string(), v.regex(/^[A-Z0-9-]{1,20}$/)),
  name: v.string(),
  pin: v.string(),
  /** Chair, secretariat and operators have one beside the PIN. */
  password: v.nullable(v.string()),
  language: v.picklist(['vi', 'en']),
});
export type Account = v.InferOutput<typeof Account>;

const RegistryData = v.strictObject({
  version: v.literal(1),
  /** Whether this is the sample: then the home page offers to try it, from this machine only. */
  sample: v.boolean(),
  accounts: v.array(Account),
  meetings: v.array(MeetingDefinition),
  current: v.nullable(MeetingId),
});
export type RegistryData = v.InferOutput<typeof RegistryData>;

export const emptyRegistry: RegistryData = { version: 1, sample: false, accounts: [], meetings: [], current: null };

export class Registry {
  readonly #db: Low<RegistryData>;

  private constructor(db: Low<RegistryData>) {
    this.#db = db;
  }

  /** Null when nothing has been prepared yet. */
  static async open(path: string): Promise<Registry | null> {
    const db = await openChecked(path, RegistryData);
    return db.data === null ? null : new Registry(db as Low<RegistryData>);
  }

  static async create(path: string, data: RegistryData): Promise<Registry> {
    const db = new Low<RegistryData>(new SyncedFile<RegistryData>(path), v.parse(RegistryData, data));
    await db.write();
    return new Registry(db);
  }

  get data(): Readonly<RegistryData> {
    return this.#db.data;
  }
  account(id: string): Account | undefined {
    return this.data.accounts.find((account) => account.id === id);
  }
  accountByCode(code: string): Account | undefined {
    return this.data.accounts.find((account) => account.code === code);
  }
  meeting(id: string | null): MeetingDefinition | undefined {
    return this.data.meetings.find((meeting) => meeting.id === id);
  }

  /** On disk first: nothing is seen before it is kept. */
  async update(change: (data: RegistryData) => RegistryData): Promise<void> {
    const before = this.#db.data;
    this.#db.data = v.parse(RegistryData, change(before));
    try {
      await this.#db.write();
    } catch (error) {
      this.#db.data = before;
      throw error;
    }
  }
}
