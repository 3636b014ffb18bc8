/** kill -9 at 50 random moments under load: every acknowledged command is there, whole, once. And a disk that is full. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { JournalEntry } from '../../server/journal/chain.ts';
import { chair, chairCode, idsOf, journalOf, newFolder, RunningServer, remove } from '../server/running-server.ts';
import { WireClient } from '../server/wire-client.ts';

const CUTS = 50;

/** Small numbers from a seed that is printed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const linesOf = (folder: string): JournalEntry[] =>
  readFileSync(journalOf(folder), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalEntry);

test(`kill -9 of the real server at ${CUTS} moments under load loses no acknowledged command and doubles none`, async () => {
  const seed = Date.now() % 1_000_000;
  console.log(`# seed ${seed}`);
  const next = random(seed);
  const folder = newFolder();
  let server = await RunningServer.start(folder);
  const people = idsOf('delegate')
    .filter((id) => id !== chair)
    .slice(0, 12);
  const tokens = await Promise.all([server.signIn(chairCode), ...people.map((id) => server.signIn(id.toUpperCase()))]);
  const acknowledged = new Map<string, number>();
  const unanswered: { who: number; id: string; command: object }[] = [];
  let number = 0;

  for (let cut = 0; cut < CUTS; cut += 1) {
    const clients = await Promise.all(tokens.map((token) => WireClient.connect(server.url, token)));
    let isCut = false;
    // What was under way at the last cut is sent again under the same id, as the pages do.
    for (const { who, id, command } of unanswered.splice(0)) {
      const answer = await clients[who]!.give(command as never, id);
      if (answer.accepted) acknowledged.set(id, answer.sequence);
    }
    const load = clients.map(async (client, who) => {
      while (!isCut) {
        number += 1;
        const id = `cut-${seed}-${number}`;
        const here =
          client.view!.attendance.marks[(who === 0 ? chair : people[who - 1]!) as never]?.status === 'present';
        const command =
          who === 0
            ? { type: 'start-presentation', document: 'bc-cu-tri', page: 1 + (number % 100) }
            : { type: here ? 'leave-hall' : 'confirm-attendance' };
        const sent = new Promise((resolve) => client.socket.emit('command', { id, command }, resolve));
        const gone = new Promise<null>((resolve) => client.socket.once('disconnect', () => resolve(null)));
        const answer = client.socket.connected
          ? ((await Promise.race([sent, gone])) as { accepted: boolean; sequence: number } | null)
          : null;
        if (answer?.accepted) acknowledged.set(id, answer.sequence);
        if (answer === null) {
          unanswered.push({ who, id, command });
          return;
        }
        // Within the limit for one login, so that the load is work and not refusals.
        await new Promise((resolve) => setTimeout(resolve, 45 + next() * 10));
      }
    });
    await new Promise((resolve) => setTimeout(resolve, 20 + next() * 180));
    await server.kill();
    isCut = true;
    await Promise.all(load);
    for (const client of clients) client.close();
    server = await RunningServer.start(folder);
  }

  const view = await WireClient.connect(server.url, tokens[0]!);
  const held = view.sequence;
  view.close();
  assert.is(await server.stop(), 0);
  const entries = linesOf(folder);
  assert.is(entries.at(-1)!.sequence, held, 'the restarted server holds the whole journal');
  const last = new Map<string, number>();
  const commandsSeen = new Map<string, number>();
  for (const { command, sequence, event } of entries) {
    last.set(command, sequence);
    if (event.type !== 'meeting-convened') commandsSeen.set(command, (commandsSeen.get(command) ?? 0) + 1);
  }
  assert.ok(acknowledged.size > CUTS, `only ${acknowledged.size} commands were acknowledged`);
  for (const [id, sequence] of acknowledged) assert.is(last.get(id), sequence, `${id} was acknowledged at ${sequence}`);
  for (const [id, times] of commandsSeen) assert.is(times, 1, `${id} happened ${times} times`);
  console.log(`# ${acknowledged.size} acknowledged commands over ${CUTS} cuts, ${entries.length} entries`);
  remove(folder);
});

test('a full disk (a small tmpfs): commands fail with a code, the meeting stays readable, and goes on with room', async () => {
  const folder = newFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=7m', 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    console.log('# no right to mount a tmpfs here: the injected write error in journal.test.ts stands for it');
    return;
  }
  try {
    // The drawn pages of the sample have no room here.
    delete process.env.PREPARED_DOCUMENTS;
    const server = await RunningServer.start(folder);
    const client = await WireClient.connect(server.url, await server.signIn(chairCode));
    assert.is((await client.give({ type: 'confirm-attendance' })).accepted, true);
    const filler = join(folder, 'filler');
    try {
      execFileSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k'], { stdio: 'pipe' });
    } catch {
      // It ends when the disk is full: that is what it is for.
    }
    let failed: string | undefined;
    for (let page = 1; page <= 60 && !failed; page += 1) {
      const answer = await client.give({ type: 'start-presentation', document: 'bc-cu-tri', page } as never);
      if (!answer.accepted) failed = answer.code;
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    assert.is(failed, 'storage-failed');
    assert.ok(client.view!.presentation.shown, 'the meeting stays readable');
    assert.is((await fetch(`${server.url}/healthz`)).status, 200);
    const before = client.sequence;
    execFileSync('rm', [filler]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const after = await client.give({ type: 'start-presentation', document: 'bc-cu-tri', page: 77 } as never);
    assert.is(after.accepted, true);
    await client.until(({ sequence }) => sequence > before);
    client.close();
    assert.is(await server.stop(), 0);
    const again = await RunningServer.start(folder);
    assert.is(await again.stop(), 0);
  } finally {
    execFileSync('umount', [folder]);
    remove(folder);
  }
});

test.run();
