/** Those who follow a log wait here for its next line. */
export class WakeUps {
  readonly #waiting = new Set<() => void>();

  /** Resolves at the next call of `all`. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }
  all(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

/** Lines from `from` on, and those to come, until the engine is closed. */
export async function* following(
  from: number,
  engine: { readonly length: number; read(from: number): AsyncIterable<string> },
  wakeUps: WakeUps,
  isClosed: () => boolean,
): AsyncGenerator<string> {
  for (let next = Math.max(from, 1); ; ) {
    for await (const line of engine.read(next)) {
      yield line;
      next += 1;
    }
    if (isClosed()) return;
    if (engine.length < next) await wakeUps.next();
  }
}
