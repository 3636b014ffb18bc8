/** The server by real sockets: audiences, exactly once, catching up, and what it refuses. */

import { existsSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { viewOf } from '../../shared/meeting/views/view.ts';
import type { ChoicesResult } from '../../shared/meeting/voting/ballots.ts';
import { castIn } from '../../shared/meeting/voting/queries.ts';
import { fileAddress } from '../../shared/wire/addresses.ts';
import type { WholeView } from '../../shared/wire/protocol.ts';
import { RawClient } from '../bench/raw-client.ts';
import { chair, chairCode, here, idsOf, inMeeting, meetingFolder, RunningServer, remove } from './running-server.ts';
import { newId, WireClient } from './wire-client.ts';

const wire = suite('wire');
let server: RunningServer;
let chairToken: string;
let delegateToken: string;
const delegate = 'db05';

wire.before(async () => {
  server = await RunningServer.start();
  chairToken = await server.signIn(chairCode);
  delegateToken = await server.signIn(delegate.toUpperCase());
});
wire.after(async () => {
  await server.stop();
  remove(server.folder);
});

const refused = async (attempt: Promise<unknown>): Promise<string> => {
  try {
    await attempt;
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

wire('nobody comes in without a login, with another protocol, or into an audience above her own', async () => {
  assert.is(await refused(WireClient.connect(server.url, 'x'.repeat(32))), 'not-signed-in');
  assert.is(await refused(WireClient.connect(server.url, delegateToken, { protocol: 99 })), 'wrong-protocol');
  assert.is(await refused(WireClient.connect(server.url, delegateToken, { audience: 'chair' })), 'not-allowed');
  assert.is(await refused(WireClient.connect(server.url, delegateToken, { audience: 'display' })), 'not-allowed');
  assert.is(await refused(WireClient.connect(server.url, delegateToken, { meeting: 'another' })), 'not-in-meeting');
  assert.is(await refused(WireClient.connect(server.url, delegateToken, { surprise: 1 })), 'malformed');
});

wire('the same command id gets the same answer and makes no event, also after a restart by kill -9', async () => {
  const first = await WireClient.connect(server.url, delegateToken);
  const id = newId();
  const answer = await first.give({ type: 'confirm-attendance' }, id);
  assert.is(answer.accepted, true);
  assert.equal(await first.give({ type: 'confirm-attendance' }, id), answer);
  await first.until(({ sequence }) => sequence === 3);
  assert.equal(
    first.facts.map(({ type }) => type),
    ['meeting-convened', 'person-arrived'],
    'behind its birth: what was planned is frozen, and the arrival',
  );
  assert.is(first.view!.phase, 'prepared');
  first.close();
  await server.kill();
  server = await RunningServer.start(server.folder);
  const again = await WireClient.connect(server.url, delegateToken);
  assert.equal(await again.give({ type: 'confirm-attendance' }, id), answer);
  assert.is(again.sequence, 3);
  again.close();
});

wire('what is malformed, unknown or too large is refused with a code, and counted; the meeting goes on', async () => {
  const client = await WireClient.connect(server.url, await server.signIn('DB09'));
  const code = async (event: string, message: unknown) =>
    ((await client.emit(event, message)) as { code?: string }).code;
  assert.is(await code('command', null), 'malformed');
  assert.is(await code('command', { id: 'short', command: { type: 'next-item' } }), 'malformed');
  assert.is(await code('command', { id: newId(), command: { type: 'no-such' } }), 'unknown-command');
  assert.is(await code('command', { id: newId(), command: { type: 'constructor' } }), 'unknown-command');
  assert.is(await code('command', { id: newId(), command: { type: 'turn-page', page: 1.5 } }), 'malformed');
  assert.is(await code('command', { id: newId(), command: { type: 'confirm-attendance', extra: 1 } }), 'malformed');
  assert.is(await code('surprise', {}), 'unknown-command');
  assert.is(
    await code('command', { id: newId(), command: { type: 'hand-in-text', item: 'nd1', text: 'x'.repeat(140_000) } }),
    'too-large',
  );
  assert.is(await code('command', { id: newId(), command: { type: 'open-vote', vote: 'bq1' } }), 'not-allowed');
  const { refused: counted } = (await (await fetch(`${server.url}/healthz`)).json()) as {
    refused: Record<string, number>;
  };
  assert.ok(counted.malformed! >= 4 && counted['unknown-command']! >= 3 && counted['too-large']! >= 1);
  client.close();
});

wire('whoever sends too much is refused, then cut, then kept out for a while; others notice nothing', async () => {
  const token = await server.signIn('DB11');
  const flood = await WireClient.connect(server.url, token);
  const cut = new Promise((resolve) => flood.socket.on('disconnect', resolve));
  for (let index = 0; index < 400; index += 1)
    flood.socket.emit('command', { id: newId(), command: { type: 'turn-page', page: 1 } });
  await cut;
  assert.ok(
    flood.heard.some(([event, message]) => event === 'leaving' && (message as { code: string }).code === 'too-many'),
  );
  assert.is(await refused(WireClient.connect(server.url, token)), 'too-many');
  const other = await WireClient.connect(server.url, delegateToken);
  assert.is((await other.give({ type: 'leave-hall' })).accepted, true);
  assert.is((await other.give({ type: 'confirm-attendance' })).accepted, true);
  other.close();
});

wire('a device that is cut and goes on sending, deaf to what it is told, is off the line', async () => {
  const client = await RawClient.connect(Number(server.port), await server.signIn('DB49'));
  const gone = new Promise<void>((resolve) => {
    client.onClose = resolve;
  });
  for (let index = 0; index < 400; index += 1)
    client.send(`42${index}["command",${JSON.stringify({ id: newId(), command: { type: 'turn-page', page: 1 } })}]`);
  await gone;
});

wire('a message beyond the hard limit ends the connection, not the server', async () => {
  const client = await WireClient.connect(server.url, await server.signIn('DB12'));
  const cut = new Promise((resolve) => client.socket.on('disconnect', resolve));
  client.socket.emit('command', { id: newId(), command: { type: 'x'.repeat(2_000_000) } });
  await cut;
  assert.is((await fetch(`${server.url}/healthz`)).status, 200);
});

wire('whoever was away catches up by what she missed and stands where the others stand', async () => {
  const chairClient = await WireClient.connect(server.url, chairToken);
  for (const person of idsOf('delegate').slice(0, 46))
    await chairClient.give({ type: 'mark-present', person } as never);
  const lived = await WireClient.connect(server.url, delegateToken);
  const hers = await server.signIn('DB06');
  const away = await WireClient.connect(server.url, hers);
  const held = { view: away.view!, sequence: away.sequence, head: away.head };
  away.close();
  assert.is((await chairClient.give({ type: 'open-meeting' })).accepted, true);
  await chairClient.give({ type: 'next-item' });
  await chairClient.give({ type: 'open-list' });
  await lived.give({ type: 'request-floor', kind: 'speech', note: 'riêng với chủ tọa' });
  const back = await WireClient.connect(
    server.url,
    hers,
    { held: { ...here, audience: 'delegates', sequence: held.sequence, head: held.head } },
    held,
  );
  const joined = await WireClient.connect(server.url, await server.signIn('DB07'));
  await lived.until((client) => client.sequence === joined.sequence);
  await chairClient.until((client) => client.sequence === joined.sequence);
  assert.ok(
    back.heard.some(([event]) => event === 'batch') && !back.heard.some(([event]) => event === 'view'),
    'only what was missed',
  );
  assert.equal(back.view, joined.view);
  assert.equal(lived.view, joined.view);
  assert.is(lived.gaps + back.gaps, 0);
  assert.not.match(JSON.stringify(lived.heard), /riêng với chủ tọa/);
  assert.match(JSON.stringify(viewOf(chairClient.view!, 'chair')), /riêng với chủ tọa/);
  for (const client of [chairClient, lived, back, joined]) client.close();
});

wire(
  'another journal under the same name, reset or restored, is known: what was held of it is replaced as a whole',
  async () => {
    const own = await RunningServer.start();
    const token = await own.signIn('DB06');
    const before = await WireClient.connect(own.url, token);
    const wholeOf = ({ heard }: WireClient) => heard.find(([event]) => event === 'view')![1] as WholeView;
    const { birth } = wholeOf(before);
    assert.match(birth, /^[0-9a-f]{16}$/, 'a meeting has its journal from birth');
    await before.give({ type: 'confirm-attendance' });
    const later = await WireClient.connect(own.url, token);
    assert.is(wholeOf(later).birth, birth);
    later.close();
    await before.give({ type: 'leave-hall' });
    const held = { view: before.view!, sequence: before.sequence, head: before.head };
    before.close();
    await own.stop();
    // The sample begun anew: the same names, another history.
    for (const name of ['bodies', 'accounts.json']) rmSync(join(own.folder, name), { recursive: true });
    const other = await RunningServer.start(own.folder);
    const chairs = await WireClient.connect(other.url, await other.signIn(chairCode));
    for (const person of idsOf('delegate').slice(20, 24)) await chairs.give({ type: 'mark-present', person } as never);
    const { sequence, head } = held;
    const again = { held: { ...here, audience: 'delegates', sequence, head } };
    const back = await WireClient.connect(other.url, token, again, held);
    assert.ok(
      back.heard.some(([event]) => event === 'view'),
      'the whole view',
    );
    assert.is(Object.keys(back.view!.attendance.marks).length, 4, 'nothing of the old one is left');
    assert.is.not(wholeOf(back).birth, birth);
    for (const client of [chairs, back]) client.close();
    await other.stop();
    remove(other.folder);
  },
);

wire('signing out on one device leaves the person’s others as they are', async () => {
  const spare = await server.signIn(chairCode);
  const [console_, tablet] = [
    await WireClient.connect(server.url, chairToken),
    await WireClient.connect(server.url, spare, { audience: 'delegates' }),
  ];
  const ended = new Promise((resolve) => tablet.socket.on('disconnect', resolve));
  await server.post('/api/logout', {}, spare);
  await ended;
  assert.is((await console_.give({ type: 'order-list', order: 'registration' })).accepted, true);
  assert.is(console_.socket.connected, true);
  assert.is(await refused(WireClient.connect(server.url, spare)), 'not-signed-in');
  console_.close();
});

wire('while a vote is open no frame to the hall holds a choice; ballots come in few counts; one each', async () => {
  const chairClient = await WireClient.connect(server.url, chairToken);
  const screen = await WireClient.connect(server.url, await server.signIn('MH01'));
  const voters = await Promise.all(
    idsOf('delegate')
      .slice(14, 44)
      .map(async (id) => WireClient.connect(server.url, await server.signIn(id.toUpperCase()))),
  );
  assert.is((await chairClient.give({ type: 'open-vote', vote: 'bq1' } as never)).accepted, true);
  const answers = await Promise.all(
    voters.map((voter, index) =>
      voter.give({
        type: 'cast-ballot',
        vote: 'bq1',
        marks: [(['approve', 'reject', 'abstain'] as const)[index % 3]!],
      } as never),
    ),
  );
  assert.ok(answers.every(({ accepted }) => accepted));
  const twice = await voters[0]!.give({ type: 'cast-ballot', vote: 'bq1', marks: ['reject'] } as never);
  assert.is((twice as { code?: string }).code, 'already-cast');
  await screen.until(({ view }) => castIn(view!.voting.votes[0]!) === 30);
  await chairClient.until(({ view }) => castIn(view!.voting.votes[0]!) === 30);
  // Her own ballot the chair knows as a voter; what the others chose she must not.
  const untilClosed = JSON.stringify([screen.heard, chairClient.heard.filter(([event]) => !event.startsWith('own'))]);
  assert.not.match(untilClosed, /"(marks|ballots?)":\[*"(approve|reject|abstain)"/);
  assert.ok(screen.facts.filter(({ type }) => type === 'ballots-counted').length <= 12);
  assert.equal(voters[1]!.own.ballots, {}, 'own facts come by themselves');
  assert.ok(
    voters[1]!.heard.some(
      ([event, message]) => event === 'own-fact' && String((message as { marks: string[] }).marks) === 'reject',
    ),
  );
  await chairClient.give({ type: 'close-vote', vote: 'bq1' } as never);
  await chairClient.until(({ view }) => view!.voting.votes[0]!.result !== null);
  assert.is(screen.view!.voting.votes[0]!.result, null);
  await chairClient.give({ type: 'publish-vote', vote: 'bq1' } as never);
  await screen.until(({ view }) => view!.voting.votes[0]!.phase === 'published');
  const { approve, reject, abstain, passed } = screen.view!.voting.votes[0]!.result as ChoicesResult;
  assert.equal({ approve, reject, abstain, passed }, { approve: 10, reject: 10, abstain: 10, passed: false });
  for (const client of [chairClient, screen, ...voters]) client.close();
});

wire('a vote with a deadline is closed by the server', async () => {
  const chairClient = await WireClient.connect(server.url, chairToken);
  const prepared = await chairClient.give({ type: 'repeat-vote', vote: 'bq1' } as never);
  assert.is(prepared.accepted, true);
  const vote = chairClient.view!.voting.votes.at(-1)!;
  await chairClient.until(({ view }) => view!.voting.votes.some(({ repeats }) => repeats === 'bq1'));
  const { id } = chairClient.view!.voting.votes.find(({ repeats }) => repeats === 'bq1') ?? vote;
  assert.is((await chairClient.give({ type: 'open-vote', vote: id, seconds: 5 })).accepted, true);
  await chairClient.until(({ view }) => view!.voting.votes.find((one) => one.id === id)!.phase === 'closed');
  chairClient.close();
});

wire('a client that reads nothing is cut', async () => {
  // A WebSocket by hand, so that nothing reads it.
  const token = await server.signIn('DB13');
  const { port } = new URL(server.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nCookie: nghi-truong=${token}\r\n\r\n`,
  );
  await new Promise((resolve) => socket.once('data', resolve));
  socket.pause();
  const ended = new Promise((resolve) => {
    socket.on('close', resolve);
    socket.on('error', resolve);
  });
  setTimeout(() => socket.resume(), 8000);
  await ended;
  assert.is(socket.destroyed, true, 'the server ended it');
});

wire('documents: by range, to those who may read them, to nobody else', async () => {
  const chairClient = await WireClient.connect(server.url, chairToken);
  const { documents } = chairClient.view!;
  chairClient.close();
  const [hall, open] = [
    documents.find(({ access }) => access === 'hall')!,
    documents.find(({ access }) => access === 'public')!,
  ];
  const get = (hash: string, headers = {}) => fetch(`${server.url}${fileAddress(here, hash)}`, { headers });
  assert.is((await get(hall.hash)).status, 401);
  assert.is((await get(open.hash)).status, 200);
  const part = await get(hall.hash, { Authorization: `Bearer ${delegateToken}`, Range: 'bytes=0-3' });
  assert.is(part.status, 206);
  assert.is(await part.text(), '%PDF');
  for (const name of ['..%2faccounts.json', 'a'.repeat(64), '%00']) assert.is((await get(name)).status, 404);
});

wire('odd ranges get the whole or 416, on every route, and never an end without an answer', async () => {
  const chairClient = await WireClient.connect(server.url, chairToken);
  const { hash, bytes } = chairClient.view!.documents.find(({ access }) => access === 'public')!;
  chairClient.close();
  const odd = ['bytes=5-1', 'bytes=-', 'bytes=abc', 'bytes=0-1,4-5', 'bytes=99999999999-', 'bytes=-0', 'lines=1-2', ''];
  for (const path of ['/', '/delegate/', '/icon.svg', '/healthz', '/api/me', fileAddress(here, hash)])
    for (const range of odd) {
      const response = await fetch(server.url + path, { headers: { Range: range } });
      const content = await response.arrayBuffer();
      assert.ok([200, 416].includes(response.status), `${path} ${range}: ${response.status}`);
      if (path.startsWith('/documents') && response.status === 200) assert.is(content.byteLength, bytes);
    }
  const beyond = await fetch(`${server.url}${fileAddress(here, hash)}`, { headers: { Range: `bytes=${bytes + 5}-` } });
  assert.is(beyond.status, 416);
  assert.is(((await beyond.json()) as { code: string }).code, 'no-such-range');
});

wire('a rehearsal that is dismissed leaves nothing behind: no folder, no key, no thread', async () => {
  const own = await RunningServer.start();
  const threads = () => readdirSync(`/proc/${own.pid}/task`).length;
  const before = existsSync('/proc') ? threads() : 0;
  const rehearsal = await own.rehearsal(3);
  const rehearsalChair = await WireClient.connect(
    own.url,
    rehearsal.people.find(({ roles }) => roles.includes('chair'))!.token,
    { meeting: rehearsal.meeting },
  );
  const majority = { base: 'all', threshold: 'more-than', fraction: { numerator: 1, denominator: 2 } };
  const vote = { type: 'prepare-vote', item: 'nd7', title: 'Thử', kind: 'secret', majority } as never;
  assert.is((await rehearsalChair.give(vote)).accepted, true);
  rehearsalChair.close();
  const dismissed = await fetch(own.url + inMeeting(`/rehearsals/${rehearsal.meeting}`), {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${await own.signIn('TK01')}` },
  });
  assert.is(dismissed.status, 200);
  assert.is(existsSync(meetingFolder(own.folder, rehearsal)), false);
  if (existsSync('/proc')) assert.ok(threads() <= before + 1, 'no thread of it stays');
  assert.is((await fetch(`${own.url}/healthz`)).status, 200);
  await own.stop();
  remove(own.folder);
});

wire('HTTP refuses with a code and a sentence: bad JSON, a foreign origin, wrong PINs, a used link', async () => {
  const bad = await fetch(`${server.url}/api/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{',
  });
  assert.is(((await bad.json()) as { code: string }).code, 'malformed');
  const foreign = await fetch(`${server.url}/api/try`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: 'http://evil.example' },
    body: '{"as":"chair"}',
  });
  assert.is(foreign.status, 403);
  assert.is((await server.post('/api/login', { code: 'DB20', pin: '000000' })).body.code, 'wrong-credentials');
  assert.is(
    (
      await server.post('/api/login', {
        code: chairCode,
        pin: (await import('./running-server.ts')).cardOf(chairCode).pin,
      })
    ).body.code,
    'password-needed',
  );
  assert.is((await server.post('/api/login', { ticket: 'nonsense' })).body.code, 'link-used');
  const ticket = /#([\w-]{20,})/.exec(server.stdout)![1]!;
  const used = await server.post('/api/login', { ticket });
  assert.is(used.status, 200);
  assert.match(used.headers.get('set-cookie')!, /HttpOnly/);
  assert.match(used.headers.get('set-cookie')!, /SameSite=Strict/);
  assert.is((await server.post('/api/login', { ticket })).body.code, 'link-used');
  for (let tries = 0; tries < 12; tries += 1) await server.post('/api/login', { code: 'DB21', pin: '000000' });
  assert.is((await server.post('/api/login', { code: 'DB21', pin: '000000' })).body.code, 'too-many-tries');
});

assert.ok(chair);
wire.run();
