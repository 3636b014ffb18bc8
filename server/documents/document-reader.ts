/** Documents as they lie in the data folder, by the SHA-256 of their content: for whoever reads and never writes. */
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

const Text = v.array(v.string());
/** Width and height of each page, points. */
const Sizes = v.array(v.tuple([v.number(), v.number()]));

export const documentPath = (folder: string, hash: string): string => join(folder, `${hash}.pdf`);

export class DocumentReader {
  constructor(readonly folder: string) {}

  pathOf = (hash: string): string => documentPath(this.folder, hash);
  /** Where what was made of a file is kept. */
  madeOf = (hash: string): string => join(this.folder, hash);
  imageOf = (hash: string, name: string): string => join(this.madeOf(hash), name);
  textPath = (hash: string): string => join(this.madeOf(hash), 'text.json');
  has = (hash: string): boolean => existsSync(this.pathOf(hash));
  /** Bytes of the file; null when there is none. */
  sizeOf = (hash: string): Promise<number | null> =>
    stat(this.pathOf(hash)).then(
      ({ size }) => size,
      () => null,
    );

  /** The text of each page; null when it has not been read. */
  text(hash: string): Promise<string[] | null> {
    return readChecked(this.textPath(hash), Text);
  }

  /** Width and height of each page, points; null when the file has not been examined. */
  sizes(hash: string): Promise<[number, number][] | null> {
    return readChecked(this.imageOf(hash, 'sizes.json'), Sizes);
  }
}

/** What a file holds, if it is that; null where there is none, or something else. */
export async function readChecked<Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
): Promise<v.InferOutput<Schema> | null> {
  try {
    const checked = v.safeParse(schema, JSON.parse(await readFile(path, 'utf8')));
    return checked.success ? checked.output : null;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
