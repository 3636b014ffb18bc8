/** Who is let in, on which device, how often somebody may guess; and what a login says of itself. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { deviceName } from '../../server/identity/device.ts';
import { Logins } from '../../server/identity/logins.ts';
import { isWeakPassword } from '../../server/identity/passwords.ts';
import { Tries } from '../../server/identity/tries.ts';
import type { PersonId } from '../../shared/ids.ts';
import { cardOf, chairCode, here, newFolder, RunningServer, remove } from './running-server.ts';
import { WireClient } from './wire-client.ts';

const identity = suite('identity');
let server: RunningServer;
const ipad =
  'Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';

identity.before(async () => {
  server = await RunningServer.start();
});
identity.after(async () => {
  await server.stop();
  remove(server.folder);
});

interface Answer {
  token: string;
  code: string;
  elsewhere: { device: string; seen: number }[];
}
const login = async (code: string, more: object = {}, agent = 'test') => {
  const { pin, password } = cardOf(code);
  const response = await fetch(`${server.url}/api/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'User-Agent': agent },
    body: JSON.stringify({ code, pin, ...(password ? { password } : {}), bearer: true, ...more }),
  });
  return { status: response.status, body: (await response.json()) as Answer };
};
const ask = async <Body>(path: string, token: string, method = 'GET', body?: object) => {
  const response = await fetch(server.url + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: (await response.json()) as Body };
};
interface Mine {
  logins: { login: string; device: string; isHere: boolean; seen: number }[];
  passkeys: { isPossible: boolean } | null;
}
const mine = async (token: string) => (await ask<Mine>('/api/me/logins', token)).body;

identity('a card on a second device asks, says where the first is, and takes over; the first is told', async () => {
  const first = (await login('DB10', {}, ipad)).body.token;
  const client = await WireClient.connect(server.url, first);
  const asked = await login('DB10');
  assert.is(asked.status, 409);
  assert.is(asked.body.code, 'signed-in-elsewhere');
  assert.equal(
    asked.body.elsewhere.map(({ device }) => device),
    ['iPad · Safari'],
  );
  assert.is((await mine(first)).logins.length, 1, 'a question changes nothing');
  const second = await login('DB10', { takeOver: true });
  assert.is(second.status, 200);
  await client.until(({ heard }) =>
    heard.some(([event, message]) => event === 'leaving' && (message as Answer).code === 'taken-over'),
  );
  assert.is((await ask('/api/me/logins', first)).status, 401);
  assert.is((await mine(second.body.token)).logins.length, 1);
});

identity('a wrong PIN is told nothing of where the card is', async () => {
  const { body, status } = await login('DB10', { pin: '000000' });
  assert.is(status, 401);
  assert.equal(Object.keys(body).sort(), ['code', 'en', 'vi']);
});

identity('who conducts is on as many devices as she likes, sees them all, and ends any', async () => {
  const [one, two] = [(await login(chairCode, {}, ipad)).body.token, (await login(chairCode)).body.token];
  const { logins, passkeys } = await mine(two);
  assert.is(logins.length, 2);
  assert.is(passkeys?.isPossible, false, 'under a bare address browsers make none');
  const other = logins.find(({ isHere }) => !isHere)!;
  assert.is(other.device, 'iPad · Safari');
  assert.is((await ask(`/api/me/logins/${other.login}`, two, 'DELETE')).status, 200);
  assert.is((await ask('/api/me/logins', one)).status, 401);
  // Nobody ends another's.
  const delegates = (await login('DB11')).body.token;
  const [hers] = (await mine(delegates)).logins;
  assert.is((await ask(`/api/me/logins/${hers!.login}`, two, 'DELETE')).status, 404);
  assert.is((await mine(delegates)).passkeys, null, 'passkeys are for those who conduct and look after');
  assert.is((await ask('/api/me/passkeys/begin', delegates, 'POST', {})).status, 403);
});

identity('a body may allow several devices a delegate', async () => {
  await server.allowSeveralDevices();
  const tokens = [(await login('DB12')).body.token, (await login('DB12')).body.token];
  assert.is((await mine(tokens[0]!)).logins.length, 2);
});

identity('the office ends the login of a lost tablet, and only of its own body', async () => {
  const office = await server.signIn('TK01');
  const token = (await login('DB13')).body.token;
  const client = await WireClient.connect(server.url, token);
  const path = `/api/bodies/${here.body}/operation`;
  const { body } = await ask<{ connected: { person: string; login: string; name: string }[] }>(path, office);
  assert.is(body.connected.length, 1);
  const name = body.connected[0]!.login;
  assert.is(
    (await ask<{ ended: number }>(`${path}/end-logins`, office, 'POST', { logins: ['unknown'] })).body.ended,
    0,
  );
  assert.is((await ask<{ ended: number }>(`${path}/end-logins`, office, 'POST', { logins: [name] })).body.ended, 1);
  await client.until(({ heard }) =>
    heard.some(([event, message]) => event === 'leaving' && (message as Answer).code === 'login-ended'),
  );
  assert.is((await ask(path, token)).status, 401);
});

identity(
  'wrong tries are answered alike for a card that is there and one that is not, until both are locked',
  async () => {
    const [known, unknown] = [await Tries.open(join(newFolder(), 'a')), await Tries.open(join(newFolder(), 'b'))];
    const answers = async (tries: Tries) => {
      const found: (string | null)[] = [];
      for (let times = 0; times < 8; times += 1) found.push(await tries.begin('DB01', '10.0.0.1'));
      return found;
    };
    assert.equal(await answers(known), await answers(unknown));
    // Over HTTP, each with its own count.
    const codes = async (code: string) => {
      const found: string[] = [];
      for (let times = 0; times < 7; times += 1)
        found.push((await server.post<Answer>('/api/login', { code, pin: '000000' })).body.code);
      return found;
    };
    const there = await codes('DB30');
    assert.equal(await codes('DB999'), there);
    assert.equal([there[0], there.at(-1)], ['wrong-credentials', 'too-many-tries']);
  },
);

identity(
  'each wait is longer than the one before; then the card is locked, also after a start, until it is unlocked',
  async () => {
    const folder = newFolder();
    let now = 0;
    const open = () => Tries.open(join(folder, 'locks.json'), () => now);
    let tries = await open();
    const waits: number[] = [];
    let at = 0;
    for (let times = 0; times < 15; times += 1) {
      // Another address each time: what one address may do is counted apart.
      while ((await tries.begin('DB01', `10.0.0.${times}`)) !== null) now += 1000;
      waits.push(now - at);
      at = now;
    }
    assert.equal(waits.slice(0, 5), [0, 0, 0, 0, 0]);
    assert.equal(waits.slice(5, 9), [2000, 4000, 8000, 16_000]);
    assert.ok(Math.max(...waits) <= 300_000);
    now += 24 * 3_600_000;
    assert.is(await tries.begin('DB01', '10.1.0.1'), 'card-locked');
    tries = await open();
    assert.is(await tries.begin('DB01', '10.1.0.2'), 'card-locked');
    await tries.unlock(['DB01']);
    assert.is(await tries.begin('DB01', '10.1.0.3'), null);
    remove(folder);
  },
);

identity('an address that guesses at many cards waits; others do not', async () => {
  const folder = newFolder();
  const tries = await Tries.open(join(folder, 'locks.json'));
  for (let card = 0; card < 60; card += 1) assert.is(await tries.begin(`DB${card}`, '10.0.0.9'), null);
  assert.is(await tries.begin('DB77', '10.0.0.9'), 'too-many-tries');
  assert.is(await tries.begin('DB77', '10.0.0.8'), null);
  remove(folder);
});

identity('a right sign-in is not counted against an address: eighty delegates behind one', async () => {
  const folder = newFolder();
  const tries = await Tries.open(join(folder, 'locks.json'));
  for (let card = 0; card < 80; card += 1) {
    assert.is(await tries.begin(`DB${card}`, '10.0.0.9'), null);
    await tries.succeed(`DB${card}`, '10.0.0.9');
  }
  remove(folder);
});

identity('tokens are kept as hashes; what a login says of its device is in words', async () => {
  const token = (await login('DB15', {}, ipad)).body.token;
  const kept = readFileSync(join(server.folder, 'logins.json'), 'utf8');
  assert.not(kept.includes(token));
  assert.match(kept, /iPad · Safari/);
  assert.is(deviceName(undefined), '');
  assert.is(deviceName('x'.repeat(10_000)).length <= 60, true);
});

identity(
  'a login of the day ends with the day, another with the session; a clock that is set ends neither',
  async () => {
    const folder = newFolder();
    const logins = await Logins.open(join(folder, 'logins.json'));
    const on = { device: '', address: '' };
    const short = await logins.open('a' as PersonId, { ...on, isShort: true });
    const long = await logins.open('a' as PersonId, { ...on, isShort: false });
    const hour = 3_600_000;
    await logins.shift(-17 * hour);
    assert.is(logins.personOf(short), null);
    assert.is(logins.personOf(long), 'a');
    await logins.shift(-40 * 24 * hour);
    assert.is(logins.personOf(long), null);
    assert.equal(logins.of('a' as PersonId), []);
    remove(folder);
  },
);

identity('passwords: length counts; what everyone tries first is refused', () => {
  for (const weak of ['', 'ngan', '1234567890', 'matkhau123456', 'password2026', 'aaaaaaaaaaaa', 'Hội đồng 2026'])
    assert.ok(isWeakPassword(weak), weak);
  for (const good of ['con trâu đi trước cái cày', 'xanh lá cây 7 tầng', 'kx93bmq7zw2p'])
    assert.not(isWeakPassword(good), good);
});

identity.run();
