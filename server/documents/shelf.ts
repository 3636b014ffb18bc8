/**
 * The files themselves, named by the SHA-256 of their content, and what the intake made of each: its report, its text,
 * an image of every page. A file that stands here is whole; what was made of it can be made again.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { Report } from '../../shared/intake.ts';
import { syncFolder } from '../registry/synced-file.ts';

const Text = v.array(v.string());

export const documentPath = (folder: string, hash: string): string => join(folder, `${hash}.pdf`);

export class Shelf {
  readonly #reports = new Map<string, Report>();

  constructor(readonly folder: string) {}

  pathOf = (hash: string): string => documentPath(this.folder, hash);
  /** Where what was made of a file is kept. */
  madeOf = (hash: string): string => join(this.folder, hash);
  imageOf = (hash: string, name: string): string => join(this.madeOf(hash), name);
  textPath = (hash: string): string => join(this.madeOf(hash), 'text.json');
  has = (hash: string): boolean => existsSync(this.pathOf(hash));

  /** Puts a file, complete and synced, under the name of its content. */
  async keep(temporary: string, hash: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    if (this.has(hash)) await rm(temporary, { force: true });
    else await rename(temporary, this.pathOf(hash));
    await syncFolder(this.folder);
  }

  async keepReport(hash: string, report: Report, text: readonly string[]): Promise<void> {
    await mkdir(this.madeOf(hash), { recursive: true });
    await writeFile(this.textPath(hash), JSON.stringify(text));
    await writeFile(this.imageOf(hash, 'sizes.json'), JSON.stringify(report.sizes));
    // Last: where a report stands, the rest stands too.
    await writeFile(join(this.madeOf(hash), 'report.json'), JSON.stringify(report));
    this.#reports.set(hash, report);
  }

  /** The report on a file; null when there is none, or it is not what the intake writes: then it is made again. */
  async report(hash: string): Promise<Report | null> {
    const known = this.#reports.get(hash);
    if (known) return known;
    const report = await readChecked(join(this.madeOf(hash), 'report.json'), Report);
    if (report) this.#reports.set(hash, report);
    return report;
  }

  /** The text of each page; null when it has not been read. */
  text(hash: string): Promise<string[] | null> {
    return readChecked(this.textPath(hash), Text);
  }

  /** Forgets a file that no meeting has. */
  async remove(hash: string): Promise<void> {
    this.#reports.delete(hash);
    await rm(this.pathOf(hash), { force: true });
    await rm(this.madeOf(hash), { recursive: true, force: true });
  }
}

async function readChecked<Schema extends v.GenericSchema>(
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
