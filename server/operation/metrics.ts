/** What a monitoring system reads: how the server is, in numbers, for Prometheus and the like. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { JOURNAL_SYNCED, type JournalSynced } from '../journal/synced.ts';

/** The last syncs, for a median and the slowest twentieth. */
const REMEMBERED = 500;

export interface Numbers {
  clients: () => number;
  meetingsAwake: () => number;
  refused: () => Readonly<Record<string, number>>;
}

const quantile = (sorted: readonly number[], share: number): number | null =>
  sorted.length === 0 ? null : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;

export class Metrics {
  readonly #registry = new Registry();
  readonly #syncs: number[] = [];
  readonly #loop = monitorEventLoopDelay({ resolution: 10 });
  readonly #hear: (message: unknown) => void;

  constructor({ clients, meetingsAwake, refused }: Numbers) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    const sync = new Histogram({
      name: 'nghi_truong_journal_sync_seconds',
      help: 'How long a journal took to be on disk',
      buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers,
    });
    const gauge = (name: string, help: string, value: () => number) =>
      new Gauge({
        name: `nghi_truong_${name}`,
        help,
        registers,
        collect() {
          this.set(value());
        },
      });
    gauge('clients', 'Connections on the wire', clients);
    gauge('meetings_awake', 'Meetings that are held in memory', meetingsAwake);
    new Gauge({
      name: 'nghi_truong_refused',
      help: 'Messages refused since the start, by code',
      labelNames: ['code'],
      registers,
      collect() {
        for (const [code, times] of Object.entries(refused())) this.set({ code }, times);
      },
    });
    this.#hear = (message) => {
      const { ms } = message as JournalSynced;
      sync.observe(ms / 1000);
      this.#syncs.push(ms);
      if (this.#syncs.length > REMEMBERED) this.#syncs.shift();
    };
    subscribe(JOURNAL_SYNCED, this.#hear);
    this.#loop.enable();
  }

  /** Milliseconds; null before the first sync. The event loop's delay is since it was last asked. */
  summary(): { syncP50: number | null; syncP95: number | null; loopP99: number } {
    const sorted = [...this.#syncs].sort((a, b) => a - b);
    const loopP99 = this.#loop.percentile(99) / 1e6;
    this.#loop.reset();
    return { syncP50: quantile(sorted, 0.5), syncP95: quantile(sorted, 0.95), loopP99 };
  }

  /** In Prometheus' own text form. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
  get contentType(): string {
    return this.#registry.contentType;
  }

  stop(): void {
    unsubscribe(JOURNAL_SYNCED, this.#hear);
    this.#loop.disable();
    this.#registry.clear();
  }
}
