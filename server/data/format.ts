/** Which form a data folder has. Older ones are brought to this program's, after a copy; newer ones are refused. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { readChecked, SyncedFile } from '../storage/synced-file.ts';
import { isOf01 } from './from-0.1.ts';

/** What this program writes. 1: version 0.1, one registry. 2: version 0.2, bodies. */
export const FORMAT = 2;

const Kept = v.strictObject({ format: v.pipe(v.number(), v.integer(), v.minValue(1)) });
type Kept = v.InferOutput<typeof Kept>;
const fileIn = (folder: string): SyncedFile<Kept | null> => new SyncedFile(join(folder, 'format.json'));

/** A folder of a newer version: one sentence says which is needed. Nothing was touched. */
export class TooNew extends Error {
  constructor(found: number) {
    super(
      `Dữ liệu này của phiên bản mới hơn (dạng ${found}, chương trình này đọc đến dạng ${FORMAT}): hãy cài bản mới hơn · This data folder was written by a newer version (format ${found}; this program reads up to ${FORMAT}): install the newer one. Nothing was changed.`,
    );
  }
}

/** @throws TooNew */
export function checkFormat(found: number): void {
  if (found > FORMAT) throw new TooNew(found);
}

/** The form of a folder; of an empty one, this program's. Throws `FileDamaged`. */
export async function formatOf(folder: string): Promise<number> {
  const kept = await readChecked(fileIn(folder), Kept);
  if (kept) return kept.format;
  // Folders of 0.2 before it was released say nothing.
  return isOf01(folder) && !existsSync(join(folder, 'accounts.json')) ? 1 : FORMAT;
}

/** Says in a folder that it has this program's form now. */
export async function keepFormat(folder: string): Promise<void> {
  if ((await readChecked(fileIn(folder), Kept))?.format !== FORMAT) await fileIn(folder).write({ format: FORMAT });
}
