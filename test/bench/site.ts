/** The voters' site beside a hall: readers of the live page, and what they cost those who meet. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { chairCode, here, RunningServer, remove } from '../server/running-server.ts';
import { fanOut, many } from './crowd.ts';
import { RawClient } from './raw-client.ts';
import { add, ms, say } from './table.ts';

const READERS = 10_000;
const HALL = 200;
const SECONDS = 5;

/** Readers in a process of their own. @returns what it prints first, and the process */
async function readers(
  kind: 'live' | 'pages',
  url: string,
  path: string,
): Promise<{ child: ChildProcess; said: () => string }> {
  const program = join(import.meta.dirname, 'readers.ts');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', program, kind, url, path, String(kind === 'live' ? READERS : SECONDS)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let words = '';
  child.stdout.on('data', (chunk) => (words += String(chunk)));
  while (!words.includes('\n')) await once(child.stdout, 'data');
  return { child, said: () => words };
}

export async function votersSite(): Promise<void> {
  say(`the voters’ site, ${READERS} readers`);
  const server = await RunningServer.start(undefined, ['--port', '0', '--public-port', '0']);
  while (!server.stdout.includes('voters’ site:')) await new Promise((go) => setTimeout(go, 50));
  const url = /voters’ site: (\S+)/.exec(server.stdout)![1]!;
  const { body, meeting, people } = await server.rehearsal(HALL);
  const at = { body, meeting };
  const tokens = people.filter(({ roles }) => roles.includes('delegate')).map(({ token }) => token);
  const port = Number(server.port);
  const hall = await many(HALL, (index) => RawClient.connect(port, tokens[index], at));
  const chair = await RawClient.connect(port, people.find(({ roles }) => roles.includes('chair'))!.token, at);
  let given = 0;
  const command = (one: object) => {
    given += 1;
    return `420["command",${JSON.stringify({ id: `site-${process.pid}-${given}`, command: one })}]`;
  };
  chair.send(command({ type: 'start-presentation', document: 'bc-cu-tri' }));
  await new Promise((go) => setTimeout(go, 300));
  const turn = () => fanOut(hall, chair, (page) => command({ type: 'turn-page', page }));
  const alone = await turn();

  // The sample's own meeting is what they read: a rehearsal is nobody's business.
  const token = await server.signIn(chairCode);
  const sample = await RawClient.connect(port, token);
  const path = await openSample(sample, command);
  const live = await readers('live', url, path);
  // And all of them are told something, twice a second.
  let isForth = false;
  const going = setInterval(() => {
    isForth = !isForth;
    sample.send(command({ type: isForth ? 'next-item' : 'previous-item' }));
  }, 500);
  const beside = await turn();
  clearInterval(going);
  live.child.kill();
  await once(live.child, 'close');
  add({
    what: `page turn to the last of ${HALL}, while ${READERS.toLocaleString('en')} follow another one live`,
    measured: `${ms(beside)} (${live.said().trim().replace('\n', ', ')})`,
    limit: `${ms(alone)} alone`,
    budget: '≤ 1.3 ×',
    holds: beside <= alone * 1.3,
  });
  const asking = await readers('pages', url, path);
  const second = Number(asking.said().trim());
  add({
    what: 'pages of the voters’ site, a second, from one core',
    measured: String(Math.round(second)),
    limit: 'real HTTP, gzip',
    budget: '≥ 2,000',
    holds: second >= 2000,
  });
  for (const client of [...hall, chair, sample]) client.socket.destroy();
  await server.stop();
  remove(server.folder);
}

async function openSample(chair: RawClient, command: (one: object) => string): Promise<string> {
  for (const type of ['send-agenda', 'mark-all-present', 'open-meeting', 'next-item']) {
    chair.forget();
    const answered = chair.hears('430[{"accepted":true');
    chair.send(command({ type }));
    await answered;
  }
  return `/${here.body}/${here.meeting}/`;
}
