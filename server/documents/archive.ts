/** The files in a ZIP, one after the other, never more of them than is allowed; what is left out is said by name. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import type { ReasonCode } from '../../shared/intake.ts';
import { isOffice } from './conversion.ts';
import { firstBytes } from './first-bytes.ts';
import { isPicture } from './pictures.ts';

const MOST_FILES = 500;
/** An archive in an archive in an archive is a bomb, or a mistake. */
const DEEPEST = 3;
/** General purpose flag, bit 11: the name is in UTF-8. */
const NAME_IS_UTF8 = 0x800;
const IS_ENCRYPTED = 0x1;

/** The archive can't be read, or holds more than it should. */
export class BadArchive extends Error {
  constructor(readonly reason: 'damaged' | 'too-large') {
    super(reason);
  }
}

/** Told of what an archive holds, in its order. */
export interface Unpacking {
  /** Where the next document goes; told its name in its archives and its size in bytes. */
  place: (name: string, bytes: number) => Promise<string>;
  /** It stands there, whole. */
  done: (target: string) => Promise<void>;
  /** It can't be taken; the others go on. `begun`: where it was to go, when a place had been given to it. */
  refuse: (name: string, bytes: number, reason: ReasonCode, begun?: string) => Promise<void>;
  /** Pictures of one folder: pages of one document, in the order of their names. */
  pictures: (folder: string, files: readonly { name: string; path: string }[]) => Promise<void>;
}

const begins = async (path: string, marks: readonly string[]): Promise<boolean> => {
  const start = await firstBytes(path, 8);
  return marks.some((mark) => start.startsWith(mark));
};
/** Whether a file begins as a ZIP does; Word's and Excel's newer formats do too, so their names count first. */
export const isArchive = async (path: string, name: string): Promise<boolean> =>
  !isOffice(name) && (await begins(path, ['PK\u0003\u0004', 'PK\u0005\u0006']));
/** RAR, 7z, gzip, bzip2, xz. */
export const isOtherArchive = (path: string): Promise<boolean> =>
  begins(path, ['Rar!\u001a\u0007', '7z\u00bc\u00af\u0027\u001c', '\u001f\u008b', 'BZh', '\u00fd7zXZ']);

const otherArchive = /\.(?:rar|7z|tar|t?gz|bz2|xz)$/i;
/** Folders, and what a Mac or Windows leaves behind: nobody misses it. */
const isNothing = (path: string): boolean =>
  path.endsWith('/') ||
  path.split('/').includes('__MACOSX') ||
  basename(path).startsWith('.') ||
  /^(?:thumbs\.db|desktop\.ini)$/i.test(basename(path));

const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows1258 = new TextDecoder('windows-1258');
/** A name as it was meant: in UTF-8 where it says so or can be it, else in the code page of Vietnamese Windows. */
export function nameOf(raw: Buffer, flags: number): string {
  try {
    return utf8.decode(raw).normalize('NFC');
  } catch {
    // Says UTF-8 and is not: better a few strange letters than no file.
    if (flags & NAME_IS_UTF8) return raw.toString('utf8').normalize('NFC');
    return windows1258.decode(raw).normalize('NFC');
  }
}

class Unpacker {
  #files = 0;
  #total = 0;

  constructor(
    readonly limit: number,
    readonly to: Unpacking,
    readonly scratch: string,
  ) {}

  async unpack(path: string, within: string, depth: number): Promise<void> {
    const zip = await new Promise<yauzl.ZipFile>((resolve, reject) =>
      yauzl.open(
        path,
        { lazyEntries: true, autoClose: false, validateEntrySizes: true, decodeStrings: false },
        (error, opened) => (error || !opened ? reject(new BadArchive('damaged')) : resolve(opened)),
      ),
    );
    const pictures = new Map<string, { name: string; path: string }[]>();
    try {
      await new Promise<void>((resolve, reject) => {
        zip.on('error', () => reject(new BadArchive('damaged')));
        zip.on('end', () => resolve());
        zip.on('entry', (entry: yauzl.Entry) => {
          this.#take(zip, entry, within, depth, pictures).then(
            () => zip.readEntry(),
            (error: Error) => reject(error),
          );
        });
        zip.readEntry();
      });
    } finally {
      zip.close();
    }
    for (const [folder, files] of pictures)
      await this.to.pictures(
        folder,
        files.sort((a, b) => a.name.localeCompare(b.name, 'vi', { numeric: true })),
      );
  }

  async #take(
    zip: yauzl.ZipFile,
    entry: yauzl.Entry,
    within: string,
    depth: number,
    pictures: Map<string, { name: string; path: string }[]>,
  ): Promise<void> {
    const path = nameOf(entry.fileName as unknown as Buffer, entry.generalPurposeBitFlag);
    if (isNothing(path)) return;
    const name = within ? `${within}/${path}` : path;
    const bytes = entry.uncompressedSize;
    this.#files += 1;
    this.#total += bytes;
    if (this.#files > MOST_FILES || this.#total > 10 * this.limit) throw new BadArchive('too-large');
    const ending = extname(path).toLowerCase();
    const refuse = (reason: ReasonCode, begun?: string) => this.to.refuse(name, bytes, reason, begun);
    if (otherArchive.test(path)) return refuse('other-archive');
    const isDocument = ending === '.pdf' || isOffice(path);
    if (!isDocument && !isPicture(path) && ending !== '.zip') return refuse('not-a-document');
    if (bytes > this.limit) return refuse('too-large');
    if (entry.generalPurposeBitFlag & IS_ENCRYPTED) return refuse('password');
    if (ending === '.zip' && depth >= DEEPEST) return refuse('too-large');
    const target = isDocument ? await this.to.place(name, bytes) : join(this.scratch, `${this.#files}${ending}`);
    try {
      await this.#write(zip, entry, target);
    } catch {
      // One broken entry costs itself, not the others.
      await rm(target, { force: true });
      return refuse('damaged', target);
    }
    if (isDocument) return this.to.done(target);
    if (ending === '.zip') {
      await this.unpack(target, name, depth + 1).catch((error: unknown) => {
        if (error instanceof BadArchive && error.reason === 'damaged') return refuse('damaged');
        throw error;
      });
      return rm(target, { force: true });
    }
    const folder = dirname(name) === '.' ? '' : dirname(name);
    pictures.set(folder, [...(pictures.get(folder) ?? []), { name: basename(path), path: target }]);
  }

  /** Sizes are checked while it streams: what claims to be small can't grow; and the checksum at its end. */
  async #write(zip: yauzl.ZipFile, entry: yauzl.Entry, target: string): Promise<void> {
    const stream = await new Promise<NodeJS.ReadableStream>((opened, failed) =>
      zip.openReadStream(entry, (error, readable) =>
        error || !readable ? failed(error ?? new BadArchive('damaged')) : opened(readable),
      ),
    );
    let sum = 0;
    const summing = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        sum = crc32(chunk, sum);
        done(null, chunk);
      },
    });
    await pipeline(stream, summing, createWriteStream(target));
    if (sum !== entry.crc32) throw new BadArchive('damaged');
  }
}

/**
 * Unpacks documents one by one, those in archives inside it too.
 * @param limit bytes of one file; all together may be ten times as large
 * @throws BadArchive when nothing of it can be read, or it holds too much
 */
export async function unpack(path: string, limit: number, to: Unpacking): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'nghi-truong-zip-'));
  try {
    await new Unpacker(limit, to, scratch).unpack(path, '', 1);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
