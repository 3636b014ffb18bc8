/** From an empty folder: the set-up link, the first secretary, people, cards; and who must not get in. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { foundEmptyBody } from '../../server/bodies/founding.ts';
import { openData } from '../../server/data/open.ts';
import { freeCode } from '../../server/identity/cards.ts';
import { isWeakPassword } from '../../server/identity/passwords.ts';
import { hashSecret } from '../../server/identity/secrets.ts';
import { run } from '../../server/manage-cli.ts';
import { newFolder, RunningServer, remove } from './running-server.ts';

const setup = suite('setup');
const flags = ['--port', '0', '--empty'];
const password = 'mùa xuân ở Hải Sơn';
const council = (name: string) => ({
  body: { name, kind: 'communal-council', place: 'An Thịnh' },
  secretary: { name: 'Nguyễn Thị Thư', password },
});
const linkOf = (server: RunningServer) => /\/setup\/#([\w-]+)/.exec(server.stdout)![1]!;
let server: RunningServer;
let body: string;
let clerk: string;

interface Card {
  person: string;
  code: string;
  pin: string;
  password: string | null;
  key: string;
}
const api = (path: string, token: string) =>
  fetch(server.url + path, { headers: { Authorization: `Bearer ${token}` } });
const command = (given: object, token = clerk, of = body) =>
  server.post<{ code?: string }>(
    `/api/bodies/${of}/commands`,
    { id: `test-${Math.random().toString(36).slice(2)}`, command: given },
    token,
  );
const cardsFor = (people: string[], token = clerk, of = body) =>
  server.post<{ cards: Card[]; code?: string }>(`/api/bodies/${of}/cards`, { people }, token);
const signIn = (given: object) =>
  server.post<{ token: string; code?: string }>('/api/login', { ...given, bearer: true });

setup.before(async () => {
  server = await RunningServer.start(newFolder(), flags);
});
setup.after(async () => {
  await server.stop();
  remove(server.folder);
});

setup('until it is set up nothing but the set-up page answers, and it only to who has the link', async () => {
  const page = await fetch(`${server.url}/delegate/`, { headers: { Accept: 'text/html' }, redirect: 'manual' });
  assert.equal([page.status, page.headers.get('location')], [303, '/setup/']);
  const refused = (await (await fetch(`${server.url}/api/me`)).json()) as { code: string };
  assert.is(refused.code, 'not-set-up');
  assert.is((await fetch(`${server.url}/setup/`)).status, 200);
  const wrong = await server.post<{ code: string }>('/api/setup', { ...council('HĐND xã An'), token: 'x'.repeat(32) });
  assert.equal([wrong.status, wrong.body.code], [403, 'wrong-setup-link']);
  const weak = { ...council('HĐND xã An'), secretary: { name: 'A', password: 'matkhau123456' }, token: linkOf(server) };
  assert.is((await server.post<{ code: string }>('/api/setup', weak)).body.code, 'weak-password');
});

setup('the link founds the body and lets its first secretary in, once; a start after it prints none', async () => {
  const token = linkOf(server);
  const [first, second] = await Promise.all(
    [1, 2].map(() =>
      server.post<{ body: string; code: string; pin: string }>('/api/setup', { ...council('HĐND xã An Thịnh'), token }),
    ),
  );
  const made = first!.status === 201 ? first! : second!;
  assert.equal([first!.status, second!.status].sort(), [201, 409]);
  body = made.body.body;
  assert.is(body, 'hdnd-xa-an-thinh');
  const { code, pin } = made.body;
  assert.is((await signIn({ code, pin })).body.code, 'password-needed');
  clerk = (await signIn({ code, pin, password })).body.token;
  const { body: state } = (await (await api(`/api/bodies/${body}`, clerk)).json()) as {
    body: { members: { roles: string[] }[]; halls: object[]; procedure: { place: string } };
  };
  assert.equal([state.members.length, state.halls.length, state.procedure.place], [1, 1, 'An Thịnh']);
  assert.is((await server.post('/api/setup', { ...council('HĐND xã Khác'), token })).status, 409);
  const { folder } = server;
  await server.stop();
  server = await RunningServer.start(folder, flags);
  assert.not.match(server.stdout, /\/setup\/#/);
  clerk = (await signIn({ code, pin, password })).body.token;
});

setup('people come in as one command, all or none; and are there after the power was cut', async () => {
  const members = Array.from({ length: 52 }, (_, at) => ({
    id: `d${at}`,
    name: `Đại biểu ${String.fromCharCode(65 + (at % 26))}`,
    roles: ['delegate'],
  }));
  const backwards = [...members, { id: 'x', name: 'Sai', roles: ['guest'], from: '2026-01-02', until: '2026-01-01' }];
  assert.is((await command({ type: 'import-members', members: backwards })).body.code, 'ends-before-it-begins');
  assert.is((await command({ type: 'import-members', members })).status, 200);
  assert.is((await command({ type: 'import-members', members })).body.code, 'nothing-changed');
  const { folder } = server;
  await server.kill();
  server = await RunningServer.start(folder, flags);
  const state = (await (await api(`/api/bodies/${body}`, clerk)).json()) as { body: { members: object[] } };
  assert.is(state.body.members.length, 53);
});

setup('a card lets its holder in by its QR code or its PIN, and a new one ends it and every device', async () => {
  const { body: first } = await cardsFor(['d0', 'd1']);
  assert.equal(
    first.cards.map(({ code, password: given }) => [code, given]),
    [
      ['DB01', null],
      ['DB02', null],
    ],
  );
  const [card] = first.cards;
  const byKey = (await signIn({ card: card!.key })).body.token;
  const byPin = (await signIn({ code: card!.code, pin: card!.pin, takeOver: true })).body.token;
  const listed = (await (await api(`/api/bodies/${body}/cards`, clerk)).json()) as {
    cards: { person: string; signedIn: number }[];
  };
  assert.is(listed.cards.find(({ person }) => person === 'd0')!.signedIn, 1);
  const { body: again } = await cardsFor(['d0']);
  assert.is(again.cards[0]!.code, 'DB01', 'her code stays');
  assert.is((await signIn({ card: card!.key })).body.code, 'link-used');
  assert.is((await signIn({ code: 'DB01', pin: card!.pin })).body.code, 'wrong-credentials');
  for (const token of [byKey, byPin]) {
    const me = (await (await api('/api/me', token)).json()) as { person: object | null };
    assert.is(me.person, null);
  }
  assert.is((await signIn({ card: again.cards[0]!.key })).status, 200);
});

setup(
  'a secretary’s card alone lets nobody in: her password is asked for; nobody but the office issues cards',
  async () => {
    await command({ type: 'add-member', member: { id: 's1', name: 'Vũ Thư', roles: ['secretariat'] } });
    const [card] = (await cardsFor(['s1'])).body.cards;
    assert.is((await signIn({ card: card!.key })).body.code, 'password-needed');
    assert.is((await signIn({ card: card!.key, password: 'wrong wrong' })).body.code, 'wrong-credentials');
    const other = (await signIn({ card: card!.key, password: card!.password })).body.token;
    assert.is((await cardsFor(['d2'], other)).status, 200);
    const [delegate] = (await cardsFor(['d3'])).body.cards;
    const delegates = (await signIn({ card: delegate!.key })).body.token;
    assert.is((await cardsFor(['d3'], delegates)).status, 403);
    assert.is((await api(`/api/bodies/${body}/cards`, delegates)).status, 403);
    assert.is((await cardsFor(['nobody'])).body.code, 'no-such-person');
  },
);

setup('whoever has left a body has no rights in it from the next day, in office or not', async () => {
  await command({ type: 'add-member', member: { id: 's2', name: 'Lý Thôi', roles: ['secretariat'] } });
  const [card] = (await cardsFor(['s2'])).body.cards;
  const token = (await signIn({ card: card!.key, password: card!.password })).body.token;
  assert.is((await api(`/api/bodies/${body}`, token)).status, 200);
  const yesterday = new Date(Date.now() - 36 * 3600_000).toISOString().slice(0, 10);
  await command({ type: 'end-membership', person: 's2', until: yesterday, reason: 'nghỉ hưu' });
  assert.is((await api(`/api/bodies/${body}`, token)).status, 403);
  assert.is((await cardsFor(['d1'], token)).status, 403);
});

setup('whoever names another body’s person among her own gets no card of hers', async () => {
  const { folder } = server;
  await server.stop();
  // A second body, put beside the first while the server is off.
  const options = { folder, empty: true, now: Date.now, say: () => undefined, warn: () => undefined };
  const data = await openData(options);
  const about = { name: 'HĐND xã Bình Minh', kind: 'communal-council', place: '' } as const;
  const { body: second, secretary: thiefs } = await foundEmptyBody(data.bodies, about, 'Kẻ Lạ');
  const pin = await hashSecret('111111');
  await data.accounts.put([
    { id: thiefs, code: 'TK99', name: 'Kẻ Lạ', pin, password: null, card: null, passkeys: [], language: 'vi' },
  ]);
  await data.bodies.stop();
  server = await RunningServer.start(folder, flags);
  const thief = (await signIn({ code: 'TK99', pin: '111111' })).body.token;
  const planted = { type: 'add-member', member: { id: 'd5', name: 'Người của tôi', roles: ['delegate'] } };
  assert.is((await command(planted, thief, second.id)).status, 200);
  const taken = await cardsFor(['d5'], thief, second.id);
  assert.equal([taken.status, taken.body.code], [403, 'person-elsewhere']);
  assert.is((await api(`/api/bodies/${body}`, thief)).status, 403);
});

setup(
  'whoever runs the server makes a body, a new card and a list of logins by the command line; nobody else',
  async () => {
    const { folder } = server;
    const manage = async (...argv: string[]) => {
      const [said, complained] = [[] as string[], [] as string[]];
      const code = await run(
        [...argv, '--data', folder],
        (line) => said.push(line),
        (line) => complained.push(line),
      );
      return { code, said: said.join('\n'), complained: complained.join('\n') };
    };
    assert.is(statSync(join(folder, 'manage.json')).mode & 0o77, 0, 'nobody else may read it');
    assert.is((await manage('nonsense')).code, 1);
    const about = ['--name', 'HĐND xã Cẩm Tú', '--secretary', 'Đào Thị Mới'];
    const made = await manage('create-body', ...about);
    assert.is(made.code, 0, made.complained);
    const [, code, pin, word] = /code (\S+) {3}PIN (\d+) .*password (\S+)/.exec(made.said)!;
    const token = (await signIn({ code, pin, password: word })).body.token;
    assert.is((await api('/api/bodies/hdnd-xa-cam-tu', token)).status, 200);
    assert.is((await api(`/api/bodies/${body}`, token)).status, 403, 'the first body is none of hers');
    assert.match((await manage('create-body', ...about)).complained, /Cơ quan này đã có/);
    assert.match((await manage('logins')).said, new RegExp(`${code} +1 {2}Đào Thị Mới`));
    const again = await manage('new-card', code!.toLowerCase());
    assert.is(again.code, 0, again.complained);
    assert.is((await signIn({ code, pin, password: word })).body.code, 'wrong-credentials');
    assert.is((await manage('new-card', 'XX99')).code, 1);
    const stranger = await server.post<{ code: string }>('/api/manage/cards', { code }, token);
    assert.equal([stranger.status, stranger.body.code], [403, 'not-allowed']);
  },
);

setup('codes are given once each; passwords by their length, not by signs', () => {
  const taken = new Set(['DB01', 'DB02']);
  assert.is(
    freeCode(['chair', 'delegate'], (code) => taken.has(code)),
    'DB03',
  );
  assert.is(
    freeCode(['guest'], () => false),
    'KM01',
  );
  for (const weak of ['ngắn', 'aaaaaaaaaaaa', 'matkhau2026', 'Password123!', '123456123456', 'nghi truong 2026'])
    assert.ok(isWeakPassword(weak), weak);
  for (const good of ['mùa xuân ở Hải Sơn', 'tám con chim sẻ', 'k3#Lp9!xQz2w']) assert.not(isWeakPassword(good), good);
});

setup.run();
