/** Secret ballots over the wire: issued once, exchanged, cast by nobody in particular, counted, found again. */

import { createPublicKey } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { blind, newNumber, toBase64url } from '../../client/votes/blind.ts';
import type { CandidatesResult, ChoicesResult, Marks } from '../../shared/meeting/voting/ballots.ts';
import { entriesOf, pollIn } from '../../shared/meeting/voting/queries.ts';
import type { Vote } from '../../shared/meeting/voting/state.ts';
import { refusal } from '../../shared/wire/rejections.ts';
import {
  chairCode,
  here,
  idsOf,
  inMeeting,
  journalOf,
  meetingFolder,
  RunningServer,
  remove,
  sample,
} from './running-server.ts';
import { endPapers, Voter } from './voter.ts';
import { WireClient } from './wire-client.ts';

const ballots = suite('ballots');
let server: RunningServer;
let port: string;
let chair: WireClient;
const meeting = sample.definition.id;
const delegates = idsOf('delegate').slice(0, 40);
const voters: Voter[] = [];
const majority = { base: 'all', threshold: 'more-than', fraction: { numerator: 1, denominator: 2 } } as const;

ballots.before(async () => {
  server = await RunningServer.start();
  port = server.port;
  for (const id of delegates) voters.push(new Voter(() => server.url, id, await server.signIn(id.toUpperCase())));
  for (const { token } of voters) {
    const client = await WireClient.connect(server.url, token);
    await client.give({ type: 'confirm-attendance' });
    client.close();
  }
  chair = await WireClient.connect(server.url, await server.signIn(chairCode));
  await chair.give({ type: 'open-meeting', withoutQuorum: true });
});
ballots.after(async () => {
  endPapers();
  chair.close();
  await server.stop();
  remove(server.folder);
});

const accepted = async (command: object) => {
  const answer = await chair.give(command as never);
  if (!answer.accepted) throw new Error(`${JSON.stringify(command)}: ${answer.code}`);
};
const prepared = async (more: object): Promise<string> => {
  const count = chair.view!.voting.votes.length;
  await accepted({ type: 'prepare-vote', item: 'nd7', title: 'Bỏ phiếu thử', majority, kind: 'secret', ...more });
  await chair.until(({ view }) => view!.voting.votes.length > count);
  return chair.view!.voting.votes.at(-1)!.id;
};
const voteOf = (id: string): Vote => chair.view!.voting.votes.find((vote) => vote.id === id)!;
async function opened(more: object = {}) {
  const id = await prepared(more);
  await accepted({ type: 'open-vote', vote: id, withoutQuorum: true });
  await chair.until(() => voteOf(id).phase === 'open');
  return { meeting, id, key: pollIn(voteOf(id), 'secret')!.key };
}
async function counted(id: string): Promise<Vote> {
  await accepted({ type: 'close-vote', vote: id });
  await chair.until(() => voteOf(id).result !== null);
  return voteOf(id);
}
const codeOf = async (response: Promise<Response>) => ((await (await response).json()) as { code?: string }).code;
const journal = () => readFileSync(journalOf(server.folder, { ...here, meeting }), 'utf8');

ballots(
  'twelve delegates vote in secret: each number is found in the box, and the journal tells no choice',
  async () => {
    const running = await opened();
    const choices = ['approve', 'reject', 'approve', 'abstain'] as const;
    const numbers = await Promise.all(voters.slice(0, 12).map((voter, at) => voter.vote(running, [choices[at % 4]!])));
    assert.not.match(journal(), /"marks"|approve|"signature"/, 'while it is open the journal has no ballot');
    for (const number of numbers) assert.not(journal().includes(number));
    const counting = await counted(running.id);
    const { result } = counting;
    const { approve, reject, abstain, issued, cast, valid } = result as ChoicesResult;
    assert.equal(
      { approve, reject, abstain, issued, cast, valid },
      { approve: 6, reject: 3, abstain: 3, issued: 12, cast: 12, valid: 12 },
    );
    const box = pollIn(counting, 'secret')!.box!;
    assert.equal(
      box.map(({ number }) => number),
      [...numbers].sort(),
      'sorted by number, whoever came first',
    );
    for (const [at, number] of numbers.entries())
      assert.equal(box.find((ballot) => ballot.number === number)!.marks, [choices[at % 4]]);
    await accepted({ type: 'publish-vote', vote: running.id });
    const left = () =>
      readdirSync(join(meetingFolder(server.folder, { ...here, meeting }), 'ballots')).filter((name) =>
        name.startsWith(running.id),
      );
    for (let tries = 0; tries < 50 && left().length > 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(left(), [], 'key and box are put away');
    const refused = async (type: 'open-vote' | 'close-vote', vote: string) => {
      const answer = await chair.give({ type, vote } as never);
      return answer.accepted ? null : answer.code;
    };
    assert.is(await refused('close-vote', running.id), 'vote-not-open');
    assert.is(await refused('open-vote', running.id), 'vote-not-prepared');
    const toCome = await prepared({});
    assert.is(await refused('close-vote', toCome), 'vote-not-open');
    await accepted({ type: 'cancel-vote', vote: toCome, reason: 'thử' });
    assert.equal(left(), [], 'a command that is refused makes no key and no box');
  },
);

ballots(
  'one ballot each: a second device gets none, a login that may not vote gets none, nobody without a login does',
  async () => {
    const running = await opened();
    const [voter] = voters;
    await voter!.paper(running).begin();
    const other = new Voter(voter!.url, voter!.person, voter!.token);
    const paper = other.paper(running);
    await paper.begin();
    assert.equal(paper.step, { step: 'refused', code: 'already-issued' });
    const { blinded } = await blind(running.key, newNumber());
    const body = { vote: running.id, blinded };
    const absent = idsOf('delegate')[45]!;
    assert.is(
      await codeOf(voter!.post(inMeeting('/ballots/issue'), body, await server.signIn(absent.toUpperCase()))),
      'not-entitled',
    );
    assert.is(
      await codeOf(voter!.post(inMeeting('/ballots/issue'), body, await server.signIn('TK01'))),
      'not-entitled',
    );
    assert.is(await codeOf(voter!.post(inMeeting('/ballots/issue'), body)), 'not-signed-in');
    assert.is(
      await codeOf(voter!.post(inMeeting('/ballots/issue'), { ...body, blinded: 'x' }, voter!.token)),
      'malformed',
    );
    const beyond = toBase64url(new Uint8Array(384).fill(255));
    assert.is(
      await codeOf(voter!.post(inMeeting('/ballots/issue'), { ...body, blinded: beyond }, voters[1]!.token)),
      'malformed',
    );
    // What these are raised to is known without the key.
    const { n } = createPublicKey({ key: Buffer.from(running.key, 'base64url'), format: 'der', type: 'spki' }).export({
      format: 'jwk',
    });
    const modulus = BigInt(`0x${Buffer.from(n!, 'base64url').toString('hex')}`);
    for (const value of [0n, 1n, modulus - 1n, modulus]) {
      const bytes = Buffer.from(value.toString(16).padStart(768, '0'), 'hex');
      const request = { ...body, blinded: bytes.toString('base64url') };
      assert.is(
        await codeOf(voter!.post(inMeeting('/ballots/issue'), request, voters[1]!.token)),
        'malformed',
        `${value}`,
      );
    }
    await accepted({ type: 'cancel-vote', vote: running.id, reason: 'thử' });
  },
);

ballots(
  'what is cast: only genuine ballots, only once, only what can stand on the paper, only while it is open',
  async () => {
    const candidates = ['A', 'B', 'C'].map((name) => ({ name }));
    const running = await opened({ kind: 'election', candidates, seats: 2 });
    const [one, two] = voters as [Voter, Voter];
    const paper = one.paper(running);
    await paper.begin();
    await paper.cast(['c1', 'c2']);
    const sent = one.lastCast as { ballot: { number: string; signature: string; marks: Marks } };
    const cast = (ballot: object) =>
      codeOf(one.post('/cast', { ...here, vote: running.id, ballot: { ...sent.ballot, ...ballot } }));
    assert.is(await cast({}), undefined, 'the same again is no error: the answer may have been lost');
    assert.is(await cast({ marks: ['c3'] }), 'already-cast');
    assert.is(await cast({ number: newNumber() }), 'ballot-not-genuine');
    assert.is(await cast({ marks: ['c2', 'c1'] }), 'ballot-unreadable');
    assert.is(await cast({ marks: ['c9'] }), 'ballot-unreadable');
    assert.is(await cast({ marks: 'c1' }), 'malformed');
    await two.vote(running, ['c1', 'c2', 'c3']);
    await voters[2]!.vote(running, []);
    const { result } = await counted(running.id);
    const { valid, overMarked, blank, votes } = result as CandidatesResult;
    assert.equal(
      { valid, overMarked, blank, votes: votes.map(({ votes: count }) => count) },
      { valid: 1, overMarked: 1, blank: 1, votes: [1, 1, 0] },
    );
    assert.is(await cast({ marks: ['c1'] }), 'vote-not-open');
  },
);

ballots('exchanged before it is cast: the spoiled ballot is worthless, a cast one can’t be given back', async () => {
  const running = await opened();
  const [voter] = voters as [Voter];
  const paper = voter.paper(running);
  await paper.begin();
  const first = JSON.parse([...voter.storage.items.entries()].find(([key]) => key.includes(running.id))![1]) as {
    number: string;
    signature: string;
  };
  await paper.exchange();
  assert.is(paper.step.step, 'ready');
  assert.is.not(paper.number, first.number);
  const spoiled = { number: first.number, signature: first.signature };
  const cast = (ballot: object) => codeOf(voter.post('/cast', { ...here, vote: running.id, ballot }));
  assert.is(await cast({ ...spoiled, marks: ['approve'] }), 'ballot-spoiled');
  await paper.cast(['approve']);
  const { ballot } = voter.lastCast as { ballot: { number: string; signature: string } };
  const { blinded } = await blind(running.key, newNumber());
  const back = (given: object) =>
    codeOf(voter.post(inMeeting('/ballots/issue'), { vote: running.id, blinded, spoiled: given }, voter.token));
  assert.is(await back({ number: ballot.number, signature: ballot.signature }), 'already-cast');
  assert.is(await back(spoiled), 'ballot-spoiled');
  assert.is(await back({ number: newNumber(), signature: first.signature }), 'ballot-not-genuine');
  const { result } = await counted(running.id);
  assert.equal([result!.issued, result!.exchanged, result!.cast], [2, 1, 1]);
});

ballots('a tablet that died: the chair lets her have another, and that is in the record', async () => {
  const running = await opened();
  const [voter] = voters as [Voter];
  await voter.paper(running).begin();
  const another = new Voter(voter.url, voter.person, voter.token);
  const paper = another.paper(running);
  await paper.begin();
  assert.is(paper.step.step, 'refused');
  await accepted({ type: 'allow-reissue', vote: running.id, voter: voter.person, reason: 'Máy rơi vỡ' });
  await paper.askAgain();
  await paper.cast(['reject']);
  assert.is(paper.step.step, 'cast');
  const counting = await counted(running.id);
  const { result } = counting;
  assert.equal([result!.issued, result!.reissued, result!.cast], [2, 1, 1]);
  assert.is(entriesOf(counting)[voter.person as never]!.reason, 'Máy rơi vỡ');
  assert.match(journal(), /"reissue-allowed".*Máy rơi vỡ/);
});

ballots(
  'an unnamed consultation may be answered again; the last answer counts, and the box still knows nobody',
  async () => {
    const running = await opened({ kind: 'consultation', named: false });
    await voters[0]!.vote(running, ['approve']);
    const paper = voters[0]!.paper(running);
    await paper.begin();
    assert.is(paper.step.step, 'cast');
    await paper.cast(['reject']);
    await voters[1]!.vote(running, ['approve']);
    const { result } = await counted(running.id);
    const { approve, reject, cast } = result as ChoicesResult;
    assert.equal({ approve, reject, cast }, { approve: 1, reject: 1, cast: 2 });
  },
);

ballots('a browser without Web Crypto: the vote is refused before it opens, with the reason', async () => {
  const id = await prepared({});
  const token = voters[3]!.token;
  const poor = await WireClient.connect(server.url, token, { canVoteSecretly: false });
  const refused = await chair.give({ type: 'open-vote', vote: id, withoutQuorum: true } as never);
  assert.is(refused.accepted ? '' : refused.code, 'insecure-devices');
  const able = await WireClient.connect(server.url, token);
  await accepted({ type: 'open-vote', vote: id, withoutQuorum: true });
  poor.close();
  able.close();
  await accepted({ type: 'cancel-vote', vote: id, reason: 'thử' });
});

ballots('what the server cannot do just now costs nobody her ballot: it is asked for and cast again', async () => {
  const running = await opened();
  const codes = ['starting', 'stopping', 'too-many', 'storage-failed', 'unexpected'] as const;
  const cast = await Promise.all(
    codes.map(async (code, place) => {
      const voter = voters[place]!;
      const paper = voter.paper(running);
      const notNow = () => new Response(JSON.stringify(refusal(code)), { status: 503 });
      voter.answeredFirst.push(notNow());
      await paper.begin();
      assert.is(paper.step.step, 'ready', code);
      voter.answeredFirst.push(notNow());
      await paper.cast(['approve']);
      assert.equal(voter.answeredFirst, []);
      return paper.step.step;
    }),
  );
  assert.equal(new Set(cast), new Set(['cast']));
  const { result } = await counted(running.id);
  assert.equal([result!.issued, result!.cast], [codes.length, codes.length]);
});

ballots('the power is cut while ballots are cast: none that was answered is lost, none counts twice', async () => {
  const running = await opened();
  const some = voters.slice(0, 16);
  const papers = await Promise.all(
    some.map(async (voter) => {
      const paper = voter.paper(running);
      await paper.begin();
      return paper;
    }),
  );
  const casting = Promise.all(papers.map((paper) => paper.cast(['approve'])));
  for (let cut = 0; cut < 3; cut += 1) {
    await new Promise((resolve) => setTimeout(resolve, 900));
    const before = papers.filter(({ step }) => step.step === 'cast').length;
    await server.kill();
    const box = join(meetingFolder(server.folder, { ...here, meeting }), 'ballots', `${running.id}.box`);
    const boxed = existsSync(box)
      ? (JSON.parse(readFileSync(box, 'utf8')) as { ballots: unknown[] }).ballots.length
      : 0;
    assert.ok(boxed >= before, `${before} were answered, ${boxed} are on disk`);
    server = await RunningServer.start(server.folder, ['--port', port]);
  }
  chair.close();
  chair = await WireClient.connect(server.url, await server.signIn(chairCode));
  await casting;
  for (const paper of papers) assert.is(paper.step.step, 'cast');
  const { result } = await counted(running.id);
  assert.equal([result!.issued, result!.cast, (result as ChoicesResult).approve], [16, 16, 16]);
});

ballots('the head of the journal is signed after a count, and every audience is told', async () => {
  await chair.until(({ view }) => view!.record !== null);
  const { sequence, hash, signature, key } = chair.view!.record!;
  assert.ok(sequence > 0 && hash.length === 64 && signature.length > 80 && key.length > 40);
  assert.match(journal(), new RegExp(`"head-signed".*"hash":"${hash}"`));
  assert.is(statSync(join(server.folder, 'record.key')).mode & 0o77, 0, 'nobody else may read the key');
});

ballots.run();
