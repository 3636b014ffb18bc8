/**
 * What a hall's network, disk and power do on the day, done to a real server behind a network of its own: HTTPS, trusting
 * only what the door gave. After each fault all stand where the server stands, and nothing that was acknowledged is lost.
 * Needs the right to make network namespaces; without it the drills are skipped, and that is said. `DRILL_CLIENTS=200`
 * and `DRILL_SECONDS=120` make them as long as a bad day.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Answer } from '../../shared/wire/protocol.ts';
import { chairCode, here, journalOf, type Rehearsal } from '../server/running-server.ts';
import { HallClient } from './hall-client.ts';
import { OwnNetwork, run } from './own-network.ts';

const CLIENTS = Number(process.env.DRILL_CLIENTS ?? 40);
const SECONDS = Number(process.env.DRILL_SECONDS ?? 8);
/** Beyond it a fault did not end. */
const PATIENCE_MS = 60_000;

const drills = suite('drills');
const made = OwnNetwork.make();
if (typeof made === 'string') console.log(`# no network of our own can be made here (${made}): drills are skipped`);
const drill = typeof made === 'string' ? drills.skip : drills;
/** There while drills run. */
const hall = made as OwnNetwork;
let ca = '';
let rehearsal: Rehearsal;
let chair: HallClient;
let clients: HallClient[] = [];
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<number> {
  const begun = performance.now();
  while (!(await isSo())) {
    if (performance.now() - begun > PATIENCE_MS)
      throw new Error(`${what} did not come about.\n${hall.said.slice(-2000)}`);
    await pause(50);
  }
  return performance.now() - begun;
}

/** Everyone has all that was acknowledged, and the same. */
const isInStep = () => {
  const [first] = clients;
  return (
    chair.sequence >= answeredUpTo &&
    clients.every(({ sequence }) => sequence === chair.sequence) &&
    clients.every(({ head }) => head === first!.head) &&
    new Set(clients.map(({ view }) => JSON.stringify(view))).size === 1
  );
};
const acknowledged = new Set<string>();
/** The last sequence number that the chair was told of. */
let answeredUpTo = 0;
/** When the fault was over, by a clock that does not jump. */
let faultEnded = 0;
const isOver = () => {
  faultEnded = performance.now();
};
let turn = 0;
/** The chair has a line shown that nobody has shown before. */
async function sayNext(): Promise<Answer> {
  turn += 1;
  const text = `drill ${turn}.`;
  const answer = await chair.give({ type: 'show-notice', text } as never);
  if (answer.accepted) {
    acknowledged.add(text);
    answeredUpTo = Math.max(answeredUpTo, answer.sequence);
  }
  return answer;
}
/** She goes on with her meeting. */
async function goOn(times: number): Promise<void> {
  for (let done = 0; done < times; done += 1) assert.ok((await sayNext()).accepted);
}
async function allIsThere(fault: string): Promise<void> {
  // One more thing happens, so that whoever missed something sees the gap.
  await goOn(1);
  await until(`after ${fault}: all in step`, isInStep);
  const took = performance.now() - faultEnded;
  console.log(`# ${fault}: ${clients.length + 1} in step ${(took / 1000).toFixed(1)} s after the fault`);
  const journal = readFileSync(journalOf(hall.folder, rehearsal), 'utf8');
  for (const text of acknowledged) assert.is(journal.split(`"${text}"`).length, 2, `${fault}: “${text}”, once`);
}

/** What fails before the first drill is said: uvu keeps it to itself. */
const complain = (error: unknown) => {
  console.log(error);
  throw error;
};
async function prepare(): Promise<void> {
  if (typeof made === 'string') return;
  // A small disk of its own, that can be filled.
  run('mount', '-t', 'tmpfs', '-o', 'size=400m', 'drill', hall.folder);
  await hall.start();
  // As a new tablet: the certificate comes from the door, and nothing else is trusted.
  ca = (await hall.certificateFromDoor()).toString();
  const token = await hall.signIn(ca, chairCode);
  rehearsal = await hall.post<Rehearsal>(
    ca,
    `/api/bodies/${here.body}/meetings/${here.meeting}/rehearsals`,
    { delegates: CLIENTS },
    token,
  );
  const at = { body: rehearsal.body, meeting: rehearsal.meeting };
  const as = (role: string) => rehearsal.people.filter(({ roles }) => roles.includes(role));
  chair = new HallClient(hall.url, { token: as('chair')[0]!.token, ca, at });
  clients = as('delegate')
    .filter(({ roles }) => !roles.includes('chair'))
    .map(({ token: own }) => new HallClient(hall.url, { token: own, ca, at }));
  await until('everybody is in', () => [chair, ...clients].every(({ view }) => view !== null));
}
drills.before(() => prepare().catch(complain));
drills.after(async () => {
  if (typeof made === 'string') return;
  for (const client of [chair, ...clients]) client?.close();
  await hall.end('SIGTERM');
  run('umount', hall.folder);
  await hall.remove();
});

drill('who trusts nothing from the door is not let in: the certificate is this installation’s own', async () => {
  const code = await new Promise((resolve) => {
    get(`${hall.url}/livez`, { agent: false }, () => resolve('trusted')).on(
      'error',
      (error: Error & { code: string }) => resolve(error.code),
    );
  });
  assert.match(String(code), /SELF_SIGNED|UNABLE_TO/);
});

drill(
  '300 ms there and back, and one packet in twenty lost, as TCP shows it: held up until it came again',
  async () => {
    // The kernel’s own netem is not everywhere: each piece waits 150 ms on its way, one in twenty 300 ms longer.
    const sockets = new Set<Socket>();
    const slow = (from: Socket, to: Socket) => {
      let free = 0;
      let pieces = 0;
      from.on('data', (piece) => {
        pieces += 1;
        free = Math.max(free, performance.now() + 150 + (pieces % 20 === 0 ? 300 : 0));
        setTimeout(() => to.write(piece), free - performance.now());
      });
      from.on('close', () => to.destroy());
      from.on('error', () => to.destroy());
      sockets.add(from);
    };
    const proxy: Server = createServer((socket) => {
      const onward = connect(8443, hall.address);
      slow(socket, onward);
      slow(onward, socket);
    });
    await new Promise<void>((listening) => proxy.listen(8443, `${hall.net}.1`, listening));
    for (const client of [chair, ...clients]) client.moveTo(`https://${hall.net}.1:8443`, hall.address);
    await goOn(10);
    isOver();
    await allIsThere('a slow, lossy network');
    for (const client of [chair, ...clients]) client.moveTo(hall.url);
    isOver();
    for (const socket of sockets) socket.destroy();
    proxy.close();
    await allIsThere('the way back');
  },
);

drill(`the Wi-Fi is gone for ${SECONDS} s for ${CLIENTS}: half-open connections on both sides`, async () => {
  hall.isPluggedIn = false;
  const going = goOn(3);
  await pause(SECONDS * 1000);
  hall.isPluggedIn = true;
  isOver();
  await going;
  await allIsThere('the Wi-Fi gone');
});

drill('the server stands still for ten seconds (SIGSTOP), and goes on', async () => {
  hall.server!.kill('SIGSTOP');
  const going = goOn(2);
  await pause(Math.min(SECONDS, 10) * 1000);
  hall.server!.kill('SIGCONT');
  isOver();
  await going;
  await allIsThere('a server that stood still');
});

drill('the power is cut under load, and comes back', async () => {
  const going = goOn(30);
  await pause(300);
  await hall.end('SIGKILL');
  await hall.start();
  isOver();
  await going;
  await allIsThere('a power cut');
});

drill('the disk is full: what can’t be kept is refused by name, the meeting stays, and goes on with room', async () => {
  const ballast = join(hall.folder, 'ballast');
  const before = chair.sequence;
  try {
    writeFileSync(ballast, Buffer.alloc(500 * 1024 * 1024, 1));
  } catch {
    // That is what was wanted: nothing more fits.
  }
  let refused = '';
  for (let times = 0; times < 200 && refused === ''; times += 1) {
    const answer = await sayNext();
    if (!answer.accepted) refused = answer.code;
    await pause(55); // as quick as one login may be
  }
  assert.is(refused, 'storage-failed');
  assert.ok(chair.sequence >= before);
  rmSync(ballast);
  isOver();
  await until('room again', async () => (await sayNext()).accepted);
  await allIsThere('a full disk');
});

drill('the server gets another address: its certificate follows, and whoever knows it is in', async () => {
  hall.inside('ip', 'addr', 'del', `${hall.address}/24`, 'dev', `${hall.name}b`);
  hall.address = `${hall.net}.3`;
  hall.inside('ip', 'addr', 'add', `${hall.address}/24`, 'dev', `${hall.name}b`);
  isOver();
  for (const client of [chair, ...clients]) client.moveTo(hall.url);
  await allIsThere('another address');
});

drills.run();
