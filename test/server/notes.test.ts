/** Notes on the server: opened by the PIN, merged between devices, one's own, and unreadable on the disk. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Note, NotesAnswer } from '../../shared/notes.ts';
import { cardOf, RunningServer, remove } from './running-server.ts';

const notes = suite('notes');
let server: RunningServer;
let mine: string;
notes.before(async () => {
  server = await RunningServer.start();
  await server.allowSeveralDevices();
  mine = await server.signIn('DB05');
});
notes.after(async () => {
  await server.stop();
  remove(server.folder);
});

const secret = 'Điều chỉ mình tôi biết';
const note = (id: string, changes: Partial<Note> = {}): Note => ({
  id,
  document: 'bc-ngan-sach' as Note['document'],
  hash: 'a'.repeat(64),
  page: 1,
  kind: 'sticky',
  colour: 'yellow',
  rects: [[0.1, 0.1, 0, 0]],
  strokes: [],
  quote: '',
  occurrence: 0,
  text: secret,
  isLost: false,
  madeAt: 1,
  changedAt: 1,
  device: 'tablet',
  isGone: false,
  ...changes,
});
const sync = (token: string, since: number, changes: object[] = []) =>
  server.post<NotesAnswer & { code?: string }>('/api/notes/sync', { since, notes: changes }, token);
/** Right after signing in they are still being opened. */
async function opened(token: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await sync(token, 0)).status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The notes were not opened.');
}

notes('a note written on one device comes to the other, and the later change wins on both', async () => {
  await opened(mine);
  const first = await sync(mine, 0, [note('note-0001')]);
  assert.equal(first.body.notes, [note('note-0001')]);
  const other = await server.signIn('DB05');
  await opened(other);
  const change = note('note-0001', { text: 'Sửa trên máy khác', changedAt: 9, device: 'phone' });
  assert.is((await sync(other, 0, [change])).body.notes[0]!.text, 'Sửa trên máy khác');
  // The tablet was offline meanwhile and sends an earlier change of its own: the later one stays.
  const late = await sync(mine, first.body.revision, [note('note-0001', { text: 'Cũ', changedAt: 5 })]);
  assert.equal(late.body.notes, [change]);
  // Deleted on one, it does not come back from the other.
  await sync(other, 0, [note('note-0001', { isGone: true, changedAt: 12, device: 'phone' })]);
  assert.ok((await sync(mine, 0, [change])).body.notes.every(({ isGone }) => isGone));
});

notes('they are one’s own: another person has none of them', async () => {
  await sync(mine, 0, [note('note-0002')]);
  const other = await server.signIn('DB06');
  await opened(other);
  assert.equal((await sync(other, 0)).body.notes, []);
  assert.is((await sync('no-login', 0)).status, 401);
});

notes('on the disk stands no word of them, and a restart needs no PIN', async () => {
  const walk = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)],
    );
  assert.ok(existsSync(join(server.folder, 'notes/db05.json')));
  for (const file of walk(server.folder).filter((one) => !one.endsWith('.pdf') && !one.endsWith('.webp'))) {
    const content = readFileSync(file, 'utf8');
    assert.not(content.includes(secret), file);
    assert.not(content.includes('note-0002'), file);
    assert.not(content.includes(mine), `${file} holds the token that opens them`);
  }
  await server.kill();
  server = await RunningServer.start(server.folder);
  assert.ok((await sync(mine, 0)).body.notes.some(({ id, text }) => id === 'note-0002' && text === secret));
});

notes('a login without a PIN has none until the PIN is given; a wrong one is refused and counted', async () => {
  const { body } = await server.post<{ token: string }>('/api/try', { as: 'delegate' });
  const locked = await sync(body.token, 0);
  assert.is(locked.status, 423);
  assert.is(locked.body.code, 'notes-locked');
  const me = (await (
    await fetch(`${server.url}/api/me`, { headers: { Authorization: `Bearer ${body.token}` } })
  ).json()) as {
    person: { id: string };
  };
  const open = (pin: string) => server.post('/api/notes/open', { pin }, body.token);
  assert.is((await open('000000')).status, 401);
  assert.is((await open(cardOf(me.person.id.toUpperCase()).pin)).status, 200);
  assert.is((await sync(body.token, 0)).status, 200);
  for (let tries = 0; tries < 11; tries += 1) await open('000000');
  assert.is((await open('000000')).status, 429);
});

notes('what is no note is refused, and nothing is lost by it', async () => {
  for (const bad of [{}, { ...note('note-0003'), page: 0 }, { ...note('x') }, { ...note('note-0003'), html: '<b>' }])
    assert.is((await sync(mine, 0, [bad])).status, 400);
  assert.is((await sync(mine, -1)).status, 400);
  assert.is(
    (
      await sync(
        mine,
        0,
        Array.from({ length: 201 }, (_, at) => note(`note-${1000 + at}`)),
      )
    ).status,
    400,
  );
  assert.ok((await sync(mine, 0)).body.notes.some(({ id }) => id === 'note-0002'));
});

notes.run();
