/** Five hundred secret ballots: issued and cast, beside the bare private operations that they cannot do without. */

import { constants, generateKeyPairSync, privateDecrypt, randomBytes } from 'node:crypto';
import { blind, newNumber, unblind } from '../../client/votes/blind.ts';
import { pollIn } from '../../shared/meeting/voting/queries.ts';
import { inMeeting, RunningServer, remove } from '../server/running-server.ts';
import { WireClient } from '../server/wire-client.ts';
import { add, median, ms, say } from './table.ts';

const BALLOTS = 500;
const AT_ONCE = 50;

async function inWaves<T>(count: number, of: (index: number) => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let at = 0; at < count; at += AT_ONCE)
    all.push(...(await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - at) }, (_, more) => of(at + more)))));
  return all;
}

/** Milliseconds of one private operation with 3,072 bits, without padding. */
function bareOperation(): number {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const message = randomBytes(384);
  message[0] = 0;
  const times = Array.from({ length: 60 }, () => {
    const began = performance.now();
    privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, message);
    return performance.now() - began;
  });
  return median(times);
}

export async function secretBallots(): Promise<void> {
  say(`${BALLOTS} secret ballots`);
  const server = await RunningServer.start();
  const rehearsal = await server.rehearsal(BALLOTS);
  const at = { body: rehearsal.body, meeting: rehearsal.meeting };
  const tokens = rehearsal.people.filter(({ roles }) => roles.includes('delegate')).map(({ token }) => token);
  const chair = await WireClient.connect(
    server.url,
    rehearsal.people.find(({ roles }) => roles.includes('chair'))!.token,
    at,
  );
  await inWaves(BALLOTS, async (index) => {
    const client = await WireClient.connect(server.url, tokens[index]!, at);
    await client.give({ type: 'confirm-attendance' });
    client.close();
  });
  const majority = { base: 'all', threshold: 'more-than', fraction: { numerator: 1, denominator: 2 } };
  await chair.give({ type: 'open-meeting' });
  await chair.give({ type: 'prepare-vote', item: 'nd7', title: 'Bỏ phiếu kín', majority, kind: 'secret' } as never);
  await chair.until(({ view }) => view!.voting.votes.at(-1)!.kind === 'secret');
  const vote = chair.view!.voting.votes.at(-1)!.id;
  await chair.give({ type: 'open-vote', vote });
  await chair.until(({ view }) => view!.voting.votes.at(-1)!.phase === 'open');
  const { key } = pollIn(chair.view!.voting.votes.at(-1)!, 'secret')!;
  // The tablets' part is theirs: each has a core of its own for it.
  const papers: { number: string; blinded: string; inverse: string }[] = [];
  for (let index = 0; index < BALLOTS; index += 1) {
    const number = newNumber();
    papers.push({ number, ...(await blind(key, number)) });
  }
  const post = async (path: string, content: object, token?: string): Promise<Record<string, string>> => {
    const response = await fetch(server.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(content),
    });
    if (!response.ok) throw new Error(`${path} answered ${await response.text()}`);
    return (await response.json()) as Record<string, string>;
  };
  const asked = performance.now();
  const signed = await inWaves(BALLOTS, (index) =>
    post(inMeeting('/ballots/issue', at), { vote, blinded: papers[index]!.blinded }, tokens[index]),
  );
  const issuing = performance.now() - asked;
  const ballots: object[] = [];
  for (const [index, { number, inverse }] of papers.entries())
    ballots.push({
      number,
      signature: await unblind(key, number, signed[index]!.signature!, inverse),
      marks: ['approve'],
    });
  const began = performance.now();
  await inWaves(BALLOTS, (index) => post('/cast', { ...at, vote, ballot: ballots[index] }));
  const casting = performance.now() - began;
  const bare = bareOperation();
  chair.close();
  await server.stop();
  remove(server.folder);
  add({
    what: `${BALLOTS} secret ballots, issued and cast`,
    measured: `${ms(issuing + casting)} (${ms((issuing + casting) / BALLOTS)} a ballot)`,
    limit: `${ms(bare)} a bare private operation`,
    budget: '≤ 10 s',
    holds: issuing + casting <= 10_000,
  });
}
