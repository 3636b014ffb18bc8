/**
 * Biểu quyết, bỏ phiếu kín, bầu cử, lấy phiếu tín nhiệm, lấy ý kiến. Each kind is a row of `kinds`, none a fork of
 * another. An open ballot is an event with its voter's name; a secret one lies in a box outside of the journal until
 * the vote is closed, and the journal only says to whom a ballot was issued.
 */
import * as v from 'valibot';
import { itemById } from './agenda.ts';
import { isPresent, quorum } from './attendance.ts';
import {
  Candidate,
  CandidateId,
  type CastBallot,
  type Choice,
  type Count,
  choices,
  countBallots,
  type FormName,
  resultOf,
  type SignedBallot,
  type VoteResult,
} from './ballots.ts';
import { ItemId, line, PersonId, VoteId } from './ids.ts';
import type { MeetingEvent, MeetingState } from './meeting.ts';
import { Majority } from './procedure.ts';
import { isDelegate, PlannedVote, type VoteKind } from './roster.ts';
import { type Context, command, conducts, isRejection, type Outcome, type Rejection, reject } from './rulebook.ts';

/**
 * What an audience knows of one person's ballot: the choice, that there is one, that a secret one was issued to her or
 * lost by her, or nothing.
 */
export type BallotMark = Choice | 'hidden' | 'issued' | 'lost' | null;

/** A ballot entered for a delegate on her word before the hall: by whom, and why. */
export interface Entry {
  by: PersonId;
  reason: string;
  /** What was entered before it was corrected, oldest first. */
  earlier?: readonly (Pick<Entry, 'by' | 'reason'> & { choice: Choice | 'hidden' })[];
}
/** Hands as they were counted, and by whom it was entered. */
export type Hands = Record<Choice, number> & { by: PersonId };

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
  /** Open ballots only: what lies in a box is counted when it is closed. */
  cast: number;
  entered: Readonly<Record<PersonId, Entry>>;
  /** Roll call: who did not answer when called, in the order in which they are called again. */
  unanswered: readonly PersonId[];
  /** When the quorum was lost while it ran, and how many delegates were left; null when it was not. */
  quorumLost: { at: number; present: number } | null;
  hands: Hands | null;
  /** Of a secret vote: the public key that its ballots are signed for (SPKI, base64url). */
  key: string | null;
  /** Papers given out in all; among them against a spoiled one, and because one was lost. */
  issued: number;
  exchanged: number;
  reissued: number;
  /** Numbers that can't be cast any more. */
  spoiled: readonly string[];
  /** What lay in the box, by number; null until it is closed. */
  box: readonly CastBallot[] | null;
}

export interface Vote extends PlannedVote {
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

/** What comes to light when a vote is closed for the chair's side, and published for the hall. */
interface Disclosed {
  ballots?: readonly BallotMark[] | undefined;
  box?: readonly CastBallot[] | null | undefined;
  entered?: Poll['entered'] | undefined;
  hands?: Hands | null | undefined;
}

export type VotingEvent =
  | { type: 'vote-prepared'; at: number; vote: PlannedVote; repeats: VoteId | null }
  | { type: 'vote-changed'; at: number; vote: PlannedVote }
  | { type: 'votes-ordered'; at: number; order: readonly VoteId[] }
  | {
      type: 'vote-opened';
      at: number;
      vote: VoteId;
      closesAt: number | null;
      withoutQuorum: boolean;
      entitled: readonly PersonId[];
      key?: string | null;
      /** It runs beside the meeting: a consultation is no business of the screen. */
      isAside?: boolean;
    }
  | { type: 'ballot-cast'; at: number; vote: VoteId; voter: PersonId; choice: Choice | 'hidden'; first: boolean }
  | ({ type: 'ballot-entered'; at: number; vote: VoteId; voter: PersonId; choice: Choice | 'hidden' } & Entry)
  /** What was entered was a mistake; both stand in the journal. */
  | ({ type: 'ballot-corrected'; at: number; vote: VoteId; voter: PersonId; choice: Choice | 'hidden' } & Pick<
      Entry,
      'by' | 'reason'
    >)
  /** Roll call: she was called and did not answer; she is called again at the end. */
  | { type: 'name-unanswered'; at: number; vote: VoteId; voter: PersonId }
  /** So many delegates are left while it runs: fewer than a quorum. */
  | { type: 'quorum-lost'; at: number; vote: VoteId; present: number }
  | ({ type: 'hands-counted'; at: number; vote: VoteId } & Hands)
  | {
      type: 'ballot-issued';
      at: number;
      vote: VoteId;
      voter: PersonId;
      paper: 'first' | 'exchange' | 'reissue';
      /** What was signed, blinded: it says nothing of the number. Empty on the wire. */
      blinded: string;
      /** The number of the ballot that this one replaces. */
      spoiled: string | null;
    }
  | ({ type: 'reissue-allowed'; at: number; vote: VoteId; voter: PersonId } & Entry)
  | ({ type: 'vote-closed'; at: number; vote: VoteId; result: VoteResult | null } & Disclosed)
  | ({ type: 'vote-published'; at: number; vote: VoteId; result?: VoteResult; isAside?: boolean } & Disclosed)
  | { type: 'vote-cancelled'; at: number; vote: VoteId; reason: string };

/** Facts that stand on the wire in place of ballots where the audience may know their number only. */
export type VotingFact =
  | { type: 'ballots-counted'; at: number; vote: VoteId; cast: number }
  | { type: 'ballots-issued'; at: number; vote: VoteId; issued: number };

export const preparedVote = (vote: PlannedVote, repeats: VoteId | null = null): Vote => ({
  ...vote,
  phase: 'prepared',
  poll: null,
  result: null,
  cancelReason: '',
  repeats,
});

interface Kind {
  form: FormName;
  isSecret: (vote: Pick<PlannedVote, 'named'>) => boolean;
  /** Who may take part, fixed when it opens. */
  entitled: 'present' | 'all';
  /** Runs beside the meeting, for days, also before it is opened; has no legal result. */
  isAside: boolean;
  /** Whether a ballot may be changed until it closes, whatever the procedure says of others. */
  isChangeable: boolean;
}

const inTheHall = { entitled: 'present', isAside: false, isChangeable: false } as const;
export const kinds: Record<VoteKind, Kind> = {
  open: { form: 'choices', isSecret: () => false, ...inTheHall },
  secret: { form: 'choices', isSecret: () => true, ...inTheHall },
  election: { form: 'candidates', isSecret: () => true, ...inTheHall },
  confidence: { form: 'levels', isSecret: () => true, ...inTheHall },
  consultation: {
    form: 'choices',
    isSecret: ({ named }) => !named,
    entitled: 'all',
    isAside: true,
    isChangeable: true,
  },
};
/** At a roll call everyone says it aloud: the hall may see at once what it has heard. */
export const isSpoken = ({ kind, method }: PlannedVote): boolean => kind === 'open' && method === 'roll-call';

/** Whom a roll call is at: everyone once, then those who did not answer; null when all have. */
export function calledNow(vote: Vote): PersonId | null {
  if (!isSpoken(vote) || vote.phase !== 'open' || !vote.poll) return null;
  const { entitled, ballots, unanswered } = vote.poll;
  const open = entitled.filter((_, at) => ballots[at] === null);
  return open.find((id) => !unanswered.includes(id)) ?? unanswered.find((id) => open.includes(id)) ?? null;
}

export const isSecret = (vote: PlannedVote): boolean => kinds[vote.kind].isSecret(vote);

export const voteById = (voting: VotingState, id: VoteId): Vote | undefined =>
  voting.votes.find((vote) => vote.id === id);
/** The vote that the hall takes now; there is never more than one. */
export const openVote = (voting: VotingState): Vote | undefined =>
  voting.votes.find((vote) => vote.phase === 'open' && !kinds[vote.kind].isAside);
/** All that run, consultations too. */
export const openVotes = (voting: VotingState): Vote[] => voting.votes.filter(({ phase }) => phase === 'open');

function countOf(vote: Vote, poll: Poll, box: readonly CastBallot[], state: MeetingState): Count {
  if (poll.hands) {
    const { by: _, ...marks } = poll.hands;
    const cast = choices.reduce((sum, choice) => sum + marks[choice], 0);
    return { cast, valid: cast, blank: 0, overMarked: 0, marks };
  }
  const marks = isSecret(vote)
    ? box.map((ballot) => ballot.marks)
    : poll.ballots.flatMap((mark) => (mark === null ? [] : [[mark]]));
  return countBallots(kinds[vote.kind].form, marks, vote, state.procedure);
}

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

/** The place of a person among those entitled in an open vote, or why she has none. */
function placeOf({ poll }: Vote, person: PersonId, now: number): number | 'not-entitled' | 'vote-not-open' {
  if (poll!.closesAt !== null && now > poll!.closesAt) return 'vote-not-open';
  const place = poll!.entitled.indexOf(person);
  return place === -1 ? 'not-entitled' : place;
}

const LONGEST_SECONDS = 3600;
/** A consultation runs for days. */
const LONGEST_ASIDE_SECONDS = 60 * 24 * 3600;
const secondsOpen = v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(LONGEST_ASIDE_SECONDS));

const CandidateFields = v.omit(Candidate, ['id']);
const {
  item: _item,
  title: _title,
  majority: _majority,
  id: _id,
  candidates: _candidates,
  ...options
} = PlannedVote.entries;
const numbered = (candidates: readonly v.InferOutput<typeof CandidateFields>[]) =>
  candidates.map((candidate, at) => ({ id: v.parse(CandidateId, `c${at + 1}`), ...candidate }));

/** Why a vote can't be as it is planned. */
function misfit({ kind, candidates, method }: PlannedVote): 'needs-candidates' | 'wrong-method' | null {
  if (kinds[kind].form !== 'choices' && candidates.length === 0) return 'needs-candidates';
  return kind !== 'open' && method !== 'electronic' ? 'wrong-method' : null;
}

/** The number of a ballot paper: 20 letters and digits that can't be mistaken for each other. */
export const BallotNumber = v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{20}$/));
const base64url = (longest: number) => v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(longest));

const preparation = {
  item: ItemId,
  title: line(300),
  majority: Majority,
  candidates: v.optional(v.pipe(v.array(CandidateFields), v.maxLength(50)), []),
  ...options,
};
/** A vote as it is prepared, or why it can't be. */
function planned(
  state: MeetingState,
  id: string,
  { candidates, ...fields }: v.InferOutput<v.StrictObjectSchema<typeof preparation, undefined>>,
): PlannedVote | Rejection {
  if (!itemById(state.agenda, fields.item)) return reject('no-such-item');
  const vote: PlannedVote = { id: v.parse(VoteId, id), ...fields, candidates: numbered(candidates) };
  const wrong = misfit(vote);
  return wrong ? reject(wrong) : vote;
}

export const votingCommands = {
  'prepare-vote': command(conducts, preparation, (state, fields, { now, sequence }) => {
    const vote = planned(state, `vote-${sequence}`, fields);
    return isRejection(vote) ? vote : [{ type: 'vote-prepared', at: now, vote, repeats: null }];
  }),

  /** Prepared otherwise; only until it is opened. */
  'change-vote': command(
    conducts,
    { vote: VoteId, ...preparation },
    inPhase('prepared', 'vote-not-prepared', ({ id }, state, { vote: _, ...fields }, { now }) => {
      const vote = planned(state, id, fields);
      return isRejection(vote) ? vote : [{ type: 'vote-changed', at: now, vote }];
    }),
  ),

  /** Several votes of one item are taken in order: the parts of a resolution, then the whole. */
  'order-votes': command(conducts, { order: v.array(VoteId) }, (state, { order }, { now }) => {
    const ids = state.voting.votes.map(({ id }) => id);
    if (order.length !== ids.length || new Set(order).size !== ids.length || order.some((id) => !ids.includes(id)))
      return reject('no-such-vote');
    if (order.every((id, at) => id === ids[at])) return reject('nothing-changed');
    return [{ type: 'votes-ordered', at: now, order }];
  }),

  'open-vote': command(
    ['chair'],
    {
      vote: VoteId,
      seconds: v.optional(secondsOpen),
      withoutQuorum: v.optional(v.boolean()),
      /** Whether a screen that is held is let go, so that the hall sees the vote. */
      releaseDisplay: v.optional(v.boolean()),
    },
    inPhase('prepared', 'vote-not-prepared', (vote, state, { seconds, withoutQuorum, releaseDisplay }, context) => {
      const { now, ballotKey, cannotVoteSecretly = [] } = context;
      const kind = kinds[vote.kind];
      if (kind.isAside ? state.phase === 'closed' : state.phase !== 'open')
        return reject(kind.isAside ? 'meeting-closed' : 'meeting-not-open');
      if (!kind.isAside && openVote(state.voting)) return reject('vote-running');
      if (!kind.isAside && (seconds ?? 0) > LONGEST_SECONDS) return reject('deadline-too-long');
      const { met } = quorum(state);
      if (!met && !kind.isAside && withoutQuorum !== true) return reject('no-quorum');
      const entitled = state.people
        .filter((person) => isDelegate(person) && (kind.entitled === 'all' || isPresent(state, person.id)))
        .map((person) => person.id);
      if (entitled.length === 0) return reject('nobody-entitled');
      if (isSecret(vote)) {
        if (cannotVoteSecretly.some((person) => entitled.includes(person))) return reject('insecure-devices');
        if (!ballotKey) return reject('no-ballot-key');
      }
      const released: MeetingEvent[] =
        releaseDisplay && state.display.held && !kind.isAside ? [{ type: 'display-released', at: now }] : [];
      return [
        ...released,
        {
          type: 'vote-opened',
          at: now,
          vote: vote.id,
          closesAt: seconds === undefined ? null : now + seconds * 1000,
          withoutQuorum: !met && !kind.isAside,
          entitled,
          key: isSecret(vote) ? ballotKey! : null,
          isAside: kind.isAside,
        },
      ];
    }),
  ),

  /** Nobody votes for another (Art. 91.1): the voter is who is signed in, never a field of the command. */
  'cast-ballot': command(
    ['delegate'],
    { vote: VoteId, choice: v.picklist(choices) },
    inPhase('open', 'vote-not-open', (vote, state, { choice }, { now, actor }) => {
      if (isSecret(vote)) return reject('ballot-is-secret');
      if (vote.method !== 'electronic') return reject('not-on-tablets');
      const place = placeOf(vote, actor.person!, now);
      if (typeof place === 'string') return reject(place);
      const first = vote.poll!.ballots[place] === null;
      const isChangeable = state.procedure.ballotChangeable || kinds[vote.kind].isChangeable;
      if (!first && !isChangeable) return reject('already-cast');
      return [{ type: 'ballot-cast', at: now, vote: vote.id, voter: actor.person!, choice, first }];
    }),
  ),

  /** What a delegate has said before the hall: at a roll call, or because her tablet failed. */
  'enter-ballot': command(
    conducts,
    { vote: VoteId, voter: PersonId, choice: v.picklist(choices), reason: line(300) },
    inPhase('open', 'vote-not-open', (vote, _state, { voter, choice, reason }, { now, actor }) => {
      if (isSecret(vote)) return reject('ballot-is-secret');
      if (vote.method === 'show-of-hands') return reject('wrong-method');
      const place = placeOf(vote, voter, now);
      if (typeof place === 'string') return reject(place);
      if (vote.poll!.ballots[place] !== null) return reject('already-cast');
      return [{ type: 'ballot-entered', at: now, vote: vote.id, voter, choice, by: actor.person!, reason }];
    }),
  ),

  /** What was entered was heard or typed wrongly. Only what was entered by hand: nobody's own ballot is touched. */
  'correct-ballot': command(
    conducts,
    { vote: VoteId, voter: PersonId, choice: v.picklist(choices), reason: line(300) },
    inPhase('open', 'vote-not-open', (vote, _state, { voter, choice, reason }, { now, actor }) => {
      if (isSecret(vote)) return reject('ballot-is-secret');
      const place = placeOf(vote, voter, now);
      if (typeof place === 'string') return reject(place);
      if (!vote.poll!.entered[voter]) return reject('not-entered');
      if (vote.poll!.ballots[place] === choice) return reject('nothing-changed');
      return [{ type: 'ballot-corrected', at: now, vote: vote.id, voter, choice, by: actor.person!, reason }];
    }),
  ),

  /** Roll call: whoever is called now does not answer, and is called again at the end. */
  'pass-name': command(
    conducts,
    { vote: VoteId, voter: PersonId },
    inPhase('open', 'vote-not-open', (vote, _state, { voter }, { now }) => {
      if (!isSpoken(vote)) return reject('wrong-method');
      if (calledNow(vote) !== voter) return reject('not-called');
      return [{ type: 'name-unanswered', at: now, vote: vote.id, voter }];
    }),
  ),

  /** Hands as the secretariat has counted them; until it closes they may be counted again. */
  'enter-count': command(
    conducts,
    {
      vote: VoteId,
      approve: v.pipe(v.number(), v.integer(), v.minValue(0)),
      reject: v.pipe(v.number(), v.integer(), v.minValue(0)),
      abstain: v.pipe(v.number(), v.integer(), v.minValue(0)),
    },
    inPhase('open', 'vote-not-open', ({ id, poll, method }, _state, { vote: _, ...counted }, { now, actor }) => {
      if (method !== 'show-of-hands') return reject('wrong-method');
      const sum = counted.approve + counted.reject + counted.abstain;
      if (sum > poll!.entitled.length) return reject('more-hands-than-people');
      return [{ type: 'hands-counted', at: now, vote: id, ...counted, by: actor.person! }];
    }),
  ),

  /**
   * By the server, once it has made sure who asks and that a spoiled ballot is one of this vote and not in the box
   * (rule 10: issued, exchanged before it is cast).
   */
  'issue-ballot': command(
    ['system'],
    { vote: VoteId, voter: PersonId, blinded: base64url(700), spoiled: v.nullable(BallotNumber) },
    inPhase('open', 'vote-not-open', (vote, _state, { voter, blinded, spoiled }, { now }) => {
      if (!isSecret(vote)) return reject('ballot-is-open');
      const place = placeOf(vote, voter, now);
      if (typeof place === 'string') return reject(place);
      const mark = vote.poll!.ballots[place];
      if (spoiled !== null && vote.poll!.spoiled.includes(spoiled)) return reject('ballot-spoiled');
      if (mark === 'issued' && spoiled === null) return reject('already-issued');
      if (mark !== 'issued' && spoiled !== null) return reject('ballot-spoiled');
      const paper = spoiled !== null ? 'exchange' : mark === 'lost' ? 'reissue' : 'first';
      return [{ type: 'ballot-issued', at: now, vote: vote.id, voter, paper, blinded, spoiled }];
    }),
  ),

  /** Her tablet died with the ballot in it: the chair lets her have another, and that is recorded. */
  'allow-reissue': command(
    ['chair'],
    { vote: VoteId, voter: PersonId, reason: line(300) },
    inPhase('open', 'vote-not-open', (vote, _state, { voter, reason }, { now, actor }) => {
      if (!isSecret(vote)) return reject('ballot-is-open');
      const place = placeOf(vote, voter, now);
      if (typeof place === 'string') return reject(place);
      if (vote.poll!.ballots[place] !== 'issued') return reject('not-issued');
      return [{ type: 'reissue-allowed', at: now, vote: vote.id, voter, by: actor.person!, reason }];
    }),
  ),

  /** By the chair, or by the server when the deadline has passed. */
  'close-vote': command(
    ['chair', 'system'],
    { vote: VoteId },
    inPhase('open', 'vote-not-open', (vote, state, _, { now, box }) => {
      const poll = vote.poll!;
      if (isSecret(vote) && !box) return reject('box-missing');
      if (vote.method === 'show-of-hands' && !poll.hands) return reject('hands-not-counted');
      const all = state.people.filter(isDelegate).length;
      const present = poll.entitled.length;
      const { exchanged, reissued } = poll;
      const issued = isSecret(vote) ? poll.issued : present;
      const counted = countOf(vote, poll, box ?? [], state);
      const about = { all, present, issued, exchanged, reissued };
      const result = resultOf(kinds[vote.kind].form, counted, vote, vote.majority, about);
      const found = isSecret(vote) ? { box: box! } : {};
      return [{ type: 'vote-closed', at: now, vote: vote.id, result, ...found }];
    }),
  ),

  'publish-vote': command(
    ['chair'],
    { vote: VoteId },
    inPhase('closed', 'vote-not-closed', (vote, _state, _, { now }) => [
      { type: 'vote-published', at: now, vote: vote.id, isAside: kinds[vote.kind].isAside },
    ]),
    { afterClosing: true },
  ),

  'cancel-vote': command(['chair'], { vote: VoteId, reason: line(300) }, (state, { vote: id, reason }, { now }) => {
    const vote = voteById(state.voting, id);
    if (!vote) return reject('no-such-vote');
    if (vote.phase !== 'prepared' && vote.phase !== 'open') return reject('vote-already-over');
    return [{ type: 'vote-cancelled', at: now, vote: id, reason }];
  }),

  /**
   * Prepares the same question again; the first vote stays in the record. After an election: a further round, for the
   * seats that are vacant, between those who were equal or else those who were not elected, or as the council decides.
   */
  'repeat-vote': command(
    conducts,
    {
      vote: VoteId,
      candidates: v.optional(v.pipe(v.array(CandidateId), v.minLength(1), v.maxLength(50))),
      seats: v.optional(PlannedVote.entries.seats.wrapped),
    },
    (state, { vote: id, candidates: wanted, seats }, { now, sequence }) => {
      const vote = voteById(state.voting, id);
      if (!vote) return reject('no-such-vote');
      if (vote.phase === 'prepared' || vote.phase === 'open') return reject('vote-not-over');
      const { phase: _p, poll: _o, result, cancelReason: _c, repeats: _r, ...planned } = vote;
      const round = furtherRound(planned, result);
      const again: PlannedVote = {
        ...planned,
        id: v.parse(VoteId, `vote-${sequence}`),
        candidates: planned.candidates.filter(({ id: one }) => (wanted ?? round.candidates).includes(one)),
        seats: seats ?? round.seats,
      };
      const wrong = misfit(again);
      return wrong ? reject(wrong) : [{ type: 'vote-prepared', at: now, vote: again, repeats: id }];
    },
  ),
};

/** Who stands in a further round, and for how many seats, unless the council decides otherwise. */
export function furtherRound(
  { candidates, seats }: PlannedVote,
  result: VoteResult | null,
): { candidates: readonly CandidateId[]; seats: number } {
  const everyone = candidates.map(({ id }) => id);
  if (result?.form !== 'candidates' || result.vacant === 0) return { candidates: everyone, seats };
  const left = result.tied.length > 0 ? result.tied : everyone.filter((id) => !result.elected.includes(id));
  return { candidates: left, seats: result.vacant };
}

const withVote = (voting: VotingState, id: VoteId, how: (vote: Vote) => Vote): VotingState => ({
  votes: voting.votes.map((vote) => (vote.id === id ? how(vote) : vote)),
});
const withPoll = (voting: VotingState, id: VoteId, how: (poll: Poll) => Poll): VotingState =>
  withVote(voting, id, (vote) => (vote.poll ? { ...vote, poll: how(vote.poll) } : vote));
const marked = (poll: Poll, voter: PersonId, mark: BallotMark): Poll => ({
  ...poll,
  ballots: poll.ballots.with(poll.entitled.indexOf(voter), mark),
});

/** The signature of each ballot stays in the journal: it is for who checks the record, not for every screen. */
export const unsigned = (box: readonly (CastBallot | SignedBallot)[]): CastBallot[] =>
  box.map(({ number, marks }) => ({ number, marks }));

const disclose = (poll: Poll, { ballots, box, entered, hands }: Disclosed): Poll => ({
  ...poll,
  ballots: ballots ?? poll.ballots,
  box: box ? unsigned(box) : poll.box,
  entered: entered ?? poll.entered,
  hands: hands ?? poll.hands,
});

export function evolveVoting(voting: VotingState, event: MeetingEvent | VotingFact): VotingState {
  switch (event.type) {
    case 'vote-prepared':
      // Parsed: a journal of an earlier version has no word of kinds.
      return { votes: [...voting.votes, preparedVote(v.parse(PlannedVote, event.vote), event.repeats)] };
    case 'vote-changed':
      return withVote(voting, event.vote.id, (vote) => ({ ...vote, ...event.vote }));
    case 'votes-ordered':
      return { votes: event.order.flatMap((id) => voteById(voting, id) ?? []) };
    case 'vote-opened': {
      const { entitled, closesAt, withoutQuorum, at, key = null } = event;
      const poll: Poll = {
        openedAt: at,
        closesAt,
        closedAt: null,
        withoutQuorum,
        entitled,
        ballots: entitled.map(() => null),
        cast: 0,
        entered: {},
        unanswered: [],
        quorumLost: null,
        hands: null,
        key,
        issued: 0,
        exchanged: 0,
        reissued: 0,
        spoiled: [],
        box: null,
      };
      return withVote(voting, event.vote, (vote) => ({ ...vote, phase: 'open', poll }));
    }
    case 'ballot-cast':
      return withPoll(voting, event.vote, (poll) => {
        // Her own ballot takes the place of one that was entered for her, and of its mark.
        const { [event.voter]: _, ...entered } = poll.entered;
        return { ...marked(poll, event.voter, event.choice), cast: poll.cast + (event.first ? 1 : 0), entered };
      });
    case 'ballot-entered': {
      const { voter, choice, by, reason } = event;
      return withPoll(voting, event.vote, (poll) => ({
        ...marked(poll, voter, choice),
        cast: poll.cast + 1,
        entered: { ...poll.entered, [voter]: { by, reason } },
      }));
    }
    case 'ballot-corrected': {
      const { voter, choice, by, reason } = event;
      return withPoll(voting, event.vote, (poll) => {
        const { earlier = [], ...wrong } = poll.entered[voter]!;
        const said = poll.ballots[poll.entitled.indexOf(voter)] as Choice | 'hidden';
        const entry: Entry = { by, reason, earlier: [...earlier, { ...wrong, choice: said }] };
        return { ...marked(poll, voter, choice), entered: { ...poll.entered, [voter]: entry } };
      });
    }
    case 'name-unanswered':
      return withPoll(voting, event.vote, (poll) => ({
        ...poll,
        unanswered: [...poll.unanswered.filter((id) => id !== event.voter), event.voter],
      }));
    case 'quorum-lost':
      return withPoll(voting, event.vote, (poll) => ({
        ...poll,
        quorumLost: { at: event.at, present: event.present },
      }));
    case 'clock-stepped':
      return {
        votes: voting.votes.map((vote) =>
          vote.phase === 'open' && vote.poll?.closesAt
            ? { ...vote, poll: { ...vote.poll, closesAt: vote.poll.closesAt + event.byMs } }
            : vote,
        ),
      };
    case 'hands-counted': {
      const { approve, reject: against, abstain, by } = event;
      const hands = { approve, reject: against, abstain, by };
      return withPoll(voting, event.vote, (poll) => ({ ...poll, hands, cast: approve + against + abstain }));
    }
    case 'ballot-issued':
      return withPoll(voting, event.vote, (poll) => ({
        ...marked(poll, event.voter, 'issued'),
        issued: poll.issued + 1,
        exchanged: poll.exchanged + (event.paper === 'exchange' ? 1 : 0),
        reissued: poll.reissued + (event.paper === 'reissue' ? 1 : 0),
        spoiled: event.spoiled ? [...poll.spoiled, event.spoiled] : poll.spoiled,
      }));
    case 'reissue-allowed':
      return withPoll(voting, event.vote, (poll) => ({
        ...marked(poll, event.voter, 'lost'),
        entered: { ...poll.entered, [event.voter]: { by: event.by, reason: event.reason } },
      }));
    case 'ballots-counted':
      return withPoll(voting, event.vote, (poll) => ({ ...poll, cast: event.cast }));
    case 'ballots-issued':
      return withPoll(voting, event.vote, (poll) => ({ ...poll, issued: event.issued }));
    case 'vote-closed':
    case 'vote-published':
      return withVote(voting, event.vote, (vote) => ({
        ...vote,
        phase: event.type === 'vote-closed' ? 'closed' : 'published',
        result: event.result ?? vote.result,
        poll: vote.poll && {
          ...disclose(vote.poll, event),
          closedAt: event.type === 'vote-closed' ? event.at : vote.poll.closedAt,
        },
      }));
    case 'vote-cancelled':
      return withVote(voting, event.vote, (vote) => ({ ...vote, phase: 'cancelled', cancelReason: event.reason }));
    default:
      return voting;
  }
}
