/**
 * Runs every *.test.ts below test/, each in a process of its own, and ends with "N passed, N failed".
 *   npm test                 all of them
 *   npm test -- rules voting only files whose path contains one of the words
 */
import { spawn } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findChromium } from './browser/chromium.ts';
import { prepareDocuments } from './prepare-documents.ts';

const here = import.meta.dirname;
const words = process.argv.slice(2);
const order = ['rules', 'client', 'documents', 'server', 'chaos', 'drills', 'browser'];
const rank = (path: string) => order.findIndex((folder) => path.startsWith(folder));
const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && (words.length === 0 || words.some((word) => path.includes(word))))
  .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));

if (files.some((path) => path.startsWith('browser'))) process.env.PUPPETEER_EXECUTABLE_PATH = await findChromium();

/** The longest file takes two minutes on a machine of its own. */
const LONGEST_MS = 12 * 60_000;

/** So many files that start servers are run without making their documents beforehand. */
const FEW = 4;

interface Outcome {
  passed: number;
  failed: number;
}

/** Runs one file and reads uvu's closing lines; a file that dies without them, or tests nothing, has failed. */
function runFile(path: string): Promise<Outcome> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', join(here, path)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  // A file that hangs fails by itself, with what it said until then, instead of holding up all others.
  const patience = setTimeout(() => {
    output += `\nNo end after ${LONGEST_MS / 60_000} minutes.\n`;
    child.kill('SIGKILL');
  }, LONGEST_MS);
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(patience);
      const count = (label: string) => Number(new RegExp(`${label}:\\s+(\\d+)`).exec(output)?.[1] ?? 0);
      const [total, passed, skipped] = [count('Total'), count('Passed'), count('Skipped')];
      // A file in which nothing runs tests nothing; one that skips what this machine has not says so.
      const isEmpty = total === 0 && skipped === 0;
      const failed = total - passed + (total === passed && (code !== 0 || isEmpty) ? 1 : 0);
      const mark = failed === 0 ? '✓' : '✗';
      const seconds = Math.round((performance.now() - began) / 1000);
      console.log(
        `${mark} ${relative('.', path)}  ${passed} passed${failed ? `, ${failed} failed` : ''}${skipped ? `, ${skipped} skipped` : ''} (${seconds} s)`,
      );
      if (failed > 0) console.log(output);
      else for (const [line] of output.matchAll(/^# .*$/gm)) console.log(`  ${line}`);
      resolve({ passed, failed });
    });
  });
}

const sum: Outcome = { passed: 0, failed: 0 };
let begun = 0;
/** One file after the other, from a list that several may take from. */
async function lane(paths: string[]): Promise<void> {
  for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
    begun += 1;
    process.stderr.write(`[${begun}/${files.length}] ${path}\n`);
    const { passed, failed } = await runFile(path);
    sum.passed += passed;
    sum.failed += failed;
  }
}
// Three lanes on two cores: one with what wants a core to itself (a browser); one with all the rest, the longest first;
// and one with what mostly waits, for deadlines and for lines that were cut. Whichever of the first two is done helps the
// other.
const longest = ['rules/laws', 'chaos/power-cuts', 'server/verifier', 'documents/examination', 'server/ballots'];
const mostlyWaiting = ['server/wire', 'drills/network'];
const isOneOf = (names: readonly string[]) => (path: string) => names.some((name) => path.startsWith(name));
const isBrowser = (path: string) => path.startsWith('browser');
const browsers = files.filter(isBrowser);
const waiting = files.filter(isOneOf(mostlyWaiting));
const others = files.filter((path) => !isBrowser(path) && !waiting.includes(path));
const rest = [
  ...longest.flatMap((name) => others.filter(isOneOf([name]))),
  ...others.filter((path) => !isOneOf(longest)(path)),
];

// The sample's documents are made once, for all servers of all tests. Two long files need none of it, and go ahead.
const needsNone = isOneOf(['rules', 'client', 'browser/desk']);
const isWorthIt = files.filter((path) => !needsNone(path)).length > FEW;
const prepared = isWorthIt ? prepareDocuments() : Promise.resolve('');
const whenPrepared = prepared.then((folder) => {
  if (folder) process.env.PREPARED_DOCUMENTS = join(folder, 'documents');
});
const takeAhead = (paths: string[]) => {
  const at = isWorthIt ? paths.findIndex(needsNone) : -1;
  return at === -1 ? [] : paths.splice(at, 1);
};
await Promise.all([
  lane(takeAhead(browsers))
    .then(() => whenPrepared)
    .then(() => lane(browsers))
    .then(() => lane(rest)),
  lane(takeAhead(rest))
    .then(() => whenPrepared)
    .then(() => lane(rest))
    .then(() => lane(browsers)),
  whenPrepared.then(() => lane(waiting)),
]);
const folder = await prepared;
if (folder) rmSync(folder, { recursive: true, force: true });
if (files.length === 0) sum.failed = 1;
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed > 0 ? 1 : 0;
