/**
 * The text of a paper, as the sum of all changes to it (Yjs): whoever's change comes first, everyone has the same in the
 * end. Each change is on disk before it is answered; a line that a power cut left half is left out.
 */
import { createReadStream } from 'node:fs';
import { mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import * as Y from 'yjs';
import type { PaperAnswer } from '../../shared/papers.ts';
import { syncFolder, writeSynced } from '../storage/synced-file.ts';

/** So many changes are put together into one when a paper is opened. */
const MERGE_FROM = 200;
type Kept = Omit<PaperAnswer, 'others'>;

/** More is no paper. */
export const LARGEST_PAPER = 16 * 1024 * 1024;
const KEPT_OPEN = 20;

export class PaperTooLarge extends Error {}
export class NotAnUpdate extends Error {}

const isEmpty = (doc: Y.Doc): boolean => doc.store.clients.size === 0;

export class Papers {
  readonly #open = new Map<string, Promise<Y.Doc>>();
  /** One change after the other, for each paper. */
  readonly #last = new Map<string, Promise<unknown>>();

  /**
   * Takes one page's changes and answers with what it does not know. Throws `NotAnUpdate`, `PaperTooLarge`.
   * @param path of the paper's file
   * @param have a Yjs state vector; @param update what was changed, or null
   * @param begins taken only where nothing stands there yet
   */
  sync(path: string, have: Uint8Array, update: Uint8Array | null, begins: boolean): Promise<Kept> {
    const done = (this.#last.get(path) ?? Promise.resolve()).then(() => this.#sync(path, have, update, begins));
    this.#last.set(
      path,
      done.catch(() => undefined), // the caller hears of it; the next one starts afresh
    );
    return done;
  }

  async #sync(path: string, have: Uint8Array, update: Uint8Array | null, begins: boolean): Promise<Kept> {
    const doc = await this.#doc(path);
    const isTaken = update !== null && !(begins && !isEmpty(doc));
    if (isTaken) await this.#take(path, doc, update);
    let missing: Uint8Array;
    try {
      missing = Y.encodeStateAsUpdate(doc, have.length > 0 ? have : undefined);
    } catch {
      throw new NotAnUpdate();
    }
    return { update: Buffer.from(missing).toString('base64'), isEmpty: isEmpty(doc), isTaken };
  }

  /** What a paper holds; null where nobody has begun it. */
  async read(path: string): Promise<Y.Doc | null> {
    const doc = await this.#doc(path);
    return isEmpty(doc) ? null : doc;
  }

  async #take(path: string, doc: Y.Doc, update: Uint8Array): Promise<void> {
    // Tried on a copy: what is no update must not leave half of itself behind.
    const tried = new Y.Doc();
    try {
      Y.applyUpdate(tried, Y.encodeStateAsUpdate(doc));
      Y.applyUpdate(tried, update);
    } catch {
      throw new NotAnUpdate();
    } finally {
      tried.destroy();
    }
    const { size } = await stat(path).catch(() => ({ size: 0 })); // the first change makes it
    if (size + update.length > LARGEST_PAPER) throw new PaperTooLarge();
    await append(path, update);
    Y.applyUpdate(doc, update);
  }

  #doc(path: string): Promise<Y.Doc> {
    const known = this.#open.get(path);
    if (known) return known;
    const opening = load(path);
    this.#open.set(path, opening);
    opening.catch(() => this.#open.delete(path)); // whoever asked is told; the next one tries again
    for (const other of [...this.#open.keys()].slice(0, Math.max(0, this.#open.size - KEPT_OPEN)))
      if (other !== path) this.#open.delete(other);
    return opening;
  }
}

const lineOf = (update: Uint8Array): string => `${Buffer.from(update).toString('base64')}\n`;

async function append(path: string, update: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'a', 0o600);
  try {
    const { size } = await file.stat();
    await file.appendFile(lineOf(update));
    await file.sync();
    if (size === 0) await syncFolder(dirname(path));
  } finally {
    await file.close();
  }
}

/** Every change that stands in the file, put together. */
async function load(path: string): Promise<Y.Doc> {
  const doc = new Y.Doc();
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  if (!exists) return doc;
  let lines = 0;
  let isWhole = true;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (line === '') continue;
    lines += 1;
    try {
      Y.applyUpdate(doc, Buffer.from(line, 'base64'));
    } catch {
      isWhole = false; // cut off in the middle of being written: nobody was told that it was taken
    }
  }
  if (lines >= MERGE_FROM || !isWhole) await writeSynced(path, lineOf(Y.encodeStateAsUpdate(doc)));
  return doc;
}
