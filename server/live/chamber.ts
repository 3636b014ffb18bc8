/** The meetings that are live, and which of them is on: what realtime and http know of them. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Adapter } from 'lowdb';
import type { MeetingId } from '../../shared/ids.ts';
import type { MeetingDefinition } from '../../shared/meeting/definition.ts';
import { keepDeadlines } from './deadlines.ts';
import { type HostOptions, MeetingHost, type SecretBallots } from './meeting-host.ts';
import { keepRecordSigned, type SignHead } from './signed-heads.ts';
import type { Stored } from './snapshot.ts';

export interface ChamberOptions {
  /** Each meeting has a folder of its own below it. */
  folder: string;
  openJournal: (path: string, meeting: MeetingId) => Promise<HostOptions['journal']>;
  snapshotFile: (path: string) => Adapter<Stored>;
  /** Keys and boxes of a meeting's secret votes, in a folder of their own. */
  openBallots: (
    folder: string,
  ) => Promise<SecretBallots & { attach(host: MeetingHost): Promise<void>; stop(): Promise<void> }>;
  signHead: SignHead;
  now?: () => number;
  /** By how much the clock was set before this start, as far as it is known. */
  missedStep?: number;
  warn?: HostOptions['warn'];
}

export class Chamber {
  readonly #options: ChamberOptions;
  readonly #hosts = new Map<string, { host: MeetingHost; stopKeeping: () => void; stopBallots: () => Promise<void> }>();
  #current: MeetingId | null = null;
  #onChange = new Set<(host: MeetingHost) => void>();

  constructor(options: ChamberOptions) {
    this.#options = options;
  }

  /** Opens a meeting from its journal and makes it the one that is on. */
  async convene(definition: MeetingDefinition): Promise<MeetingHost> {
    const folder = join(this.#options.folder, definition.id);
    await mkdir(folder, { recursive: true });
    const journal = await this.#options.openJournal(join(folder, 'journal.jsonl'), definition.id);
    const ballots = await this.#options.openBallots(join(folder, 'ballots'));
    const host = await MeetingHost.open({
      journal,
      ballots,
      snapshots: this.#options.snapshotFile(join(folder, 'snapshot.json')),
      definition,
      now: this.#options.now,
      warn: this.#options.warn,
    });
    await host.catchUpWithClock(this.#options.missedStep ?? 0);
    await ballots.attach(host);
    const stops = [keepDeadlines(host), keepRecordSigned(host, this.#options.signHead)];
    this.#hosts.set(definition.id, {
      host,
      stopKeeping: () => stops.forEach((stop) => void stop()),
      stopBallots: () => ballots.stop(),
    });
    this.#current = definition.id;
    for (const changed of this.#onChange) changed(host);
    return host;
  }

  host(id: string | null | undefined): MeetingHost | undefined {
    return id ? this.#hosts.get(id)?.host : undefined;
  }
  get current(): MeetingHost | undefined {
    return this.host(this.#current);
  }
  get hosts(): MeetingHost[] {
    return [...this.#hosts.values()].map(({ host }) => host);
  }

  /** Calls back for every meeting that is on, now and later. */
  onConvened(callback: (host: MeetingHost) => void): void {
    for (const host of this.hosts) callback(host);
    this.#onChange.add(callback);
  }

  /** Makes another of the live meetings the one that is on. */
  turnTo(id: MeetingId): void {
    if (this.#hosts.has(id)) this.#current = id;
  }

  async dismiss(id: MeetingId): Promise<void> {
    const live = this.#hosts.get(id);
    if (!live) return;
    live.stopKeeping();
    await live.host.stop();
    await live.stopBallots();
    this.#hosts.delete(id);
  }

  async stop(): Promise<void> {
    for (const { stopKeeping } of this.#hosts.values()) stopKeeping();
    await Promise.all(this.hosts.map((host) => host.stop()));
    await Promise.all([...this.#hosts.values()].map(({ stopBallots }) => stopBallots()));
  }
}
