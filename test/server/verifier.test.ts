/** A rehearsal with two hundred delegates and votes of every kind, its record exported, checked, and tampered with. */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pauses } from '../../client/votes/secret-paper.ts';
import { type JournalEntry as EntryOf, encodeEntry, genesis } from '../../server/journal/chain.ts';
import { openRecordKey, type RecordKey } from '../../server/record/record-key.ts';
import { recordFiles } from '../../server/reports/record.ts';
import type { MeetingEvent } from '../../shared/meeting/state.ts';
import type { Marks } from '../../shared/meeting/voting/ballots.ts';
import { pollIn } from '../../shared/meeting/voting/queries.ts';
import { ballotsCsv, type Files, type Finding, verify } from '../../verifier/verify.ts';
import { seed } from '../seed.ts';
import { here, inMeeting, journalOf, RunningServer, remove } from './running-server.ts';
import { endPapers, Voter } from './voter.ts';
import { WireClient } from './wire-client.ts';

type JournalEntry = EntryOf<MeetingEvent>;

const verifier = suite('verifier');
const project = join(import.meta.dirname, '..', '..');
let server: RunningServer;
let meeting = '';
let files: Files;
let receipt: object;
let key: RecordKey;

let state = seed;
const random = (below: number): number => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((state / 2_147_483_648) * below);
};
const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
const failures = (findings: readonly Finding[]) => findings.filter(({ holds }) => !holds);

/** Two hundred delegates vote in every way there is; leaves the exported record, and a receipt. */
async function rehearse(): Promise<void> {
  Object.assign(pauses, { askWithin: 0, least: 0, most: 0 });
  console.log(`# seed ${seed}`);
  server = await RunningServer.start();
  const rehearsal = await server.rehearsal(200);
  const { people } = rehearsal;
  const at = { body: rehearsal.body, meeting: rehearsal.meeting };
  const chairToken = people.find(({ roles }) => roles.includes('chair'))!.token;
  const delegates = people.filter(({ roles }) => roles.includes('delegate'));
  const chair = await WireClient.connect(server.url, chairToken, at);
  meeting = chair.view!.id;
  const accepted = async (command: object, by = chair) => {
    const answer = await by.give(command as never);
    if (!answer.accepted) throw new Error(`${JSON.stringify(command)}: ${answer.code}`);
  };
  const clients: WireClient[] = [];
  for (const { token } of delegates) clients.push(await WireClient.connect(server.url, token, at));
  await Promise.all(clients.map((client) => accepted({ type: 'confirm-attendance' }, client)));
  const voters = delegates.map(
    ({ token }, at) =>
      new Voter(() => server.url, chair.view!.people.filter(({ roles }) => roles.includes('delegate'))[at]!.id, token),
  );
  const clerk = await WireClient.connect(server.url, await server.signIn('TK01'), at);
  await accepted({ type: 'open-meeting' });
  const majority = { base: 'all', threshold: 'more-than', fraction: { numerator: 1, denominator: 2 } };
  const candidates = ['A', 'B', 'C'].map((name) => ({ name }));
  const taken = async (
    more: object,
    voting: (vote: { id: string; meeting: string; key: string }, entitled: readonly string[]) => Promise<unknown>,
  ) => {
    const count = chair.view!.voting.votes.length;
    await accepted({ type: 'prepare-vote', item: 'nd7', title: 'Diễn tập', majority, ...more });
    await chair.until(({ view }) => view!.voting.votes.length > count);
    const { id } = chair.view!.voting.votes.at(-1)!;
    await accepted({ type: 'open-vote', vote: id, withoutQuorum: true });
    const vote = () => chair.view!.voting.votes.find((one) => one.id === id)!;
    await chair.until(() => vote().phase === 'open');
    await voting({ id, meeting, key: pollIn(vote(), 'secret')?.key ?? '' }, vote().poll!.entitled);
    await accepted({ type: 'close-vote', vote: id });
    await accepted({ type: 'publish-vote', vote: id });
  };
  const choices = ['approve', 'approve', 'reject', 'abstain'] as const;
  const openly = (vote: { id: string }) =>
    Promise.all(
      clients.map((client) => accepted({ type: 'cast-ballot', vote: vote.id, marks: [pick(choices)] }, client)),
    );
  const secretly = (marks: () => Marks, many: number) => async (vote: { id: string; meeting: string; key: string }) => {
    // Few at a time: blinding is heavy, two hundred tablets are one process here, and each must answer the server's
    // pings within five seconds meanwhile, also where the cores are busy with other tests.
    for (let at = 0; at < many; at += 4) {
      await Promise.all(voters.slice(at, Math.min(many, at + 4)).map((voter) => voter.vote(vote, marks())));
      await new Promise(setImmediate);
    }
  };
  await taken({}, openly);
  await taken({ method: 'roll-call' }, async (vote, entitled) => {
    for (const voter of entitled.slice(0, 20))
      await accepted({ type: 'enter-ballot', vote: vote.id, voter, marks: [pick(choices)], reason: 'Gọi tên' }, clerk);
  });
  await taken({ method: 'show-of-hands' }, (vote) =>
    accepted({ type: 'enter-count', vote: vote.id, approve: 120, reject: 30, abstain: 12 }, clerk),
  );
  await taken(
    { kind: 'secret' },
    secretly(() => [pick(choices)], 80),
  );
  await taken(
    { kind: 'election', candidates, seats: 2 },
    secretly(() => pick([[], ['c1'], ['c1', 'c2'], ['c2', 'c3'], ['c1', 'c2', 'c3']]), 80),
  );
  await taken(
    { kind: 'confidence', candidates },
    secretly(
      () =>
        candidates.flatMap((_, at) => (random(9) === 0 ? [] : [`c${at + 1}:${pick(['high', 'confidence', 'low'])}`])),
      80,
    ),
  );
  await taken({ kind: 'open-election', candidates, seats: 2 }, (vote) =>
    Promise.all(
      clients.map((client) =>
        accepted(
          { type: 'cast-ballot', vote: vote.id, marks: pick([[], ['c1'], ['c1', 'c3'], ['c1', 'c2', 'c3']]) },
          client,
        ),
      ),
    ),
  );
  await taken({ kind: 'consultation' }, openly);
  await taken(
    { kind: 'consultation', named: false },
    secretly(() => [pick(choices)], 40),
  );
  await chair.until(({ view }) => view!.record !== null);
  await accepted({ type: 'close-meeting' });
  receipt = { meeting, ...chair.view!.record! };
  await new Promise((resolve) => setTimeout(resolve, 300));
  const zip = await fetch(server.url + inMeeting('/record', at), {
    headers: { Authorization: `Bearer ${chairToken}` },
  });
  assert.is(zip.headers.get('content-type'), 'application/zip');
  assert.ok((await zip.arrayBuffer()).byteLength > 100_000);
  assert.is(
    (
      await fetch(server.url + inMeeting('/record', at), {
        headers: { Authorization: `Bearer ${delegates[0]!.token}` },
      })
    ).status,
    403,
  );
  for (const client of [...clients, chair, clerk]) client.close();
  key = await openRecordKey(join(server.folder, 'record.key'));
  files = await recordFiles(meeting, readFileSync(journalOf(server.folder, { ...here, meeting })), key);
}

verifier.before(() =>
  rehearse().catch((error: unknown) => {
    console.log(error);
    throw error;
  }),
);
verifier.after(async () => {
  endPapers();
  await server.stop();
  remove(server.folder);
});

verifier(
  'the record of a full rehearsal holds, with a tablet’s receipt, by program and from the command line',
  async () => {
    const findings = await verify(new Map([...files, ['receipts/mine.json', Buffer.from(JSON.stringify(receipt))]]));
    assert.equal(failures(findings), []);
    assert.is(findings.filter(({ en }) => en.includes('counted again')).length, 9, 'votes of every kind');
    const out = join(mkdtempSync(join(tmpdir(), 'nghi-truong-')), 'record');
    const run = (script: string, ...more: string[]) =>
      execFileSync('npm', ['--prefix', project, 'run', '--silent', script, '--', ...more], { encoding: 'utf8' });
    run('export', '--meeting', meeting, '--data', server.folder, '--out', out);
    assert.equal(readdirSync(out).sort(), [
      'ballots.csv',
      'documents.csv',
      'journal.jsonl',
      'manifest.json',
      'meeting.json',
      'results.jsonl',
    ]);
    assert.match(run('verify', out), /The record holds/);
    writeFileSync(
      join(out, 'results.jsonl'),
      readFileSync(join(out, 'results.jsonl'), 'utf8').replace('"approve":', '"approve":1'),
    );
    let said = '';
    try {
      run('verify', out);
    } catch (error) {
      said = (error as { stdout: string }).stdout;
    }
    assert.match(said, /✗ results.jsonl/);
    assert.match(said, /does NOT hold/);
    remove(join(out, '..'));
  },
);

verifier('any bit of any file: fifty are flipped, and each time the file is named', async () => {
  for (let round = 0; round < 50; round += 1) {
    const name = pick([...files.keys()]);
    const changed = Buffer.from(files.get(name)!);
    const at = random(changed.length);
    changed[at] = changed[at]! ^ (1 << random(8));
    const found = failures(await verify(new Map([...files, [name, changed]])));
    assert.ok(found.length > 0, `${name}, byte ${at}`);
    assert.ok(
      found.some(({ where }) => where?.startsWith(name) || (name === 'meeting.json' && where?.startsWith('manifest'))),
      `${name}, byte ${at}: ${JSON.stringify(found)}`,
    );
  }
});

verifier('no other writing of a key or a signature passes for it: each bit of its last character counts', async () => {
  const last = [
    ...['manifest.json', 'meeting.json'].flatMap((name) => {
      const words = Buffer.from(files.get(name)!).toString('utf8');
      return [...words.matchAll(/"(?:key|signature)": "[\w-]+"/g)].map(({ index, 0: whole }) => ({
        name,
        at: index + whole.length - 2,
      }));
    }),
  ];
  assert.is(last.length, 3);
  for (const { name, at } of last)
    for (let bit = 0; bit < 8; bit += 1) {
      const changed = Buffer.from(files.get(name)!);
      changed[at] = changed[at]! ^ (1 << bit);
      const found = failures(await verify(new Map([...files, [name, changed]])));
      assert.ok(found.length > 0, `${name}, bit ${bit} of byte ${at}`);
    }
});

/** Whoever holds the server writes the whole journal anew after changing one event, and signs all of it again. */
async function rewritten(change: (entries: JournalEntry[]) => void): Promise<Files> {
  const entries = Buffer.from(files.get('journal.jsonl')!)
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalEntry);
  change(entries);
  let previous = genesis(meeting);
  const hashes: string[] = [];
  const lines = entries.map((entry, at) => {
    let { event } = entry;
    if (event.type === 'head-signed') {
      const sequence = Math.min(event.sequence, at);
      event = { ...event, ...key.signHead(meeting, { sequence, hash: hashes[sequence - 1]! }) };
    }
    const line = encodeEntry({ ...entry, event, sequence: at + 1, previous });
    previous = createHash('sha256').update(line).digest('hex');
    hashes.push(previous);
    return `${line}\n`;
  });
  return recordFiles(meeting, Buffer.from(lines.join('')), key);
}

verifier(
  'fifty forgeries by whoever holds the server’s key: found by the count, the ballots’ signatures, or a receipt',
  async () => {
    const withReceipt = (changed: Files) =>
      new Map([...changed, ['receipts/mine.json', Buffer.from(JSON.stringify(receipt))]]);
    let byTheCount = 0;
    for (let round = 0; round < 50; round += 1) {
      const changed = await rewritten((entries) => {
        const of = (type: string) =>
          // biome-ignore lint/suspicious/noExplicitAny: a forger knows no types
          entries.filter(({ event }) => event.type === type) as { event: Record<string, any> }[];
        const closings = of('vote-closed').filter(({ event }) => event.box?.length > 0);
        const { event } = pick(
          [of('ballot-cast'), closings, closings, of('vote-closed'), of('meeting-opened')][round % 5]!,
        );
        if (round % 5 === 0) event.marks = ['forged'];
        else if (round % 5 === 1) pick<{ marks: string[] }>(event.box).marks = ['forged'];
        else if (round % 5 === 2) event.box.push({ ...pick<object>(event.box), number: 'Z'.repeat(20) });
        else if (round % 5 === 3) event.result.cast += 1;
        // Nothing that a count would show: the record is as long as it was, and another.
        else event.at += 1 + round;
      });
      const found = failures(await verify(withReceipt(changed)));
      assert.ok(found.length > 0, `forgery ${round % 5}`);
      assert.ok(
        found.some(({ where }) => where === 'receipts/mine.json'),
        'the receipt tells',
      );
      // Where the count itself is wrong, no receipt is needed to see it.
      if (found.some(({ where }) => where?.startsWith('journal.jsonl:'))) byTheCount += 1;
    }
    assert.ok(byTheCount >= 40, `${byTheCount} were found without any receipt`);
  },
);

// biome-ignore lint/suspicious/noExplicitAny: a forger knows no types
type Forged = { actor: Record<string, any>; event: Record<string, any> }[];
const find = (entries: Forged, isMeant: (event: Forged[number]['event']) => boolean) => {
  const at = entries.findIndex(({ event }) => isMeant(event));
  if (at === -1) throw new Error('The record has no such line.');
  return at;
};
const openVoteOf = (entries: Forged) =>
  entries[find(entries, ({ type }) => type === 'ballot-cast')]!.event.vote as string;
const delegateOf = (entries: Forged) =>
  entries[find(entries, ({ type }) => type === 'ballot-cast')]!.actor as Forged[number]['actor'];
const lineOf = (entries: Forged, type: string, vote = openVoteOf(entries)) =>
  find(entries, (event) => event.type === type && event.vote === vote);

/** Each signed again with the server's own key, so that only the rules can tell. */
const forgeries: Record<string, (entries: Forged) => void> = {
  'a threshold of 1': (entries) => {
    entries[lineOf(entries, 'vote-closed')]!.event.result.needed = 1;
  },
  'a majority changed after the announcement': (entries) => {
    const vote = openVoteOf(entries);
    const prepared = entries[find(entries, ({ type, vote: plan }) => type === 'vote-prepared' && plan.id === vote)]!;
    const after = lineOf(entries, 'vote-published') + 1;
    const plan = { ...prepared.event.vote, majority: { ...prepared.event.vote.majority, base: 'present' } };
    entries.splice(after, 0, { ...prepared, event: { ...prepared.event, at: entries[after]!.event.at, vote: plan } });
  },
  'an open ballot whose actor is not its voter': (entries) => {
    const [one, other] = entries.filter(({ event }) => event.type === 'ballot-cast');
    one!.actor = other!.actor;
  },
  'a vote opened by a delegate': (entries) => {
    entries[lineOf(entries, 'vote-opened')]!.actor = delegateOf(entries);
  },
  'a ballot entered by a delegate': (entries) => {
    const entered = entries[find(entries, ({ type }) => type === 'ballot-entered')]!;
    entered.actor = delegateOf(entries);
    entered.event.by = entered.actor.person;
  },
  'roles that the roster does not give': (entries) => {
    const arrived = entries[find(entries, ({ type }) => type === 'person-arrived')]!;
    arrived.actor = { ...arrived.actor, roles: ['delegate', 'chair'] };
  },
  'published twice': (entries) => {
    const at = lineOf(entries, 'vote-published');
    entries.splice(at, 0, structuredClone(entries[at]!));
  },
  'closed before it was opened': (entries) => {
    const [opened, closed] = [lineOf(entries, 'vote-opened'), lineOf(entries, 'vote-closed')];
    const [line] = entries.splice(closed, 1);
    line!.event.at = entries[opened]!.event.at;
    entries.splice(opened, 0, line!);
  },
  'a result of another form': (entries) => {
    entries[lineOf(entries, 'vote-closed')]!.event.result.form = 'levels';
  },
  'a result with a field that nobody knows': (entries) => {
    entries[lineOf(entries, 'vote-closed')]!.event.result.note = 'nhất trí cao';
  },
  'the last seven lines cut off': (entries) => {
    entries.splice(-7);
  },
  'the signature on the end cut off': (entries) => {
    entries.splice(find(entries, ({ type }) => type === 'meeting-closed') + 1);
  },
  'time that runs backwards': (entries) => {
    entries[lineOf(entries, 'vote-closed')]!.event.at -= 3_600_000;
  },
  'someone entitled who was not there': (entries) => {
    const arrived = find(entries, ({ type }) => type === 'person-arrived');
    entries.splice(arrived, 1);
  },
  'what a closed meeting does not do': (entries) => {
    const end = find(entries, ({ type }) => type === 'meeting-closed');
    const opened = entries[lineOf(entries, 'vote-opened')]!;
    entries.splice(end + 1, 0, {
      ...opened,
      event: { type: 'list-opened', at: entries[end]!.event.at, item: 'nd7' },
    });
  },
};
for (const [name, forge] of Object.entries(forgeries))
  verifier(`signed again with the server’s own key: ${name}`, async () => {
    const changed = await rewritten((entries) => forge(entries as unknown as Forged));
    const findings = await verify(changed);
    const found = failures(findings).filter(({ where }) => where?.startsWith('journal.jsonl'));
    // A record that ends early may be an honest one of a meeting that goes on: then it says so.
    if (name.includes('seven'))
      assert.ok(
        findings.some(({ en }) => en.includes('still OPEN')),
        JSON.stringify(findings),
      );
    else assert.ok(found.length > 0, 'nothing was found');
  });

verifier(
  'what a spreadsheet would run is harmless in the lists, and records of the first format still hold',
  async () => {
    const votes = new Map([
      ['v', { plan: { id: '=1+1' }, closed: { event: { box: [{ number: '1', marks: ['-c1'], signature: '@x' }] } } }],
    ]);
    assert.is(ballotsCsv(votes as never), "\uFEFFvote,number,marks,signature\n'=1+1,1,'-c1,'@x\n");
    assert.is(ballotsCsv(votes as never, 1), 'vote,number,marks,signature\n=1+1,1,-c1,@x\n');
  },
);

verifier.run();
