/** `npm run verify -- FOLDER [RECEIPT…]`: what holds and what does not, in words; ends with 1 when anything does not. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { verdictOf, verify } from './verify.ts';

const [folder, ...receipts] = process.argv.slice(2);
const from = process.env.INIT_CWD ?? process.cwd();
if (!folder || !statSync(resolve(from, folder), { throwIfNoEntry: false })?.isDirectory()) {
  console.error('npm run verify -- FOLDER [RECEIPT…]   (kiểm tra hồ sơ phiên họp · checks the record of a meeting)');
  process.exit(1);
}
const root = resolve(from, folder);
const files = new Map<string, Uint8Array>();
for (const entry of readdirSync(root, { recursive: true, withFileTypes: true }))
  if (entry.isFile()) {
    const path = join(entry.parentPath, entry.name);
    files.set(relative(root, path).split(sep).join('/'), readFileSync(path));
  }
for (const receipt of receipts) files.set(`receipts/${basename(receipt)}`, readFileSync(resolve(from, receipt)));

const findings = await verify(files);
for (const { holds, vi, en, where, isUnfinished } of findings) {
  const verdict = holds ? '✓' : '✗';
  console.log(`${isUnfinished ? '…' : verdict} ${where ? `${where}: ` : ''}${vi} · ${en}`);
}
const { holds, words } = verdictOf(findings);
console.log(`\n${words}`);
process.exit(holds ? 0 : 1);
