/** A hall's network of our own: a namespace with the server in it, this process outside, a cable between. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import { join } from 'node:path';
import { cardOf, newFolder, remove, withPreparedDocuments } from '../server/running-server.ts';

const project = join(import.meta.dirname, '..', '..');
export const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { stdio: 'pipe', encoding: 'utf8' });

export class OwnNetwork {
  readonly name = `nt${process.pid % 100_000}`;
  readonly net = `10.${70 + (process.pid % 100)}.${process.pid % 250}`;
  /** The server's. */
  address = `${this.net}.2`;
  readonly folder = withPreparedDocuments(newFolder());
  /** What the server has said since it was started. */
  said = '';
  server: ChildProcess | null = null;

  /** The network; or why none can be made here, in a sentence. */
  static make(): OwnNetwork | string {
    const made = new OwnNetwork();
    const { name, net, address } = made;
    try {
      run('ip', 'netns', 'add', name);
      run('ip', 'link', 'add', `${name}a`, 'type', 'veth', 'peer', 'name', `${name}b`, 'netns', name);
    } catch (error) {
      remove(made.folder);
      return (error as Error).message.split('\n')[0]!;
    }
    run('ip', 'addr', 'add', `${net}.1/24`, 'dev', `${name}a`);
    run('ip', 'link', 'set', `${name}a`, 'up');
    made.inside('ip', 'link', 'set', 'lo', 'up');
    made.inside('ip', 'addr', 'add', `${address}/24`, 'dev', `${name}b`);
    made.inside('ip', 'link', 'set', `${name}b`, 'up');
    return made;
  }

  get url(): string {
    return `https://${this.address}:8443`;
  }
  inside(...args: string[]): string {
    return run('ip', 'netns', 'exec', this.name, ...args);
  }
  /** This end of the cable. */
  set isPluggedIn(isIn: boolean) {
    run('ip', 'link', 'set', `${this.name}a`, isIn ? 'up' : 'down');
  }

  /** Resolves once it is ready; `ip netns exec` becomes the program, so that the child is the server itself. */
  async start(): Promise<void> {
    this.said = '';
    const program = join(project, 'server/setup/start.mjs');
    const child = spawn('ip', ['netns', 'exec', this.name, process.execPath, program, '--lan', '--data', this.folder], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.server = child;
    await new Promise<void>((ready, failed) => {
      const hear = (chunk: Buffer) => {
        this.said += chunk;
        if (/^ready /m.test(this.said)) ready();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', () => failed(new Error(this.said)));
    });
  }
  async end(signal: NodeJS.Signals): Promise<void> {
    const { server } = this;
    if (!server || server.exitCode !== null) return;
    const ended = new Promise((done) => server.once('exit', done));
    server.kill(signal);
    await ended;
  }

  /** What the door gives to a device that trusts nothing yet: over plain HTTP, as a tablet gets it. */
  async certificateFromDoor(): Promise<X509Certificate> {
    const given = await fetch(`http://${this.address}:8080/tin-cay/nghi-truong.cer`);
    return new X509Certificate(Buffer.from(await given.arrayBuffer()));
  }

  /** POST over HTTPS, trusting one authority alone. */
  post<Body>(ca: string, path: string, body: object, token?: string): Promise<Body> {
    const headers = { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    return new Promise((resolve, reject) => {
      const asked = request(`${this.url}${path}`, { ca, agent: false, method: 'POST', headers }, (response) => {
        let text = '';
        response.on('data', (chunk) => (text += chunk));
        response.on('end', () => resolve(JSON.parse(text) as Body));
      });
      asked.on('error', reject);
      asked.end(JSON.stringify(body));
    });
  }

  /** The token of one of the sample's people. */
  async signIn(ca: string, code: string): Promise<string> {
    const { pin, password } = cardOf(code);
    const { token } = await this.post<{ token: string }>(ca, '/api/login', { code, pin, password, bearer: true });
    return token;
  }

  async remove(): Promise<void> {
    await this.end('SIGTERM');
    run('ip', 'netns', 'del', this.name);
    remove(this.folder);
  }
}
