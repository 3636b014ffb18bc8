/**
 * Copies of all journals in a second folder (a USB stick, a share), as they grow: what the hall has decided is on two
 * disks some moments later. The mirror never holds up a meeting; while its folder is gone that is said, and what it
 * missed is added when it is back.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { JOURNAL_SYNCED } from '../journal/synced.ts';

const SOON_MS = 200;
const LOOK_EVERY_MS = 5_000;
const PIECE = 1024 * 1024;

export interface MirrorState {
  folder: string;
  /** Bytes that are not there yet, as far as is known. */
  behind: number;
  /** When it was last in step, milliseconds since 1970; null: never since the start. */
  inStepAt: number | null;
  /** Why it is not; null while it is. */
  problem: string | null;
}

export class Mirror {
  readonly #data: string;
  readonly #warn: (message: string, error?: unknown) => void;
  readonly state: MirrorState;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | null = null;
  #isAskedAgain = false;
  #stopped = false;

  /** @param folder where copies stand; it must be there: a stick that is not plugged in is not written beside */
  constructor(data: string, folder: string, warn: (message: string, error?: unknown) => void) {
    this.#data = data;
    this.#warn = warn;
    this.state = { folder, behind: 0, inStepAt: null, problem: null };
  }

  start(): void {
    subscribe(JOURNAL_SYNCED, this.#grown);
    this.#soon(0);
  }
  async stop(): Promise<void> {
    unsubscribe(JOURNAL_SYNCED, this.#grown);
    clearTimeout(this.#timer);
    await this.#round;
    // What was acknowledged last is there, too.
    await this.#look();
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  readonly #grown = () => this.#soon(SOON_MS);

  #soon(ms: number): void {
    if (this.#round) {
      this.#isAskedAgain = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), ms).unref();
  }

  async #look(): Promise<void> {
    if (this.#round) return this.#round;
    this.#round = this.#copyAll().finally(() => {
      this.#round = null;
      if (this.#stopped) return;
      this.#soon(this.#isAskedAgain ? SOON_MS : LOOK_EVERY_MS);
      this.#isAskedAgain = false;
    });
    return this.#round;
  }

  async #copyAll(): Promise<void> {
    const { state } = this;
    try {
      await stat(state.folder);
      const names = (await readdir(join(this.#data, 'bodies'), { recursive: true })).filter((name) =>
        /(^|[\\/])journal\.jsonl$/.test(name),
      );
      state.behind = 0;
      for (const name of names) await this.#copy(join(this.#data, 'bodies', name), join(state.folder, 'bodies', name));
      if (state.problem) this.#warn('The mirror is there again, and in step.');
      state.problem = null;
      state.inStepAt = Date.now();
    } catch (error) {
      const problem = (error as Error).message;
      if (state.problem === null) this.#warn(`The mirror ${state.folder} is lost; it is tried again.`, error);
      state.problem = problem;
    }
  }

  /** Adds what a copy lacks. One that is not the beginning of its journal is set aside, never overwritten. */
  async #copy(from: string, to: string): Promise<void> {
    const source = await open(from, 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null; // purged meanwhile
      throw error;
    });
    if (!source) return;
    try {
      const { size } = await source.stat();
      await mkdir(dirname(to), { recursive: true });
      let begun = existsSync(to) ? (await stat(to)).size : 0;
      if (begun === size) return;
      if (begun > size || (begun > 0 && !(await this.#isSameEnd(source, to, begun)))) {
        await rename(to, `${to}.${Date.now()}.before`);
        this.#warn(`The mirror's ${relative(this.state.folder, to)} was another journal; it was set aside.`);
        begun = 0;
      }
      const target = await open(to, 'a', 0o600);
      try {
        const piece = Buffer.alloc(PIECE);
        for (let at = begun; at < size; ) {
          this.state.behind = size - at;
          const { bytesRead } = await source.read(piece, 0, Math.min(PIECE, size - at), at);
          if (bytesRead === 0) break; // cut back meanwhile
          for (let written = 0; written < bytesRead; )
            written += (await target.write(piece, written, bytesRead - written)).bytesWritten;
          at += bytesRead;
        }
        await target.datasync();
      } finally {
        await target.close();
      }
    } finally {
      await source.close();
    }
  }

  /** Whether the copy ends as the journal has it there: each line names the hash of the one before. */
  async #isSameEnd(source: Awaited<ReturnType<typeof open>>, copy: string, length: number): Promise<boolean> {
    const some = Math.min(length, 4096);
    const [mine, theirs] = [Buffer.alloc(some), Buffer.alloc(some)];
    await source.read(mine, 0, some, length - some);
    const file = await open(copy, 'r');
    try {
      await file.read(theirs, 0, some, length - some);
    } finally {
      await file.close();
    }
    return mine.equals(theirs);
  }
}
