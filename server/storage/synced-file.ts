/**
 * A lowdb adapter that survives a power cut: it writes a temporary file, syncs it, renames it and syncs the folder.
 * (lowdb's own renames without a sync: after a cut the file can be empty or old.)
 */
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Adapter, Low } from 'lowdb';
import * as v from 'valibot';

export class SyncedFile<Data> implements Adapter<Data> {
  #last: Promise<void> = Promise.resolve();

  /** @param moment what the file's times say, where the time of writing is nobody's business */
  constructor(
    readonly path: string,
    readonly mode = 0o600,
    readonly moment: Date | null = null,
  ) {}

  /** Null when there is no file; throws what JSON.parse throws when it is damaged. */
  async read(): Promise<Data | null> {
    try {
      return JSON.parse(await readFile(this.path, 'utf8')) as Data;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** One after the other; each writes what the data were when it was called. */
  write(data: Data): Promise<void> {
    const text = JSON.stringify(data);
    const written = this.#last.then(() => writeSynced(this.path, text, this.mode, this.moment));
    this.#last = written.catch(() => undefined); // the caller hears of it; the next write starts afresh
    return written;
  }
}

/**
 * Replaces a file as a whole: after a power cut the old content stands or the new, never a part.
 * One at a time for each path. @param moment what the file's times say; null: the time of writing
 */
export async function writeSynced(
  path: string,
  content: string | Uint8Array,
  mode = 0o600,
  moment: Date | null = null,
): Promise<void> {
  const next = `${path}.next`;
  try {
    const file = await open(next, 'w', mode);
    try {
      await file.writeFile(content);
      if (moment) await file.utimes(moment, moment);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(next, path);
  } catch (error) {
    await rm(next, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** A file that is not what the server wrote. */
export class FileDamaged extends Error {}

/** A lowdb of a synced file, checked; its data are null when there is no file yet. Throws `FileDamaged`. */
export async function openChecked<Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
): Promise<Low<v.InferOutput<Schema> | null>> {
  const file = new SyncedFile<v.InferOutput<Schema> | null>(path);
  return new Low(file, await readChecked(file, schema));
}

/** The same, which begins with `empty` when there is no file yet; nothing is written before somebody does. */
export async function openOrBegin<Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
  empty: v.InferOutput<Schema>,
): Promise<Low<v.InferOutput<Schema>>> {
  const db = await openChecked(path, schema);
  db.data ??= empty;
  return db as Low<v.InferOutput<Schema>>;
}

/** What a file holds, checked; null when there is none yet. Throws `FileDamaged`. */
export async function readChecked<Schema extends v.GenericSchema>(
  file: SyncedFile<v.InferOutput<Schema> | null>,
  schema: Schema,
): Promise<v.InferOutput<Schema> | null> {
  try {
    const content = await file.read();
    return content === null ? null : v.parse(schema, content);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof v.ValiError)
      throw new FileDamaged(`${file.path}: ${error.message.split('\n')[0]}`);
    throw error;
  }
}

/** Makes what was written into a file durable. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the names in a folder durable. Windows can't, and does not need it. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
