/**
 * Whatever comes in at a border is answered, with a code, and ends nothing: messages on the wire and bodies over HTTP,
 * made from the very schemas that check them and then spoiled. `npm run fuzz -- N` does it N times, 100,000 and more.
 */
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type * as v from 'valibot';
import { bodyCommands } from '../../shared/body/commands.ts';
import { commands } from '../../shared/meeting/commands.ts';
import { refusals } from '../../shared/wire/rejections.ts';
import { seed } from '../seed.ts';
import { chairCode, here, inMeeting, newFolder, RunningServer, remove } from './running-server.ts';
import { newId, WireClient } from './wire-client.ts';

const fuzz = suite('fuzz');
/** Of each kind; a longer run says how many. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 600);
let server: RunningServer;
let chair: WireClient;
let office = '';
let delegate = '';

fuzz.before(async () => {
  server = await RunningServer.start(newFolder());
  chair = await WireClient.connect(server.url, await server.signIn(chairCode));
  office = await server.signIn('TK01');
  delegate = await server.signIn('DB05');
});
fuzz.after(async () => {
  chair.close();
  await server.stop();
  remove(server.folder);
});

/** What a schema may take, and near it what it may not. */
type Entry = {
  type: string;
  options?: readonly unknown[];
  item?: Entry;
  wrapped?: Entry;
  entries?: Record<string, Entry>;
};
const rubbish = fc.oneof(
  fc.anything({ maxDepth: 2 }),
  fc.constantFrom(
    null,
    '',
    -1,
    1e308,
    Number.MAX_SAFE_INTEGER,
    '__proto__',
    'constructor',
    '\u0000',
    '../../x',
    {},
    [],
  ),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);
function near(schema: Entry | undefined, depth = 0): fc.Arbitrary<unknown> {
  const fitting = ((): fc.Arbitrary<unknown> => {
    if (!schema || depth > 4) return rubbish;
    switch (schema.type) {
      case 'string':
        return fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom('db01', 'i1', 'bq1', 'x', 'ALPHA'));
      case 'number':
        return fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.double());
      case 'boolean':
        return fc.boolean();
      case 'picklist':
        return fc.constantFrom(...(schema.options ?? ['']));
      case 'array':
        return fc.array(near(schema.item, depth + 1), { maxLength: 4 });
      case 'optional':
      case 'nullable':
        return fc.option(near(schema.wrapped, depth + 1));
      case 'strict_object':
      case 'object':
        return fc.record(
          Object.fromEntries(Object.entries(schema.entries ?? {}).map(([key, one]) => [key, near(one, depth + 1)])),
          { requiredKeys: [] },
        );
      case 'union':
        return fc.oneof(...(schema.options ?? []).map((one) => near(one as Entry, depth + 1)));
      default:
        return rubbish;
    }
  })();
  return fc.oneof({ weight: 6, arbitrary: fitting }, { weight: 1, arbitrary: rubbish });
}
/** A command of a table, most often with its own fields. */
const commandOf = (table: Record<string, { fields: Record<string, v.GenericSchema> }>): fc.Arbitrary<object> =>
  fc.oneof(
    ...Object.entries(table).map(([type, { fields }]) =>
      fc
        .record(Object.fromEntries(Object.entries(fields).map(([key, one]) => [key, near(one as unknown as Entry)])), {
          requiredKeys: [],
        })
        .map((given) => ({ ...given, type })),
    ),
    fc.record({ type: rubbish }),
  );
/** What ends the meeting, or somebody's own way in, is asked for elsewhere. */
const ending = new Set(['close-meeting', 'cancel-meeting', 'remove-person', 'correct-person', 'reopen-meeting']);
const PORTION = 500;
/** So many of them, made a portion at a time: between two, this process hears its connections. */
async function* samples<T>(arbitrary: fc.Arbitrary<T>): AsyncGenerator<T> {
  for (let made = 0; made < RUNS; made += PORTION) {
    yield* fc.sample(arbitrary, { numRuns: Math.min(PORTION, RUNS - made), seed: seed + made });
    await setImmediate();
  }
}
/** The server's, in MB. */
async function memory(): Promise<number> {
  const numbers = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(numbers)![1]) / 1024 ** 2;
}

const codes: ReadonlySet<string> = new Set(Object.keys(refusals));
const asJson = (value: unknown): string | null => {
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    return null; // a BigInt: nothing that a message could hold
  }
};

fuzz('the wire answers every command with a code of its own, and cuts nobody who keeps to the limit', async () => {
  const rules = Object.fromEntries(Object.entries(commands).filter(([type]) => !ending.has(type)));
  let client = await WireClient.connect(server.url, await server.signIn('KT01'));
  let answered = 0;
  for await (const command of samples(commandOf(rules as never))) {
    const text = asJson(command);
    if (text === null) continue;
    const answer = await new Promise<{ accepted: boolean; code?: string }>((resolve) =>
      client.socket.emit('command', { id: newId(), command: JSON.parse(text) }, resolve),
    );
    if (answer.accepted) continue;
    assert.ok(codes.has(answer.code ?? ''), `${text} → ${JSON.stringify(answer)}`);
    assert.is.not(answer.code, 'unexpected', text);
    answered += 1;
    // A hundred refusals a minute end a connection, and bar it for some seconds: another login goes on.
    if (answered % 90 === 0) {
      client.close();
      client = await WireClient.connect(server.url, await server.signIn('KT01'));
    }
  }
  assert.ok(answered > RUNS / 4, `${answered} of ${RUNS} were refused`);
  client.close();
});

const bases = [
  '/api/login',
  '/api/try',
  '/api/me/language',
  '/api/notes/sync',
  '/api/notes/open',
  '/api/setup',
  '/cast',
];
const routes = fc.oneof(
  fc.constantFrom(
    ...bases,
    `/api/bodies/${here.body}/meetings`,
    `/api/bodies/${here.body}/clashes`,
    `/api/bodies/${here.body}/cards`,
    `/api/bodies/${here.body}/operation/reload`,
    inMeeting('/intake'),
    inMeeting('/intake/documents/x'),
    inMeeting('/planning/hand-ins'),
    inMeeting('/ballots/issue'),
    inMeeting('/search?q=x'),
    '/api/me/passkeys',
    '/api/login/passkey',
    '/api/hand-in/x',
  ),
  fc
    .array(
      fc.oneof(
        fc.constantFrom('api', 'bodies', here.body, 'meetings', here.meeting, '..', '%2e%2e', '%00', '%'),
        fc.webSegment(),
      ),
      { maxLength: 7 },
    )
    .map((parts) => `/${parts.join('/')}`),
);
const call = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
  path: routes,
  body: fc.oneof(
    rubbish,
    fc.dictionary(
      fc.constantFrom(
        'code',
        'pin',
        'card',
        'ticket',
        'as',
        'language',
        'people',
        'logins',
        'id',
        'command',
        'item',
        'name',
        'begins',
      ),
      rubbish,
    ),
  ),
  type: fc.constantFrom('application/json', 'text/plain', 'application/x-www-form-urlencoded', ''),
  as: fc.constantFrom('nobody', 'delegate', 'office'),
});

fuzz('HTTP answers whatever is asked, never with 500 and never with an end without an answer', async () => {
  let asked = 0;
  let warm = 0;
  for await (const { method, path, body, type, as } of samples(call)) {
    asked += 1;
    if (asked === Math.ceil(RUNS / 4)) warm = await memory();
    const token = { nobody: '', delegate, office }[as];
    const text = asJson(body);
    const response = await fetch(server.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(type ? { 'Content-Type': type } : {}),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
      ...(method === 'GET' || text === null ? {} : { body: text }),
    });
    const said = await response.text();
    assert.ok(
      response.status < 500 || response.status === 503,
      `${method} ${path} ${text}: ${response.status} ${said}`,
    );
    if (response.status >= 400)
      assert.ok(codes.has((JSON.parse(said) as { code: string }).code), `${method} ${path}: ${said}`);
  }
  const end = await memory();
  console.log(
    `# the server’s memory: ${Math.round(warm)} MB after ${Math.ceil(RUNS / 4)} requests, ${Math.round(end)} MB after ${RUNS}`,
  );
  assert.ok(end < warm * 1.5, `${warm} → ${end} MB`);
});

fuzz('a body’s commands: spoiled ones are refused, and what is accepted still gives a whole state', async () => {
  const path = `/api/bodies/${here.body}/commands`;
  const { 'plan-meeting': _planned, ...rules } = bodyCommands;
  for await (const command of samples(commandOf(rules as never))) {
    const text = asJson({ id: newId(), command });
    if (text === null) continue;
    const response = await fetch(server.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${office}` },
      body: text,
    });
    const said = await response.text();
    assert.ok(response.status < 500, `${text}: ${response.status} ${said}`);
  }
});

fuzz('the server is as it was: it answers, the chair is still in step, and a start reads all of it', async () => {
  assert.is((await fetch(`${server.url}/livez`)).status, 200);
  assert.ok(chair.socket.connected);
  assert.is(chair.gaps, 0);
  const { folder } = server;
  chair.close();
  await server.kill();
  server = await RunningServer.start(folder);
  chair = await WireClient.connect(server.url, await server.signIn(chairCode));
  assert.not.match(server.stderr, /unexpected error|TypeError|RangeError/i);
});

fuzz.run();
