/**
 * What a hall's network, disk and power do on the day, done to a real server behind a network of its own: HTTPS, trusting
 * only what the door gave. After each fault all stand where the server stands, and nothing that was acknowledged is lost.
 * Needs the right to make network namespaces; without it the drills are skipped, and that is said. `DRILL_CLIENTS=200`
 * and `DRILL_SECONDS=120` make them as long as a bad day.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get, request } from 'node:https';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Answer } from '../../shared/wire/protocol.ts';
import { cardOf, chairCode, here, journalOf, newFolder, type Rehearsal, remove } from '../server/running-server.ts';
import { HallClient } from './hall-client.ts';

const CLIENTS = Number(process.env.DRILL_CLIENTS ?? 40);
const SECONDS = Number(process.env.DRILL_SECONDS ?? 8);
/** Beyond it a fault did not end. */
const PATIENCE_MS = 60_000;

const drills = suite('drills');
const project = join(import.meta.dirname, '..', '..');
const name = `nt${process.pid % 100_000}`;
const net = `10.${70 + (process.pid % 100)}.${process.pid % 250}`;
const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'pipe', encoding: 'utf8' });
const inside = (...args: string[]) => run('ip', 'netns', 'exec', name, ...args);

function mayDrill(): string | null {
  try {
    run('ip', 'netns', 'add', name);
    run('ip', 'link', 'add', `${name}a`, 'type', 'veth', 'peer', 'name', `${name}b`, 'netns', name);
    return null;
  } catch (error) {
    return (error as Error).message.split('\n')[0]!;
  }
}
const why = mayDrill();
if (why) console.log(`# no network of our own can be made here (${why}): drills are skipped`);
const drill = why ? drills.skip : drills;

const folder = newFolder();
let address = `${net}.2`;
let ca = '';
let child: ChildProcess;
let said = '';
let rehearsal: Rehearsal;
let chair: HallClient;
let clients: HallClient[] = [];
const url = () => `https://${address}:8443`;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<number> {
  const begun = performance.now();
  while (!(await isSo())) {
    if (performance.now() - begun > PATIENCE_MS) throw new Error(`${what} did not come about.\n${said.slice(-2000)}`);
    await pause(50);
  }
  return performance.now() - begun;
}

async function startServer(): Promise<void> {
  said = '';
  child = spawn(
    'ip',
    ['netns', 'exec', name, process.execPath, join(project, 'server/setup/start.mjs'), '--lan', '--data', folder],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const hear = (chunk: Buffer) => (said += chunk);
  child.stdout!.on('data', hear);
  child.stderr!.on('data', hear);
  await until('ready', () => /^ready /m.test(said));
}
/** `ip netns exec` becomes the program: the child is the server itself. */
const end = (signal: NodeJS.Signals) =>
  new Promise<void>((ended) => {
    child.once('exit', () => ended());
    child.kill(signal);
  });

const ask = <Body>(path: string, body: object, token?: string) =>
  new Promise<Body>((resolve, reject) => {
    const asked = request(
      `${url()}${path}`,
      {
        ca,
        agent: false,
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      },
      (response) => {
        let text = '';
        response.on('data', (chunk) => (text += chunk));
        response.on('end', () => resolve(JSON.parse(text) as Body));
      },
    );
    asked.on('error', reject);
    asked.end(JSON.stringify(body));
  });

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
  const journal = readFileSync(journalOf(folder, rehearsal), 'utf8');
  for (const text of acknowledged) assert.is(journal.split(`"${text}"`).length, 2, `${fault}: “${text}”, once`);
}

/** What fails before the first drill is said: uvu keeps it to itself. */
const complain = (error: unknown) => {
  console.log(error);
  throw error;
};
async function prepare(): Promise<void> {
  if (why) return;
  run('ip', 'addr', 'add', `${net}.1/24`, 'dev', `${name}a`);
  run('ip', 'link', 'set', `${name}a`, 'up');
  inside('ip', 'link', 'set', 'lo', 'up');
  inside('ip', 'addr', 'add', `${address}/24`, 'dev', `${name}b`);
  inside('ip', 'link', 'set', `${name}b`, 'up');
  // A small disk of its own, that can be filled.
  run('mount', '-t', 'tmpfs', '-o', 'size=400m', 'drill', folder);
  await startServer();
  // As a new tablet: the certificate comes from the door, over plain HTTP, and nothing else is trusted.
  const given = await fetch(`http://${address}:8080/tin-cay/nghi-truong.cer`);
  const der = Buffer.from(await given.arrayBuffer()).toString('base64');
  ca = `-----BEGIN CERTIFICATE-----\n${der.match(/.{1,64}/g)!.join('\n')}\n-----END CERTIFICATE-----\n`;
  const { pin, password } = cardOf(chairCode);
  const { token } = await ask<{ token: string }>('/api/login', { code: chairCode, pin, password, bearer: true });
  rehearsal = await ask<Rehearsal>(
    `/api/bodies/${here.body}/meetings/${here.meeting}/rehearsals`,
    { delegates: CLIENTS },
    token,
  );
  const at = { body: rehearsal.body, meeting: rehearsal.meeting };
  const as = (role: string) => rehearsal.people.filter(({ roles }) => roles.includes(role));
  chair = new HallClient(url(), { token: as('chair')[0]!.token, ca, at });
  clients = as('delegate')
    .filter(({ roles }) => !roles.includes('chair'))
    .map(({ token: own }) => new HallClient(url(), { token: own, ca, at }));
  await until('everybody is in', () => [chair, ...clients].every(({ view }) => view !== null));
}
drills.before(() => prepare().catch(complain));
drills.after(async () => {
  if (why) return;
  for (const client of [chair, ...clients]) client?.close();
  await end('SIGTERM');
  run('umount', folder);
  run('ip', 'netns', 'del', name);
  remove(folder);
});

drill('who trusts nothing from the door is not let in: the certificate is this installation’s own', async () => {
  const code = await new Promise((resolve) => {
    get(`${url()}/livez`, { agent: false }, () => resolve('trusted')).on('error', (error: Error & { code: string }) =>
      resolve(error.code),
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
      const onward = connect(8443, address);
      slow(socket, onward);
      slow(onward, socket);
    });
    await new Promise<void>((listening) => proxy.listen(8443, `${net}.1`, listening));
    for (const client of [chair, ...clients]) client.moveTo(`https://${net}.1:8443`, address);
    await goOn(10);
    await allIsThere('a slow, lossy network');
    for (const client of [chair, ...clients]) client.moveTo(url());
    for (const socket of sockets) socket.destroy();
    proxy.close();
    await allIsThere('the way back');
  },
);

drill(`the Wi-Fi is gone for ${SECONDS} s for ${CLIENTS}: half-open connections on both sides`, async () => {
  run('ip', 'link', 'set', `${name}a`, 'down');
  const going = goOn(3);
  await pause(SECONDS * 1000);
  run('ip', 'link', 'set', `${name}a`, 'up');
  isOver();
  await going;
  await allIsThere('the Wi-Fi gone');
});

drill('the server stands still for ten seconds (SIGSTOP), and goes on', async () => {
  child.kill('SIGSTOP');
  const going = goOn(2);
  await pause(Math.min(SECONDS, 10) * 1000);
  child.kill('SIGCONT');
  isOver();
  await going;
  await allIsThere('a server that stood still');
});

drill('the power is cut under load, and comes back', async () => {
  const going = goOn(30);
  await pause(300);
  await end('SIGKILL');
  await startServer();
  isOver();
  await going;
  await allIsThere('a power cut');
});

drill('the disk is full: what can’t be kept is refused by name, the meeting stays, and goes on with room', async () => {
  const ballast = join(folder, 'ballast');
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
  inside('ip', 'addr', 'del', `${address}/24`, 'dev', `${name}b`);
  address = `${net}.3`;
  inside('ip', 'addr', 'add', `${address}/24`, 'dev', `${name}b`);
  isOver();
  for (const client of [chair, ...clients]) client.moveTo(url());
  await allIsThere('another address');
});

drills.run();
