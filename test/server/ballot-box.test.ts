/** The ballot box by itself: what a disk that fails, a torn file and a damaged one do to it. */
import { createPublicKey } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BallotBox } from '../../server/ballots/box.ts';
import { KeyLost, VoteKeys } from '../../server/ballots/keys.ts';
import { MemorySecrets } from '../../server/ballots/memory-secrets.ts';
import { NotWritten } from '../../server/journal/engine.ts';
import { FileDamaged } from '../../server/storage/synced-file.ts';
import { newFolder, remove } from './running-server.ts';

const opening = new Date('2026-12-01T02:00:00Z');
const ballot = (at: number, choice = 'approve') => ({
  number: String(at).padStart(20, '0'),
  marks: [choice],
  signature: 'x',
});
const openBox = (folder: string) => BallotBox.open(join(folder, 'v.box'), opening, []);

test('many at once share writings; what is answered is on disk, sorted, under the time of the opening', async () => {
  const folder = newFolder();
  const box = await openBox(folder);
  const order = Array.from({ length: 60 }, (_, at) => (at * 37) % 60);
  const onDisk = () =>
    (JSON.parse(readFileSync(join(folder, 'v.box'), 'utf8')) as { ballots: { number: string }[] }).ballots.map(
      ({ number }) => number,
    );
  await Promise.all(
    order.map(async (at) => {
      assert.is(await box.cast(ballot(at), false), 'cast');
      assert.ok(onDisk().includes(ballot(at).number));
    }),
  );
  assert.equal(onDisk(), [...onDisk()].sort());
  assert.is(statSync(join(folder, 'v.box')).mtimeMs, opening.getTime());
  assert.is(statSync(folder).mtimeMs, opening.getTime());
  assert.is((await openBox(folder)).count, 60, 'opened again after a cut');
  remove(folder);
});

test('once: the same again is no error, other marks are refused, a spoiled number too; sealed, nothing goes in', async () => {
  const folder = newFolder();
  const box = await openBox(folder);
  const outcomes = await Promise.all([
    box.cast(ballot(1), false),
    box.cast(ballot(1), false),
    box.cast(ballot(1, 'reject'), false),
  ]);
  assert.equal(outcomes, ['cast', 'cast', 'already-cast']);
  assert.is(box.spoil(ballot(1).number), false, 'it has been cast');
  assert.is(box.spoil(ballot(2).number), true);
  assert.is(await box.cast(ballot(2), false), 'ballot-spoiled');
  const sealing = box.cast(ballot(3), false);
  const sealed = await box.seal();
  assert.is(await sealing, 'cast');
  assert.equal(
    sealed.map(({ number }) => number),
    [ballot(1).number, ballot(3).number],
    'what was under way is in it',
  );
  assert.is(await box.cast(ballot(4), false), 'vote-not-open');
  box.reopen();
  assert.is(await box.cast(ballot(4), false), 'cast');
  remove(folder);
});

test('a disk that does not take it: it is not in the box, its sender is told, and the next try may go in', async () => {
  const folder = newFolder();
  const box = await openBox(folder);
  await box.cast(ballot(1), false);
  // Nobody can write there, not even root: the name leads into a folder that does not exist.
  symlinkSync(join(folder, 'nowhere', 'x'), join(folder, 'v.box.next'));
  const refused = await box.cast(ballot(2), false).catch((error: unknown) => error);
  assert.instance(refused, NotWritten);
  assert.is(box.count, 1);
  rmSync(join(folder, 'v.box.next'), { force: true });
  assert.is(await box.cast(ballot(2, 'reject'), false), 'cast', 'the number is as free as before');
  assert.is((await openBox(folder)).count, 2);
  remove(folder);
});

test('a torn new file beside the box counts for nothing; a box that is not what was written is not opened', async () => {
  const folder = newFolder();
  const box = await openBox(folder);
  await box.cast(ballot(1), false);
  const whole = readFileSync(join(folder, 'v.box'));
  for (let cut = 0; cut < whole.length; cut += 1) {
    writeFileSync(join(folder, 'v.box.next'), whole.subarray(0, cut));
    assert.is((await openBox(folder)).count, 1);
  }
  for (const content of ['{', '{"ballots":[{"number":"1"}]}', '{"ballots":{}}', '']) {
    writeFileSync(join(folder, 'v.box'), content);
    const refused = await openBox(folder).catch((error: unknown) => error);
    assert.instance(refused, FileDamaged);
  }
  remove(folder);
});

test('a vote’s key lies on the disk sealed: it opens after a crash, and never once the memory is gone', async () => {
  const [folder, memory] = [newFolder(), newFolder()];
  const keys = new VoteKeys(folder, new MemorySecrets(folder, memory));
  const told = await keys.publicKey('v');
  const der = createPublicKey({ key: Buffer.from(told, 'base64url'), format: 'der', type: 'spki' });
  const { n = '' } = der.export({ format: 'jwk' });
  const onDisk = readFileSync(join(folder, 'v.key'));
  assert.not(onDisk.includes('PRIVATE'));
  assert.not(Buffer.from(onDisk.toString(), 'base64').includes(Buffer.from(n, 'base64url').subarray(0, 16)));
  await keys.stop();
  // Another process, the same machine.
  const after = new VoteKeys(folder, new MemorySecrets(folder, memory));
  assert.is(await after.publicKey('v'), told);
  await after.stop();
  // The power was cut: nothing opens it.
  const [secret] = readdirSync(memory);
  assert.is(statSync(join(memory, secret!)).mode & 0o77, 0);
  rmSync(join(memory, secret!));
  const lost = new VoteKeys(folder, new MemorySecrets(folder, memory));
  const refused = await lost.sign('v', Buffer.alloc(384, 1)).catch((error: unknown) => error);
  assert.instance(refused, KeyLost);
  // A vote that is not open yet gets another.
  assert.is.not(await lost.publicKey('v'), told);
  await lost.forget('v');
  assert.equal([readdirSync(memory), readdirSync(folder)], [[], []], 'over: nothing of it stays');
  await lost.stop();
  for (const gone of [folder, memory]) remove(gone);
});

test('a secret that another has put into a folder of all is none of ours', async () => {
  const [folder, memory] = [newFolder(), newFolder()];
  const secrets = new MemorySecrets(folder, memory);
  await secrets.make('v');
  chmodSync(join(memory, readdirSync(memory)[0]!), 0o644);
  assert.is(await secrets.find('v'), null);
  for (const gone of [folder, memory]) remove(gone);
});

test.run();
