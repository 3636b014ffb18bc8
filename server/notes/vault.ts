/**
 * Everyone's notes, each in a file of her own, encrypted under a key of her own. The key stands in the file only
 * wrapped under her PIN, and with her logins only wrapped under their tokens, which the server does not keep: whoever
 * has the disk has neither (docs/security.md says what that is worth).
 */
import { randomBytes, scrypt } from 'node:crypto';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import * as v from 'valibot';
import type { PersonId } from '../../shared/ids.ts';
import { MOST_NOTES, merge, Note, type NotesAnswer } from '../../shared/notes.ts';
import { seal, unseal } from '../identity/secrets.ts';
import { openChecked, SyncedFile } from '../storage/synced-file.ts';

const Kept = v.strictObject({
  version: v.literal(1),
  /** Of the PIN. */
  salt: v.string(),
  /** Her key, under the PIN. */
  key: v.string(),
  /** Her notes, under her key. */
  notes: v.string(),
});
type Kept = v.InferOutput<typeof Kept>;
const Content = v.strictObject({
  revision: v.number(),
  notes: v.array(v.strictObject({ revision: v.number(), note: Note })),
});
type Content = v.InferOutput<typeof Content>;

/** Four times the work of a login: what it protects is guessed at in peace. */
const cost = { N: 65_536, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };

export class TooManyNotes extends Error {}

const keyFromPin = (pin: string, salt: string): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(pin.normalize('NFC'), Buffer.from(salt, 'base64'), 32, cost, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );

export class NotesVault {
  #open = new Map<PersonId, Promise<Low<Kept>>>();
  /** One change after the other, for each person. */
  #last = new Map<PersonId, Promise<unknown>>();

  constructor(readonly folder: string) {}

  #pathOf = (person: PersonId) => join(this.folder, `${person}.json`);

  /**
   * The key of someone's notes, by her PIN, which the caller has checked. The first time, it is made. A file that this
   * PIN does not open (it was changed without the old one) is set aside, and she begins anew.
   */
  keyOf(person: PersonId, pin: string): Promise<Buffer> {
    return this.#inTurn(person, () => this.#keyOf(person, pin));
  }

  #inTurn<T>(person: PersonId, task: () => Promise<T>): Promise<T> {
    const done = (this.#last.get(person) ?? Promise.resolve()).then(task);
    this.#last.set(
      person,
      done.catch(() => undefined), // the caller hears of it; the next one starts afresh
    );
    return done;
  }

  async #keyOf(person: PersonId, pin: string): Promise<Buffer> {
    await mkdir(this.folder, { recursive: true });
    const path = this.#pathOf(person);
    const { data } = await openChecked(path, Kept);
    if (data) {
      const key = unseal(await keyFromPin(pin, data.salt), data.key);
      if (key) return key;
      await rename(path, `${path}.${Date.now()}.locked`);
      this.#open.delete(person);
    }
    const key = randomBytes(32);
    const salt = randomBytes(16).toString('base64');
    const kept: Kept = {
      version: 1,
      salt,
      key: seal(await keyFromPin(pin, salt), key),
      notes: seal(key, Buffer.from(JSON.stringify({ revision: 0, notes: [] } satisfies Content))),
    };
    const db = new Low<Kept>(new SyncedFile<Kept>(path), kept);
    await db.write();
    this.#open.set(person, Promise.resolve(db));
    return key;
  }

  #file(person: PersonId): Promise<Low<Kept> | null> {
    const known = this.#open.get(person);
    if (known) return known;
    return openChecked(this.#pathOf(person), Kept).then((db) => {
      if (db.data === null) return null;
      const opened = db as Low<Kept>;
      this.#open.set(person, Promise.resolve(opened));
      return opened;
    });
  }

  /** Takes in one device's changes and answers with those of the others. Null when the key does not fit. */
  sync(person: PersonId, key: Buffer, since: number, changes: readonly Note[]): Promise<NotesAnswer | null> {
    return this.#inTurn(person, async () => {
      const db = await this.#file(person);
      const bytes = db && unseal(key, db.data.notes);
      if (!db || !bytes) return null;
      const content = v.parse(Content, JSON.parse(bytes.toString('utf8')));
      const notes = new Map(content.notes.map((kept) => [kept.note.id, kept]));
      const revision = content.revision + 1;
      let hasChanged = false;
      for (const note of changes) {
        const before = notes.get(note.id)?.note;
        const merged = before ? merge(before, note) : note;
        if (merged === before) continue;
        notes.set(note.id, { revision, note: merged });
        hasChanged = true;
      }
      if (notes.size > MOST_NOTES) throw new TooManyNotes();
      const next: Content = { revision: hasChanged ? revision : content.revision, notes: [...notes.values()] };
      if (hasChanged) {
        const before = db.data;
        db.data = { ...before, notes: seal(key, Buffer.from(JSON.stringify(next))) };
        try {
          await db.write();
        } catch (error) {
          db.data = before;
          throw error;
        }
      }
      return {
        revision: next.revision,
        notes: next.notes.filter((kept) => kept.revision > since).map(({ note }) => note),
      };
    });
  }
}
