/**
 * Where hostile files are opened: apart from the rest of the system where it offers a way (bubblewrap: no network, the
 * disk read-only, of the data folder nothing but documents and intake), else in a process of this user.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface Sandbox {
  /** As the log and the operator's page say it. */
  name: string;
  /** What stands before the program on its command line; empty where there is nothing to stand there. */
  before: readonly string[];
}
export const noSandbox: Sandbox = { name: 'process of its own (bubblewrap is not installed)', before: [] };

const run = promisify(execFile);

/**
 * A program and its arguments, as they are run there.
 * @param writable folders beside those of the sandbox that it may write, and where it finds them
 */
export function inside(
  { before }: Sandbox,
  program: string,
  args: readonly string[],
  writable: readonly (readonly [folder: string, at: string])[] = [],
): [program: string, args: string[]] {
  const [first, ...around] = before;
  if (first === undefined) return [program, [...args]];
  return [first, [...around, ...writable.flatMap((mount) => ['--bind', ...mount]), '--', program, ...args]];
}

/**
 * @param data the data folder; hidden but for `open`
 * @param open folders below it that are read and written
 * @param readable folders below it that are read, where they are there
 */
export async function findSandbox(
  data: string,
  open: readonly string[],
  readable: readonly string[],
): Promise<Sandbox> {
  for (const folder of open) await mkdir(folder, { recursive: true });
  const before = [
    'bwrap',
    ...['--ro-bind', '/', '/'],
    ...['--dev', '/dev'],
    ...['--proc', '/proc'],
    ...['--tmpfs', data],
    ...open.flatMap((folder) => ['--bind', folder, folder]),
    ...readable.flatMap((folder) => ['--ro-bind-try', folder, folder]),
    '--unshare-net',
    '--unshare-ipc',
    '--unshare-uts',
    '--new-session',
    '--die-with-parent',
  ];
  try {
    const found: Sandbox = { name: 'bubblewrap', before };
    await run(...inside(found, process.execPath, ['--version']), { timeout: 10_000 });
    return found;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? noSandbox : { name: 'process of its own (bubblewrap is not allowed here)', before: [] };
  }
}

/** A process and all that it has begun. */
async function familyOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => ''); // it has ended, or no /proc
  const below = await Promise.all(children.split(' ').filter(Boolean).map(Number).map(familyOf));
  return [pid, ...below.flat()];
}

/** Resident bytes of a process and its children; 0 where the system does not tell (the worker's own heap limit holds). */
export async function memoryOf(pid: number): Promise<number> {
  const pages = await Promise.all(
    (await familyOf(pid)).map(async (one) => {
      const statm = await readFile(`/proc/${one}/statm`, 'utf8').catch(() => '');
      return Number(statm.split(' ')[1] ?? 0);
    }),
  );
  return pages.reduce((sum, some) => sum + some, 0) * 4096;
}
