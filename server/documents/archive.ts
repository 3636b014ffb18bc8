/** The files in a ZIP, one after the other, never more of them than is allowed. */
import { createWriteStream } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import { isOffice } from './conversion.ts';

const MOST_FILES = 500;

/** The archive can't be read, or holds more than it should. */
export class BadArchive extends Error {
  constructor(readonly reason: 'damaged' | 'too-large') {
    super(reason);
  }
}

/** Whether a file begins as a ZIP does; Word's and Excel's newer formats do too, so their names count first. */
export async function isArchive(path: string, name: string): Promise<boolean> {
  if (isOffice(name)) return false;
  const file = await openFile(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.equals(Buffer.from('PK\u0003\u0004'));
  } finally {
    await file.close();
  }
}

/** What a clerk means by a document: not a folder, not what a Mac or Windows leaves behind. */
const isMeant = (path: string) =>
  !path.endsWith('/') &&
  !path.startsWith('__MACOSX/') &&
  !basename(path).startsWith('.') &&
  (extname(path).toLowerCase() === '.pdf' || isOffice(path));

/**
 * Unpacks documents one by one.
 * @param limit bytes of one file; all together may be ten times as large
 * @param place where the next file goes; told its name and its size in bytes
 */
export async function unpack(
  path: string,
  limit: number,
  place: (name: string, bytes: number, isTooLarge: boolean) => Promise<string | null>,
  done: (target: string) => Promise<void>,
): Promise<void> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) =>
    yauzl.open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, opened) =>
      error || !opened ? reject(new BadArchive('damaged')) : resolve(opened),
    ),
  );
  let files = 0;
  let total = 0;
  try {
    await new Promise<void>((resolve, reject) => {
      zip.on('error', () => reject(new BadArchive('damaged')));
      zip.on('end', () => resolve());
      zip.on('entry', (entry: yauzl.Entry) => {
        const take = async () => {
          if (!isMeant(entry.fileName)) return;
          files += 1;
          total += entry.uncompressedSize;
          if (files > MOST_FILES || total > 10 * limit) throw new BadArchive('too-large');
          const isTooLarge = entry.uncompressedSize > limit;
          const target = await place(entry.fileName.normalize('NFC'), entry.uncompressedSize, isTooLarge);
          if (target === null || isTooLarge) return;
          const stream = await new Promise<NodeJS.ReadableStream>((opened, failed) =>
            zip.openReadStream(entry, (error, readable) =>
              error || !readable ? failed(new BadArchive('damaged')) : opened(readable),
            ),
          );
          // Sizes are checked while it streams: what claims to be small can't grow.
          await pipeline(stream, createWriteStream(target));
          await done(target);
        };
        take().then(
          () => zip.readEntry(),
          (error: Error) => reject(error),
        );
      });
      zip.readEntry();
    });
  } finally {
    zip.close();
  }
}
