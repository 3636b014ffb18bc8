/**
 * Files on their way in: received piece by piece, unpacked, converted, examined one at a time, and kept until a person
 * has confirmed what each of them is. The list is on disk, so a restart goes on where it was.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, truncate } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Low } from 'lowdb';
import * as v from 'valibot';
import type { BodyId, DocumentId, ItemId, MeetingId, PersonId } from '../../shared/ids.ts';
import { type Finding, IntakeEntry, type IntakeProgress, type ReasonCode } from '../../shared/intake.ts';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import type { QuestionId } from '../../shared/meeting/questions/state.ts';
import { openOrBegin, syncFile } from '../storage/synced-file.ts';
import { BadArchive, isArchive, unpack } from './archive.ts';
import { findConverter } from './conversion.ts';
import type { DocumentStore } from './document-store.ts';
import { engineName } from './engine.ts';
import { Examiner } from './examination.ts';
import type { Sandbox } from './sandbox.ts';
import { likeness } from './sketch.ts';
import { gathered, prepared } from './sources.ts';

const IntakeData = v.strictObject({ version: v.literal(1), entries: v.array(IntakeEntry) });
type IntakeData = v.InferOutput<typeof IntakeData>;

/**
 * So much of the shorter one stands in the other: two versions of one, or a part. Official texts of different matters
 * share less than a fifth (their formulas).
 */
const ALIKE = 0.45;

export interface IntakeOptions {
  /** Where pieces arrive, below the data folder: the same disk as the store. */
  folder: string;
  store: DocumentStore;
  /** The most bytes of one file. */
  limit: number;
  /** Where files are opened; where nothing is said, in a process of its own. */
  sandbox?: Sandbox;
  /** Root certificates (PEM) that the council trusts. */
  roots: string;
  /** The documents of the meeting that a file was sent for, to compare with: no other's business. */
  documents: (entry: IntakeEntry) => Promise<readonly DocumentEntry[]>;
  /** Of the documents that are read next, in their order: their images are made first. */
  wantedFirst?: () => Promise<string[]>;
  /** Told when there is nothing left to do. */
  settled?: () => void;
  warn: (message: string, error?: unknown) => void;
}

/** A name that fits in the list, with its ending, and a sign where it was cut. */
const shortened = (name: string): string =>
  name.length <= 300 ? name : `${name.slice(0, 298 - extname(name).length)}…${extname(name)}`;

export type Received = 'gone' | 'wrong-offset' | 'too-large' | { received: number };

export class Intake {
  readonly #options: IntakeOptions;
  readonly #db: Low<IntakeData>;
  readonly #examiner: Examiner;
  readonly #receiving = new Set<string>();
  #working = false;
  #stopping = false;
  /** What is being done now, and documents whose images are to be made again. */
  progress: IntakeProgress | null = null;
  #remaking: string[] = [];
  /** The document whose images are being made again just now. */
  #remade: string | null = null;

  private constructor(options: IntakeOptions, db: Low<IntakeData>) {
    this.#options = options;
    this.#db = db;
    this.#examiner = new Examiner(options.sandbox);
  }

  /** Throws `FileDamaged` when the list is not what was written. */
  static async open(options: IntakeOptions): Promise<Intake> {
    await mkdir(options.folder, { recursive: true });
    const path = join(options.folder, 'intake.json');
    const db = await openOrBegin(path, IntakeData, { version: 1, entries: [] });
    const intake = new Intake(options, db);
    const pieces = new Set(db.data.entries.map(({ id }) => `${id}.part`));
    for (const name of await readdir(options.folder))
      if (name !== 'intake.json' && !pieces.has(name))
        await rm(join(options.folder, name), { force: true, recursive: true });
    return intake;
  }

  get entries(): readonly IntakeEntry[] {
    return this.#db.data.entries;
  }
  /** What is on its way into one meeting. */
  entriesOf({ body, meeting }: Pick<IntakeEntry, 'body' | 'meeting'>): IntakeEntry[] {
    return this.entries.filter((entry) => entry.body === body && entry.meeting === meeting);
  }
  entry(id: string): IntakeEntry | undefined {
    return this.entries.find((entry) => entry.id === id);
  }
  get limits(): { bytes: number; converts: boolean } {
    return { bytes: this.#options.limit, converts: findConverter() !== null };
  }
  get remaking(): number {
    return this.#remaking.length + (this.#remade ? 1 : 0);
  }

  #part = (id: string) => join(this.#options.folder, `${id}.part`);

  async #write(entries: IntakeEntry[]): Promise<void> {
    this.#db.data.entries = entries;
    await this.#db.write();
  }
  async #change(id: string, state: IntakeEntry['state']): Promise<void> {
    await this.#write(this.entries.map((entry) => (entry.id === id ? { ...entry, state } : entry)));
  }

  /** Announces a file; its bytes come by `receive`. Null when it is larger than allowed. */
  async announce(file: {
    body: BodyId;
    meeting: MeetingId;
    name: string;
    bytes: number;
    from: string;
    replaces: DocumentId | null;
    by: PersonId | null;
    item?: ItemId;
    question?: QuestionId;
  }): Promise<IntakeEntry | null> {
    if (file.bytes > this.#options.limit) return null;
    const id = randomBytes(9).toString('base64url');
    const entry: IntakeEntry = { made: [], ...file, id, at: Date.now(), state: { phase: 'arriving' } };
    await this.#write([...this.entries, entry]);
    return entry;
  }

  /** How many of its bytes are here. */
  async received(id: string): Promise<number> {
    const entry = this.entry(id);
    if (!entry) return 0;
    if (entry.state.phase !== 'arriving') return entry.bytes;
    return (await stat(this.#part(id)).catch(() => ({ size: 0 }))).size;
  }

  /** Takes bytes from `offset` on, which is where the last ones ended; with the last of them it is examined. */
  async receive(id: string, offset: number, body: Readable): Promise<Received> {
    const entry = this.entry(id);
    if (entry?.state.phase !== 'arriving') return 'gone';
    if (this.#receiving.has(id) || offset !== (await this.received(id))) return 'wrong-offset';
    this.#receiving.add(id);
    try {
      const path = this.#part(id);
      let left = entry.bytes - offset;
      const limited = async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          left -= chunk.length;
          if (left < 0) throw new TooMuch();
          yield chunk;
        }
      };
      try {
        await pipeline(body, limited, createWriteStream(path, { flags: 'a' }));
      } catch (error) {
        if (error instanceof TooMuch) {
          await truncate(path, offset);
          return 'too-large';
        }
        // The line broke: what is here stays, and the rest may follow.
        if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
      }
      const received = await this.received(id);
      if (received === entry.bytes && this.entry(id)) {
        await syncFile(path);
        await this.#change(id, { phase: 'waiting' });
        this.work();
      }
      return { received };
    } finally {
      this.#receiving.delete(id);
    }
  }

  async remove(id: string): Promise<void> {
    const entry = this.entry(id);
    if (!entry) return;
    await this.#write(this.entries.filter((entry) => entry.id !== id));
    if (this.progress?.id === id) this.#examiner.stop();
    await rm(this.#part(id), { force: true });
    if (entry.state.phase === 'ready') await this.#discard(entry.state.hash);
  }

  /** A file that neither a meeting nor another entry has. */
  async #discard(hash: string): Promise<void> {
    const isWanted = this.entries.some(({ state }) => state.phase === 'ready' && state.hash === hash);
    if (!isWanted) await this.#options.store.remove(hash);
  }

  /** It is a document now, and its file stays for good: off the list. */
  async taken(id: string): Promise<void> {
    const { state } = this.entry(id) ?? {};
    if (state?.phase === 'ready') await this.#options.store.claim(state.hash);
    await this.#write(this.entries.filter((entry) => entry.id !== id));
  }

  setReplaces(id: string, replaces: DocumentId | null): Promise<void> {
    return this.#write(this.entries.map((entry) => (entry.id === id ? { ...entry, replaces } : entry)));
  }

  /** Examines a refused file once more; what is left of it must still be here. */
  async again(id: string): Promise<boolean> {
    const entry = this.entry(id);
    if (entry?.state.phase !== 'refused' || !existsSync(this.#part(id))) return false;
    await this.#change(id, { phase: 'waiting' });
    this.work();
    return true;
  }

  /** Makes images of documents that have none, or old ones: after the sample was loaded, or the engine changed. */
  async remake(): Promise<void> {
    const missing = new Set<string>();
    for (const hash of await this.#options.store.hashes()) {
      const report = await this.#options.store.report(hash);
      if (report?.engine !== engineName && !this.#remaking.includes(hash)) missing.add(hash);
    }
    if (missing.size === 0) return;
    // What is read next comes first.
    const wanted = (await this.#options.wantedFirst?.()) ?? [];
    this.#remaking.push(...wanted.filter((hash) => missing.delete(hash)), ...missing);
    this.work();
  }

  /** Goes on with the next file, if none is under way. */
  work(): void {
    // A clerk waits for a new file; nobody waits for the images of an old one.
    if (this.#remade && this.entries.some(({ state }) => state.phase === 'waiting')) this.#examiner.stop();
    if (this.#working || this.#stopping) return;
    this.#working = true;
    void this.#workOn()
      .catch((error: unknown) => this.#options.warn('The intake stopped.', error))
      .finally(() => (this.#working = false));
  }

  async #workOn(): Promise<void> {
    while (!this.#stopping) {
      const next = this.entries.find(({ state }) => state.phase === 'waiting');
      if (next) {
        try {
          await this.#examine(next);
        } catch (error) {
          this.#options.warn(`The intake of ${next.name} failed.`, error);
          if (this.#stopping) return;
          if (this.entry(next.id)) await this.#refuse(next.id, 'crashed', null, String((error as Error).message));
        }
        this.progress = null;
        continue;
      }
      const hash = this.#remaking.shift();
      if (!hash) break;
      if (this.#options.store.has(hash)) await this.#remakeOne(hash);
    }
    // Nothing to do: the worker's memory is given back.
    this.#examiner.stop();
    if (!this.#stopping) this.#options.settled?.();
  }

  async #remakeOne(hash: string): Promise<void> {
    const { store, roots } = this.#options;
    this.#remade = hash;
    const verdict = await this.#examiner.examine({ file: store.pathOf(hash), images: store.madeOf(hash), roots });
    this.#remade = null;
    if (this.#stopping) return;
    if (verdict.verdict === 'refused' && this.entries.some(({ state }) => state.phase === 'waiting')) {
      this.#remaking.push(hash); // it was interrupted: later
      return;
    }
    if (verdict.verdict === 'accepted') await store.keepReport(hash, verdict.report, verdict.text);
    else this.#options.warn(`No images could be made of ${hash}: ${verdict.reason}`);
  }

  #refuse(id: string, reason: ReasonCode, pages: number | null = null, detail = ''): Promise<void> {
    return this.#change(id, { phase: 'refused', reason, pages, detail: detail.slice(0, 500) });
  }

  async #examine(entry: IntakeEntry): Promise<void> {
    const { id, name } = entry;
    const { store, roots } = this.#options;
    const part = this.#part(id);
    if (entry.bytes === 0 || !existsSync(part)) return this.#refuse(id, 'empty');
    if (await isArchive(part, name)) return this.#unpack(entry);
    const began = () => {
      this.progress = { id, step: 'converting', page: 0, pages: 0 };
    };
    const source = await prepared(part, name, `${part}.pdf`, began, this.#options.sandbox);
    if ('refused' in source) return this.#refuse(id, source.refused, null, source.detail);
    const { file } = source;
    const hash = await hashOf(file);
    this.progress = { id, step: 'reading', page: 0, pages: 0 };
    const isKnown = store.has(hash);
    const verdict = await this.#examiner.examine(
      { file, images: isKnown ? null : `${part}.made`, roots },
      { progress: (step, page, pages) => (this.progress = { id, step, page, pages }) },
    );
    if (this.#stopping) return;
    if (!this.entry(id)) {
      await rm(file, { force: true });
      return rm(`${part}.made`, { recursive: true, force: true });
    }
    if (verdict.verdict === 'refused') {
      await rm(`${part}.made`, { recursive: true, force: true });
      return this.#refuse(id, verdict.reason, verdict.pages, verdict.detail);
    }
    const also: Finding[] = [
      ...[...entry.made, ...source.made].map((code) => ({ code, pages: [], detail: '' })),
      ...(await this.#alike(entry, hash, verdict.report.sketch)),
    ];
    await syncFile(file);
    if (!isKnown) {
      await rm(store.madeOf(hash), { recursive: true, force: true });
      await mkdir(store.folder, { recursive: true });
      await rename(`${part}.made`, store.madeOf(hash));
    }
    await store.keep(file, hash);
    await store.keepReport(hash, verdict.report, verdict.text);
    await this.#change(id, { phase: 'ready', hash, also });
    await rm(part, { force: true });
  }

  async #unpack(entry: IntakeEntry): Promise<void> {
    const { id, body, meeting, by, item, question } = entry;
    // What is in an archive is for what the archive is for.
    const wanted = { ...(item ? { item } : {}), ...(question ? { question } : {}) };
    const waiting: IntakeEntry[] = [];
    this.progress = { id, step: 'unpacking', page: 0, pages: 0 };
    const add = (name: string, bytes: number, more: Pick<IntakeEntry, 'state'> & Partial<IntakeEntry>): IntakeEntry => {
      const added: IntakeEntry = {
        id: randomBytes(9).toString('base64url'),
        body,
        meeting,
        name: shortened(basename(name)),
        bytes,
        from: entry.name,
        made: [],
        replaces: null,
        by,
        ...wanted,
        at: Date.now(),
        ...more,
      };
      waiting.push(added);
      return added;
    };
    const refused = (reason: ReasonCode) => ({ phase: 'refused', reason, pages: null, detail: '' }) as const;
    try {
      await unpack(this.#part(id), this.#options.limit, {
        place: async (name, bytes) => this.#part(add(name, bytes, { state: { phase: 'waiting' } }).id),
        done: async (target) => {
          await syncFile(target);
          this.progress = { id, step: 'unpacking', page: waiting.length, pages: 0 };
        },
        refuse: async (name, bytes, reason, begun) => {
          const at = waiting.findIndex((entry) => this.#part(entry.id) === begun);
          if (at >= 0) waiting.splice(at, 1);
          add(name, bytes, { state: refused(reason) });
        },
        pictures: async (folder, files) => {
          const name = `${folder || entry.name.replace(/\.zip$/i, '')}.pdf`;
          const added = add(name, 0, { state: { phase: 'waiting' }, made: ['from-pictures'] });
          const target = this.#part(added.id);
          if (await gathered(files, target)) {
            added.bytes = (await stat(target)).size;
            await syncFile(target);
          } else Object.assign(added, { state: refused('damaged') });
        },
      });
    } catch (error) {
      for (const entry of waiting) await rm(this.#part(entry.id), { force: true });
      return this.#refuse(id, error instanceof BadArchive ? error.reason : 'damaged');
    }
    if (waiting.length === 0) return this.#refuse(id, 'nothing-inside');
    await this.#write([...this.entries.filter((entry) => entry.id !== id), ...waiting]);
    await rm(this.#part(id), { force: true });
  }

  /** Other documents of the same meeting with the same content, or nearly the same text. */
  async #alike(entry: IntakeEntry, hash: string, sketch: readonly number[]): Promise<Finding[]> {
    const others = [
      ...(await this.#options.documents(entry)).map((document) => ({ title: document.title, hash: document.hash })),
      ...this.entriesOf(entry).flatMap((other) =>
        other.id !== entry.id && other.state.phase === 'ready' ? [{ title: other.name, hash: other.state.hash }] : [],
      ),
    ];
    const same = others.filter((other) => other.hash === hash);
    if (same.length > 0)
      return [{ code: 'same-document', pages: [], detail: same.map(({ title }) => title).join('; ') }];
    const similar: string[] = [];
    for (const { title, hash: other } of others) {
      const report = await this.#options.store.report(other);
      if (report && likeness(sketch, report.sketch) >= ALIKE) similar.push(title);
    }
    return similar.length > 0 ? [{ code: 'similar-document', pages: [], detail: similar.join('; ') }] : [];
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#examiner.stop();
    // What was under way is done again at the next start.
  }
}

class TooMuch extends Error {}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
