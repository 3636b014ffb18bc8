/** A real server process on a folder of its own, as `npm start` runs it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sample from '../../fixtures/sample.json' with { type: 'json' };
import { type MeetingAddress, meetingAddress } from '../../shared/wire/addresses.ts';

const root = join(import.meta.dirname, '..', '..');
const startProgram = join(root, 'server/setup/start.mjs');

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'nghi-truong-'));
export const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/**
 * The sample's documents with all that is made of them, so that not each of fifty servers draws the same pages beside
 * what is tested. `test/run.ts` has them made once and says where they are; without it, each server makes its own.
 */
export function withPreparedDocuments(folder: string): string {
  const prepared = process.env.PREPARED_DOCUMENTS;
  const documents = join(folder, 'documents');
  if (prepared && !existsSync(documents)) cpSync(prepared, documents, { recursive: true });
  return folder;
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the server until it ends by itself. */
export function runToEnd(flags: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = spawn(process.execPath, [startProgram, ...flags], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (ended.stdout += chunk));
  child.stderr.on('data', (chunk: Buffer) => (ended.stderr += chunk));
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...ended, code })));
}

/** A rehearsal, and the logins of those who are invented for it. */
export interface Rehearsal extends MeetingAddress {
  people: { id: string; roles: string[]; token: string }[];
}

export class RunningServer {
  url = '';
  stdout = '';
  stderr = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  readonly #ready: Promise<void>;

  private constructor(
    readonly folder: string,
    flags: readonly string[],
    environment: NodeJS.ProcessEnv,
  ) {
    if (!flags.includes('--empty')) withPreparedDocuments(folder);
    this.#child = spawn(process.execPath, [startProgram, '--data', folder, ...flags], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#ended = new Promise((resolve) => this.#child.on('exit', (code) => resolve(code)));
    this.#ready = new Promise((resolve, reject) => {
      this.#child.stdout!.on('data', (chunk: Buffer) => {
        this.stdout += chunk;
        const ready = /^ready (\S+)$/m.exec(this.stdout)?.[1];
        if (ready) {
          this.url = ready;
          resolve();
        }
      });
      this.#child.stderr!.on('data', (chunk: Buffer) => (this.stderr += chunk));
      void this.#ended.then((code) =>
        reject(new Error(`The server ended with ${code} before it was ready.\n${this.stderr}`)),
      );
    });
  }

  static async start(
    folder: string = newFolder(),
    flags: readonly string[] = ['--port', '0'],
    environment: NodeJS.ProcessEnv = {},
  ): Promise<RunningServer> {
    const server = new RunningServer(folder, flags, environment);
    await server.#ready;
    return server;
  }

  get pid(): number {
    return this.#child.pid!;
  }
  get port(): string {
    return new URL(this.url).port;
  }

  /** Ends it in order; answers with its exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.#child.kill(signal);
    return this.#ended;
  }
  /** The power is cut. */
  kill(): Promise<number | null> {
    return this.stop('SIGKILL');
  }

  async post<Answer = Record<string, unknown>>(
    path: string,
    body: object,
    token?: string,
  ): Promise<{ status: number; body: Answer; headers: Headers }> {
    const response = await fetch(this.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Answer, headers: response.headers };
  }

  /** Begins a rehearsal of the sample's meeting; its people are signed in. */
  async rehearsal(delegates: number): Promise<Rehearsal> {
    const { status, body } = await this.post<Rehearsal>(
      inMeeting('/rehearsals'),
      { delegates },
      await this.signIn('TK01'),
    );
    if (status !== 201) throw new Error(`No rehearsal: ${JSON.stringify(body)}`);
    return body;
  }

  /** From now on the sample's delegates may be on several devices at once. */
  async allowSeveralDevices(): Promise<void> {
    const office = await this.signIn('TK01');
    const path = `/api/bodies/${here.body}`;
    const answer = await fetch(this.url + path, { headers: { Authorization: `Bearer ${office}` } });
    const { profile } = ((await answer.json()) as { body: { profile: object } }).body;
    const command = {
      type: 'change-profile',
      profile: { ...profile, signIn: { devices: 'several', stays: true } },
    };
    const { status, body } = await this.post(`${path}/commands`, { id: `several-${Date.now()}`, command }, office);
    if (status !== 200) throw new Error(JSON.stringify(body));
  }

  /** The token of a login as one of the sample's people, by her card. */
  async signIn(code: string, more: object = {}): Promise<string> {
    const card = cardOf(code);
    const { body, status } = await this.post<{ token: string }>('/api/login', {
      code,
      pin: card.pin,
      ...(card.password ? { password: card.password } : {}),
      bearer: true,
      ...more,
    });
    if (status !== 200) throw new Error(`${code} could not sign in: ${JSON.stringify(body)}`);
    return body.token;
  }
}

export { sample };
/** The sample's council and its meeting: where every test is that says nothing else. */
export const here: MeetingAddress = { body: 'hoi-dong-nhan-dan-tinh-hai-son', meeting: sample.definition.id };
/** An address below a meeting's. */
export const inMeeting = (path: string, at: MeetingAddress = here): string => meetingAddress(at) + path;
/** Where a server keeps a meeting. */
export const meetingFolder = (data: string, at: MeetingAddress = here): string =>
  join(data, 'bodies', at.body, 'meetings', at.meeting);
export const journalOf = (data: string, at: MeetingAddress = here): string =>
  join(meetingFolder(data, at), 'journal.jsonl');
export const cardOf = (code: string) => sample.cards.find((card) => card.code === code)!;
export const idsOf = (role: string): string[] =>
  sample.definition.people.filter(({ roles }) => roles.includes(role)).map(({ id }) => id);
/** The delegate who chairs, and her card. */
export const chair = idsOf('chair')[0]!;
export const chairCode = chair.toUpperCase();
