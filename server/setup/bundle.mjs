// npm run bundle [-- --out FILE]: one file with Node, the program and its packages, for a machine that has neither the
// internet nor Node. Unpack it there and run ./start.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { build, install, root, say } from './prepare.mjs';

/** What only builds: the pages are built already. */
const onlyBuilds =
  /^node_modules\/(vite|rolldown|@rolldown|@oxc-project|lightningcss|workbox-|vite-plugin|@babel|esbuild|@esbuild|rollup|@rollup|@surma|terser|caniuse-lite|lucide-static|pdfmake|docx)/;

install();
await build();

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const name = `nghi-truong-${version}-${process.platform}-${process.arch}`;
const said = process.argv.indexOf('--out');
const out = resolve(
  process.env.INIT_CWD ?? process.cwd(),
  said > 0 ? (process.argv[said + 1] ?? '') : `${name}.tar.gz`,
);
const work = mkdtempSync(join(tmpdir(), 'nghi-truong-bundle-'));
const home = join(work, name);

function run(command, args, options = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 28, ...options });
  if (status !== 0) throw new Error(`${command} ${args[0]}: ${stderr}`);
  return stdout;
}

try {
  mkdirSync(join(home, 'bin'), { recursive: true });
  say('Gom chương trình và các gói (1/3)…', 'Gathering the program and its packages (1/3)…');
  for (const part of ['build', 'fixtures', 'docs', 'package.json', 'README.md', 'CHANGELOG.md'])
    cpSync(join(root, part), join(home, part), { recursive: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const listed = run(npm, ['ls', '--omit=dev', '--all', '--parseable'], { cwd: root });
  for (const folder of new Set(listed.trim().split('\n').slice(1))) {
    const path = relative(root, folder);
    if (onlyBuilds.test(path) || path.startsWith('..') || !existsSync(folder)) continue;
    // Packages within packages come with the outer one.
    if (path.indexOf('node_modules', 1) > 0) continue;
    cpSync(folder, join(home, path), { recursive: true });
  }
  copyFileSync(process.execPath, join(home, 'bin', 'node'));
  chmodSync(join(home, 'bin', 'node'), 0o755);
  // Programs are files, not words on node's command line: what they start would begin with the same words.
  mkdirSync(join(home, 'run'));
  for (const [command, program, call] of [
    ['start', 'main', 'main(given)'],
    ['manage', 'manage-cli', 'main(given)'],
    ['backup', 'backup-cli', "main('backup', given)"],
    ['restore', 'backup-cli', "main('restore', given)"],
    ['export', 'export-cli', 'main(given)'],
    ['public', 'site-cli', "main('public', given)"],
    ['publish', 'site-cli', "main('publish', given)"],
  ]) {
    const begin = `import { main } from '../build/server/${program}.js';\n\nconst given = process.argv.slice(2);\nawait ${call};\n`;
    writeFileSync(join(home, 'run', `${command}.mjs`), begin);
    const script = `#!/bin/sh
# ${command}: see docs/operations.md
here=$(cd "$(dirname "$0")" && pwd)
exec "$here/bin/node" "$here/run/${command}.mjs" "$@"
`;
    writeFileSync(join(home, command), script, { mode: 0o755 });
  }
  say('Thử chạy (2/3)…', 'Trying it (2/3)…');
  const help = run(join(home, 'start'), ['--help'], { cwd: work, env: { PATH: '/usr/bin:/bin' } });
  if (!help.includes('--lan')) throw new Error('The bundle does not start.');
  say('Nén (3/3)…', 'Packing (3/3)…');
  mkdirSync(dirname(out), { recursive: true });
  run('tar', ['-czf', out, '-C', work, name]);
  const megabytes = (statSync(out).size / 1024 / 1024).toFixed(0);
  say(`${out} (${megabytes} MB): giải nén rồi chạy ./start`, 'unpack it, then run ./start');
} catch (error) {
  say('Không gom được.', `The bundle could not be made. ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
