/**
 * Someone who has the whole data folder and every log after a secret vote of 52, whose choices are known here: does any
 * order, time, length or hash lead from a voter to her ballot better than chance?
 */

import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pauses } from '../../client/votes/secret-paper.ts';
import { pollIn } from '../../shared/meeting/voting/queries.ts';
import {
  chairCode,
  here,
  idsOf,
  journalOf,
  meetingFolder,
  newFolder,
  RunningServer,
  remove,
  sample,
} from './running-server.ts';
import { endPapers, Voter } from './voter.ts';
import { WireClient } from './wire-client.ts';

const adversary = suite('adversary');
const meeting = sample.definition.id;
let server: RunningServer;
/** The data folder as it was while the vote was open, and after the count. */
const copies = { open: newFolder(), counted: newFolder() };
/** What only this test knows: who holds which number, in the order in which they cast. */
const truth: { voter: string; number: string }[] = [];
let openedAt = 0;
let folderTime = 0;
let vote = '';

const shuffled = <T>(list: readonly T[]): T[] =>
  list
    .map((one) => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);

adversary.before(async () => {
  Object.assign(pauses, { askWithin: 40, least: 0, most: 40 });
  server = await RunningServer.start();
  const voters: Voter[] = [];
  for (const id of idsOf('delegate')) {
    const voter = new Voter(() => server.url, id, await server.signIn(id.toUpperCase()));
    const client = await WireClient.connect(server.url, voter.token);
    await client.give({ type: 'confirm-attendance' });
    client.close();
    voters.push(voter);
  }
  const chair = await WireClient.connect(server.url, await server.signIn(chairCode));
  const give = async (command: object) => {
    const answer = await chair.give(command as never);
    if (!answer.accepted) throw new Error(answer.code);
  };
  await give({ type: 'open-meeting' });
  const majority = { base: 'all', threshold: 'more-than', fraction: { numerator: 1, denominator: 2 } };
  await give({ type: 'prepare-vote', item: 'nd7', title: 'Bỏ phiếu kín', majority, kind: 'secret' });
  await chair.until(({ view }) => view!.voting.votes.at(-1)!.kind === 'secret');
  vote = chair.view!.voting.votes.at(-1)!.id;
  await give({ type: 'open-vote', vote });
  await chair.until(({ view }) => view!.voting.votes.at(-1)!.phase === 'open');
  const poll = pollIn(chair.view!.voting.votes.at(-1)!, 'secret')!;
  openedAt = poll.openedAt;
  // Issued in one random order, cast in another, one after the other: the easiest case for who looks for an order.
  const papers = new Map<string, ReturnType<Voter['paper']>>();
  for (const voter of shuffled(voters)) {
    const paper = voter.paper({ meeting, id: vote, key: poll.key });
    await paper.begin();
    papers.set(voter.person, paper);
  }
  for (const [voter, paper] of shuffled([...papers])) {
    await paper.cast([(['approve', 'reject', 'abstain'] as const)[Math.floor(Math.random() * 3)]!]);
    assert.is(paper.step.step, 'cast');
    truth.push({ voter, number: paper.number! });
  }
  folderTime = statSync(join(meetingFolder(server.folder, { ...here, meeting }), 'ballots')).mtimeMs;
  cpSync(server.folder, copies.open, { recursive: true, preserveTimestamps: true });
  await give({ type: 'close-vote', vote });
  await give({ type: 'publish-vote', vote });
  chair.close();
  await server.stop();
  cpSync(server.folder, copies.counted, { recursive: true, preserveTimestamps: true });
});
adversary.after(async () => {
  endPapers();
  for (const folder of [server.folder, copies.open, copies.counted]) remove(folder);
});

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('/documents/'));

adversary('while the vote is open a number is in the box and nowhere else; its times are those of the opening', () => {
  const folder = join(meetingFolder(copies.open, { ...here, meeting }), 'ballots');
  for (const path of filesBelow(copies.open)) {
    const content = readFileSync(path, 'latin1');
    const found = truth.filter(({ number }) => content.includes(number)).length;
    assert.is(found, path.endsWith(`${vote}.box`) ? 52 : 0, path);
  }
  const box = join(folder, `${vote}.box`);
  const numbers = (JSON.parse(readFileSync(box, 'utf8')) as { ballots: { number: string }[] }).ballots.map(
    ({ number }) => number,
  );
  assert.equal(numbers, [...numbers].sort());
  assert.ok(Math.abs(statSync(box).mtimeMs - openedAt) < 1000, 'the box');
  assert.ok(Math.abs(folderTime - openedAt) < 1000, 'its folder');
});

adversary(
  'after the count a number is in the journal’s count and in the snapshot, never on a line with a voter',
  () => {
    for (const path of filesBelow(copies.counted)) {
      const content = readFileSync(path, 'utf8');
      if (!truth.some(({ number }) => content.includes(number))) continue;
      assert.match(path, /(journal\.jsonl|snapshot\.json)$/);
      if (!path.endsWith('.jsonl')) continue;
      for (const line of content.split('\n'))
        if (truth.some(({ number }) => line.includes(number))) {
          assert.match(line, /"type":"vote-closed"/);
          assert.not.match(line, /"voter"/);
        }
    }
    const log = server.stdout + server.stderr;
    for (const { number } of truth) assert.not(log.includes(number));
    assert.not.match(log, /\/cast/);
  },
);

adversary('no order, time, length or hash links voter and ballot better than chance', () => {
  const lines = readFileSync(journalOf(copies.counted, { ...here, meeting }), 'utf8')
    .trim()
    .split('\n')
    .map((line) => ({ line, entry: JSON.parse(line) as { event: Record<string, string>; previous: string } }));
  const issued = lines.filter(({ entry }) => entry.event.type === 'ballot-issued' && entry.event.vote === vote);
  assert.is(issued.length, 52);
  const sha = (text: string) => createHash('sha256').update(text).digest('hex');
  const by = (key: (one: (typeof issued)[number]) => string) =>
    [...issued].sort((a, b) => (key(a) < key(b) ? -1 : 1)).map(({ entry }) => entry.event.voter!);
  const asBoxed = [...truth].sort((a, b) => (a.number < b.number ? -1 : 1)).map(({ voter }) => voter);
  const box = lines.find(({ entry }) => entry.event.type === 'vote-closed')!.entry.event.box as unknown as {
    number: string;
    signature: string;
  }[];
  const voterOf = new Map(truth.map(({ voter, number }) => [number, voter]));
  /** Orders that the ballots themselves have, by voter as only we know her. */
  const ofBallots = {
    'the box': asBoxed,
    signatures: [...box].sort((a, b) => (a.signature < b.signature ? -1 : 1)).map(({ number }) => voterOf.get(number)!),
    'hashes of numbers': [...box]
      .sort((a, b) => (sha(a.number) < sha(b.number) ? -1 : 1))
      .map(({ number }) => voterOf.get(number)!),
  };
  /** Orders of the voters that the data folder gives. */
  const ofVoters = {
    'when she was issued one': issued.map(({ entry }) => entry.event.voter!),
    'her name on the roster': idsOf('delegate'),
    'the blinded number': by(({ entry }) => entry.event.blinded!),
    'its hash': by(({ entry }) => sha(entry.event.blinded!)),
    'the line’s length and hash': by(({ line }) => `${String(line.length).padStart(6, '0')} ${sha(line)}`),
    'the line before': by(({ entry }) => entry.previous),
    'when she cast it (which nobody wrote down)': truth.map(({ voter }) => voter),
  };
  for (const [what, voters] of Object.entries(ofVoters))
    for (const [which, ballots] of Object.entries(ofBallots)) {
      const hits = voters.filter((voter, at) => ballots[at] === voter).length;
      // One is expected; nine or more of 52 come by chance once in a million, and 21 pairs are looked at in each run.
      assert.ok(hits < 9, `${what} → ${which}: ${hits} of 52`);
      const distance = voters.reduce((sum, voter, at) => sum + (at - ballots.indexOf(voter)) ** 2, 0);
      const correlation = 1 - (6 * distance) / (52 * (52 ** 2 - 1));
      // Spearman's, of 52: 0.7 comes by chance far less than once in a million; a true order has 1.
      assert.ok(Math.abs(correlation) < 0.7, `${what} → ${which}: ${correlation.toFixed(2)}`);
    }
});

adversary.run();
