/** HTTPS in a hall without the internet: the authority and what it may sign, the door, a certificate of one's own. */
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type RequestOptions, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readConfig } from '../../server/config.ts';
import { run } from '../../server/manage-cli.ts';
import { Authority, isPrivate, serialNumber } from '../../server/tls/authority.ts';
import { hostIn } from '../../server/tls/door.ts';
import { hallCertificate, ownNames } from '../../server/tls/hall-certificate.ts';
import { newFolder, RunningServer, remove, runToEnd } from './running-server.ts';

const lan = suite('lan');
const flags = ['--port', '0', '--https-port', '0', '--lan', '--host', '127.0.0.1'];
let server: RunningServer;
let door: string;
let ca: string;

lan.before(async () => {
  server = await RunningServer.start(newFolder(), flags);
  door = `http://127.0.0.1:${/door for devices[^:]*: http:\/\/…:(\d+)/.exec(server.stdout)![1]}`;
  ca = JSON.parse(readFileSync(join(server.folder, 'tls', 'authority.json'), 'utf8')).certificate;
});
lan.after(async () => {
  await server.stop();
  remove(server.folder);
});

/** GET over HTTPS, trusting one authority alone. */
const get = (url: string, more: RequestOptions = {}) =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const asked = request(url, { ca, agent: false, ...more }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    });
    asked.on('error', reject);
    asked.end();
  });

lan('the pages are there over HTTPS for who trusts the authority, and for nobody else', async () => {
  const at = server.url.replace('localhost', '127.0.0.1');
  assert.match(server.url, /^https:/);
  assert.is((await get(`${at}/healthz`)).status, 200);
  assert.is((await get(`${at.replace('127.0.0.1', 'localhost')}/healthz`, { family: 4 })).status, 200, 'by its name');
  const refused = await get(`${at}/healthz`, { ca: [] }).catch((error: Error & { code: string }) => error.code);
  assert.match(String(refused), /SELF_SIGNED|UNABLE_TO/);
});

lan('the authority is kept where only its owner reads it, and the same after a start', async () => {
  const file = join(server.folder, 'tls', 'authority.json');
  assert.is(statSync(file).mode & 0o777, 0o600);
  const authority = new X509Certificate(ca);
  assert.ok(authority.ca);
  assert.is(authority.fingerprint256, /SHA-256: ([0-9A-F:]+)/.exec(server.stdout)![1]);
  const again = await Authority.open(server.folder, ownNames(), Date.now());
  assert.is(again.certificate, ca);
});

lan('it signs for this machine and private addresses; for any other name browsers do not believe it', async () => {
  const authority = await Authority.open(server.folder, ownNames(), Date.now());
  const trusts = async (names: string[], addresses: string[], servername: string) => {
    const other = createServer(await authority.issue(names, addresses, Date.now()), (_, response) =>
      response.end('ok'),
    );
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    const { port } = other.address() as AddressInfo;
    const answer = await get(`https://127.0.0.1:${port}/`, { servername }).then(
      ({ body }) => body,
      (error: Error & { code: string }) => error.code,
    );
    other.close();
    return answer;
  };
  assert.is(await trusts(['localhost'], ['127.0.0.1'], 'localhost'), 'ok');
  assert.is.not(await trusts(['bank.example'], ['127.0.0.1'], 'bank.example'), 'ok');
  assert.is.not(await trusts(['localhost'], ['8.8.8.8', '127.0.0.1'], 'localhost'), 'ok');
});

lan(
  'a server certificate holds for at most 397 days, for every address, and is made anew when one changes',
  async () => {
    const folder = newFolder();
    let now = Date.now();
    let addresses = ['127.0.0.1', '::1', '192.168.1.10', 'fd00::1:2'];
    const hall = await hallCertificate(
      folder,
      () => now,
      () => undefined,
      () => addresses,
      20,
    );
    const certificate = new X509Certificate(hall.first.cert);
    const days = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 86_400_000;
    assert.ok(days <= 397, `${days} days`);
    for (const address of addresses) assert.is(certificate.checkIP(address), address);
    assert.ok(certificate.checkHost('localhost'));
    assert.ok(Authority.renewAt(0) < 397 * 86_400_000);
    // While it serves: what a new connection is shown.
    const shown = () =>
      new Promise<X509Certificate>((resolve, reject) => {
        const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
          resolve(socket.getPeerX509Certificate()!);
          socket.destroy();
        });
        socket.on('error', reject);
        // Cut off in the middle of a handshake, it may end without a word.
        socket.on('close', () => reject(new Error('The connection ended before it was secure.')));
      });
    const serving = createServer(hall.first, (_, response) => response.end());
    await new Promise<void>((listening) => serving.listen(0, '127.0.0.1', listening));
    const { port } = serving.address() as AddressInfo;
    const stop = hall.keep(serving);
    assert.is((await shown()).fingerprint256, certificate.fingerprint256);
    addresses = ['127.0.0.1', '10.0.0.5'];
    let next = await shown();
    while (next.fingerprint256 === certificate.fingerprint256) next = await shown().catch(() => next);
    assert.is(next.checkIP('10.0.0.5'), '10.0.0.5');
    assert.is(next.checkIP('192.168.1.10'), undefined);
    // And when its time has come.
    now += Authority.renewAt(0) + 1;
    let later = await shown();
    while (later.fingerprint256 === next.fingerprint256) later = await shown().catch(() => later);
    assert.ok(Date.parse(later.validTo) > Date.parse(next.validTo));
    stop();
    serving.close();
    remove(folder);
  },
);

lan(
  'the door tells what to install, gives the certificate, and leads everything else on without a cookie',
  async () => {
    const ask = (path: string) => fetch(door + path, { redirect: 'manual' });
    const page = await ask('/tin-cay');
    const text = await page.text();
    assert.is(page.status, 200);
    assert.match(text, /Tin cậy máy chủ của phòng họp/);
    assert.ok(text.includes(new X509Certificate(ca).fingerprint256));
    assert.not.match(page.headers.get('content-security-policy')!, /unsafe/);
    const file = await ask('/tin-cay/nghi-truong.cer');
    assert.is(
      new X509Certificate(Buffer.from(await file.arrayBuffer())).fingerprint256,
      new X509Certificate(ca).fingerprint256,
    );
    const profile = await (await ask('/tin-cay/nghi-truong.mobileconfig')).text();
    assert.match(profile, /com\.apple\.security\.root/);
    const { port } = new URL(server.url);
    for (const path of ['/delegate/?body=x', '/api/me', '/setup/', '/tin-cay/../api/me', '//evil.example/']) {
      const onward = await ask(path);
      assert.is(onward.status, 307, path);
      assert.ok(onward.headers.get('location')!.startsWith(`https://127.0.0.1:${port}/`), path);
      assert.is(onward.headers.get('set-cookie'), null);
    }
    assert.is((await ask('/')).headers.get('location'), '/tin-cay');
    assert.is((await fetch(door, { method: 'POST' })).status, 405);
  },
);

lan('a certificate’s number is positive and has no padding, whatever chance gives', () => {
  for (const first of [0x00, 0x01, 0x3f, 0x40, 0x7f, 0x80, 0xff])
    for (const second of [0x00, 0x7f, 0x80, 0xff]) {
      const [begin] = new Uint8Array(serialNumber(Buffer.from([first, second, 7])));
      assert.ok(begin! >= 0x40 && begin! < 0x80, `${first} ${second}`);
    }
});

lan('private and local addresses are told from all others', () => {
  for (const address of [
    '10.1.2.3',
    '172.31.0.1',
    '192.168.0.9',
    '169.254.1.1',
    '127.0.0.1',
    '::1',
    'fd12::3',
    'fe80::1',
  ])
    assert.ok(isPrivate(address), address);
  for (const address of ['8.8.8.8', '172.32.0.1', '100.64.0.1', '2001:db8::1', '::2'])
    assert.not(isPrivate(address), address);
});

lan('a host that a redirect may name is a name or an address, and nothing else', () => {
  assert.equal(['may-chu.local:8080', '192.168.1.4', '[fd00::1]:80', 'a b', 'x@evil', '', 'a/b'].map(hostIn), [
    'may-chu.local',
    '192.168.1.4',
    '[fd00::1]',
    null,
    null,
    null,
    null,
  ]);
  assert.is(hostIn(undefined), null);
});

lan('a login over HTTPS sets a cookie that goes over HTTPS alone; manage still works on this machine', async () => {
  const at = server.url.replace('localhost', '127.0.0.1');
  const answer = await new Promise<string[]>((resolve, reject) => {
    const asked = request(
      `${at}/api/try`,
      { ca, agent: false, method: 'POST', headers: { 'Content-Type': 'application/json' } },
      (response) => {
        response.resume();
        resolve(response.headers['set-cookie'] ?? []);
      },
    );
    asked.on('error', reject);
    asked.end(JSON.stringify({ as: 'secretariat' }));
  });
  assert.match(answer.join(), /^__Host-nghi-truong=[\w-]+; /);
  for (const rule of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict'])
    assert.match(answer.join(), new RegExp(`; ${rule}`));
  assert.not.match(answer.join(), /Domain/);
  const [pair = ''] = answer[0]!.split(';');
  const me = async (cookie: string) =>
    (JSON.parse((await get(`${at}/api/me`, { headers: { cookie } })).body) as { person: unknown }).person;
  assert.ok(await me(pair));
  // One that a plain page of this host could have set is nobody's.
  assert.is(await me(pair.replace('__Host-', '')), null);
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  assert.is(await run(['logins', '--data', server.folder], say, say), 0, said.join('\n'));
});

lan('a certificate of one’s own is served as it is; a key that is another’s is refused by a sentence', async () => {
  const folder = newFolder();
  const authority = await Authority.open(folder, ['localhost'], Date.now());
  const [one, two] = await Promise.all([1, 2].map(() => authority.issue(['localhost'], ['127.0.0.1'], Date.now())));
  mkdirSync(join(folder, 'own'));
  const [cert, key, other] = ['cert.pem', 'key.pem', 'other.pem'].map((name) => join(folder, 'own', name));
  writeFileSync(cert!, one!.cert);
  writeFileSync(key!, one!.key);
  writeFileSync(other!, two!.key);
  const data = newFolder();
  const own = await RunningServer.start(data, [...flags, '--empty', '--cert', cert!, '--key', key!]);
  const at = own.url.replace('localhost', '127.0.0.1');
  assert.is((await get(`${at}/healthz`, { ca: authority.certificate })).status, 200);
  assert.not(existsSync(join(data, 'tls')), 'no authority is made that nobody needs');
  await own.stop();
  const wrong = await runToEnd(['--data', data, ...flags, '--cert', cert!, '--key', other!]);
  assert.is(wrong.code, 1);
  assert.match(wrong.stderr, /other\.pem: không phải khóa của .*cert\.pem · is not the key/);
  const half = await runToEnd(['--data', data, ...flags, '--cert', cert!]);
  assert.match(half.stderr, /--cert and --key go together/);
  for (const gone of [folder, data]) remove(gone);
});

lan('an address that is not this machine’s own has HTTPS, unless plain HTTP is asked for by name', () => {
  const at = (...flags: string[]) => {
    const { lan: isLan, host } = readConfig(flags, {});
    return `${isLan ? 'https' : 'http'} ${host}`;
  };
  assert.is(at(), 'http 127.0.0.1');
  assert.is(at('--lan'), 'https 0.0.0.0');
  assert.is(at('--lan', '--host', '192.168.1.4'), 'https 192.168.1.4');
  assert.is(at('--host', '0.0.0.0'), 'https 0.0.0.0');
  assert.is(at('--host', '0.0.0.0', '--insecure-http'), 'http 0.0.0.0');
  for (const own of ['localhost', '::1', '127.0.0.5']) assert.is(at('--host', own), `http ${own}`);
  assert.throws(() => at('--lan', '--insecure-http'), /choose one/);
});

lan.run();
