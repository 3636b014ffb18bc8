/**
 * The server's clock: the time of day, measured by a clock that does not jump. When the operator (or NTP) sets the time,
 * `now` follows at once and everyone who keeps spans is told by how much, so that no countdown leaps and nobody is
 * locked out (law 7).
 */
import { readFile } from 'node:fs/promises';
import type { Adapter } from 'lowdb';

/** Where time comes from; tests give their own. Milliseconds. */
export interface TimeSource {
  /** Since 1970, as the machine believes; may be set at any moment. */
  wall: () => number;
  /** Since the machine was started; never jumps. */
  steady: () => number;
}
export const machineTime: TimeSource = {
  wall: Date.now,
  steady: () => Number(process.hrtime.bigint() / 1_000_000n),
};

/** Below this it is drift, and followed in silence. */
export const LEAST_STEP_MS = 2000;
const LOOK_EVERY_MS = 1000;

/** What lies between the two clocks, and since which start of the machine: a step while the server was down shows. */
export interface ClockMark {
  boot: string;
  difference: number;
}

export class Clock {
  readonly #source: TimeSource;
  readonly #listeners = new Set<(byMs: number) => void>();
  #difference: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(source: TimeSource = machineTime) {
    this.#source = source;
    this.#difference = this.#between();
  }

  #between = (): number => this.#source.wall() - this.#source.steady();

  /** Milliseconds since 1970. Between two steps it never runs backwards by more than `LEAST_STEP_MS`. */
  now(): number {
    return this.#difference + this.#source.steady();
  }

  /** Called with every step, right after `now` has followed it. Answers with the way to stop. */
  onStep(listener: (byMs: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Looks whether the machine's clock was set, and follows it. Answers with the step in milliseconds, or 0. */
  check(): number {
    const byMs = Math.round(this.#between() - this.#difference);
    this.#difference = this.#between();
    if (Math.abs(byMs) < LEAST_STEP_MS) return 0;
    for (const listener of this.#listeners) listener(byMs);
    return byMs;
  }

  /** Looks every second, until it is stopped. */
  start(): () => void {
    this.#timer ??= setInterval(() => this.check(), LOOK_EVERY_MS).unref();
    return () => clearInterval(this.#timer);
  }

  /**
   * By how much the clock was set while the server was down, as far as the machine can tell: only within one start of
   * it. Keeps the mark for the next time.
   */
  async stepSince(kept: Adapter<ClockMark>, boot: string): Promise<number> {
    const mark = await kept.read();
    await this.keep(kept, boot);
    if (mark?.boot !== boot || boot === '' || typeof mark.difference !== 'number') return 0;
    const byMs = Math.round(this.#difference - mark.difference);
    return Math.abs(byMs) < LEAST_STEP_MS ? 0 : byMs;
  }
  keep(kept: Adapter<ClockMark>, boot: string): Promise<void> {
    return kept.write({ boot, difference: this.#difference }) as Promise<void>;
  }
}

/** Names this start of the machine; empty where the system does not tell. */
export const bootId = (): Promise<string> =>
  readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (id) => id.trim(),
    () => '',
  );
