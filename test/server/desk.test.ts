/** What the desk asks of the server: meetings like others, clashes, pictures, links to hand in, news, what goes for good. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../server/manage-cli.ts';
import type { Readiness } from '../../shared/readiness.ts';
import { DeskServer } from './office.ts';
import { newFolder, RunningServer, remove } from './running-server.ts';

const desk = suite('desk');
let office: DeskServer;
const hour = 3_600_000;
const monday = Date.UTC(2027, 0, 11, 1);

desk.before(async () => {
  office = await DeskServer.start();
  const members = Array.from({ length: 6 }, (_, index) => ({
    id: `d${index}`,
    name: `Đại biểu ${'ABCDEF'[index]}`,
    delegation: `Tổ ${1 + (index % 2)}`,
    roles: ['delegate'],
  }));
  const guest = { id: 'g0', name: 'Khách Mời', roles: ['guest'] };
  assert.is((await office.give({ type: 'import-members', members: [...members, guest] })).status, 200);
});
desk.after(async () => {
  await office.server.stop();
  remove(office.server.folder);
});

const seats = (people: (string | null)[]) => ({
  form: 'rows',
  seats: people.map((person, at) => ({ name: `A${at + 1}`, x: 10 * at, y: 20, person })),
});

desk('a meeting is planned for those invited, with the seats of its hall; who is not invited has none', async () => {
  await office.give({ type: 'arrange-hall', hall: 'hoi-truong', plan: seats(['d0', 'd1', 'g0', null]) });
  const invited = { delegates: false, guests: false, delegations: ['Tổ 1'] };
  const meeting = await office.plan({ title: 'Họp tổ', hall: 'hoi-truong', begins: monday, invited });
  const { status, body } = await office.ask<Readiness>('GET', `/meetings/${meeting}/planning/readiness`);
  assert.is(status, 200);
  // Three of delegation 1, one of whom has a seat.
  assert.equal([body.people, body.seatless, body.items, body.sentAt], [3, 2, 0, null]);
});

desk('a meeting like an earlier one has its agenda, notes and votes, and none of its documents', async () => {
  const first = await office.plan({ title: 'Phiên mẫu', session: 'Kỳ họp thứ nhất', begins: monday + 24 * hour });
  const item = { title: 'Thông qua nghị quyết', kind: 'resolution', plannedMinutes: 20, parent: null, after: null };
  const added = await office.giveTo(first, { type: 'add-item', ...item, documents: [], submitter: 'UBND xã' });
  const id = `item-${added.body.sequence}`;
  await office.giveTo(first, { type: 'note-item', item: id, note: 'Mời UBND trình bày.' });
  const majority = { base: 'all', threshold: 'more-than', fraction: { numerator: 1, denominator: 2 } };
  await office.giveTo(first, { type: 'prepare-vote', item: id, title: 'Nghị quyết', majority, method: 'electronic' });
  const second = await office.plan({ title: 'Phiên sau', like: first, begins: monday + 48 * hour });
  const { body } = await office.ask<Readiness>('GET', `/meetings/${second}/planning/readiness`);
  assert.equal([body.items, body.votes, body.lacking.length, body.sentAt], [1, 1, 1, null]);
  assert.is(body.lacking[0]!.submitter, 'UBND xã');
  assert.is(
    (await office.ask('POST', '/meetings', { title: 'x', private: false, like: 'nope' })).body.code,
    'not-found',
  );
});

desk('who has to be in two meetings at once is named; another time, or a cancelled one, is no clash', async () => {
  const slot = { begins: monday, ends: monday + hour };
  const clashes = async (more: object) =>
    (await office.ask<{ clashes: { title: string; names: string[] }[] }>('POST', '/clashes', { ...slot, ...more })).body
      .clashes;
  const [clash, ...others] = await clashes({});
  assert.is(others.length, 0);
  assert.equal([clash!.title, clash!.names.length], ['Họp tổ', 3 + 1]); // the secretary, too
  assert.is((await clashes({ begins: monday + 5 * hour, ends: monday + 6 * hour })).length, 0);
  const { meetings } = await office.state<{ meetings: { id: string; title: string }[] }>();
  const { id } = meetings.find(({ title }) => title === 'Họp tổ')!;
  assert.is((await clashes({ except: id })).length, 0);
  assert.is((await office.giveTo(id, { type: 'cancel-meeting', reason: 'Bão' })).status, 200);
  assert.is((await office.giveTo(id, { type: 'open-meeting' })).body.code, 'not-allowed');
  const listed = async () =>
    (await office.state<{ meetings: { id: string; isCancelled: boolean }[] }>()).meetings.find((one) => one.id === id)!;
  for (let tries = 0; tries < 100 && !(await listed()).isCancelled; tries += 1) await new Promise(setImmediate);
  assert.is((await listed()).isCancelled, true);
  assert.is((await clashes({})).length, 0);
});

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const send = (content: Buffer, token = office.token) =>
  fetch(`${office.server.url}/api/bodies/${office.body}/pictures`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: new Uint8Array(content),
  });

desk('a picture is kept by its content and given to who belongs to the body; what is none is refused', async () => {
  const kept = (await (await send(pixel)).json()) as { hash: string };
  assert.is(kept.hash, createHash('sha256').update(pixel).digest('hex'));
  const address = `${office.server.url}/api/bodies/${office.body}/pictures/${kept.hash}`;
  const shown = await fetch(address, { headers: { Authorization: `Bearer ${office.token}` } });
  assert.equal([shown.status, shown.headers.get('content-type')], [200, 'image/png']);
  assert.equal(Buffer.from(await shown.arrayBuffer()), pixel);
  assert.is((await fetch(address)).status, 401);
  const codeOf = async (content: Buffer) => ((await (await send(content)).json()) as { code: string }).code;
  assert.is(await codeOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), 'not-a-picture');
  assert.is(await codeOf(Buffer.concat([pixel, Buffer.alloc(600 * 1024)])), 'too-large');
  assert.is((await office.ask('GET', `/pictures/${'0'.repeat(64)}`)).status, 404);
  assert.is((await office.ask('GET', '/pictures/..%2f..%2faccounts.json')).status, 400);
});

desk('a link hands in the documents of one item, and nothing else; a new link or an end is the end of it', async () => {
  const { meetings } = await office.state<{ meetings: { id: string; title: string }[] }>();
  const meeting = meetings.find(({ title }) => title === 'Phiên mẫu')!.id;
  const ready = await office.ask<Readiness>('GET', `/meetings/${meeting}/planning/readiness`);
  const item = ready.body.lacking[0]!.id;
  const make = async () =>
    (await office.ask<{ token: string }>('POST', `/meetings/${meeting}/planning/hand-ins`, { item })).body.token;
  const first = await make();
  const at = (token: string, path = '') => `${office.server.url}/api/hand-in/${token}${path}`;
  const look = async (token: string) => (await fetch(at(token))).json() as Promise<Record<string, unknown>>;
  const seen = await look(first);
  assert.equal([seen.item, seen.submitter], ['Thông qua nghị quyết', 'UBND xã']);
  assert.equal(Object.keys(seen).sort(), 'begins council entries item limit submitter timeZone title'.split(' '));
  const post = (token: string, body: object) =>
    fetch(at(token), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const announced = await post(first, { name: 'tờ trình.pdf', bytes: 5 });
  const { id } = (await announced.json()) as { id: string };
  const bytes = await fetch(at(first, `/${id}/bytes?from=0`), { method: 'PUT', body: '%PDF-' });
  assert.equal([announced.status, bytes.status], [201, 200]);
  const { entries } = (await (
    await office.ask<{ entries: { id: string; item: string; from: string; by: string | null }[] }>(
      'GET',
      `/meetings/${meeting}/intake`,
    )
  ).body) as { entries: { id: string; item: string; from: string; by: string | null }[] };
  const mine = entries.find((entry) => entry.id === id)!;
  assert.equal([mine.item, mine.from, mine.by], [item, 'UBND xã', null]);
  // A clerk's own upload is not the link's business.
  const clerks = await office.ask<{ id: string }>('POST', `/meetings/${meeting}/intake`, { name: 'a.pdf', bytes: 5 });
  assert.is((await fetch(at(first, `/${clerks.body.id}/bytes?from=0`), { method: 'PUT', body: '%PDF-' })).status, 404);
  assert.is((await post(first, { name: 'x'.repeat(400), bytes: 5 })).status, 400);
  assert.is((await post(first, { name: 'rất lớn.pdf', bytes: 10 ** 12 })).status, 413);
  const second = await make();
  assert.equal([(await look(first)).code, (await look(second)).item], ['no-such-link', 'Thông qua nghị quyết']);
  await office.ask('DELETE', `/meetings/${meeting}/planning/hand-ins/${item}`);
  assert.is((await look(second)).code, 'no-such-link');
  assert.is((await look('x'.repeat(32))).code, 'no-such-link');
});

desk(
  'a desk that listens is told of each change at once; who does not belong to the office hears nothing',
  async () => {
    const listen = (auth: object) =>
      io(`${office.server.url}/desk`, { transports: ['websocket'], auth, forceNew: true });
    const mine = listen({ token: office.token, body: office.body });
    const told = new Promise<number>((resolve) => mine.on('body', ({ sequence }) => resolve(sequence)));
    await new Promise((resolve) => mine.on('connect', () => resolve(null)));
    const given = await office.give({
      type: 'add-member',
      member: { id: 'd9', name: 'Người Mới', roles: ['delegate'] },
    });
    assert.is(await told, given.body.sequence);
    mine.close();
    const card = await office.ask<{ cards: { code: string; pin: string }[] }>('POST', '/cards', { people: ['d0'] });
    const { code, pin } = card.body.cards[0]!;
    const { body } = await office.server.post<{ token: string }>('/api/login', { code, pin, bearer: true });
    const refusedAs = (auth: object) =>
      new Promise<string>((resolve) => {
        const socket = listen(auth);
        socket.on('connect_error', (error) => {
          resolve((error as Error & { data: { code: string } }).data.code);
          socket.close();
        });
        socket.on('connect', () => resolve('let in'));
      });
    assert.is(await refusedAs({ token: body.token, body: office.body }), 'not-in-body');
    assert.is(await refusedAs({ token: 'nobody', body: office.body }), 'not-signed-in');
    assert.is(await refusedAs({ token: office.token, body: 'another' }), 'not-in-body');
    assert.is(await refusedAs({ token: office.token }), 'malformed');
  },
);

desk('a delegate may neither plan nor see what a meeting lacks, nor keep a picture', async () => {
  const card = await office.ask<{ cards: { code: string; pin: string }[] }>('POST', '/cards', { people: ['d1'] });
  const { code, pin } = card.body.cards[0]!;
  const { body } = await office.server.post<{ token: string }>('/api/login', { code, pin, bearer: true });
  const { meetings } = await office.state<{ meetings: { id: string; title: string }[] }>();
  const meeting = meetings.find(({ title }) => title === 'Phiên mẫu')!.id;
  for (const [method, path, content] of [
    ['GET', `/meetings/${meeting}/planning/readiness`, undefined],
    ['POST', `/meetings/${meeting}/planning/hand-ins`, { item: 'item-1' }],
    ['POST', '/clashes', { begins: null, ends: null }],
    ['DELETE', '/sample', undefined],
  ] as const)
    assert.is((await office.ask(method, path, content, body.token)).body.code, 'not-allowed', path);
  assert.is((await send(pixel, body.token)).status, 403);
});

desk('what was removed more than thirty days ago goes at the next start, its folder with it', async () => {
  const gone = await office.plan({ title: 'Tạo nhầm' });
  const folder = join(office.server.folder, 'bodies', office.body, 'meetings', gone);
  assert.is((await office.give({ type: 'remove-meeting', meeting: gone })).status, 200);
  assert.ok(existsSync(folder));
  assert.is((await office.give({ type: 'restore-meeting', meeting: gone })).status, 200);
  await office.give({ type: 'remove-meeting', meeting: gone });
  assert.is((await office.ask('GET', `/meetings/${gone}/planning/readiness`)).status, 403, 'it is no meeting any more');
  const { purgeRemoved } = await import('../../server/bodies/purge.ts');
  const executed: object[] = [];
  const body = {
    id: office.body,
    state: await office.state(),
    execute: async (_: string, command: object) => executed.push(command),
  };
  const folderOf = () => folder;
  const later = Date.now() + 31 * 24 * hour;
  await purgeRemoved({ all: [body] } as never, { folderOf } as never, Date.now());
  assert.ok(existsSync(folder), 'not before its time');
  await purgeRemoved({ all: [body] } as never, { folderOf } as never, later);
  assert.not(existsSync(folder));
  assert.equal(executed.at(-1), { type: 'purge-removed', before: later - 30 * 24 * hour });
});

desk('the sample goes as a whole once there is another body, and only by who looks after it', async () => {
  const server = await RunningServer.start(newFolder(), ['--port', '0']);
  try {
    const token = await server.signIn('TK01');
    const sample = 'hoi-dong-nhan-dan-tinh-hai-son';
    const remove = async () => {
      const response = await fetch(`${server.url}/api/bodies/${sample}/sample`, {
        method: 'DELETE',
        headers: { Authorization: `Bearer ${token}` },
      });
      return ((await response.json()) as { code?: string }).code ?? response.status;
    };
    assert.is(await remove(), 'only-body');
    const said: string[] = [];
    const flags = ['create-body', '--name', 'HĐND xã Mới', '--secretary', 'Trần Văn Thư', '--data', server.folder];
    const say = (line: string) => void said.push(line);
    assert.is(await run(flags, say, say), 0, said.join('\n'));
    assert.is(await remove(), 200);
    assert.not(existsSync(join(server.folder, 'bodies', sample)));
    const me = await (await fetch(`${server.url}/api/me`, { headers: { Authorization: `Bearer ${token}` } })).json();
    assert.equal([me.person, me.mayTry], [null, false]);
  } finally {
    await server.stop();
    remove(server.folder);
  }
});

desk.run();
