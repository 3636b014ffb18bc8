/** Biểu quyết: open votes now; secret ballots, elections and confidence votes get rows of their own in `kinds`. */
import * as v from 'valibot';
import { itemById } from './agenda.ts';
import { isPresent, quorum } from './attendance.ts';
import { ItemId, line, type PersonId, VoteId } from './ids.ts';
import type { MeetingEvent, MeetingState } from './meeting.ts';
import { Majority, votesNeeded } from './procedure.ts';
import { isDelegate, type PlannedVote } from './roster.ts';
import { type Context, command, conducts, type Outcome, reject } from './rulebook.ts';

/** Law 2015, Art. 91.1: tán thành, không tán thành, không biểu quyết. */
export const choices = ['approve', 'reject', 'abstain'] as const;
export type Choice = (typeof choices)[number];

/** What an audience knows of one ballot: the choice, that there is one, or nothing. */
export type BallotMark = Choice | 'hidden' | null;

/** The figures that are announced (rule 5), all whole numbers. */
export interface VoteResult {
  /** All delegates of the council. */
  all: number;
  /** Entitled when the vote opened: the delegates present. */
  present: number;
  cast: number;
  approve: number;
  reject: number;
  abstain: number;
  /** The number that the threshold is a part of. */
  baseCount: number;
  needed: number;
  passed: boolean;
}

export interface Poll {
  openedAt: number;
  /** Null when the chair set no deadline. */
  closesAt: number | null;
  closedAt: number | null;
  /** Opened although the quorum was not met, on the chair's word. */
  withoutQuorum: boolean;
  /** Fixed at opening. */
  entitled: readonly PersonId[];
  /** One place for each of `entitled`, in the same order. */
  ballots: readonly BallotMark[];
  cast: number;
}

export interface Vote extends PlannedVote {
  /** The row of `kinds` that this vote follows. */
  kind: 'open';
  phase: 'prepared' | 'open' | 'closed' | 'published' | 'cancelled';
  /** Null until it opens. */
  poll: Poll | null;
  /** Null until it is closed, and until it is published for all but the chair's side. */
  result: VoteResult | null;
  cancelReason: string;
  /** The vote that this one repeats; the first stays in the record. */
  repeats: VoteId | null;
}

export interface VotingState {
  votes: readonly Vote[];
}

export type VotingEvent =
  | { type: 'vote-prepared'; at: number; vote: PlannedVote; repeats: VoteId | null }
  | {
      type: 'vote-opened';
      at: number;
      vote: VoteId;
      closesAt: number | null;
      withoutQuorum: boolean;
      entitled: readonly PersonId[];
    }
  | { type: 'ballot-cast'; at: number; vote: VoteId; voter: PersonId; choice: Choice | 'hidden'; first: boolean }
  | { type: 'vote-closed'; at: number; vote: VoteId; result: VoteResult | null; ballots?: readonly BallotMark[] }
  | { type: 'vote-published'; at: number; vote: VoteId; result?: VoteResult; ballots?: readonly BallotMark[] }
  | { type: 'vote-cancelled'; at: number; vote: VoteId; reason: string };

/** Facts that stand on the wire for ballots where the audience may know the number only. */
export type VotingFact = { type: 'ballots-counted'; at: number; vote: VoteId; cast: number };

export const preparedVote = (vote: PlannedVote, repeats: VoteId | null = null): Vote => ({
  ...vote,
  kind: 'open',
  phase: 'prepared',
  poll: null,
  result: null,
  cancelReason: '',
  repeats,
});

export const voteById = (voting: VotingState, id: VoteId): Vote | undefined =>
  voting.votes.find((vote) => vote.id === id);
/** The vote that runs now; there is never more than one. */
export const openVote = (voting: VotingState): Vote | undefined => voting.votes.find((vote) => vote.phase === 'open');

interface VoteKind {
  /** The result of the ballots of one vote, in a council of `all` delegates. */
  count: (vote: Vote, poll: Poll, all: number) => VoteResult;
}

/** Each kind of vote is a row here, none a fork of another. */
const kinds: Record<Vote['kind'], VoteKind> = {
  open: {
    count(vote, poll, all) {
      const of = (choice: Choice) => poll.ballots.filter((ballot) => ballot === choice).length;
      const [approve, rejecting, abstain] = [of('approve'), of('reject'), of('abstain')];
      const cast = approve + rejecting + abstain;
      const present = poll.entitled.length;
      // An open vote has no invalid ballots: valid and voting are the same number.
      const baseCount = { all, present, voting: cast, valid: cast }[vote.majority.base];
      const needed = votesNeeded(baseCount, vote.majority.threshold, vote.majority.fraction);
      const passed = baseCount > 0 && approve >= needed;
      return { all, present, cast, approve, reject: rejecting, abstain, baseCount, needed, passed };
    },
  },
};

/** For commands about one vote that must be in one phase. */
function inPhase<Fields extends { vote: VoteId }>(
  phase: Vote['phase'],
  otherwise: 'vote-not-prepared' | 'vote-not-open' | 'vote-not-closed',
  decide: (vote: Vote, state: MeetingState, fields: Fields, context: Context) => Outcome,
) {
  return (state: MeetingState, fields: Fields, context: Context): Outcome => {
    const vote = voteById(state.voting, fields.vote);
    if (!vote) return reject('no-such-vote');
    return vote.phase === phase ? decide(vote, state, fields, context) : reject(otherwise);
  };
}

const secondsOpen = v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(3600));

export const votingCommands = {
  'prepare-vote': command(
    conducts,
    { item: ItemId, title: line(300), majority: Majority },
    (state, fields, { now, sequence }) => {
      if (state.phase === 'closed') return reject('meeting-closed');
      if (!itemById(state.agenda, fields.item)) return reject('no-such-item');
      const id = v.parse(VoteId, `vote-${sequence}`);
      return [{ type: 'vote-prepared', at: now, vote: { id, ...fields }, repeats: null }];
    },
  ),

  'open-vote': command(
    ['chair'],
    { vote: VoteId, seconds: v.optional(secondsOpen), withoutQuorum: v.optional(v.boolean()) },
    inPhase('prepared', 'vote-not-prepared', (vote, state, { seconds, withoutQuorum }, { now }) => {
      if (state.phase !== 'open') return reject('meeting-not-open');
      if (openVote(state.voting)) return reject('vote-running');
      const { met } = quorum(state);
      if (!met && withoutQuorum !== true) return reject('no-quorum');
      const entitled = state.people
        .filter((person) => isDelegate(person) && isPresent(state, person.id))
        .map((person) => person.id);
      if (entitled.length === 0) return reject('nobody-entitled');
      const closesAt = seconds === undefined ? null : now + seconds * 1000;
      return [{ type: 'vote-opened', at: now, vote: vote.id, closesAt, withoutQuorum: !met, entitled }];
    }),
  ),

  /** Nobody votes for another (Art. 91.1): the voter is who is signed in, never a field of the command. */
  'cast-ballot': command(
    ['delegate'],
    { vote: VoteId, choice: v.picklist(choices) },
    inPhase('open', 'vote-not-open', ({ id, poll }, state, { choice }, { now, actor }) => {
      const place = poll!.entitled.indexOf(actor.person!);
      if (place === -1) return reject('not-entitled');
      if (poll!.closesAt !== null && now > poll!.closesAt) return reject('vote-not-open');
      const first = poll!.ballots[place] === null;
      if (!first && !state.procedure.ballotChangeable) return reject('already-cast');
      return [{ type: 'ballot-cast', at: now, vote: id, voter: actor.person!, choice, first }];
    }),
  ),

  /** By the chair, or by the server when the deadline has passed. */
  'close-vote': command(
    ['chair', 'system'],
    { vote: VoteId },
    inPhase('open', 'vote-not-open', (vote, state, _, { now }) => {
      const all = state.people.filter(isDelegate).length;
      return [{ type: 'vote-closed', at: now, vote: vote.id, result: kinds[vote.kind].count(vote, vote.poll!, all) }];
    }),
  ),

  'publish-vote': command(
    ['chair'],
    { vote: VoteId },
    inPhase('closed', 'vote-not-closed', (vote, _state, _, { now }) => [
      { type: 'vote-published', at: now, vote: vote.id },
    ]),
  ),

  'cancel-vote': command(['chair'], { vote: VoteId, reason: line(300) }, (state, { vote: id, reason }, { now }) => {
    const vote = voteById(state.voting, id);
    if (!vote) return reject('no-such-vote');
    if (vote.phase !== 'prepared' && vote.phase !== 'open') return reject('vote-already-over');
    return [{ type: 'vote-cancelled', at: now, vote: id, reason }];
  }),

  /** Prepares the same question again; the first vote stays in the record. */
  'repeat-vote': command(conducts, { vote: VoteId }, (state, { vote: id }, { now, sequence }) => {
    const vote = voteById(state.voting, id);
    if (!vote) return reject('no-such-vote');
    if (state.phase === 'closed') return reject('meeting-closed');
    if (vote.phase === 'prepared' || vote.phase === 'open') return reject('vote-not-over');
    const { item, title, majority } = vote;
    const again: PlannedVote = { id: v.parse(VoteId, `vote-${sequence}`), item, title, majority };
    return [{ type: 'vote-prepared', at: now, vote: again, repeats: id }];
  }),
};

const withVote = (voting: VotingState, id: VoteId, how: (vote: Vote) => Vote): VotingState => ({
  votes: voting.votes.map((vote) => (vote.id === id ? how(vote) : vote)),
});
const withPoll = (voting: VotingState, id: VoteId, how: (poll: Poll) => Poll): VotingState =>
  withVote(voting, id, (vote) => (vote.poll ? { ...vote, poll: how(vote.poll) } : vote));

export function evolveVoting(voting: VotingState, event: MeetingEvent | VotingFact): VotingState {
  switch (event.type) {
    case 'vote-prepared':
      return { votes: [...voting.votes, preparedVote(event.vote, event.repeats)] };
    case 'vote-opened': {
      const { entitled, closesAt, withoutQuorum, at } = event;
      const ballots = entitled.map(() => null);
      const poll: Poll = { openedAt: at, closesAt, closedAt: null, withoutQuorum, entitled, ballots, cast: 0 };
      return withVote(voting, event.vote, (vote) => ({ ...vote, phase: 'open', poll }));
    }
    case 'ballot-cast':
      return withPoll(voting, event.vote, (poll) => ({
        ...poll,
        ballots: poll.ballots.with(poll.entitled.indexOf(event.voter), event.choice),
        cast: poll.cast + (event.first ? 1 : 0),
      }));
    case 'ballots-counted':
      return withPoll(voting, event.vote, (poll) => ({ ...poll, cast: event.cast }));
    case 'vote-closed':
    case 'vote-published':
      return withVote(voting, event.vote, (vote) => ({
        ...vote,
        phase: event.type === 'vote-closed' ? 'closed' : 'published',
        result: event.result ?? vote.result,
        poll: vote.poll && {
          ...vote.poll,
          ballots: event.ballots ?? vote.poll.ballots,
          closedAt: event.type === 'vote-closed' ? event.at : vote.poll.closedAt,
        },
      }));
    case 'vote-cancelled':
      return withVote(voting, event.vote, (vote) => ({ ...vote, phase: 'cancelled', cancelReason: event.reason }));
    default:
      return voting;
  }
}
