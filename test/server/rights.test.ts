/**
 * Who may do what over HTTP and on the wire: one table, each row asked by every role, of the own body and of another.
 * What the rulebooks' commands allow is in test/rules/permissions.test.ts; here are the doors before them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { RefusalCode } from '../../shared/wire/rejections.ts';
import { addBodies, type MadeBody, PIN } from './more-bodies.ts';
import { chairCode, here, inMeeting, newFolder, RunningServer, remove } from './running-server.ts';
import { WireClient } from './wire-client.ts';

const rights = suite('rights');
let server: RunningServer;
let other: MadeBody;

const actors = ['nobody', 'chair', 'secretariat', 'operator', 'delegate', 'guest', 'display', 'elsewhere'] as const;
type Actor = (typeof actors)[number];
const tokens = new Map<Actor, string>();

const anyone: readonly Actor[] = actors;
const known: readonly Actor[] = actors.filter((actor) => actor !== 'nobody');
const own: readonly Actor[] = ['chair', 'secretariat', 'operator', 'delegate', 'guest', 'display'];
const side: readonly Actor[] = ['chair', 'secretariat', 'operator'];
/** Whatever the asker is: her own token, link or file says what she may. */
const byItself: readonly Actor[] = actors;
const none: readonly Actor[] = [];

const inBody = `/api/bodies/${here.body}`;
const hash = 'a'.repeat(64);

interface Row {
  /** In which file of server/http it stands. */
  file: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** Who is let through; all others are refused by who they are. */
  may: readonly Actor[];
}
/** What is asked is incomplete on purpose: who is let through is told so, and nothing happens. */
const rows: Row[] = [
  { file: 'app', method: 'GET', path: '/healthz', may: anyone },
  { file: 'operation', method: 'GET', path: '/livez', may: anyone },
  { file: 'operation', method: 'GET', path: '/readyz', may: anyone },
  { file: 'operation', method: 'GET', path: '/metrics', may: anyone }, // from this machine; behind a proxy nobody
  { file: 'operation', method: 'GET', path: `${inBody}/operation`, may: side },
  { file: 'operation', method: 'POST', path: `${inBody}/operation/reload`, may: side },
  { file: 'operation', method: 'POST', path: `${inBody}/operation/end-logins`, may: side },
  { file: 'hand-in', method: 'GET', path: '/api/hand-in/none', may: none },
  { file: 'hand-in', method: 'POST', path: '/api/hand-in/none', may: none },
  { file: 'hand-in', method: 'PUT', path: '/api/hand-in/none/x/bytes', may: none },
  { file: 'invitations', method: 'GET', path: inMeeting('/planning/invitations'), may: side },
  { file: 'invitations', method: 'PUT', path: inMeeting('/planning/invitations/paper'), may: side },
  { file: 'invitations', method: 'POST', path: inMeeting('/planning/invitations/mails'), may: side },
  { file: 'invitations', method: 'POST', path: inMeeting('/planning/invitations/mails/again'), may: side },
  { file: 'invitations', method: 'GET', path: inMeeting('/planning/invitations/calendar.ics'), may: side },
  { file: 'invitations', method: 'POST', path: inMeeting('/invitation/seen'), may: own },
  { file: 'invitations', method: 'GET', path: inMeeting('/invitation/calendar.ics'), may: own },
  { file: 'invitations', method: 'GET', path: '/api/answer/none', may: none },
  { file: 'invitations', method: 'POST', path: '/api/answer/none', may: none },
  { file: 'invitations', method: 'GET', path: '/api/answer/none/calendar.ics', may: none },
  { file: 'ballots', method: 'POST', path: inMeeting('/ballots/issue'), may: own },
  { file: 'ballots', method: 'POST', path: '/cast', may: byItself }, // it carries its own proof, and nobody's name
  { file: 'setup', method: 'GET', path: '/api/setup', may: anyone },
  { file: 'setup', method: 'POST', path: '/api/setup', may: byItself },
  { file: 'notes', method: 'POST', path: '/api/notes/open', may: known },
  { file: 'notes', method: 'POST', path: '/api/notes/sync', may: known },
  { file: 'intake', method: 'GET', path: inMeeting('/intake'), may: side },
  { file: 'intake', method: 'POST', path: inMeeting('/intake'), may: side },
  { file: 'intake', method: 'PUT', path: inMeeting('/intake/x/bytes'), may: side },
  { file: 'intake', method: 'POST', path: inMeeting('/intake/x/again'), may: side },
  { file: 'intake', method: 'DELETE', path: inMeeting('/intake/x'), may: side },
  { file: 'intake', method: 'POST', path: inMeeting('/intake/x/take'), may: side },
  { file: 'intake', method: 'PUT', path: inMeeting('/intake/x/replaces'), may: side },
  { file: 'intake', method: 'PUT', path: inMeeting('/intake/documents/x'), may: side },
  { file: 'intake', method: 'DELETE', path: inMeeting('/intake/documents/x'), may: side },
  { file: 'intake', method: 'PUT', path: inMeeting('/intake/order/x'), may: side },
  { file: 'intake', method: 'GET', path: inMeeting('/intake/documents/x/report'), may: side },
  { file: 'planning', method: 'POST', path: inMeeting('/planning/commands'), may: side },
  { file: 'planning', method: 'GET', path: inMeeting('/planning/readiness'), may: side },
  { file: 'planning', method: 'GET', path: inMeeting('/planning/hand-ins'), may: side },
  { file: 'planning', method: 'POST', path: inMeeting('/planning/hand-ins'), may: side },
  { file: 'planning', method: 'DELETE', path: inMeeting('/planning/hand-ins/x'), may: side },
  { file: 'search', method: 'GET', path: inMeeting('/search'), may: own },
  { file: 'record', method: 'GET', path: inMeeting('/record'), may: side },
  { file: 'record', method: 'GET', path: inMeeting('/record/minutes'), may: side },
  // By question: who asked it, and whom it is put to.
  { file: 'questions', method: 'GET', path: inMeeting('/questions/none/files'), may: own },
  { file: 'questions', method: 'POST', path: inMeeting('/questions/none/files'), may: own },
  { file: 'questions', method: 'PUT', path: inMeeting('/questions/none/files/x/bytes'), may: own },
  { file: 'reading', method: 'GET', path: inMeeting('/reading'), may: own },
  { file: 'reading', method: 'POST', path: inMeeting('/reading'), may: own },
  { file: 'papers', method: 'POST', path: inMeeting('/papers/minutes'), may: side },
  { file: 'rehearsals', method: 'POST', path: inMeeting('/rehearsals'), may: side },
  { file: 'rehearsals', method: 'DELETE', path: inMeeting('/rehearsals/x'), may: side },
  { file: 'bodies', method: 'GET', path: inBody, may: own },
  { file: 'bodies', method: 'POST', path: `${inBody}/commands`, may: side },
  { file: 'bodies', method: 'POST', path: `${inBody}/clashes`, may: side },
  { file: 'bodies', method: 'POST', path: `${inBody}/meetings`, may: side },
  { file: 'bodies', method: 'DELETE', path: `${inBody}/sample`, may: side },
  { file: 'bodies', method: 'POST', path: `${inBody}/pictures`, may: side },
  { file: 'bodies', method: 'GET', path: `${inBody}/pictures/${hash}`, may: own },
  { file: 'cards', method: 'GET', path: `${inBody}/cards`, may: side },
  { file: 'cards', method: 'POST', path: `${inBody}/cards`, may: side },
  { file: 'cards', method: 'POST', path: `${inBody}/cards/unlock`, may: side },
  { file: 'documents', method: 'GET', path: `/documents/${here.body}/${here.meeting}/${hash}.pdf`, may: byItself }, // by document
  {
    file: 'documents',
    method: 'GET',
    path: `/documents/${here.body}/${here.meeting}/${hash}/text.json`,
    may: byItself,
  },
  { file: 'manage', method: 'POST', path: '/api/manage/bodies', may: none },
  { file: 'manage', method: 'POST', path: '/api/manage/cards', may: none },
  { file: 'manage', method: 'GET', path: '/api/manage/logins', may: none },
  { file: 'identity', method: 'POST', path: '/api/login', may: anyone },
  { file: 'identity', method: 'POST', path: '/api/login/passkey', may: anyone },
  { file: 'identity', method: 'POST', path: '/api/try', may: anyone }, // the sample's, from this machine
  { file: 'identity', method: 'GET', path: '/api/me', may: anyone },
  { file: 'identity', method: 'PUT', path: '/api/me/language', may: known },
  { file: 'my-logins', method: 'GET', path: '/api/me/logins', may: known },
  { file: 'my-logins', method: 'DELETE', path: '/api/me/logins/x', may: known },
  { file: 'my-logins', method: 'POST', path: '/api/me/passkeys/begin', may: [...side, 'elsewhere'] },
  { file: 'my-logins', method: 'POST', path: '/api/me/passkeys', may: [...side, 'elsewhere'] },
  { file: 'my-logins', method: 'DELETE', path: '/api/me/passkeys/x', may: known },
  // Last: who asks is signed out by it.
  { file: 'identity', method: 'POST', path: '/api/logout', may: anyone },
];
/** Refused by who asks, not by what was asked. */
const byWho: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'not-signed-in',
  'not-allowed',
  'not-in-body',
  'not-in-meeting',
  'only-here',
  'no-such-link',
]);

rights.before(async () => {
  const folder = newFolder();
  [other] = (await addBodies(folder, ['KHAC'], 1)) as [MadeBody];
  server = await RunningServer.start(folder);
  const codes = {
    chair: chairCode,
    secretariat: 'TK01',
    operator: 'KT01',
    delegate: 'DB05',
    guest: 'KM01',
    display: 'MH01',
  };
  for (const [actor, code] of Object.entries(codes)) tokens.set(actor as Actor, await server.signIn(code));
  const clerk = await server.post<{ token: string }>('/api/login', { code: other.codes.clerk, pin: PIN, bearer: true });
  tokens.set('elsewhere', clerk.body.token);
});
rights.after(async () => {
  await server.stop();
  remove(server.folder);
});

async function ask({ method, path }: Row, actor: Actor): Promise<{ status: number; code: RefusalCode | null }> {
  const token = tokens.get(actor);
  const response = await fetch(server.url + path, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    ...(method === 'GET' ? {} : { body: JSON.stringify({ incomplete: true }) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, code: isJson ? ((JSON.parse(text) as { code?: RefusalCode }).code ?? null) : null };
}

rights('every route of server/http is in the table', () => {
  const folder = join(import.meta.dirname, '../../server/http');
  for (const file of readdirSync(folder)) {
    const routes =
      readFileSync(join(folder, file), 'utf8').match(/\b(router|app)\s*\.(get|post|put|delete|patch)\(/g) ?? [];
    const listed = rows.filter((row) => `${row.file}.ts` === file);
    assert.is(listed.length, routes.length, file);
  }
});

for (const row of rows.filter(({ path }) => path !== `${inBody}/sample`))
  rights(`${row.method} ${row.path.replaceAll(hash, '…')}`, async () => {
    for (const actor of actors) {
      const { status, code } = await ask(row, actor);
      const isRefused = code !== null && byWho.has(code);
      assert.is(!isRefused, row.may.includes(actor), `${actor}: ${status} ${code}`);
      assert.ok(status < 500, `${actor}: ${status}`);
    }
  });

rights('taking the sample away is the office’s, and nobody else is let near it', async () => {
  const row = rows.find(({ path }) => path === `${inBody}/sample`)!;
  for (const actor of actors.filter((one) => !side.includes(one)))
    assert.ok(byWho.has((await ask(row, actor)).code!), actor);
});

rights('on the wire each role may be what it is or less, and nobody is let into another body', async () => {
  const most: Record<Actor, readonly string[]> = {
    nobody: [],
    chair: ['chair', 'delegates', 'display', 'public'],
    secretariat: ['chair', 'delegates', 'display', 'public'],
    operator: ['chair', 'delegates', 'display', 'public'],
    delegate: ['delegates', 'public'],
    guest: ['delegates', 'public'],
    display: ['display', 'public'],
    elsewhere: [],
  };
  const again = new Map<Actor, string>([
    ['chair', await server.signIn(chairCode)],
    ['secretariat', await server.signIn('TK01')],
    ['operator', await server.signIn('KT01')],
    ['delegate', await server.signIn('DB05')],
    ['guest', await server.signIn('KM01')],
    ['display', await server.signIn('MH01')],
  ]);
  for (const actor of actors)
    for (const audience of ['chair', 'delegates', 'display', 'public']) {
      const joined = await WireClient.connect(server.url, again.get(actor) ?? 'x'.repeat(32), { audience }).then(
        (client) => {
          client.close();
          return true;
        },
        () => false,
      );
      assert.is(joined, most[actor].includes(audience), `${actor} as ${audience}`);
    }
  const [theirs] = other.meetings;
  for (const [actor, token] of again) {
    const refused = await WireClient.connect(server.url, token, { ...theirs! }).then(
      () => 'in',
      (error: Error) => error.message,
    );
    assert.is(refused, 'not-in-meeting', actor);
  }
});

rights.run();
