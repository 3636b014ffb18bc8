/**
 * One log's only writer, for either rulebook. It decides on the state as it will be when all that is under way is kept,
 * and tells (answers, facts) only what is kept. It knows no rulebook by name, no socket, no HTTP and no file.
 */
import type { Adapter } from 'lowdb';
import type { Actor } from '../../shared/people/roles.ts';
import { type Context, isRejection } from '../../shared/rulebook/rulebook.ts';
import type { RefusalCode } from '../../shared/wire/rejections.ts';
import type { LoggedEvent } from '../journal/chain.ts';
import { Fenced, JournalDamaged, NotWritten, OutcomeUnknown } from '../journal/engine.ts';
import type { Journal } from '../journal/journal.ts';
import { LEAST_STEP_MS } from './clock.ts';
import { type AppliedEvent, type ContextProvider, type Rulebook, system } from './rulebook.ts';
import { type Receipt, readSnapshot, type Snapshot, type Stored, writeSnapshot } from './snapshot.ts';

export type Answered = { accepted: true; sequence: number } | { accepted: false; code: RefusalCode };

export interface HostOptions<State, Command, Event extends LoggedEvent, Given extends Context> {
  /** Names the log; the journal's chain begins with it. */
  id: string;
  rulebook: Rulebook<State, Command, Event, Given>;
  journal: Journal<Event>;
  snapshots: Adapter<Stored>;
  /** The server's clock, milliseconds since 1970. */
  now?: (() => number) | undefined;
  /** Told of what is no client's business: a snapshot that could not be written, an error in a rule. */
  warn?: ((message: string, error?: unknown) => void) | undefined;
}

/** Events kept for those who were away for a moment. */
const RECENT = 2000;
const STEP_AGAIN_MS = 1000;
const EVENTS_A_SNAPSHOT = 500;
const REFUSALS_REMEMBERED = 10_000;
/** So often a command is decided again because another writer was first. */
const MOST_TRIES = 5;

const answerOf = (receipt: Receipt): Answered =>
  typeof receipt === 'number' ? { accepted: true, sequence: receipt } : { accepted: false, code: receipt };

export class LogHost<State, Command extends { type: string }, Event extends LoggedEvent, Given extends Context> {
  readonly id: string;
  /** What is kept. */
  state: State;
  /** The number of the last event that is kept; 0 before the first. */
  sequence = 0;
  readonly #rulebook: Rulebook<State, Command, Event, Given>;
  readonly #journal: Journal<Event>;
  readonly #snapshots: Adapter<Stored>;
  readonly #clock: () => number;
  /** The type of the command that says that the clock was set. */
  readonly #stepType: string | undefined;
  readonly #warn: (message: string, error?: unknown) => void;
  readonly #providers = new Set<ContextProvider<State, Command, Given>>();
  readonly #listeners = new Set<(applied: readonly AppliedEvent<State, Event>[]) => void>();
  /** When the last event happened: the record's times never run backwards but where a step of the clock stands. */
  #lastAt = 0;
  /** The state and the number when all that is under way is kept. */
  #ahead: { state: State; sequence: number };
  readonly #underWay = new Map<string, Promise<Answered>>();
  #lastAppend: Promise<unknown> = Promise.resolve();
  readonly #appending = new Set<Promise<unknown>>();
  #catchingUp: Promise<void> | null = null;
  #receipts = new Map<string, Receipt>();
  #refused: string[] = [];
  #recent: AppliedEvent<State, Event>[] = [];
  #snapshotAt = 0;
  #receiptsAt = 0;
  #snapshotting: Promise<void> = Promise.resolve();
  #stopping = false;

  private constructor({
    id,
    rulebook,
    journal,
    snapshots,
    now = Date.now,
    warn = () => {},
  }: HostOptions<State, Command, Event, Given>) {
    this.id = id;
    this.#rulebook = rulebook;
    this.#journal = journal;
    this.#snapshots = snapshots;
    this.#clock = now;
    this.#stepType = rulebook.stepClock?.(0).type;
    this.#warn = warn;
    this.state = rulebook.initial;
    this.#ahead = { state: this.state, sequence: 0 };
  }

  /**
   * The snapshot, and what the journal has beyond it.
   * @throws JournalDamaged when the journal ends before its snapshot, or is another than that
   */
  static async open<State, Command extends { type: string }, Event extends LoggedEvent, Given extends Context>(
    options: HostOptions<State, Command, Event, Given>,
  ): Promise<LogHost<State, Command, Event, Given>> {
    const host = new LogHost(options);
    const snapshot = await readSnapshot<State>(options.snapshots, options.rulebook.version);
    if (snapshot === 'damaged') host.#warn('The snapshot is damaged; the whole journal is read instead.');
    else if (snapshot) host.#restore(snapshot);
    await host.#readOn();
    return host;
  }

  #restore({ sequence, hash, state, receipts }: Snapshot<State>): void {
    const { head } = this.#journal;
    if (sequence > head.sequence)
      throw new JournalDamaged(
        `The journal ends at line ${head.sequence}, but a snapshot was taken at line ${sequence}: lines are missing.`,
      );
    if (this.#journal.hashAt(sequence) !== hash)
      throw new JournalDamaged(
        `Journal line ${sequence} is not the one that the snapshot was taken at: the journal was changed.`,
      );
    this.state = state;
    this.sequence = sequence;
    this.#snapshotAt = sequence;
    this.#receipts = new Map(receipts);
    this.#receiptsAt = receipts.length;
    this.#refused = receipts.flatMap(([key, receipt]) => (typeof receipt === 'string' ? [key] : []));
  }

  /** Takes in what the journal has beyond what this host knows. Answers with that. */
  async #readOn(): Promise<AppliedEvent<State, Event>[]> {
    const applied: AppliedEvent<State, Event>[] = [];
    // The last line is read in any case: it says when something happened last.
    const from = Math.min(this.sequence + 1, this.#journal.head.sequence);
    for await (const { sequence, event: kept, actor, command } of this.#journal.read(from)) {
      this.#lastAt = kept.at;
      if (sequence <= this.sequence) continue;
      const event = this.#rulebook.upcast(kept);
      const step = { sequence, event, before: this.state, after: this.#rulebook.evolve(this.state, event) };
      this.#apply([step]);
      applied.push(step);
      this.#receipts.set(this.#key(actor, command), sequence);
    }
    this.#ahead = { state: this.state, sequence: this.sequence };
    return applied;
  }

  /** The server's time, never before the last event. */
  now(): number {
    return Math.max(this.#lastAt, this.#clock());
  }

  /** Names the log by its first line, so that another one under the same id is known; null before it. */
  get birth(): string | null {
    return this.sequence > 0 ? this.headAt(1) : null;
  }
  /** Names the history up to a line: the beginning of its hash. */
  headAt(sequence: number): string {
    return (this.hashAt(sequence) ?? '').slice(0, 16);
  }
  /** The hash of the journal's line `sequence`. */
  hashAt(sequence: number): string | undefined {
    return this.#journal.hashAt(sequence);
  }
  /** Every line as it is kept, with its newline: for who exports it. */
  lines(): Promise<Buffer> {
    return this.#journal.lines();
  }

  /** Registers what some decisions depend on beside the state. Answers with the way to take it back. */
  provide(provider: ContextProvider<State, Command, Given>): () => void {
    this.#providers.add(provider);
    return () => this.#providers.delete(provider);
  }

  /** Called with what happened, in order, once it is kept. Answers with the way to stop it. */
  listen(listener: (applied: readonly AppliedEvent<State, Event>[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * The clock was set by `byMs`; `now` has followed already. What runs is moved with it, and that is an event. Tried
   * again while the disk does not take it.
   */
  async stepClock(byMs: number): Promise<Answered> {
    const behind = this.#clock() - this.#lastAt;
    // What was measured can't be before what happened.
    const command = this.#rulebook.stepClock?.(Math.min(byMs, Math.round(behind)));
    if (!command || this.sequence === 0) return { accepted: true, sequence: this.sequence };
    const id = `clock-${this.#ahead.sequence}-${Math.round(this.#clock())}`;
    const answer = await this.execute(id, command, system);
    if (answer.accepted || answer.code !== 'storage-failed') return answer;
    await new Promise((resolve) => setTimeout(resolve, STEP_AGAIN_MS));
    return this.stepClock(byMs);
  }

  /**
   * At a start: the clock was set by `missed` while nobody was looking, or it stands before the last event.
   * @param runs whether anything runs that the step would move
   */
  async catchUpWithClock(missed: number, runs = true): Promise<void> {
    if (this.sequence === 0) return;
    const isBehind = this.#clock() < this.#lastAt - LEAST_STEP_MS;
    if (isBehind || (missed !== 0 && runs))
      await this.stepClock(isBehind && missed >= 0 ? Math.round(this.#clock() - this.#lastAt) : missed);
  }

  #key = (actor: Actor, command: string) => `${actor.person ?? 'system'}/${command}`;

  /**
   * Carries out a command, once for each id and actor, and answers when its events are kept. Never throws: what goes
   * wrong is an answer.
   */
  execute(id: string, command: Command, actor: Actor): Promise<Answered> {
    const key = this.#key(actor, id);
    const receipt = this.#receipts.get(key);
    if (receipt !== undefined) return Promise.resolve(answerOf(receipt));
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const answer = this.#carryOut(key, id, command, actor).catch((error: unknown): Answered => {
      if (error instanceof NotWritten || error instanceof OutcomeUnknown || error instanceof Fenced)
        return { accepted: false, code: 'storage-failed' };
      this.#warn(`A command failed: ${command.type}`, error);
      return { accepted: false, code: 'unexpected' };
    });
    this.#underWay.set(key, answer);
    void answer.finally(() => this.#underWay.delete(key));
    return answer;
  }

  async #carryOut(key: string, id: string, command: Command, actor: Actor): Promise<Answered> {
    for (let tries = 1; ; tries += 1) {
      if (this.#stopping) return { accepted: false, code: 'stopping' };
      try {
        return await this.#decide(key, id, command, actor);
      } catch (error) {
        const mayBeKept = error instanceof Fenced || error instanceof OutcomeUnknown;
        if (!mayBeKept || tries === MOST_TRIES) throw error;
        // Another was first, or nobody knows: what is kept decides.
        await this.#catchUp();
        const receipt = this.#receipts.get(key);
        if (receipt !== undefined) return answerOf(receipt);
        if (error instanceof OutcomeUnknown) throw error;
      }
    }
  }

  /** Takes in what another writer has kept, and tells it; one look for all who wait for it. */
  #catchUp(): Promise<void> {
    this.#catchingUp ??= (async () => {
      try {
        // What is under way itself must be known to be kept or not before it is looked at.
        await Promise.allSettled(this.#appending);
        await this.#journal.refresh();
        const applied = await this.#readOn();
        if (applied.length > 0) this.#tell(applied);
      } finally {
        this.#catchingUp = null;
      }
    })();
    return this.#catchingUp;
  }

  async #decide(key: string, id: string, command: Command, actor: Actor): Promise<Answered> {
    // Without waiting where nothing has to be asked, so that what is decided together is written together.
    const asked = this.#given(command);
    const given = asked && (await asked);
    while (this.#catchingUp) await this.#catchingUp;
    const { state, sequence } = this.#ahead;
    const isStep = command.type === this.#stepType;
    // The step itself is told in the new time; everything else never before what happened last.
    const now = Math.round(isStep ? this.#clock() : this.now());
    const context = { now, sequence: sequence + 1, actor, ...given } as Context as Given;
    const outcome = this.#rulebook.decide(state, command, context);
    if (isRejection(outcome)) {
      if (given) await this.#failed(command, given);
      // The reason may be an event that is still on its way to the disk: no answer is ahead of the disk.
      await this.#lastAppend;
      this.#remember(key, outcome.rejected);
      return { accepted: false, code: outcome.rejected };
    }
    this.#lastAt = now;
    const applied: AppliedEvent<State, Event>[] = [];
    let before = state;
    for (const [index, event] of outcome.entries()) {
      const after = this.#rulebook.evolve(before, event);
      applied.push({ sequence: sequence + index + 1, event, before, after });
      before = after;
    }
    const last = sequence + outcome.length;
    this.#ahead = { state: before, sequence: last };
    const append = this.#journal.append(
      sequence,
      outcome.map((event) => ({ actor, command: id, event })),
    );
    this.#lastAppend = append;
    this.#appending.add(append);
    try {
      await append;
    } catch (error) {
      // Everything decided on top of it fails with it; the next command starts from what is kept.
      this.#ahead = { state: this.state, sequence: this.sequence };
      this.#lastAppend = Promise.resolve();
      if (given) await this.#failed(command, given);
      throw error;
    } finally {
      this.#appending.delete(append);
    }
    this.#receipts.set(key, last);
    this.#apply(applied);
    this.#tell(applied);
    if (this.sequence - this.#snapshotAt >= EVENTS_A_SNAPSHOT) void this.snapshot();
    for (const provider of this.#providers) provider.committed?.(command, state);
    return { accepted: true, sequence: last };
  }

  /** What the decision depends on beside the state; undefined, and no wait, where nothing has to be asked. */
  #given(command: Command): Promise<Partial<Given>> | undefined {
    const asked: Promise<Partial<Given>>[] = [];
    for (const provider of this.#providers) {
      const before = provider.before(command, this.#ahead.state);
      if (!before) continue;
      asked.push(
        before.catch((error: unknown) => {
          this.#warn(`What “${command.type}” depends on could not be had.`, error);
          return {};
        }),
      );
    }
    if (asked.length === 0) return undefined;
    return Promise.all(asked).then((parts) => Object.assign({}, ...parts) as Partial<Given>);
  }
  async #failed(command: Command, given: Partial<Given>): Promise<void> {
    for (const provider of this.#providers) await provider.failed?.(command, this.#ahead.state, given);
  }

  #remember(key: string, code: RefusalCode): void {
    this.#receipts.set(key, code);
    this.#refused.push(key);
    if (this.#refused.length > REFUSALS_REMEMBERED) this.#receipts.delete(this.#refused.shift()!);
  }

  #apply(applied: readonly AppliedEvent<State, Event>[]): void {
    const last = applied.at(-1)!;
    this.state = last.after;
    this.sequence = last.sequence;
    this.#recent.push(...applied);
    if (this.#recent.length > RECENT * 1.5) this.#recent = this.#recent.slice(-RECENT);
  }

  #tell(applied: readonly AppliedEvent<State, Event>[]): void {
    for (const listener of this.#listeners) {
      try {
        listener(applied);
      } catch (error) {
        this.#warn('A listener failed.', error);
      }
    }
  }

  /** What happened after `since`, or null when that is no longer at hand. */
  appliedSince(since: number): readonly AppliedEvent<State, Event>[] | null {
    if (since === this.sequence) return [];
    const first = this.#recent[0]?.sequence;
    if (since > this.sequence || first === undefined || since + 1 < first) return null;
    return this.#recent.slice(since + 1 - first);
  }

  /** Writes a snapshot of what is kept. A failure costs a slower start, nothing else. */
  snapshot(): Promise<void> {
    const isSame = this.sequence === this.#snapshotAt && this.#receipts.size === this.#receiptsAt;
    if (this.sequence === 0 || isSame) return this.#snapshotting;
    this.#snapshotAt = this.sequence;
    this.#receiptsAt = this.#receipts.size;
    const { state, sequence } = this;
    const hash = this.#journal.hashAt(sequence);
    if (hash === undefined) return this.#snapshotting;
    const receipts = [...this.#receipts];
    this.#snapshotting = this.#snapshotting
      .then(() => writeSnapshot(this.#snapshots, this.#rulebook.version, { sequence, hash, state, receipts }))
      .catch((error: unknown) => this.#warn('The snapshot could not be written.', error));
    return this.#snapshotting;
  }

  /** No new commands; what is under way is finished; the journal is kept and closed. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.allSettled(this.#underWay.values());
    await this.snapshot();
    await this.#snapshotting;
    await this.#journal.close();
  }
}
