/**
 * The secret ballots of one meeting: keys, boxes, and the two doors. At one a delegate who is signed in has her blinded
 * number signed, once; at the other anyone with a signed number puts a ballot in, and nobody asks who.
 */
import { constants, createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PersonId, VoteId } from '../../shared/ids.ts';
import type { Command, MeetingContext } from '../../shared/meeting/commands.ts';
import type { MeetingState } from '../../shared/meeting/state.ts';
import type { SignedBallot } from '../../shared/meeting/voting/ballots.ts';
import { forms } from '../../shared/meeting/voting/count.ts';
import { isSecret, kinds } from '../../shared/meeting/voting/kinds.ts';
import { isIn, isTakenSecretly, voteById } from '../../shared/meeting/voting/queries.ts';
import type { SecretVote, Vote } from '../../shared/meeting/voting/state.ts';
import type { RefusalCode } from '../../shared/wire/rejections.ts';
import { NotWritten } from '../journal/engine.ts';
import { system } from '../logs/rulebook.ts';
import type { MeetingContextProvider, MeetingLog } from '../meetings/meeting-log.ts';
import { syncFolder } from '../storage/synced-file.ts';
import { BallotBox } from './box.ts';
import { KeyLost, SIGNATURE_BYTES, VoteKeys } from './keys.ts';

const verified = promisify(verify);
/** RSASSA-PSS, SHA-384, a salt of 48 bytes: what RFC 9474 calls RSABSSA-SHA384-PSS-Deterministic when finalized. */
const isGenuine = (key: KeyObject, { number, signature }: Pick<SignedBallot, 'number' | 'signature'>) =>
  verified(
    'sha384',
    Buffer.from(number),
    { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 },
    Buffer.from(signature, 'base64url'),
  ) as unknown as Promise<boolean>;

/**
 * Whether this can be a blinded number: between 1 and the modulus less 1, both left out, since what they are raised to is
 * known without the key (RFC 9474, 4.3: the message representative must be in range).
 */
function isBlinded(blinded: Buffer, key: KeyObject): boolean {
  if (blinded.length !== SIGNATURE_BYTES) return false;
  const { n = '' } = key.export({ format: 'jwk' });
  const modulus = BigInt(`0x${Buffer.from(n, 'base64url').toString('hex')}`);
  const value = BigInt(`0x${blinded.toString('hex')}`);
  return value > 1n && value < modulus - 1n;
}

const WARM_AFTER_MS = 2000;

export type Issued = { signature: string } | { refused: RefusalCode };

/** The secret vote that a command opens, closes or cancels. */
export function secretVoteOf(command: Command, { voting }: MeetingState): Vote | null {
  if (command.type !== 'open-vote' && command.type !== 'close-vote' && command.type !== 'cancel-vote') return null;
  const vote = voteById(voting, command.vote as VoteId);
  return vote && isSecret(vote) ? vote : null;
}

export class Ballots implements MeetingContextProvider {
  readonly #folder: string;
  readonly #keys: VoteKeys;
  readonly #boxes = new Map<string, Promise<BallotBox>>();
  readonly #counts = new Map<string, number>();
  readonly #publicKeys = new Map<string, KeyObject>();
  readonly #onCast = new Set<(vote: VoteId, cast: number) => void>();
  #log: MeetingLog | null = null;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#keys = new VoteKeys(folder);
  }

  /** @param folder its own, below the meeting's; made when the first key is */
  static async open(folder: string): Promise<Ballots> {
    if (!existsSync(folder)) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await syncFolder(join(folder, '..'));
    }
    return new Ballots(folder);
  }

  /**
   * Beside a meeting's log: boxes of votes that run are opened, keys to come are made.
   * @returns the way to stop it: no listener goes on, no thread, no key that is still being made
   */
  async start(log: MeetingLog): Promise<() => Promise<void>> {
    this.#log = log;
    const names = new Set((await readdir(this.#folder)).map((name) => name.replace(/\.(key|box)$/, '')));
    // Over, and the power was cut before its key and its box were put away.
    for (const vote of log.state.voting.votes)
      if (names.has(vote.id) && vote.phase !== 'open' && vote.phase !== 'prepared') await this.#settled(vote.id);
      else if (isIn(vote, 'open') && isTakenSecretly(vote)) this.#counts.set(vote.id, (await this.#box(vote)).count);
    // Once the meeting is open: nobody waits for keys of votes to come.
    const warming = setTimeout(() => this.warm(), WARM_AFTER_MS).unref();
    const stops = [
      () => clearTimeout(warming),
      log.provide(this),
      log.listen((applied) => {
        if (applied.some(({ event }) => event.type === 'vote-prepared' || event.type === 'vote-changed')) this.warm();
        for (const { event } of applied) if (event.type === 'vote-opened' && event.key) this.#counts.set(event.vote, 0);
      }),
    ];
    return async () => {
      for (const stop of stops) stop();
      this.#onCast.clear();
      await this.#keys.stop();
      this.#boxes.clear();
      this.#counts.clear();
      this.#publicKeys.clear();
    };
  }

  // what decisions depend on beside the state (ContextProvider)

  /** Opening needs the vote's public key, closing what lies in its box: nothing goes in any more. */
  before(command: Command, state: MeetingState): Promise<Partial<MeetingContext>> | null {
    const vote = secretVoteOf(command, state);
    if (!vote) return null;
    // In any other phase the rulebook refuses it: no key and no box is made for that.
    if (command.type === 'open-vote' && isIn(vote, 'prepared'))
      return this.#keys.publicKey(vote.id).then((ballotKey) => ({ ballotKey }));
    if (command.type === 'close-vote' && isIn(vote, 'open') && isTakenSecretly(vote))
      return this.#sealed(vote).then((box) => ({ box }));
    return null;
  }
  async #sealed(vote: SecretVote): Promise<readonly SignedBallot[]> {
    return (await this.#box(vote)).seal();
  }
  committed(command: Command, before: MeetingState): void {
    const vote = secretVoteOf(command, before);
    if (!vote || command.type === 'open-vote') return;
    this.#settled(vote.id).catch(() => undefined); // found again, and put away, when the meeting is opened the next time
  }
  /** A box that was sealed for a count that did not come about, and does not come about otherwise: ballots go in again. */
  async failed(command: Command, state: MeetingState, { box }: Partial<MeetingContext>): Promise<void> {
    const vote = secretVoteOf(command, state);
    if (box && vote?.phase === 'open') (await this.#boxes.get(vote.id))?.reopen();
  }

  /** Makes keys before they are wanted; a failure is found again when the vote is opened. */
  warm(): void {
    for (const vote of this.#log?.state.voting.votes ?? [])
      if (isSecret(vote) && vote.phase === 'prepared') this.#keys.publicKey(vote.id).catch(() => undefined);
  }

  #path = (vote: string) => join(this.#folder, `${vote}.box`);

  #box(vote: SecretVote): Promise<BallotBox> {
    let box = this.#boxes.get(vote.id);
    if (!box) {
      const { openedAt, spoiled } = vote.poll;
      box = BallotBox.open(this.#path(vote.id), new Date(openedAt), spoiled);
      this.#boxes.set(vote.id, box);
      box.catch(() => this.#boxes.delete(vote.id)); // the next one tries again, and is told
    }
    return box;
  }

  /** Counted or cancelled, on disk in the journal: what is in the box stands there, or is nobody's business any more. */
  async #settled(vote: VoteId): Promise<void> {
    this.#boxes.delete(vote);
    this.#counts.delete(vote);
    this.#publicKeys.delete(vote);
    await this.#keys.forget(vote);
    await rm(this.#path(vote), { force: true });
    await syncFolder(this.#folder);
  }
  turnouts(): { vote: VoteId; cast: number }[] {
    return [...this.#counts].map(([vote, cast]) => ({ vote: vote as VoteId, cast }));
  }
  onCast(listener: (vote: VoteId, cast: number) => void): () => void {
    this.#onCast.add(listener);
    return () => this.#onCast.delete(listener);
  }

  // the two doors

  #running(id: VoteId): SecretVote | null {
    const vote = voteById(this.#log!.state.voting, id);
    return vote && isIn(vote, 'open') && isTakenSecretly(vote) ? vote : null;
  }
  #publicKey(vote: SecretVote): KeyObject {
    let key = this.#publicKeys.get(vote.id);
    if (!key) {
      key = createPublicKey({ key: Buffer.from(vote.poll.key, 'base64url'), format: 'der', type: 'spki' });
      this.#publicKeys.set(vote.id, key);
    }
    return key;
  }

  /**
   * Signs a delegate's blinded number, once for each; the same number again gets the same signature, so that a tablet
   * that did not hear the answer asks again.
   * @param spoiled the ballot that she gives back, uncast
   */
  async issue(
    id: VoteId,
    voter: PersonId,
    blinded: Buffer,
    spoiled: Pick<SignedBallot, 'number' | 'signature'> | null,
  ): Promise<Issued> {
    const vote = this.#running(id);
    if (!vote) return { refused: 'vote-not-open' };
    if (!isBlinded(blinded, this.#publicKey(vote))) return { refused: 'malformed' };
    const text = blinded.toString('base64url');
    const answer = await this.#recordIssue(vote, voter, text, spoiled);
    if (answer) return { refused: answer };
    try {
      return { signature: (await this.#keys.sign(id, blinded)).toString('base64url') };
    } catch (error) {
      return { refused: error instanceof KeyLost ? 'ballot-key-lost' : 'malformed' };
    }
  }

  async #recordIssue(
    vote: SecretVote,
    voter: PersonId,
    blinded: string,
    spoiled: Pick<SignedBallot, 'number' | 'signature'> | null,
  ): Promise<RefusalCode | null> {
    // The same number by the same person is the same command, however often it is asked.
    const id = createHash('sha256').update(`${vote.id} ${voter} ${blinded}`).digest('hex').slice(0, 40);
    const record = async () => {
      const issue = { type: 'issue-ballot', vote: vote.id, voter, blinded, spoiled: spoiled?.number ?? null } as const;
      const answer = await this.#log!.execute(`issue-${id}`, issue, system);
      return answer.accepted ? null : answer.code;
    };
    if (!spoiled) return record();
    if (!(await isGenuine(this.#publicKey(vote), spoiled))) return 'ballot-not-genuine';
    const box = await this.#box(vote);
    // Void first, then recorded: between the two it can be cast by nobody.
    if (!box.spoil(spoiled.number)) return 'already-cast';
    const refused = await record();
    const isVoid = this.#running(vote.id)?.poll.spoiled.includes(spoiled.number);
    if (refused && !isVoid) box.unspoil(spoiled.number);
    return refused;
  }

  /** Puts a ballot into the box; null when it is on disk, or why it is not. Knows nothing of who sends it. */
  async cast(id: VoteId, ballot: SignedBallot): Promise<RefusalCode | null> {
    const vote = this.#running(id);
    if (!vote || (vote.poll.closesAt !== null && this.#log!.now() > vote.poll.closesAt)) return 'vote-not-open';
    const kind = kinds[vote.kind];
    if (!forms[kind.form].fits(ballot.marks, vote)) return 'ballot-unreadable';
    if (!(await isGenuine(this.#publicKey(vote), ballot).catch(() => false))) return 'ballot-not-genuine';
    try {
      const box = await this.#box(vote);
      const outcome = await box.cast(ballot, kind.isChangeable);
      if (outcome !== 'cast') return outcome;
      if (this.#counts.get(id) !== box.count) {
        this.#counts.set(id, box.count);
        for (const listener of this.#onCast) listener(id, box.count);
      }
      return null;
    } catch (error) {
      if (error instanceof NotWritten) return 'storage-failed';
      throw error;
    }
  }
}
