/**
 * Reads the logs of a data folder, or of a copy of it, as they grow. It takes no lock and writes nothing, so that a
 * server may run on the same folder: a second process, for readers who never meet the hall's.
 */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { evolveBody } from '../../shared/body/evolve.ts';
import { type BodyEvent, type BodyState, unbornBody } from '../../shared/body/state.ts';
import { upcastBody } from '../../shared/body/upcast.ts';
import { BodyId, MeetingId } from '../../shared/ids.ts';
import { evolve } from '../../shared/meeting/evolve.ts';
import { type MeetingEvent, type MeetingState, unbornMeeting } from '../../shared/meeting/state.ts';
import { upcast } from '../../shared/meeting/upcast.ts';
import { Chain, decodeEntry, isWhole, type LoggedEvent } from '../journal/chain.ts';

interface Rules<State, Event> {
  initial: State;
  evolve: (state: State, event: Event) => State;
  upcast: (event: Event) => Event;
}
const bodyRules: Rules<BodyState, BodyEvent> = { initial: unbornBody, evolve: evolveBody, upcast: upcastBody };
const meetingRules: Rules<MeetingState, MeetingEvent> = { initial: unbornMeeting, evolve, upcast };

/** How long what was read counts as new, milliseconds: however many ask, the disk is asked so often. */
const FRESH_MS = 250;

/** One log, read from where it was read to. */
export class FollowedLog<State, Event extends LoggedEvent> {
  readonly #path: string;
  readonly #id: string;
  readonly #rules: Rules<State, Event>;
  state: State;
  /** Changes whenever the state may have. */
  version = 0;
  #chain: Chain;
  #offset = 0;
  #file = 0;
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | null = null;

  constructor(path: string, id: string, rules: Rules<State, Event>) {
    this.#path = path;
    this.#id = id;
    this.#rules = rules;
    this.state = rules.initial;
    this.#chain = new Chain(id);
  }

  /** Takes in what was added. Throws what the disk says, and `JournalDamaged`: the state stays as it was. */
  async catchUp(): Promise<this> {
    if (performance.now() - this.#readAt < FRESH_MS) return this;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
      this.#readAt = performance.now();
    });
    await this.#reading;
    return this;
  }

  async #read(): Promise<void> {
    const file = await open(this.#path, 'r');
    try {
      const { size, ino } = await file.stat();
      // Another file than before, or a shorter one: it was restored, and is read anew.
      if (size < this.#offset || (this.#file !== 0 && ino !== this.#file)) this.#begin();
      this.#file = ino;
      if (size === this.#offset) return;
      const added = Buffer.alloc(size - this.#offset);
      const { bytesRead } = await file.read(added, 0, added.length, this.#offset);
      this.#take(added.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  }

  #begin(): void {
    this.state = this.#rules.initial;
    this.#chain = new Chain(this.#id);
    this.#offset = 0;
    this.version += 1;
  }

  /** Whole lines; what is still being written is for the next time. */
  #take(added: Buffer): void {
    let { state } = this;
    let start = 0;
    for (let end = added.indexOf(0x0a); end !== -1; end = added.indexOf(0x0a, start)) {
      const line = added.subarray(start, end);
      if (!isWhole(line)) break;
      this.#chain.take(line);
      state = this.#rules.evolve(state, this.#rules.upcast(decodeEntry<Event>(line.toString('utf8')).event));
      start = end + 1;
    }
    if (start === 0) return;
    this.#offset += start;
    this.state = state;
    this.version += 1;
  }
}

export type FollowedBody = FollowedLog<BodyState, BodyEvent>;
export type FollowedMeeting = FollowedLog<MeetingState, MeetingEvent>;

/** So many meetings are kept in memory; who reads an older one waits a moment. */
const MOST_MEETINGS = 300;

export class Follower {
  readonly #folder: string;
  readonly #bodies = new Map<string, FollowedBody>();
  /** The one used last stands last. */
  readonly #meetings = new Map<string, FollowedMeeting>();
  #listedAt = Number.NEGATIVE_INFINITY;
  #names: BodyId[] = [];

  /** @param data a data folder */
  constructor(data: string) {
    this.#folder = join(data, 'bodies');
  }

  /** All bodies, as they stand now. A log that can't be read is left out, and `warn` hears of it. */
  async bodies(warn: (message: string, error: unknown) => void): Promise<FollowedBody[]> {
    if (performance.now() - this.#listedAt >= FRESH_MS) {
      const found = await readdir(this.#folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
        return []; // nothing is kept yet
      });
      this.#names = found.flatMap((entry) => {
        const id = v.safeParse(BodyId, entry.name);
        return entry.isDirectory() && id.success ? [id.output] : [];
      });
      this.#listedAt = performance.now();
    }
    const all = await Promise.all(
      this.#names.map((id) =>
        this.body(id).catch((error: unknown) => {
          warn(`The log of ${id} can't be read.`, error);
          return null;
        }),
      ),
    );
    return all.filter((body) => body !== null);
  }

  /** @returns null where there is none of that id */
  async body(id: string): Promise<FollowedBody | null> {
    if (!v.safeParse(BodyId, id).success) return null;
    const known = this.#bodies.get(id) ?? new FollowedLog(join(this.#folder, id, 'journal.jsonl'), id, bodyRules);
    if (!(await isThere(known))) return null;
    this.#bodies.set(id, known);
    return known;
  }

  /** @returns null where there is none of that id */
  async meeting(body: string, id: string): Promise<FollowedMeeting | null> {
    if (!v.safeParse(BodyId, body).success || !v.safeParse(MeetingId, id).success) return null;
    const key = `${body}/${id}`;
    const path = join(this.#folder, body, 'meetings', id, 'journal.jsonl');
    const known = this.#meetings.get(key) ?? new FollowedLog(path, id, meetingRules);
    if (!(await isThere(known))) return null;
    this.#meetings.delete(key);
    this.#meetings.set(key, known);
    for (const oldest of this.#meetings.keys()) {
      if (this.#meetings.size <= MOST_MEETINGS) break;
      this.#meetings.delete(oldest);
    }
    return known;
  }

  /** A picture of a body, by its hash. */
  pictureAt = (body: string, hash: string): string => join(this.#folder, body, 'pictures', hash);
}

async function isThere(log: FollowedBody | FollowedMeeting): Promise<boolean> {
  try {
    await log.catchUp();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
