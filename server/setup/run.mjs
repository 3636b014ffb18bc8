// Runs a TypeScript program of this project (benchmark, rehearsal, fixtures) after the same set-up as npm start:
//   node server/setup/run.mjs path/to/program.ts [its arguments]
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build, install, root } from './prepare.mjs';

/** Runs `program` with tsx and answers with its exit code; passes signals on. */
export async function run(program, programArguments) {
  install();
  await build();
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, program), ...programArguments], {
    cwd: root,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

if (process.argv[1]?.endsWith('run.mjs')) {
  const [program, ...programArguments] = process.argv.slice(2);
  process.exitCode = await run(program, programArguments);
}
