/**
 * npm run rehearse -- --url http://… --delegates 200 [--votes all] [--code TK01 --pin … --password …]
 *
 * Simulated delegates over real connections sign in, confirm attendance, follow pages, register and vote. On the
 * server's own machine, with the sample, no card is needed; elsewhere a secretary's is. The real meetings are not
 * touched: the server invents one beside the first that she has (or that --meeting names).
 */
import { parseArgs } from 'node:util';
import type { Command } from '../../shared/meeting/commands.ts';
import { type MeetingAddress, meetingAddress } from '../../shared/wire/addresses.ts';
import type { Answer } from '../../shared/wire/protocol.ts';
import { WireClient } from '../server/wire-client.ts';
import { everyVote } from './votes.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8080' },
    delegates: { type: 'string', default: '200' },
    code: { type: 'string' },
    pin: { type: 'string' },
    password: { type: 'string' },
    meeting: { type: 'string' },
    pages: { type: 'string', default: '20' },
    votes: { type: 'string', default: 'first' },
  },
});
const url = values.url.replace(/\/$/, '');
if (values.votes !== 'first' && values.votes !== 'all') {
  console.error('--votes is first (the one that is prepared) or all (one of every kind).');
  process.exit(1);
}
const wanted = Number(values.delegates);
const turns = Number(values.pages);
if (!Number.isInteger(wanted) || wanted < 1 || wanted > 5000) {
  console.error('--delegates must be a whole number from 1 to 5000.');
  process.exit(1);
}

const latencies = new Map<string, number[]>();
let errors = 0;
const reasons = new Map<string, number>();

function progress(what: string, done: number, all: number): void {
  const width = 30;
  const filled = Math.round((done / Math.max(1, all)) * width);
  const line = `${what.padEnd(22)} [${'█'.repeat(filled)}${'·'.repeat(width - filled)}] ${done}/${all}`;
  if (process.stderr.isTTY) process.stderr.write(`\r${line}${done >= all ? '\n' : ''}`);
  else if (done >= all) process.stderr.write(`${line}\n`);
}

async function call<Body>(method: string, path: string, body?: object, token?: string): Promise<Body> {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(body ? { 'Content-Type': 'application/json' } : {}),
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = (await response.json()) as Body & { en?: string };
  if (!response.ok) throw new Error(answer.en ?? `${path} answered ${response.status}`);
  return answer;
}

/** One step that every client takes; its latency is from sending to the server's answer. */
async function everyone(
  what: string,
  clients: readonly WireClient[],
  command: (client: WireClient, index: number) => Command,
): Promise<Answer[]> {
  const times = latencies.get(what) ?? [];
  latencies.set(what, times);
  let done = 0;
  return Promise.all(
    clients.map(async (client, index) => {
      const sent = performance.now();
      const answer = await client
        .give(command(client, index))
        .catch(
          (error: Error): Answer => ({ accepted: false, code: 'unexpected', vi: error.message, en: error.message }),
        );
      times.push(performance.now() - sent);
      if (!answer.accepted) {
        errors += 1;
        reasons.set(`${what}: ${answer.code}`, (reasons.get(`${what}: ${answer.code}`) ?? 0) + 1);
      }
      done += 1;
      progress(what, done, clients.length);
      return answer;
    }),
  );
}

const must = async (client: WireClient, command: Command) => {
  const answer = await client.give(command);
  if (!answer.accepted) throw new Error(`${command.type}: ${answer.en}`);
};

async function main(): Promise<void> {
  const login = values.code
    ? await call<{ token: string }>('POST', '/api/login', {
        code: values.code,
        pin: values.pin ?? '',
        ...(values.password ? { password: values.password } : {}),
        bearer: true,
      })
    : await call<{ token: string }>('POST', '/api/try', { as: 'secretariat' });
  const me = await call<{ meetings: { body: string; id: string; phase: string; isRehearsal: boolean }[] }>(
    'GET',
    '/api/me',
    undefined,
    login.token,
  );
  const original = me.meetings.find(({ id, isRehearsal }) => (values.meeting ? id === values.meeting : !isRehearsal));
  if (!original) throw new Error('There is no such meeting of yours to rehearse.');
  const rehearsals = `${meetingAddress({ body: original.body, meeting: original.id })}/rehearsals`;
  const rehearsal = await call<MeetingAddress & { people: { id: string; roles: string[]; token: string }[] }>(
    'POST',
    rehearsals,
    { delegates: wanted },
    login.token,
  );
  const at = { body: rehearsal.body, meeting: rehearsal.meeting };
  const clients: WireClient[] = [];
  let lost = 0;
  try {
    const delegates = rehearsal.people.filter(({ roles }) => roles.includes('delegate'));
    const tokenOf = (role: string) => rehearsal.people.find(({ roles }) => roles.includes(role))!.token;
    for (let index = 0; index < delegates.length; index += 25) {
      const batch = await Promise.all(
        delegates.slice(index, index + 25).map(({ token }) => WireClient.connect(url, token, at)),
      );
      clients.push(...batch);
      progress('sign in', clients.length, delegates.length);
    }
    const chair = await WireClient.connect(url, tokenOf('chair'), at);
    const screen = await WireClient.connect(url, tokenOf('display'), at);
    await everyone('confirm attendance', clients, () => ({ type: 'confirm-attendance' }));
    await must(chair, { type: 'open-meeting' });
    await must(chair, { type: 'next-item' });
    const item = chair.view!.agenda.items.find(({ kind }) => kind === 'discussion') ?? chair.view!.agenda.items[0]!;
    if (chair.view!.agenda.current !== item.id) await must(chair, { type: 'jump-to-item', item: item.id });
    await must(chair, { type: 'open-list' });

    const document = chair.view!.documents.toSorted((a, b) => b.pages - a.pages)[0];
    const fanOut: number[] = [];
    latencies.set('page turn, to the last', fanOut);
    if (document) {
      await must(chair, { type: 'start-presentation', document: document.id });
      for (let turn = 1; turn <= turns; turn += 1) {
        const page = (turn % document.pages) + 1;
        const sent = performance.now();
        const arrived = Promise.all(
          [screen, ...clients].map((client) => client.until(({ view }) => view?.presentation.shown?.page === page)),
        );
        await must(chair, { type: 'turn-page', page });
        await arrived;
        fanOut.push(performance.now() - sent);
        progress('page turns', turn, turns);
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
    }
    await everyone('register', clients, () => ({ type: 'request-floor', kind: 'speech' }));
    const vote = chair.view!.voting.votes.find(
      ({ phase, kind, method }) => phase === 'prepared' && kind === 'open' && method === 'electronic',
    );
    if (vote) {
      await must(chair, { type: 'open-vote', vote: vote.id });
      await Promise.all(
        clients.map((client) =>
          client.until(({ view }) => view!.voting.votes.some(({ id, phase }) => id === vote.id && phase === 'open')),
        ),
      );
      const choice = (index: number) => ['reject', 'abstain'][(index % 10) - 8] ?? 'approve';
      const answers = await everyone('ballot', clients, (_, index) => ({
        type: 'cast-ballot',
        vote: vote.id,
        marks: [choice(index)],
      }));
      await must(chair, { type: 'close-vote', vote: vote.id });
      await must(chair, { type: 'publish-vote', vote: vote.id });
      await screen.until(({ view }) =>
        view!.voting.votes.some(({ id, phase }) => id === vote.id && phase === 'published'),
      );
      const result = screen.view!.voting.votes.find(({ id }) => id === vote.id)!.result!;
      lost += answers.filter(({ accepted }) => accepted).length - result.cast;
    }
    if (values.votes === 'all') {
      const hall = {
        ...{ url, at, chair, item: item.id },
        delegates: delegates.map(({ id, token }, index) => ({ id, token, client: clients[index]! })),
      };
      for (const { kind, method, entitled, cast } of await everyVote(hall, (done, all) =>
        progress('votes', done, all),
      )) {
        console.log(`vote ${kind}, ${method}: ${cast} of ${entitled}`);
        lost += entitled - cast;
      }
    }
    const last = chair.sequence;
    await Promise.all(clients.map((client) => client.until(({ sequence }) => sequence >= last)));
    lost += clients.filter(({ gaps }) => gaps > 0).length;
    for (const client of [chair, screen, ...clients]) client.close();
  } finally {
    for (const client of clients) client.close();
    await call('DELETE', `${rehearsals}/${rehearsal.meeting}`, undefined, login.token);
  }
  console.log(
    `\n${wanted} delegates\n${'step'.padEnd(26)}${['p50', 'p95', 'p99'].map((name) => name.padStart(12)).join('')}`,
  );
  for (const [what, times] of latencies) {
    times.sort((a, b) => a - b);
    const at = (part: number) =>
      `${(times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0).toFixed(1)} ms`.padStart(12);
    if (times.length > 0) console.log(`${what.padEnd(26)}${at(0.5)}${at(0.95)}${at(0.99)}`);
  }
  console.log(`errors ${errors}, lost ${lost}`);
  for (const [reason, times] of reasons) console.log(`  ${reason} ×${times}`);
  process.exitCode = errors + lost > 0 ? 1 : 0;
}

await main().catch((error: Error) => {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
});
