/** `npm run export -- [--body ID] --meeting ID --out FOLDER`: the record of a meeting, also while the server runs. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { calledFrom } from '../called-from.ts';
import { openRecordKey } from '../record/record-key.ts';
import { recordFiles } from './record.ts';

const usage =
  'npm run export -- [--body ID] --meeting ID --out FOLDER [--data FOLDER]   (xuất hồ sơ phiên họp · exports the record of a meeting)';

/** Every meeting of every body of a data folder. */
async function meetingsIn(data: string): Promise<{ body: string; meeting: string; folder: string }[]> {
  const namesIn = (folder: string) => readdir(folder).catch(() => [] as string[]); // there are none yet
  const bodies = await namesIn(join(data, 'bodies'));
  const all = bodies.map(async (body) => {
    const folder = join(data, 'bodies', body, 'meetings');
    return (await namesIn(folder)).map((meeting) => ({ body, meeting, folder: join(folder, meeting) }));
  });
  return (await Promise.all(all)).flat();
}

export async function main(argv: readonly string[]): Promise<void> {
  const say = (words: string) => process.stderr.write(`${words}\n`);
  const from = calledFrom();
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        body: { type: 'string' },
        meeting: { type: 'string' },
        out: { type: 'string' },
        data: { type: 'string', default: './data' },
      },
    });
    const data = resolve(from, values.data);
    const meetings = await meetingsIn(data);
    const found = meetings.filter(
      ({ body, meeting }) => meeting === values.meeting && (values.body === undefined || values.body === body),
    );
    const [wanted] = found;
    if (!values.out || !wanted || found.length > 1) {
      say(usage);
      const all = meetings.map(({ body, meeting }) => `--body ${body} --meeting ${meeting}`);
      say(`${data}:\n${all.join('\n') || 'chưa có phiên họp · no meetings'}`);
      process.exitCode = 1;
      return;
    }
    const out = resolve(from, values.out);
    const journal = await readFile(join(wanted.folder, 'journal.jsonl'));
    const files = await recordFiles(wanted.meeting, journal, await openRecordKey(join(data, 'record.key')));
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
