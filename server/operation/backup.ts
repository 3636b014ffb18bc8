/**
 * A data folder in one file, also while the server runs: every journal as long as it was, every document, people, cards
 * and keys. A restored folder is what a power cut at that moment would have left: all that was acknowledged before the
 * backup began is in it. Not in it: the boxes and keys of secret votes that are open, since two backups beside each other
 * would tell in which order ballots were cast.
 */
import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as v from 'valibot';
import yauzl from 'yauzl';
import yazl from 'yazl';
import { checkFormat, formatOf } from '../data/format.ts';
import { syncFolder } from '../storage/synced-file.ts';

/** Told now and then how much is done, of 1. */
export type Progress = (share: number) => void;

/** Why a backup can't be made or put back, in one sentence. */
export class BackupRefused extends Error {}

const MANIFEST = 'backup.json';
const Manifest = v.strictObject({
  /** Of this file's own form. */
  version: v.literal(1),
  /** Of the data folder. */
  format: v.number(),
  /** Milliseconds since 1970. */
  at: v.number(),
  files: v.record(v.string(), v.strictObject({ bytes: v.number(), sha256: v.string() })),
});
type Manifest = v.InferOutput<typeof Manifest>;

/** What is made anew, or is of one moment or one process only. */
const isLeftOut = (name: string): boolean =>
  /^(lock|manage\.json)$|\.next$|(^|\/)snapshot\.json$|(^|\/)ballots\/|\.next\//.test(name);

/** Journals last: whatever a line of theirs names was on disk before it, and is read before it here, too. */
const rank = (name: string): number => (name.endsWith('/journal.jsonl') ? 0 : 1);

async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !isLeftOut(name))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

const isGone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Passes bytes on, counts and hashes them. */
function counting(hash: Hash, count: (bytes: number) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      count(chunk.length);
      done(null, chunk);
    },
  });
}

/** How long a file counts as: a journal ends with its last whole line. */
async function lengthOf(file: FileHandle, name: string): Promise<number> {
  const { size } = await file.stat();
  if (!name.endsWith('.jsonl')) return size;
  const piece = Buffer.alloc(Math.min(size, 1024 * 1024));
  await file.read(piece, 0, piece.length, size - piece.length);
  const last = piece.lastIndexOf(0x0a);
  return last === -1 ? 0 : size - piece.length + last + 1;
}

/**
 * Writes a backup.
 * @param out put in its place when it is whole and on disk; 0600, since it holds keys
 * @throws BackupRefused; nothing is left behind then
 */
export async function backUp(folder: string, out: string, progress: Progress = () => {}): Promise<Manifest> {
  if (!existsSync(join(folder, 'accounts.json')))
    throw new BackupRefused(`${folder}: không phải thư mục dữ liệu · is no data folder`);
  if (existsSync(out)) throw new BackupRefused(`${out}: đã có tệp này · there is such a file already`);
  const manifest: Manifest = { version: 1, format: await formatOf(folder), at: Date.now(), files: {} };
  const names = await namesIn(folder);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  const whole = sizes.reduce((sum, size) => sum + size, 0) || 1;
  const next = `${out}.part`;
  const zip = new yazl.ZipFile();
  const written = pipeline(zip.outputStream, createWriteStream(next, { mode: 0o600, flush: true }));
  written.catch(() => undefined); // awaited below
  let done = 0;
  try {
    for (const name of names) {
      // Opened once: a file that is put in its place meanwhile is another one, and this one stays as long as it was.
      const file = await open(join(folder, name), 'r').catch((error: unknown) => {
        if (isGone(error)) return null; // taken in, or purged, meanwhile
        throw error;
      });
      if (!file) continue;
      const bytes = await lengthOf(file, name).catch(async (error: unknown) => {
        await file.close();
        throw error;
      });
      const hash = createHash('sha256');
      const source = file.createReadStream({ start: 0, end: Math.max(bytes - 1, 0) });
      const count = (some: number) => {
        done += some;
        progress(Math.min(done / whole, 1));
      };
      const through = bytes === 0 ? null : source.pipe(counting(hash, count));
      // Documents and pictures are packed already.
      const compress = /\.(json|jsonl|txt|csv)$/.test(name);
      if (through === null) {
        source.destroy();
        zip.addBuffer(Buffer.alloc(0), name);
      } else {
        source.on('error', (error) => through.destroy(error));
        zip.addReadStream(through, name, { size: bytes, compress });
        await Promise.race([once(through, 'close'), written]);
      }
      manifest.files[name] = { bytes, sha256: hash.digest('hex') };
    }
    zip.addBuffer(Buffer.from(JSON.stringify(manifest)), MANIFEST);
    zip.end();
    await written;
    await rename(next, out);
    await syncFolder(dirname(out));
    progress(1);
    return manifest;
  } catch (error) {
    await rm(next, { force: true });
    throw error;
  }
}

const opened = (file: string): Promise<yauzl.ZipFile> =>
  new Promise((done, failed) =>
    yauzl.open(file, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) =>
      error ? failed(error) : done(zip),
    ),
  );

/** Each entry, with the way to read it. */
async function* entriesOf(zip: yauzl.ZipFile): AsyncGenerator<yauzl.Entry> {
  for (;;) {
    // Listened for first: what is in its buffer already it says at once.
    const next = new Promise<yauzl.Entry | null>((found, failed) => {
      zip.removeAllListeners();
      zip.once('entry', found);
      zip.once('end', () => found(null));
      zip.once('error', failed);
    });
    zip.readEntry();
    const entry = await next;
    if (entry === null) return;
    yield entry;
  }
}
const contentOf = (zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<NodeJS.ReadableStream> =>
  new Promise((done, failed) =>
    zip.openReadStream(entry, (error, stream) => (error ? failed(error) : done(stream as NodeJS.ReadableStream))),
  );

/**
 * Puts a backup back into a folder that is not there, or is empty. Every file is compared with what the backup says of
 * it; the folder comes up whole or not at all.
 * @throws BackupRefused for what is no backup, is damaged, or is newer than this program
 */
export async function restore(file: string, folder: string, progress: Progress = () => {}): Promise<Manifest> {
  const here = await readdir(folder).catch((error: unknown) => {
    if (isGone(error)) return null;
    throw error;
  });
  if (here && here.length > 0)
    throw new BackupRefused(
      `${folder}: thư mục không trống, chọn thư mục khác · the folder is not empty, choose another`,
    );
  const notOne = (why: unknown) =>
    new BackupRefused(`${file}: không phải bản sao lưu, hoặc đã hỏng · is no backup, or is damaged (${String(why)})`);
  const { size } = await stat(file).catch((error: Error) => {
    throw notOne(error.message);
  });
  const zip = await opened(file).catch((error: Error) => {
    throw notOne(error.message);
  });
  const next = `${folder}.restoring`;
  await rm(next, { recursive: true, force: true });
  const found = new Map<string, { bytes: number; sha256: string }>();
  let manifest: Manifest | null = null;
  let done = 0;
  try {
    for await (const entry of entriesOf(zip)) {
      const name = entry.fileName;
      const path = join(next, name);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const hash = createHash('sha256');
      let bytes = 0;
      const count = (some: number) => {
        bytes += some;
        progress(Math.min((done + entry.compressedSize * (bytes / (entry.uncompressedSize || 1))) / size, 1));
      };
      const stream = await contentOf(zip, entry);
      if (name === MANIFEST) {
        const pieces: Buffer[] = [];
        for await (const piece of stream) pieces.push(piece as Buffer);
        manifest = v.parse(Manifest, JSON.parse(Buffer.concat(pieces).toString('utf8')));
        continue;
      }
      await pipeline(stream, counting(hash, count), createWriteStream(path, { mode: 0o600, flush: true }));
      done += entry.compressedSize;
      found.set(name, { bytes, sha256: hash.digest('hex') });
    }
    if (!manifest) throw new Error('its list is missing');
    for (const [name, { bytes, sha256 }] of Object.entries(manifest.files)) {
      const one = found.get(name);
      if (one?.bytes !== bytes || one.sha256 !== sha256) throw new Error(name);
    }
    if (found.size !== Object.keys(manifest.files).length) throw new Error('it holds more than its list says');
  } catch (error) {
    await rm(next, { recursive: true, force: true });
    throw notOne((error as Error).message);
  } finally {
    zip.close();
  }
  try {
    checkFormat(manifest.format);
  } catch (error) {
    await rm(next, { recursive: true, force: true });
    throw new BackupRefused((error as Error).message);
  }
  if (here) await rmdir(folder);
  await mkdir(dirname(folder), { recursive: true });
  await rename(next, folder);
  await syncFolder(dirname(folder));
  progress(1);
  return manifest;
}
