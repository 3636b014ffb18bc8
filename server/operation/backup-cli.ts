/** `npm run backup -- --out FILE` and `npm run restore -- --from FILE`: with progress, in one sentence when refused. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { calledFrom } from '../called-from.ts';
import { FolderHeld, lock } from '../storage/folder-lock.ts';
import { BackupRefused, backUp, type Progress, restore } from './backup.ts';

const usages = {
  backup:
    'npm run backup -- --out FILE [--data FOLDER]   (sao lưu, cả khi máy chủ đang chạy · also while the server runs)',
  restore: 'npm run restore -- --from FILE --data FOLDER   (khôi phục vào thư mục trống · into an empty folder)',
};

/** A bar on a terminal; elsewhere a line for each tenth. */
export function bar(out: NodeJS.WriteStream): Progress {
  let last = -1;
  return (share) => {
    const percent = Math.floor(share * 100);
    if (percent === last || (!out.isTTY && Math.floor(percent / 10) === Math.floor(last / 10) && last >= 0)) return;
    last = percent;
    const full = Math.round(share * 30);
    const picture = `[${'#'.repeat(full)}${'.'.repeat(30 - full)}] ${String(percent).padStart(3)} %`;
    out.write(out.isTTY ? `\r${picture}${percent === 100 ? '\n' : ''}` : `${picture}\n`);
  };
}

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

export async function main(command: 'backup' | 'restore', argv: readonly string[]): Promise<void> {
  const say = (words: string) => process.stderr.write(`${words}\n`);
  const from = calledFrom();
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        out: { type: 'string' },
        from: { type: 'string' },
        data: { type: 'string', ...(command === 'backup' ? { default: './data' } : {}) },
      },
    });
    const file = command === 'backup' ? values.out : values.from;
    if (!file || !values.data) throw new BackupRefused(usages[command]);
    const data = resolve(from, values.data);
    const progress = bar(process.stderr);
    if (command === 'restore') {
      try {
        lock(join(data, 'lock'))();
      } catch (error) {
        if (error instanceof FolderHeld)
          throw new BackupRefused(`${data}: máy chủ đang chạy trên thư mục này · a server runs on this folder`);
        // There is no such folder yet.
      }
    }
    const { files, at } =
      command === 'backup'
        ? await backUp(data, resolve(from, file), progress)
        : await restore(resolve(from, file), data, progress);
    const bytes = Object.values(files).reduce((sum, one) => sum + one.bytes, 0);
    const done = command === 'backup' ? 'Đã sao lưu · backed up' : 'Đã khôi phục · restored';
    say(`${done}: ${Object.keys(files).length} tệp · files, ${megabytes(bytes)}, ${new Date(at).toISOString()}`);
    if (command === 'backup')
      say(
        'Bản sao lưu chứa khóa và thẻ: cất nơi an toàn · A backup holds keys and cards: keep it where only you can read it.',
      );
  } catch (error) {
    say(error instanceof BackupRefused ? error.message : `${usages[command]}\n${(error as Error).message}`);
    process.exitCode = 1;
  }
}
