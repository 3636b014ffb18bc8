// Everything between a fresh clone and a running program: plain JavaScript, because it runs before anything is
// installed. It says what it does, does only what is missing or stale, and leaves a stamp so that the next
// start costs a few milliseconds.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const oldestNode = [20, 19];

/** Prints a line of progress, in Vietnamese and English, to standard error: standard output belongs to the program. */
export function say(vietnamese, english) {
  process.stderr.write(`${vietnamese} · ${english}\n`);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  say(
    `Cần Node.js từ ${oldestNode.join('.')}, máy này có ${process.versions.node}.`,
    `Node.js ${oldestNode.join('.')} or newer is needed; this machine has ${process.versions.node}. See nodejs.org.`,
  );
  process.exit(1);
}

const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
const hashOf = (...contents) =>
  contents.reduce((hash, content) => hash.update(content), createHash('sha256')).digest('hex');

/** Installs the packages of package-lock.json when they are missing or from another lock file. */
export function install() {
  checkNode();
  const stamp = join(root, 'node_modules', '.nghi-truong');
  const wanted = hashOf(read(join(root, 'package-lock.json')), process.version.split('.')[0]);
  if (read(stamp) === wanted) return;
  say('Đang cài các gói cần dùng (một lần, chừng một phút)…', 'Installing packages (once, about a minute)…');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    say(
      'Không cài được. Kiểm tra mạng rồi chạy lại.',
      'Installing failed (see above). Check the network, then run again.',
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

/** The content of every source that goes into build/, as one hash: file times lie after a checkout or a copy. */
function sourcesHash() {
  const paths = ['shared', 'server', 'client', 'verifier'].flatMap((folder) => [...filesBelow(join(root, folder))]);
  paths.push(join(root, 'vite.config.ts'), join(root, 'package-lock.json'), join(root, 'tsconfig.json'));
  return hashOf(...paths.sort().flatMap((path) => [path.slice(root.length), readFileSync(path)]), process.version);
}

/** Builds pages and server into build/ when a source has changed since the last time. */
export async function build() {
  const target = join(root, 'build');
  const stamp = join(target, 'stamp');
  const wanted = sourcesHash();
  if (read(stamp) === wanted) return;
  // Made beside the old one and put in its place when whole: a start cut off half way leaves nothing half built.
  const next = join(root, `build-${process.pid}`);
  try {
    const vite = await import('vite');
    const configFile = join(root, 'vite.config.ts');
    say('Đang dựng các trang (1/2)…', 'Building the pages (1/2)…');
    await vite.build({ configFile, logLevel: 'warn', build: { outDir: join(next, 'client'), emptyOutDir: true } });
    say('Đang dựng máy chủ (2/2)…', 'Building the server (2/2)…');
    await vite.build({
      configFile,
      logLevel: 'warn',
      build: { ssr: true, outDir: join(next, 'server'), emptyOutDir: true },
    });
    writeFileSync(join(next, 'stamp'), wanted);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(dirname(target), { recursive: true });
    renameSync(next, target);
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
}
