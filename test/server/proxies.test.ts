/**
 * Behind nginx and Caddy, as docs/how-to/https.md says: logins, the wire, large files, and who is from this machine.
 * Where a proxy is not installed its test is skipped, and says so.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Authority } from '../../server/tls/authority.ts';
import { PROTOCOL_VERSION } from '../../shared/wire/protocol.ts';
import { cardOf, chairCode, here, newFolder, RunningServer, remove } from './running-server.ts';

const proxies = suite('proxies');
const howTo = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'how-to', 'https.md'), 'utf8');
/** What the page tells an engineer to write, so that the page can't be wrong. */
const written = (language: string): string => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(howTo)![1]!;

const isInstalled = (program: string): boolean => {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const freePort = (): Promise<number> =>
  new Promise((done) => {
    const taken = createServer().listen(0, '127.0.0.1', () => {
      const { port } = taken.address() as { port: number };
      taken.close(() => done(port));
    });
  });

interface Proxy {
  program: string;
  /** Its configuration file, and how it is started with it in the foreground. */
  configure: (at: { folder: string; port: number; upstream: string; cert: string; key: string }) => string[];
}

const known: Proxy[] = [
  {
    program: 'nginx',
    configure: ({ folder, port, upstream, cert, key }) => {
      const server = written('nginx')
        .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
        .replace('hop.example.vn', 'localhost')
        .replace(/ssl_certificate .*;/, `ssl_certificate ${cert};`)
        .replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${key};`)
        .replace('http://127.0.0.1:8080', upstream);
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
        .join(' ');
      const file = join(folder, 'nginx.conf');
      writeFileSync(
        file,
        `${process.getuid?.() === 0 ? 'user root; ' : ''}daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events {} http { access_log off; ${temporary} ${server} }`,
      );
      return ['-e', `${folder}/error.log`, '-c', file];
    },
  },
  {
    program: 'caddy',
    configure: ({ folder, port, upstream, cert, key }) => {
      const file = join(folder, 'Caddyfile');
      const site = written('caddy')
        .replace('hop.example.vn', `https://localhost:${port}`)
        .replace(/tls .*/, `tls ${cert} ${key}`)
        .replace('127.0.0.1:8080', upstream.replace('http://', ''));
      writeFileSync(file, `{\n  admin off\n  auto_https disable_redirects\n  default_bind 127.0.0.1\n}\n${site}`);
      return ['run', '--config', file, '--adapter', 'caddyfile'];
    },
  },
];

for (const { program, configure } of known) {
  const test = isInstalled(program) ? proxies : proxies.skip;
  if (!isInstalled(program)) console.log(`# ${program} is not installed: not tested`);
  test(`behind ${program}, as its part of the page says`, async () => {
    const [server, folder, port] = [await RunningServer.start(), newFolder(), await freePort()];
    const authority = await Authority.open(folder, ['localhost'], Date.now());
    const own = await authority.issue(['localhost'], ['127.0.0.1'], Date.now());
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    writeFileSync(cert, own.cert);
    writeFileSync(key, own.key);
    mkdirSync(join(folder, 'home'));
    const child: ChildProcess = spawn(program, configure({ folder, port, upstream: server.url, cert, key }), {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, HOME: join(folder, 'home') },
    });
    let said = '';
    child.stderr!.on('data', (chunk: Buffer) => (said += chunk));
    const ended = new Promise<void>((done) => child.on('exit', () => done()));
    const url = `https://localhost:${port}`;
    const ca = authority.certificate;
    const ask = (path: string, method = 'GET', body = '', headers: Record<string, string> = {}) =>
      new Promise<{ status: number; cookie: string; body: string }>((resolve, reject) => {
        const asked = request(
          url + path,
          { ca, agent: false, family: 4, method, headers: { 'Content-Type': 'application/json', ...headers } },
          (response) => {
            let text = '';
            response.on('data', (chunk) => (text += chunk));
            response.on('end', () =>
              resolve({
                status: response.statusCode!,
                cookie: String(response.headers['set-cookie'] ?? ''),
                body: text,
              }),
            );
          },
        );
        asked.on('error', reject);
        asked.end(body);
      });
    try {
      // It listens when it listens; where it ended, its own words are the finding.
      for (let isUp = false; !isUp; ) {
        assert.is(child.exitCode, null, said);
        isUp = await ask('/livez').then(
          ({ status }) => status === 200,
          () => false,
        );
      }
      // From elsewhere, whatever machine the proxy is on: nobody may try the sample without a card.
      assert.is((JSON.parse((await ask('/api/me')).body) as { mayTry: boolean }).mayTry, false);
      const card = (({ code, pin, password }) => JSON.stringify({ code, pin, password }))(cardOf(chairCode));
      const login = await ask('/api/login', 'POST', card, { Origin: url });
      assert.is(login.status, 200, login.body);
      assert.match(login.cookie, /^__Host-nghi-truong=.*Secure/);
      const foreign = await ask('/api/login', 'POST', card, { Origin: 'https://elsewhere.example' });
      assert.is(foreign.status, 403);
      const [cookie = ''] = login.cookie.split(';');
      const socket = io(url, {
        transports: ['websocket'],
        reconnection: false,
        ca,
        extraHeaders: { cookie, origin: url },
        auth: { protocol: PROTOCOL_VERSION, ...here },
      } as object);
      await new Promise<void>((resolve, reject) => {
        socket.once('view', () => resolve());
        socket.once('connect_error', reject);
      });
      socket.close();
      // Larger than a proxy's own first limit: it is the server that answers, here that it is no command.
      const whole = JSON.stringify({
        id: 'large-one',
        command: { type: 'unknown', words: 'x'.repeat(3 * 1024 * 1024) },
      });
      const large = await ask(`/api/bodies/${here.body}/commands`, 'POST', whole, { Origin: url, cookie });
      assert.match(large.body, /"code":"(unknown-command|malformed)"/, `${large.status} ${large.body}`);
    } finally {
      child.kill();
      await ended;
      await server.stop();
      for (const gone of [server.folder, folder]) remove(gone);
    }
  });
}

proxies.run();
