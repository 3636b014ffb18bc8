/** `npm run --silent intake -- FILE…`: the intake's verdict on each file, one JSON line a file; nothing is kept. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FindingCode, ReasonCode, Verdict } from '../../shared/intake.ts';
import { BadArchive, isArchive, unpack } from './archive.ts';
import { Examiner } from './examination.ts';
import { gathered, prepared } from './sources.ts';

/** Of one file in an archive. */
const MOST_BYTES = 200 * 1024 * 1024;

const lineFor = (file: string, verdict: Verdict): string =>
  JSON.stringify(
    verdict.verdict === 'accepted'
      ? {
          file,
          verdict: 'accepted',
          pages: verdict.report.pages,
          warnings: verdict.report.findings.map(({ code }) => code),
          reason: null,
        }
      : { file, verdict: 'refused', pages: verdict.pages, warnings: [], reason: verdict.reason },
  );

/** Examines one file as the page would: what is in an archive by itself, what is no PDF as the PDF that is made of it. */
async function* examined(examiner: Examiner, path: string, shown: string): AsyncGenerator<string> {
  const refused = (file: string, reason: ReasonCode) =>
    lineFor(file, { verdict: 'refused', reason, pages: null, detail: '' });
  if (!(await stat(path).catch(() => null))?.isFile()) return yield refused(shown, 'not-found');
  const folder = await mkdtemp(join(tmpdir(), 'nghi-truong-cli-'));
  try {
    if (await isArchive(path, shown)) {
      const inside: { name: string; file?: string; reason?: ReasonCode; made: FindingCode[] }[] = [];
      const next = () => join(folder, String(inside.length));
      try {
        await unpack(path, MOST_BYTES, {
          place: async (name) => {
            const file = next();
            inside.push({ name, file, made: [] });
            return file;
          },
          done: async () => undefined,
          refuse: async (name, _bytes, reason, begun) => {
            const at = inside.findIndex(({ file }) => file !== undefined && file === begun);
            if (at >= 0) inside.splice(at, 1);
            inside.push({ name, reason, made: [] });
          },
          pictures: async (name, pictures) => {
            const file = next();
            const isMade = await gathered(pictures, file);
            inside.push({
              name: `${name || 'pictures'}.pdf`,
              ...(isMade ? { file } : { reason: 'damaged' }),
              made: ['from-pictures'],
            });
          },
        });
      } catch (error) {
        return yield refused(shown, error instanceof BadArchive ? error.reason : 'damaged');
      }
      if (inside.length === 0) yield refused(shown, 'nothing-inside');
      for (const { name, file, reason, made } of inside)
        if (file) yield await examinedOne(examiner, file, `${shown}/${name}`, join(folder, 'made.pdf'), made);
        else yield refused(`${shown}/${name}`, reason!);
      return;
    }
    yield await examinedOne(examiner, path, shown, join(folder, 'made.pdf'), []);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function examinedOne(
  examiner: Examiner,
  path: string,
  shown: string,
  target: string,
  made: readonly FindingCode[],
): Promise<string> {
  const source = await prepared(path, shown, target);
  if ('refused' in source)
    return lineFor(shown, { verdict: 'refused', reason: source.refused, pages: null, detail: source.detail });
  const verdict = await examiner.examine({ file: source.file, images: null });
  if (verdict.verdict === 'accepted')
    verdict.report.findings.push(...[...made, ...source.made].map((code) => ({ code, pages: [], detail: '' })));
  return lineFor(shown, verdict);
}

export async function main(files: readonly string[]): Promise<void> {
  if (files.length === 0) {
    process.stderr.write(
      'npm run --silent intake -- FILE…   (một dòng JSON cho mỗi tệp, kể cả tệp trong ZIP · one JSON line a file, those in a ZIP too)\n',
    );
    process.exitCode = 1;
    return;
  }
  // npm runs this in the project's folder; names are meant from where it was called.
  const from = process.env.INIT_CWD ?? process.cwd();
  const examiner = new Examiner();
  for (const [index, file] of files.entries()) {
    if (process.stderr.isTTY) process.stderr.write(`\r[${index + 1}/${files.length}] ${file}\u001b[K`);
    for await (const line of examined(examiner, resolve(from, file), file)) process.stdout.write(`${line}\n`);
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  examiner.stop();
}
