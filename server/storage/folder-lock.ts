/** One server a data folder: a lock file that names its process, so that a crash leaves nothing to clean up by hand. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

export class FolderHeld extends Error {
  constructor(readonly pid: number) {
    super(`held by process ${pid}`);
  }
}

/** When a process began, so that its number, given to another later, is not taken for it. Empty where unknown. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return ''; // no /proc here: the number alone must do
  }
}

function isRunning(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return start === '' || startOf(pid) === '' || startOf(pid) === start;
}

/** Takes the lock, or throws `FolderHeld`. Answers with the way to release it. */
export function lock(path: string): () => void {
  const mine = `${process.pid} ${startOf(process.pid)}\n`;
  for (let tries = 0; ; tries += 1) {
    try {
      writeFileSync(path, mine, { flag: 'wx', mode: 0o600 });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || tries > 3) throw error;
    }
    let held = '';
    try {
      held = readFileSync(path, 'utf8');
    } catch {
      continue; // released between the two: try again
    }
    const [pid = '', start = ''] = held.trim().split(' ');
    if (/^\d+$/.test(pid) && Number(pid) !== process.pid && isRunning(Number(pid), start))
      throw new FolderHeld(Number(pid));
    rmSync(path, { force: true }); // left behind by a server that was killed
  }
}
