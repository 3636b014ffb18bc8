/** `npm run export -- --meeting ID --out FOLDER`: the record of a meeting, also while the server runs. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openRecordKey } from '../record/record-key.ts';
import { recordFiles } from './record.ts';

const usage =
  'npm run export -- --meeting ID --out FOLDER [--data FOLDER]   (xuất hồ sơ phiên họp · exports the record of a meeting)';

export async function main(argv: readonly string[]): Promise<void> {
  const say = (words: string) => process.stderr.write(`${words}\n`);
  // npm runs this in the project's folder; names are meant from where it was called.
  const from = process.env.INIT_CWD ?? process.cwd();
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { meeting: { type: 'string' }, out: { type: 'string' }, data: { type: 'string', default: './data' } },
    });
    const data = resolve(from, values.data);
    const meetings = await readdir(join(data, 'meetings')).catch(() => [] as string[]);
    if (!values.out || !values.meeting || !meetings.includes(values.meeting)) {
      say(usage);
      say(`${data}: ${meetings.join(', ') || 'chưa có phiên họp · no meetings'}`);
      process.exitCode = 1;
      return;
    }
    const out = resolve(from, values.out);
    const journal = await readFile(join(data, 'meetings', values.meeting, 'journal.jsonl'));
    const files = await recordFiles(values.meeting, journal, await openRecordKey(join(data, 'record.key')));
    await mkdir(out, { recursive: true });
    if ((await readdir(out)).some((name) => name !== 'receipts')) {
      say(`${out}: thư mục không trống, chọn thư mục khác · the folder is not empty, choose another.`);
      process.exitCode = 1;
      return;
    }
    for (const [name, content] of files) await writeFile(join(out, name), content);
    say(`${out}: ${files.size} tệp · files`);
  } catch (error) {
    say(`${usage}\n${(error as Error).message}`);
    process.exitCode = 1;
  }
}
