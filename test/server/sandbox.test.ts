/** The process that opens files of others, where bubblewrap offers a sandbox: it works, and sees next to nothing. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { convert } from '../../server/documents/conversion.ts';
import { Examiner } from '../../server/documents/examination.ts';
import { findSandbox } from '../../server/documents/sandbox.ts';
import { newFolder, remove } from './running-server.ts';

const pdf = join(import.meta.dirname, '../../fixtures/documents/01-giay-moi.pdf');
const folder = newFolder();
const [documents, intake] = [join(folder, 'documents'), join(folder, 'intake')];
const sandbox = await findSandbox(folder, [documents, intake], [join(folder, 'roots')]);
const hasOne = sandbox.before.length > 0;
if (!hasOne) console.log(`# ${sandbox.name}: the sandbox is not tested`);
const boxed = hasOne ? test : test.skip;

boxed('a file is read and drawn in it as outside', async () => {
  mkdirSync(intake, { recursive: true });
  copyFileSync(pdf, join(intake, 'x.part'));
  const examiner = new Examiner(sandbox);
  const task = { file: join(intake, 'x.part'), images: join(documents, 'x'), roots: join(folder, 'roots') };
  const inside = await examiner.examine(task as never);
  const own = execFileSync('ps', ['-eo', 'ni,args'], { encoding: 'utf8' }).split('\n');
  assert.match(own.filter((line) => /node.*examiner/.test(line) && !/bwrap/.test(line)).join('\n'), /^ *10 /m);
  examiner.stop();
  const plain = new Examiner();
  const outside = await plain.examine({ ...task, images: join(documents, 'y') } as never);
  plain.stop();
  assert.equal(inside, outside);
});

boxed('in it there is no network, no card, no key, and nothing else can be written', () => {
  writeFileSync(join(folder, 'accounts.json'), 'secret');
  const [command, ...around] = sandbox.before;
  const look = `
    const { existsSync, writeFileSync } = require('node:fs');
    const fails = (what) => { try { what(); return false; } catch { return true; } };
    const { networkInterfaces } = require('node:os');
    console.log(JSON.stringify([
      existsSync(${JSON.stringify(join(folder, 'accounts.json'))}),
      fails(() => writeFileSync('/var/x', 'x')),
      fails(() => writeFileSync(${JSON.stringify(join(intake, 'y'))}, 'x')),
      Object.values(networkInterfaces()).flat().filter(({ internal }) => !internal).length,
    ]));`;
  const said = execFileSync(command!, [...around, '--', process.execPath, '-e', look], { encoding: 'utf8' });
  assert.equal(JSON.parse(said), [false, true, false, 0]);
});

boxed('LibreOffice works in it, and sees neither accounts nor network', async () => {
  const stub = join(newFolder(), 'soffice');
  // It makes a PDF only where it is cut off as it should be.
  writeFileSync(
    stub,
    `#!/bin/sh
[ -e ${folder}/accounts.json ] && exit 1
[ "$(grep -c : /proc/net/dev)" -gt 1 ] && exit 1
while [ "$1" != --outdir ]; do shift; done
cp ${pdf} "$2/source.pdf"`,
    { mode: 0o755 },
  );
  const source = join(intake, 'x.docx');
  writeFileSync(source, 'x');
  const made = join(documents, 'made.pdf');
  await convert(stub, source, 'x.docx', made, sandbox);
  assert.equal(readFileSync(made), readFileSync(pdf));
  await convert(stub, source, 'x.docx', made).then(
    () => assert.unreachable('outside it sees the accounts'),
    () => undefined,
  );
});

test('without one it says so', () => {
  assert.match(sandbox.name, /bubblewrap/);
});

test.after(() => remove(folder));
test.run();
