/** `npm run --silent intake -- FILE…`: the intake's verdict on each file, one JSON line a file; nothing is kept. */
import { resolve } from 'node:path';
import type { Verdict } from '../../shared/intake.ts';
import { Examiner } from './examination.ts';

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

export async function main(files: readonly string[]): Promise<void> {
  if (files.length === 0) {
    process.stderr.write('npm run --silent intake -- FILE…   (một dòng JSON cho mỗi tệp · one JSON line a file)\n');
    process.exitCode = 1;
    return;
  }
  // npm runs this in the project's folder; names are meant from where it was called.
  const from = process.env.INIT_CWD ?? process.cwd();
  const examiner = new Examiner();
  for (const [index, file] of files.entries()) {
    if (process.stderr.isTTY) process.stderr.write(`\r[${index + 1}/${files.length}] ${file}\u001b[K`);
    const verdict = await examiner.examine({ file: resolve(from, file), images: null });
    process.stdout.write(`${lineFor(file, verdict)}\n`);
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  examiner.stop();
}
