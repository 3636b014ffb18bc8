/**
 * Which documents were opened, of each meeting in a file of its own. How many have opened one is always kept; who, only
 * where the body says so: then it is told to who reads. Without names nothing on disk says who has read what; that
 * nobody counts twice is known to this process and to her tablet alone.
 */
import type { Low } from 'lowdb';
import * as v from 'valibot';
import { type DocumentId, PersonId } from '../../shared/ids.ts';
import { openOrBegin } from '../storage/synced-file.ts';

const ReadingsData = v.strictObject({
  version: v.literal(1),
  documents: v.record(v.string(), v.strictObject({ count: v.number(), people: v.array(PersonId) })),
});
export type ReadingsData = v.InferOutput<typeof ReadingsData>;

export class Readings {
  readonly #open = new Map<string, Promise<Low<ReadingsData>>>();
  /** Who was counted since the start: `file person document`. */
  readonly #counted = new Set<string>();

  #file(path: string): Promise<Low<ReadingsData>> {
    const known = this.#open.get(path);
    if (known) return known;
    const opening = openOrBegin(path, ReadingsData, { version: 1, documents: {} });
    this.#open.set(path, opening);
    opening.catch(() => this.#open.delete(path)); // whoever asked is told; the next one tries again
    return opening;
  }

  /** Throws `FileDamaged`. */
  async of(path: string): Promise<ReadingsData['documents']> {
    return (await this.#file(path)).data.documents;
  }

  /** Counts it once for each person. @param isNamed whether it is kept who it was */
  async opened(path: string, document: DocumentId, person: PersonId, isNamed: boolean): Promise<void> {
    const db = await this.#file(path);
    const mark = `${path} ${person} ${document}`;
    const before = db.data.documents[document] ?? { count: 0, people: [] };
    if (this.#counted.has(mark) || before.people.includes(person)) return;
    this.#counted.add(mark);
    const people = isNamed ? [...before.people, person] : before.people;
    db.data.documents = { ...db.data.documents, [document]: { count: before.count + 1, people } };
    await db.write();
  }
}
