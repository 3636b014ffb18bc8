/** Who has opened which document: numbers for all, names only where the body wants them, and then it is said. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ReadingAnswer } from '../../shared/reading.ts';
import { here, newFolder, RunningServer, remove, sample } from './running-server.ts';

const reading = suite('reading');
let server: RunningServer;
const tokens = new Map<string, string>();
const base = `/api/bodies/${here.body}/meetings/${here.meeting}/reading`;
const [document] = sample.definition.documents;

const as = async (code: string): Promise<string> => {
  const known = tokens.get(code) ?? (await server.signIn(code));
  tokens.set(code, known);
  return known;
};
const asked = async (code: string): Promise<ReadingAnswer> => {
  const response = await fetch(server.url + base, { headers: { Authorization: `Bearer ${await as(code)}` } });
  return (await response.json()) as ReadingAnswer;
};
const opens = async (code: string, id: string = document!.id) =>
  (await server.post(base, { document: id }, await as(code))).status;
const file = () =>
  readFileSync(join(server.folder, 'bodies', here.body, 'meetings', here.meeting, 'readings.json'), 'utf8');

reading.before(async () => {
  server = await RunningServer.start(newFolder());
});
reading.after(async () => {
  await server.stop();
  remove(server.folder);
});

reading('each who opens a document counts once; nothing on disk says who', async () => {
  for (const code of ['DB05', 'DB05', 'DB07', 'KM01']) assert.is(await opens(code), 200);
  assert.is((await asked('TK01')).documents?.[document!.id as never]?.count, 3);
  assert.equal((await asked('TK01')).documents?.[document!.id as never]?.people, []);
  assert.is((await asked('DB05')).documents, undefined, 'a delegate is told nothing of the others');
  assert.not.ok((await asked('DB05')).isNamed);
  for (const person of ['db05', 'db07', 'km01']) assert.not.match(file(), person);
});

reading('where the body wants names, each is told so, and they are kept from then on', async () => {
  const path = `/api/bodies/${here.body}`;
  const answer = await fetch(server.url + path, { headers: { Authorization: `Bearer ${await as('TK01')}` } });
  const { profile } = ((await answer.json()) as { body: { profile: object } }).body;
  const change = (how: string) => ({
    id: `reading-by-${how}`,
    command: { type: 'change-profile', profile: { ...profile, reading: how } },
  });
  assert.is((await server.post(`${path}/commands`, change('names'), await as('TK01'))).status, 200);
  assert.ok((await asked('DB09')).isNamed);
  assert.is(await opens('DB09'), 200);
  assert.equal((await asked('TK01')).documents?.[document!.id as never], { count: 4, people: ['db09'] } as never);
  assert.is((await server.post(`${path}/commands`, change('numbers'), await as('TK01'))).status, 200);
  assert.equal((await asked('TK01')).documents?.[document!.id as never]?.people, [], 'no longer shown');
});

reading('what is not hers to read, or is not there, is not counted', async () => {
  const refused = await server.post<{ code: string }>(base, { document: 'none' }, await as('DB05'));
  assert.is(refused.body.code, 'no-such-document');
});

reading.run();
