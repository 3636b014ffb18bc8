/** Backups while the server is at work, put back and compared; the mirror; data folders of other versions. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { BackupRefused, backUp, restore } from '../../server/operation/backup.ts';
import { Mirror } from '../../server/operation/mirror.ts';
import { chairCode, here, idsOf, journalOf, newFolder, RunningServer, remove, runToEnd } from './running-server.ts';
import { WireClient } from './wire-client.ts';

const backup = suite('backup');
const project = join(import.meta.dirname, '..', '..');
const refusalOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => '',
    (error: Error) => {
      assert.instance(error, BackupRefused);
      return error.message;
    },
  );

backup(
  'made under load, put back elsewhere: all that was acknowledged before it began is there, the rest is whole',
  async () => {
    const server = await RunningServer.start();
    const chair = await WireClient.connect(server.url, await server.signIn(chairCode));
    const present = idsOf('delegate');
    for (const person of present.slice(0, 20)) await chair.give({ type: 'mark-present', person } as never);
    const before = chair.sequence;
    const document = readdirSync(join(server.folder, 'documents')).find((name) => name.endsWith('.pdf'))!;
    // It is made while the hall goes on.
    let isMade = false;
    const load = (async () => {
      // As quick as one login may be.
      for (let round = 20; !isMade && round < present.length; round += 1) {
        await chair.give({ type: 'mark-present', person: present[round]! } as never);
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
    })();
    const out = join(newFolder(), 'all.ntbackup');
    const shares: number[] = [];
    const manifest = await backUp(server.folder, out, (share) => shares.push(share));
    isMade = true;
    await load;
    assert.is(statSync(out).mode & 0o77, 0, 'it holds keys');
    assert.is(shares.at(-1), 1);
    assert.equal(
      shares,
      [...shares].sort((a, b) => a - b),
      'progress never goes back',
    );
    assert.ok(Object.keys(manifest.files).includes(`documents/${document}`));
    for (const left of ['lock', 'manage.json']) assert.not(left in manifest.files, left);
    const target = join(newFolder(), 'restored');
    await restore(out, target);
    const [mine, theirs] = [server.folder, target].map((folder) =>
      readFileSync(journalOf(folder, here), 'utf8').trimEnd().split('\n'),
    ) as [string[], string[]];
    assert.ok(theirs.length >= before);
    assert.equal(theirs, mine.slice(0, theirs.length));
    chair.close();
    await server.stop();
    // A server starts on it, and the cards still open it.
    const second = await RunningServer.start(target);
    const again = await WireClient.connect(second.url, await second.signIn('TK01'));
    assert.ok(again.sequence >= before);
    again.close();
    await second.stop();
    // Damage is named, and nothing is left behind.
    const bytes = readFileSync(out);
    const at = Math.floor(bytes.length / 2);
    bytes[at] = bytes[at]! ^ 1;
    writeFileSync(`${out}.bad`, bytes);
    const nowhere = join(newFolder(), 'x');
    assert.match(await refusalOf(restore(`${out}.bad`, nowhere)), /is no backup, or is damaged/);
    truncateSync(`${out}.bad`, at);
    assert.match(await refusalOf(restore(`${out}.bad`, nowhere)), /is no backup, or is damaged/);
    assert.not(existsSync(nowhere));
    assert.not(existsSync(`${nowhere}.restoring`));
    // It never writes over anything.
    assert.match(await refusalOf(restore(out, target)), /the folder is not empty/);
    assert.match(await refusalOf(backUp(target, out)), /there is such a file already/);
    assert.match(await refusalOf(backUp(newFolder(), `${out}.2`)), /is no data folder/);
    for (const gone of [server.folder, join(target, '..'), join(out, '..')]) remove(gone);
  },
);

backup('from the command line, with progress', async () => {
  const server = await RunningServer.start();
  const folder = newFolder();
  const run = (script: string, ...more: string[]) =>
    execFileSync('npm', ['--prefix', project, 'run', '--silent', script, '--', ...more], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  run('backup', '--data', server.folder, '--out', join(folder, 'one.ntbackup'));
  await server.stop();
  run('restore', '--from', join(folder, 'one.ntbackup'), '--data', join(folder, 'data'));
  assert.equal(readFileSync(journalOf(join(folder, 'data'), here)), readFileSync(journalOf(server.folder, here)));
  for (const gone of [server.folder, folder]) remove(gone);
});

backup('the mirror follows every journal; its loss is said, and what it missed is added when it is back', async () => {
  const stick = newFolder();
  const server = await RunningServer.start(newFolder(), ['--port', '0', '--mirror', stick]);
  const chair = await WireClient.connect(server.url, await server.signIn(chairCode));
  const office = await server.signIn('TK01');
  const stateOf = async () => {
    const answer = await fetch(`${server.url}/api/bodies/${here.body}/operation`, {
      headers: { Authorization: `Bearer ${office}` },
    });
    return ((await answer.json()) as { server: { mirror: { problem: string | null; inStepAt: number } } }).server
      .mirror;
  };
  const until = async (isSo: () => boolean | Promise<boolean>) => {
    for (let times = 0; times < 400; times += 1) {
      if (await isSo()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.unreachable('it did not come about');
  };
  const isSame = () =>
    existsSync(journalOf(stick, here)) &&
    readFileSync(journalOf(stick, here)).equals(readFileSync(journalOf(server.folder, here)));
  const [first, second] = idsOf('delegate');
  await chair.give({ type: 'mark-present', person: first! } as never);
  await until(isSame);
  assert.is((await stateOf()).problem, null);
  // It is pulled out.
  renameSync(stick, `${stick}.away`);
  await chair.give({ type: 'mark-present', person: second! } as never);
  await until(async () => (await stateOf()).problem !== null);
  assert.match(server.stderr, /mirror .* is lost/);
  assert.not(existsSync(stick), 'nothing is written beside a stick that is not there');
  renameSync(`${stick}.away`, stick);
  await until(isSame);
  await until(async () => (await stateOf()).problem === null);
  chair.close();
  await server.stop();
  for (const gone of [server.folder, stick]) remove(gone);
});

backup('a copy of another journal is set aside by the mirror, never overwritten', async () => {
  const [data, stick] = [newFolder(), newFolder()];
  for (const folder of [data, stick]) mkdirSync(join(folder, 'bodies/b'), { recursive: true });
  writeFileSync(join(data, 'bodies/b/journal.jsonl'), 'one\ntwo\n');
  writeFileSync(join(stick, 'bodies/b/journal.jsonl'), 'other\n');
  const mirror = new Mirror(data, stick, () => undefined);
  mirror.start();
  await mirror.stop();
  const names = readdirSync(join(stick, 'bodies/b')).sort();
  assert.is(names.length, 2);
  assert.is(readFileSync(join(stick, 'bodies/b', names[0]!), 'utf8'), 'one\ntwo\n');
  assert.is(readFileSync(join(stick, 'bodies/b', names[1]!), 'utf8'), 'other\n');
  for (const gone of [data, stick]) remove(gone);
});

backup(
  'a data folder of a newer version is refused with a sentence, and not touched; this one’s says its form',
  async () => {
    const server = await RunningServer.start();
    await server.stop();
    const file = join(server.folder, 'format.json');
    assert.equal(JSON.parse(readFileSync(file, 'utf8')), { format: 2 });
    writeFileSync(file, '{"format":3}');
    const before = readdirSync(server.folder).sort();
    const refused = await runToEnd(['--port', '0', '--data', server.folder]);
    assert.is(refused.code, 1);
    assert.match(refused.stderr, /written by a newer version/);
    assert.equal(readdirSync(server.folder).sort(), before);
    // One that says nothing is of a time before it was said.
    rmSync(file);
    const again = await RunningServer.start(server.folder);
    await again.stop();
    assert.equal(JSON.parse(readFileSync(file, 'utf8')), { format: 2 });
    remove(server.folder);
  },
);

backup.run();
