/**
 * The files themselves, named by the SHA-256 of their content, and what the intake made of each: its report, its text,
 * an image of every page. A file that stands here is whole; what was made of it can be made again.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Report } from '../../shared/intake.ts';
import { syncFolder } from '../storage/synced-file.ts';
import { DocumentReader, readChecked } from './document-reader.ts';

export class DocumentStore extends DocumentReader {
  readonly #reports = new Map<string, Report>();

  /** A meeting's journal names it from now on: it is never removed again, whichever meetings are awake. */
  async claim(hash: string): Promise<void> {
    await mkdir(this.madeOf(hash), { recursive: true });
    await writeFile(this.#claimOf(hash), '');
    await syncFolder(this.madeOf(hash));
  }
  #claimOf = (hash: string): string => join(this.madeOf(hash), 'claimed');
  isClaimed = (hash: string): boolean => existsSync(this.#claimOf(hash));

  /** Of every file that is here. */
  async hashes(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => [] as string[]); // nothing was kept yet
    return names.flatMap((name) => /^([0-9a-f]{64})\.pdf$/.exec(name)?.[1] ?? []);
  }

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

  /** Forgets a file that no meeting has claimed. */
  async remove(hash: string): Promise<void> {
    if (this.isClaimed(hash)) return;
    this.#reports.delete(hash);
    await rm(this.pathOf(hash), { force: true });
    await rm(this.madeOf(hash), { recursive: true, force: true });
  }
}
