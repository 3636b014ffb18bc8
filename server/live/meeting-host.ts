/**
 * One meeting's only writer. It decides on the state as it will be when all that is under way is on disk, and tells
 * (answers, facts) only what is on disk. It knows no socket, no HTTP and no file.
 */
import type { Adapter } from 'lowdb';
import type { PersonId, VoteId } from '../../shared/ids.ts';
import { type Command, decide, type MeetingContext } from '../../shared/meeting/commands.ts';
import type { MeetingDefinition } from '../../shared/meeting/definition.ts';
import { evolve } from '../../shared/meeting/evolve.ts';
import { definitionOf, type MeetingEvent, type MeetingState, preparedMeeting } from '../../shared/meeting/state.ts';
import type { SignedBallot } from '../../shared/meeting/voting/ballots.ts';
import { isSecret } from '../../shared/meeting/voting/kinds.ts';
import { voteById } from '../../shared/meeting/voting/queries.ts';
import type { Actor } from '../../shared/people/roles.ts';
import { isRejection } from '../../shared/rulebook/rulebook.ts';
import type { RefusalCode } from '../../shared/wire/rejections.ts';
import { type Journal, JournalDamaged, StorageFailed } from '../journal/journal.ts';
import { LEAST_STEP_MS } from './clock.ts';
import { type Receipt, readSnapshot, type Snapshot, type Stored, writeSnapshot } from './snapshot.ts';

/** One event with the state on both sides of it: what every audience's facts are made from. */
export interface Happened {
  sequence: number;
  event: MeetingEvent;
  before: MeetingState;
  after: MeetingState;
}

export type Answered = { accepted: true; sequence: number } | { accepted: false; code: RefusalCode };

/** What a secret vote needs outside of the journal: a key when it opens, its box when it is closed. */
export interface SecretBallots {
  /** The public key of a vote, SPKI, base64url; made when it is first asked for. */
  keyFor(vote: VoteId): Promise<string>;
  /** Nothing goes in any more; answers with what lies in it. */
  seal(vote: VoteId): Promise<readonly SignedBallot[]>;
  /** The count did not come about: ballots go in again. */
  reopen(vote: VoteId): Promise<void>;
  /** It is counted or cancelled, and that is on disk. */
  settled(vote: VoteId): Promise<void>;
  /** How many ballots lie in the boxes of votes that run. */
  turnouts(): { vote: VoteId; cast: number }[];
  onCast(listener: (vote: VoteId, cast: number) => void): () => void;
}

export interface HostOptions {
  journal: Journal & { hashAt(sequence: number): string | undefined };
  snapshots: Adapter<Stored>;
  definition: MeetingDefinition;
  ballots?: SecretBallots;
  now?: () => number;
  /** Told of what is no client's business: a snapshot that could not be written, an error in a rule. */
  warn?: (message: string, error?: unknown) => void;
}

/** Events kept for those who were away for a moment. */
const RECENT = 2000;
const STEP_AGAIN_MS = 1000;
const EVENTS_A_SNAPSHOT = 500;
const REFUSALS_REMEMBERED = 10_000;

const answerOf = (receipt: Receipt): Answered =>
  typeof receipt === 'number' ? { accepted: true, sequence: receipt } : { accepted: false, code: receipt };

/** The secret vote that a command opens, closes or cancels. */
function secretVoteOf(command: Command, { voting }: MeetingState): VoteId | null {
  if (command.type !== 'open-vote' && command.type !== 'close-vote' && command.type !== 'cancel-vote') return null;
  const vote = voteById(voting, command.vote as VoteId);
  return vote && isSecret(vote) ? vote.id : null;
}

export class MeetingHost {
  /** What is on disk. */
  state: MeetingState;
  sequence: number;
  /** As it was convened, or is prepared. */
  definition: MeetingDefinition;
  readonly #journal: HostOptions['journal'];
  readonly #snapshots: Adapter<Stored>;
  readonly ballots: SecretBallots | undefined;
  /** Who is connected with a device that can't make a secret ballot; set by who knows the connections. */
  cannotVoteSecretly: () => readonly PersonId[] = () => [];
  readonly #clock: () => number;
  /** When the last event happened: the record's times never run backwards but where a step of the clock stands. */
  #lastAt = 0;
  readonly #warn: NonNullable<HostOptions['warn']>;
  /** The state and the number when all that is under way is on disk. */
  #ahead: { state: MeetingState; sequence: number };
  #underWay = new Map<string, Promise<Answered>>();
  #lastAppend: Promise<unknown> = Promise.resolve();
  #receipts = new Map<string, Receipt>();
  #refused: string[] = [];
  #recent: Happened[] = [];
  #listeners = new Set<(happened: readonly Happened[]) => void>();
  #onPrepared = new Set<() => void>();
  #preparing: Promise<unknown> = Promise.resolve();
  #snapshotAt = 0;
  #snapshotting: Promise<void> = Promise.resolve();
  #stopping = false;

  private constructor({ journal, snapshots, definition, ballots, now = Date.now, warn = () => {} }: HostOptions) {
    this.#journal = journal;
    this.#snapshots = snapshots;
    this.ballots = ballots;
    this.definition = definition;
    this.#clock = now;
    this.#warn = warn;
    this.state = preparedMeeting(definition);
    this.sequence = 0;
    this.#ahead = { state: this.state, sequence: 0 };
  }

  /** The snapshot, and what the journal has beyond it. Fails with `JournalDamaged` when the journal ends before it. */
  static async open(options: HostOptions): Promise<MeetingHost> {
    const host = new MeetingHost(options);
    const snapshot = await readSnapshot(options.snapshots);
    if (snapshot === 'damaged') host.#warn('The snapshot is damaged; the whole journal is read instead.');
    else if (snapshot) host.#restore(snapshot);
    // The last line is read in any case: it says when something happened last.
    const { head } = options.journal;
    for await (const { sequence, event, actor, command } of options.journal.read(
      Math.min(host.sequence + 1, head.sequence),
    )) {
      host.#lastAt = event.at;
      if (sequence <= host.sequence) continue;
      host.#happen([{ sequence, event, before: host.state, after: evolve(host.state, event) }]);
      host.#receipts.set(host.#key(actor, command), sequence);
    }
    host.#ahead = { state: host.state, sequence: host.sequence };
    return host;
  }

  #restore({ sequence, hash, state, receipts }: Snapshot): void {
    const { head } = this.#journal;
    if (sequence > head.sequence)
      throw new JournalDamaged(
        `The journal ends at line ${head.sequence}, but a snapshot was taken at line ${sequence}: lines are missing.`,
      );
    if (this.#journal.hashAt(sequence) !== hash)
      throw new JournalDamaged(
        `Journal line ${sequence} is not the one that the snapshot was taken at: the journal was changed.`,
      );
    // Before anything has happened the meeting is what is prepared, and that may have changed since.
    if (sequence > 0) this.state = state;
    this.sequence = sequence;
    this.#snapshotAt = sequence;
    this.#receipts = new Map(receipts);
    this.#refused = receipts.flatMap(([key, receipt]) => (typeof receipt === 'string' ? [key] : []));
  }

  /** The server's time, never before the last event. */
  now(): number {
    return Math.max(this.#lastAt, this.#clock());
  }

  /** Names the journal by its birth, so that another one under the same meeting's name is known; null before it. */
  get birth(): string | null {
    return this.sequence > 0 ? this.headAt(1) : null;
  }
  /** Names the history up to a line: the beginning of its hash. */
  headAt(sequence: number): string {
    return (this.hashAt(sequence) ?? '').slice(0, 16);
  }

  /**
   * The clock was set by `byMs`; `now` has followed already. What runs is moved with it, and that is an event. Tried
   * again while the disk does not take it.
   */
  async stepClock(byMs: number): Promise<Answered> {
    const behind = this.#clock() - this.#lastAt;
    // What was measured can't be before what happened.
    const step = Math.min(byMs, Math.round(behind));
    const id = `clock-${this.#ahead.sequence}-${Math.round(this.#clock())}`;
    const answer = await this.execute(id, { type: 'step-clock', byMs: step }, { person: null, roles: ['system'] });
    if (answer.accepted || answer.code !== 'storage-failed') return answer;
    await new Promise((resolve) => setTimeout(resolve, STEP_AGAIN_MS));
    return this.stepClock(byMs);
  }

  /** At a start: the clock was set by `missed` while nobody was looking, or it stands before the last event. */
  async catchUpWithClock(missed: number): Promise<void> {
    if (this.sequence === 0) return;
    const isBehind = this.#clock() < this.#lastAt - LEAST_STEP_MS;
    if (isBehind || (missed !== 0 && this.state.phase !== 'closed'))
      await this.stepClock(isBehind && missed >= 0 ? Math.round(this.#clock() - this.#lastAt) : missed);
  }

  #key = (actor: Actor, command: string) => `${actor.person ?? 'system'}/${command}`;

  /**
   * Carries out a command, once for each id and actor, and answers when its events are on disk. Never throws: what
   * goes wrong is an answer.
   */
  execute(id: string, command: Command, actor: Actor): Promise<Answered> {
    const key = this.#key(actor, id);
    const receipt = this.#receipts.get(key);
    if (receipt !== undefined) return Promise.resolve(answerOf(receipt));
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const answer = this.#carryOut(key, id, command, actor).catch((error: unknown): Answered => {
      if (error instanceof StorageFailed) return { accepted: false, code: 'storage-failed' };
      this.#warn(`A command failed: ${command.type}`, error);
      return { accepted: false, code: 'unexpected' };
    });
    this.#underWay.set(key, answer);
    void answer.finally(() => this.#underWay.delete(key));
    return answer;
  }

  async #carryOut(key: string, id: string, command: Command, actor: Actor): Promise<Answered> {
    if (this.#stopping) return { accepted: false, code: 'stopping' };
    const secret = secretVoteOf(command, this.#ahead.state);
    // Only these two wait before they are decided; whatever happens meanwhile is decided before them.
    const more: Pick<MeetingContext, 'box'> = secret ? await this.#about(command, secret) : {};
    const { state, sequence } = this.#ahead;
    // The step itself is told in the new time; everything else never before what happened last.
    const now = Math.round(command.type === 'step-clock' ? this.#clock() : this.now());
    const outcome = decide(state, command, { now, sequence: sequence + 1, actor, ...more });
    if (isRejection(outcome)) await this.#reopen(more.box, secret);
    if (isRejection(outcome)) {
      // The reason may be an event that is still on its way to the disk: no answer is ahead of the disk.
      await this.#lastAppend;
      this.#remember(key, outcome.rejected);
      return { accepted: false, code: outcome.rejected };
    }
    this.#lastAt = now;
    const happened: Happened[] = [];
    let before = state;
    for (const [index, event] of outcome.entries()) {
      const after = evolve(before, event);
      happened.push({ sequence: sequence + index + 1, event, before, after });
      before = after;
    }
    const last = sequence + outcome.length;
    this.#ahead = { state: before, sequence: last };
    const append = this.#journal.append(
      sequence,
      outcome.map((event) => ({ actor, command: id, event })),
    );
    this.#lastAppend = append;
    try {
      await append;
    } catch (error) {
      // Everything decided on top of it fails with it; the next command starts from what is on disk.
      this.#ahead = { state: this.state, sequence: this.sequence };
      this.#lastAppend = Promise.resolve();
      await this.#reopen(more.box, secret);
      throw error;
    }
    this.#receipts.set(key, last);
    this.#happen(happened);
    for (const listener of this.#listeners) {
      try {
        listener(happened);
      } catch (error) {
        this.#warn('A listener failed.', error);
      }
    }
    if (this.sequence - this.#snapshotAt >= EVENTS_A_SNAPSHOT) void this.snapshot();
    if (secret && command.type !== 'open-vote')
      this.ballots?.settled(secret).catch((error: unknown) => this.#warn('A ballot box could not be put away.', error));
    return { accepted: true, sequence: last };
  }

  /** A box that was sealed for a count that did not come about, and does not come about otherwise. */
  async #reopen(box: MeetingContext['box'], vote: VoteId | null): Promise<void> {
    if (box && vote && voteById(this.#ahead.state.voting, vote)?.phase === 'open') await this.ballots?.reopen(vote);
  }

  /** What the decision on opening or closing a secret vote depends on beside the state. */
  async #about(
    command: Command,
    vote: VoteId,
  ): Promise<Pick<MeetingContext, 'ballotKey' | 'cannotVoteSecretly' | 'box'>> {
    try {
      if (command.type === 'open-vote')
        return { cannotVoteSecretly: this.cannotVoteSecretly(), ballotKey: await this.ballots?.keyFor(vote) };
      if (command.type === 'close-vote') return { box: await this.ballots?.seal(vote) };
    } catch (error) {
      this.#warn(`A secret vote: ${command.type}`, error);
    }
    return {};
  }

  /**
   * Carries out a command that changes what is prepared: until the first event, in the registry (by `keep`) and in no
   * journal; from then on as any other.
   */
  prepare(
    id: string,
    command: Command,
    actor: Actor,
    keep: (definition: MeetingDefinition) => Promise<void>,
  ): Promise<Answered> {
    const prepared = this.#preparing.then(async (): Promise<Answered> => {
      if (this.#ahead.sequence > 0) return this.execute(id, command, actor);
      const outcome = decide(this.state, command, { now: Math.round(this.now()), sequence: 1, actor });
      if (isRejection(outcome)) return { accepted: false, code: outcome.rejected };
      const changes = outcome.filter(({ type }) => type !== 'meeting-convened');
      const definition = definitionOf(changes.reduce(evolve, this.state));
      await keep(definition);
      // Someone may have convened it meanwhile: then the change is an event like any other.
      if (this.#ahead.sequence > 0) return this.execute(id, command, actor);
      this.definition = definition;
      this.state = preparedMeeting(definition);
      this.#ahead = { state: this.state, sequence: 0 };
      for (const listener of this.#onPrepared) listener();
      return { accepted: true, sequence: 0 };
    });
    this.#preparing = prepared.catch(() => undefined); // the caller hears of it; the next one starts afresh
    return prepared;
  }

  /** Called when what is prepared has changed. Answers with the way to stop it. */
  onPrepared(listener: () => void): () => void {
    this.#onPrepared.add(listener);
    return () => this.#onPrepared.delete(listener);
  }

  #remember(key: string, code: RefusalCode): void {
    this.#receipts.set(key, code);
    this.#refused.push(key);
    if (this.#refused.length > REFUSALS_REMEMBERED) this.#receipts.delete(this.#refused.shift()!);
  }

  #happen(happened: readonly Happened[]): void {
    const last = happened.at(-1)!;
    this.state = last.after;
    this.sequence = last.sequence;
    this.#recent.push(...happened);
    if (this.#recent.length > RECENT * 1.5) this.#recent = this.#recent.slice(-RECENT);
  }

  /** The hash of the journal's line `sequence`. */
  hashAt(sequence: number): string | undefined {
    return this.#journal.hashAt(sequence);
  }

  /** Called with what happened, in order, once it is on disk. Answers with the way to stop it. */
  listen(listener: (happened: readonly Happened[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What happened after `since`, or null when that is no longer at hand. */
  happenedSince(since: number): readonly Happened[] | null {
    if (since === this.sequence) return [];
    const first = this.#recent[0]?.sequence;
    if (since > this.sequence || first === undefined || since + 1 < first) return null;
    return this.#recent.slice(since + 1 - first);
  }

  /** Writes a snapshot of what is on disk. A failure costs a slower start, nothing else. */
  snapshot(): Promise<void> {
    this.#snapshotAt = this.sequence;
    const { state, sequence } = this;
    const hash = this.#journal.hashAt(sequence);
    if (hash === undefined) return this.#snapshotting;
    const receipts = [...this.#receipts];
    this.#snapshotting = this.#snapshotting
      .then(() => writeSnapshot(this.#snapshots, { sequence, hash, state, receipts }))
      .catch((error: unknown) => this.#warn('The snapshot could not be written.', error));
    return this.#snapshotting;
  }

  /** No new commands; what is under way is finished; the journal is on disk and closed. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.allSettled(this.#underWay.values());
    await this.snapshot();
    await this.#journal.close();
  }
}
