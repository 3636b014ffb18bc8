/** A stopwatch that only the server's clock moves. */

/** A stopwatch that only the server's clock moves: time is `spentMs` and, while it runs, what has passed since. */
export interface Stopwatch {
  spentMs: number;
  runningSince: number | null;
}

export const stopped: Stopwatch = { spentMs: 0, runningSince: null };

/** Milliseconds on the watch at `now`. */
export const elapsed = (watch: Stopwatch, now: number): number =>
  watch.spentMs + (watch.runningSince === null ? 0 : Math.max(0, now - watch.runningSince));

export const pause = (watch: Stopwatch, at: number): Stopwatch => ({ spentMs: elapsed(watch, at), runningSince: null });

/** The clock was set by `byMs`: what runs goes on as if it had always stood so. */
export const shift = (watch: Stopwatch, byMs: number): Stopwatch =>
  watch.runningSince === null ? watch : { ...watch, runningSince: watch.runningSince + byMs };

export const run = (watch: Stopwatch, at: number): Stopwatch =>
  watch.runningSince === null ? { ...watch, runningSince: at } : watch;
