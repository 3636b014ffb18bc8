/** Law 7: the server's clock may be set during a sitting. By an injected clock always, by libfaketime where it is. */

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openFileJournal } from '../../server/journal/file-engine.ts';
import { Clock, type ClockMark } from '../../server/logs/clock.ts';
import { LogHost } from '../../server/logs/log-host.ts';
import { system } from '../../server/logs/rulebook.ts';
import { keepDeadlines } from '../../server/meetings/deadlines.ts';
import { meetingRulebook } from '../../server/meetings/meeting-log.ts';
import { Limits } from '../../server/realtime/limits.ts';
import { SyncedFile } from '../../server/storage/synced-file.ts';
import type { Command } from '../../shared/meeting/commands.ts';
import { timeLeft } from '../../shared/meeting/floor/queries.ts';
import type { MeetingEvent } from '../../shared/meeting/state.ts';
import { actorOf, smallCouncil } from '../rules/small-council.ts';
import { chairCode, idsOf, newFolder, RunningServer, remove } from './running-server.ts';
import { WireClient } from './wire-client.ts';

const HOUR = 3_600_000;

/** A machine whose clock is set by the test. */
class Machine {
  steadyMs = 5_000_000;
  set = 1_700_000_000_000;
  readonly wall = () => this.set + this.steadyMs;
  readonly steady = () => this.steadyMs;
  pass(ms: number): this {
    this.steadyMs += ms;
    return this;
  }
  setBy(ms: number): this {
    this.set += ms;
    return this;
  }
}

async function hostOn(folder: string, machine: Machine) {
  const clock = new Clock(machine);
  const { journal } = await openFileJournal<MeetingEvent>(join(folder, 'journal.jsonl'), 'm1');
  const host = await LogHost.open({
    id: 'm1',
    rulebook: meetingRulebook,
    journal,
    snapshots: new SyncedFile(join(folder, 'snapshot.json')),
    now: () => clock.now(),
  });
  await host.execute('create-m1', { type: 'create-meeting', definition: smallCouncil() }, system);
  let commands = 0;
  const give = async (who: string, command: Command) => {
    commands += 1;
    return host.execute(`test-${machine.steadyMs}-${commands}`, command, actorOf(host.state, who));
  };
  const step = async () => {
    const byMs = clock.check();
    if (byMs !== 0) assert.is((await host.stepClock(byMs)).accepted, true);
    return byMs;
  };
  return { host, give, step, clock };
}

async function underWay(folder: string, machine: Machine) {
  const meeting = await hostOn(folder, machine);
  const { give } = meeting;
  await give('s0', { type: 'mark-all-present' });
  await give('d0', { type: 'open-meeting' });
  await give('d0', { type: 'jump-to-item', item: 'i3' });
  await give('d0', { type: 'give-floor', person: 'd1' as never, kind: 'speech' });
  return meeting;
}
const timesOf = (folder: string): { at: number; type: string; byMs?: number }[] =>
  readFileSync(join(folder, 'journal.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { event: { at: number; type: string } }).event);

for (const byMs of [HOUR, -HOUR, -600_000]) {
  test(`set by ${byMs / 60_000} minutes: a speech and a vote keep their time, and the step is on the record`, async () => {
    const folder = newFolder();
    const machine = new Machine();
    const { host, give, step } = await underWay(folder, machine);
    await give('d0', { type: 'open-vote', vote: 'v1' as never, seconds: 300 });
    machine.pass(60_000).setBy(byMs);
    assert.is(await step(), byMs);
    assert.is(host.now(), machine.wall(), 'the time of day is the new one');
    assert.is(timeLeft(host.state.floor.speech!, host.now()), 360_000);
    assert.is(host.state.voting.votes[0]!.poll!.closesAt! - host.now(), 240_000);
    assert.is((await give('d1', { type: 'cast-ballot', vote: 'v1' as never, marks: ['approve'] })).accepted, true);
    machine.pass(241_000);
    assert.is((await give('d2', { type: 'cast-ballot', vote: 'v1' as never, marks: ['approve'] })).accepted, false);
    const times = timesOf(folder);
    for (const [index, { at, type }] of times.entries())
      if (index > 0 && type !== 'clock-stepped')
        assert.ok(at >= times[index - 1]!.at, `line ${index + 1} runs backwards`);
    assert.is(times.find(({ type }) => type === 'clock-stepped')!.byMs, byMs);
    await host.stop();
    remove(folder);
  });
}

test('drift is followed in silence, and time never runs backwards by it', async () => {
  const folder = newFolder();
  const machine = new Machine();
  const { host, give, step } = await underWay(folder, machine);
  machine.setBy(-1500);
  assert.is(await step(), 0);
  await give('d0', { type: 'extend-speech', seconds: 60 });
  const times = timesOf(folder).map(({ at }) => at);
  assert.equal(times, times.toSorted());
  await host.stop();
  remove(folder);
});

test('a deadline is armed anew by a step: set forward it closes nothing early, set back nothing late', async () => {
  const folder = newFolder();
  const machine = new Machine();
  const { host, give, step } = await underWay(folder, machine);
  await give('d0', { type: 'open-vote', vote: 'v1' as never, seconds: 60 });
  const stop = keepDeadlines(host);
  machine.setBy(HOUR);
  await step();
  await new Promise((resolve) => setImmediate(resolve));
  assert.is(host.state.voting.votes[0]!.phase, 'open');
  stop();
  machine.pass(61_000);
  const closed = new Promise((resolve) => host.listen(resolve));
  const stopAgain = keepDeadlines(host);
  await closed;
  assert.is(host.state.voting.votes[0]!.phase, 'closed');
  stopAgain();
  await host.stop();
  remove(folder);
});

test('set while the server was down: known within one start of the machine; else at least never before the last event', async () => {
  const folder = newFolder();
  const machine = new Machine();
  const first = await underWay(folder, machine);
  const mark = new SyncedFile<ClockMark>(join(folder, 'clock.json'));
  assert.is(await first.clock.stepSince(mark, 'boot-1'), 0);
  await first.host.stop();
  machine.pass(30_000).setBy(HOUR);
  const second = await hostOn(folder, machine);
  assert.is(await second.clock.stepSince(mark, 'boot-1'), HOUR);
  await second.host.catchUpWithClock(HOUR);
  assert.is(timeLeft(second.host.state.floor.speech!, second.host.now()), 390_000);
  assert.is(await second.clock.stepSince(mark, 'boot-2'), 0, 'another start of the machine tells nothing');
  await second.host.stop();
  machine.setBy(-2 * HOUR);
  const third = await hostOn(folder, machine);
  await third.host.catchUpWithClock(0);
  assert.is(timesOf(folder).at(-1)!.type, 'clock-stepped');
  assert.is(timeLeft(third.host.state.floor.speech!, third.host.now()), 390_000, 'no time has passed that is known of');
  await third.host.stop();
  remove(folder);
});

test('nobody is locked out by a clock that is set: limits are counted by a clock that does not jump', () => {
  let steady = 0;
  const limits = new Limits(() => steady);
  for (let message = 0; message < 40; message += 1) assert.is(limits.allows('d1'), true);
  assert.is(limits.allows('d1'), false);
  steady += 1000;
  for (let message = 0; message < 20; message += 1) assert.is(limits.allows('d1'), true);
});

const library = (existsSync('/usr/lib') ? readdirSync('/usr/lib') : [])
  .map((name) => join('/usr/lib', name, 'faketime/libfaketime.so.1'))
  .find((path) => existsSync(path));
if (!library) console.log('# libfaketime is not installed: the server itself was not tried');
else
  test('the server itself, with its clock set ten minutes back and an hour on (libfaketime)', async () => {
    const folder = newFolder();
    const offset = join(folder, 'faketime');
    writeFileSync(offset, '+0s\n');
    const server = await RunningServer.start(newFolder(), ['--port', '0'], {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: offset,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    });
    const client = await WireClient.connect(server.url, await server.signIn(chairCode));
    await client.give({ type: 'mark-all-present' });
    await client.give({ type: 'open-meeting' });
    await client.give({ type: 'next-item' });
    const person = idsOf('delegate')[3]!;
    await client.give({ type: 'give-floor', person, kind: 'presentation' } as never);
    let steps = 0;
    const stepped = () => client.facts.filter(({ type }) => type === 'clock-stepped').length;
    const left = async () => {
      const { now } = (await client.emit('clock', {})) as unknown as { now: number };
      return timeLeft(client.view!.floor.speech!, now);
    };
    const before = await left();
    for (const set of ['-600s', '+3000s']) {
      writeFileSync(offset, `${set}\n`);
      steps += 1;
      await client.until(() => stepped() === steps);
      const answer = await client.give({ type: 'extend-speech', seconds: 60 });
      assert.is(answer.accepted, true, 'no command is refused for it');
    }
    await client.until(({ view }) => view!.floor.speech!.limitMs === 1_020_000);
    const passed = before + 120_000 - (await left());
    assert.ok(passed >= 0 && passed < 60_000, `the countdown leapt by ${passed} ms`);
    assert.match(server.stdout, /Đồng hồ máy chủ vừa được chỉnh -600 giây/);
    client.close();
    await server.stop();
    remove(server.folder);
    remove(folder);
  });

test.run();
