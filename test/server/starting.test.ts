/** Starting and ending: flags, one sentence for what can't be, nothing touched. */

import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ConfigError, readConfig } from '../../server/config.ts';
import { here, newFolder, RunningServer, remove, runToEnd } from './running-server.ts';

test('flags win over the environment, the environment over the defaults; what is wrong is named', () => {
  assert.equal(readConfig([], {}), {
    port: 8080,
    host: '127.0.0.1',
    data: './data',
    empty: false,
    logLevel: 'warn',
    maxUpload: 200 * 1024 * 1024,
    lan: false,
    httpsPort: 8443,
    mirror: '',
    publicPort: null,
    publicAddress: '',
    origin: '',
    smtp: '',
    mailFrom: '',
    cert: '',
    key: '',
    help: false,
  });
  assert.is(readConfig(['--port', '0'], { NGHI_TRUONG_PORT: '9' }).port, 0);
  assert.is(readConfig([], { NGHI_TRUONG_PORT: '9', NGHI_TRUONG_EMPTY: 'true' }).empty, true);
  assert.is(readConfig([], { NGHI_TRUONG_LOG_LEVEL: 'debug' }).logLevel, 'debug');
  try {
    readConfig(['--smtp', 'secret-of-the-mail'], {});
    assert.unreachable('it is no mail server');
  } catch (error) {
    assert.not.match((error as Error).message, 'secret-of-the-mail');
  }
  for (const [argv, environment] of [
    [['--smtp', 'http://x'], {}],
    [['--smtp', 'smtp://mail.example'], {}],
    [['--mail-from', 'a@b.example'], {}],
    [['--smtp', 'smtp://mail.example', '--mail-from', 'nobody'], {}],
    [['--origin', 'hop'], {}],
    [['--port', '70000'], {}],
    [['--port', 'x'], {}],
    [[], { NGHI_TRUONG_PORT: '-1' }],
    [['--log-level', 'loud'], {}],
    [['--nonsense'], {}],
    [['word'], {}],
  ] as const)
    assert.throws(
      () => readConfig(argv, environment),
      (error: Error) => error instanceof ConfigError && /See --help/.test(error.message),
    );
});

test('a flag that can’t be used: one sentence, exit 1', async () => {
  const { code, stderr } = await runToEnd(['--port', 'x']);
  assert.is(code, 1);
  assert.match(stderr, /^--port must be a number/m);
});

test('--empty prepares nothing; SIGTERM and SIGINT end in order with 0, and ready was the last line of the start', async () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const folder = newFolder();
    const server = await RunningServer.start(folder, ['--port', '0', '--empty']);
    assert.match(server.stdout.trimEnd().split('\n').at(-1)!, /^ready http/);
    const health = (await (await fetch(`${server.url}/healthz`)).json()) as { bodies: number; meetings: object };
    assert.is(health.bodies, 0);
    assert.equal(health.meetings, { listed: 0, on: 0, awake: 0 });
    assert.is(await server.stop(signal), 0);
    assert.not(existsSync(join(folder, 'lock')));
    remove(folder);
  }
});

test('a port in use, a folder held by another server: one sentence with what to do, exit 1, nothing touched', async () => {
  const server = await RunningServer.start();
  const fresh = join(newFolder(), 'data');
  const port = await runToEnd(['--port', server.port, '--data', fresh]);
  assert.is(port.code, 1);
  assert.match(port.stderr, /Port \d+ is in use\./);
  assert.not(existsSync(fresh), 'nothing touched');
  const held = await runToEnd(['--port', '0', '--data', server.folder]);
  assert.is(held.code, 1);
  assert.match(held.stderr, new RegExp(`process ${server.pid}\\b`));
  assert.is((await fetch(`${server.url}/healthz`)).status, 200);
  await server.kill();
  const again = await RunningServer.start(server.folder);
  assert.is(await again.stop(), 0, 'a lock left by a killed server holds nobody up');
  remove(server.folder);
});

test('damaged accounts, a damaged journal of a body, a folder that is a file: one sentence, exit 1, nothing changed', async () => {
  const server = await RunningServer.start();
  await server.signIn('DB05');
  await server.stop();
  const registry = join(server.folder, 'accounts.json');
  const whole = readFileSync(registry);
  for (const damage of ['{', '[]', '{"version":3}', '']) {
    writeFileSync(registry, damage);
    const { code, stderr } = await runToEnd(['--port', '0', '--data', server.folder]);
    assert.is(code, 1);
    assert.match(stderr, /accounts\.json/);
    assert.is(readFileSync(registry, 'utf8'), damage);
  }
  writeFileSync(registry, whole);
  const journal = join(server.folder, 'bodies', here.body, 'journal.jsonl');
  writeFileSync(journal, '{"not":"an entry"}\n');
  const damaged = await runToEnd(['--port', '0', '--data', server.folder]);
  assert.is(damaged.code, 1);
  assert.match(damaged.stderr, /Journal line 1 is damaged/);
  const file = join(server.folder, 'file');
  writeFileSync(file, '');
  const notFolder = await runToEnd(['--port', '0', '--data', file]);
  assert.is(notFolder.code, 1);
  assert.match(notFolder.stderr, /can't be written/);
  remove(server.folder);
});

test('a folder that can’t be written: one sentence, exit 1', async () => {
  if (process.getuid?.() === 0) return; // root may write everywhere: the file in place of a folder, above, stands for it
  const folder = newFolder();
  mkdirSync(join(folder, 'closed'));
  chmodSync(join(folder, 'closed'), 0o500);
  const { code, stderr } = await runToEnd(['--port', '0', '--data', join(folder, 'closed')]);
  assert.is(code, 1);
  assert.match(stderr, /can't be written/);
});

test('whoever asks while the server starts is answered at once that it does, and later by the server itself', async () => {
  const first = await RunningServer.start();
  const { folder, port } = first;
  await first.stop();
  // From the moment that its port is open, before its data are.
  const starting = RunningServer.start(folder, ['--port', port]);
  const codes = new Set<string>();
  let page: Response | null = null;
  for (let isUp = false; !isUp; ) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/me`).catch(() => null); // nobody listens yet
    if (!answer) continue;
    const body = (await answer.json()) as { code?: string };
    if (answer.status === 503) codes.add(body.code!);
    page ??= await fetch(`http://127.0.0.1:${port}/`, { headers: { Accept: 'text/html' } });
    isUp = answer.ok;
  }
  assert.equal([...codes], ['starting']);
  assert.is(page!.headers.get('Refresh'), '1', 'a screen that was switched on first comes by itself');
  assert.match(await page!.text(), /Máy chủ đang khởi động/);
  await (await starting).stop();
  remove(folder);
});

test.run();
