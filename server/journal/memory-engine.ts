/** A log in memory: for tests, and to show what an engine must do. Several engines may share one store. */
import { Fenced, type LogEngine, NotWritten } from './engine.ts';
import { following, WakeUps } from './wake-ups.ts';

export interface MemoryStore {
  readonly lines: string[];
  readonly wakeUps: WakeUps;
}
export const memoryStore = (): MemoryStore => ({ lines: [], wakeUps: new WakeUps() });

export class MemoryEngine implements LogEngine {
  readonly #store: MemoryStore;
  /** As many as this engine has looked at: another may have added some since. */
  length: number;
  /** The number of lines when all that was sent is kept. */
  #ahead: number;
  #failures = 0;
  #isClosed = false;

  constructor(store: MemoryStore = memoryStore()) {
    this.#store = store;
    this.length = store.lines.length;
    this.#ahead = this.length;
  }

  async append(expected: number, lines: readonly string[]): Promise<void> {
    if (this.#isClosed) throw new NotWritten('The journal is closed.');
    if (expected !== this.#ahead) throw new Fenced(expected, this.#ahead);
    this.#ahead += lines.length;
    const failures = this.#failures;
    await Promise.resolve(); // as with a disk, others may come in between
    const there = this.#store.lines.length;
    if (failures !== this.#failures || expected !== there) {
      this.#failures += 1;
      this.#ahead = this.length;
      throw new Fenced(expected, there);
    }
    this.#store.lines.push(...lines);
    this.length = this.#store.lines.length;
    this.#store.wakeUps.all();
  }
  async *read(from: number): AsyncGenerator<string> {
    yield* this.#store.lines.slice(Math.max(from, 1) - 1, this.length);
  }
  follow(from: number): AsyncGenerator<string> {
    const { lines, wakeUps } = this.#store;
    const whole = {
      get length() {
        return lines.length;
      },
      read: async function* (start: number) {
        yield* lines.slice(start - 1);
      },
    };
    return following(from, whole, wakeUps, () => this.#isClosed);
  }
  async refresh(): Promise<void> {
    this.length = this.#store.lines.length;
    this.#ahead = this.length;
  }
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#store.wakeUps.all();
  }
}
