/**
 * Preparing, opening, casting, counting, publishing. An open ballot is an event with its voter's name; a secret one lies in
 * a box outside of the journal until the vote is closed, and the journal only says to whom a ballot was issued.
 */

import * as v from 'valibot';
import { line, PersonId, VoteId } from '../../ids.ts';
import { conducts } from '../../people/roles.ts';
import type { PeoplePart } from '../../people/roster.ts';
import { isDelegate } from '../../people/roster.ts';
import type { ProcedurePart } from '../../procedure.ts';
import { type Context, isRejection, type Outcome, type Rejection, reject, rowsOf } from '../../rulebook/rulebook.ts';
import type { RefusalCode } from '../../wire/rejections.ts';
import { itemById } from '../agenda/queries.ts';
import type { AgendaPart } from '../agenda/state.ts';
import { isPresent, quorum } from '../attendance/queries.ts';
import type { AttendancePart } from '../attendance/state.ts';
import type { DisplayEvent, DisplayPart } from '../display/state.ts';
import type { PhasePart } from '../phase/state.ts';
import type { SignedBallot } from './ballots.ts';
import { Candidate, CandidateId, type CastBallot, choices, Marks } from './ballots.ts';
import { type Count, countBallots, forms, resultOf } from './count.ts';
import { isSecret, isSpoken, kinds } from './kinds.ts';
import { PlannedVote, planFields } from './planned.ts';
import { calledNow, furtherRound, isIn, openVote, pollIn, voteById } from './queries.ts';
import type { Hands, OpenVote, Poll, PollTaken, Vote, VoteIn, VotingEvent, VotingPart } from './state.ts';

type Needs = PeoplePart & ProcedurePart & PhasePart & AgendaPart & AttendancePart & DisplayPart & VotingPart;
type Follows = VotingEvent | DisplayEvent;

/** What a decision on a secret vote depends on beside the state. */
export interface VotingContext extends Context {
  /** Opening: the public key made for it. */
  ballotKey?: string | undefined;
  /** Opening: who is here with a device that can't make a secret ballot (no Web Crypto). */
  cannotVoteSecretly?: readonly PersonId[] | undefined;
  /** Closing: what lay in its box, sorted by number. */
  box?: readonly SignedBallot[] | undefined;
}
const command = rowsOf<Needs, Follows, VotingContext>();

function countOfHands({ by: _, ...marks }: Hands): Count {
  const cast = choices.reduce((sum, choice) => sum + marks[choice], 0);
  return { cast, valid: cast, blank: 0, overMarked: 0, marks };
}

/** What a vote came to, or what is missing before it can be counted. */
function countOf(vote: OpenVote, box: readonly CastBallot[] | undefined, state: Needs): Count | Rejection {
  const { poll } = vote;
  const count = (ballots: readonly Marks[]) => countBallots(kinds[vote.kind].form, ballots, vote, state.procedure);
  switch (poll.way) {
    case 'hands':
      return poll.hands ? countOfHands(poll.hands) : reject('hands-not-counted');
    case 'secret':
      return box ? count(box.map(({ marks }) => marks)) : reject('box-missing');
    case 'open':
      return count(poll.ballots.flatMap((mark) => (mark === null || typeof mark === 'string' ? [] : [mark])));
  }
}

/** Whether something like this can stand on a vote's ballot at all. */
const fits = (vote: Vote, marks: Marks): boolean => forms[kinds[vote.kind].form].fits(marks, vote);

/** For commands about one vote that must be in one phase. */
function inPhase<Phase extends Vote['phase'], Fields extends { vote: VoteId }>(
  phase: Phase,
  otherwise: 'vote-not-prepared' | 'vote-not-open' | 'vote-not-closed',
  decide: (vote: VoteIn<Phase>, state: Needs, fields: Fields, context: VotingContext) => Outcome<Follows>,
) {
  return (state: Needs, fields: Fields, context: VotingContext): Outcome<Follows> => {
    const vote = voteById(state.voting, fields.vote);
    if (!vote) return reject('no-such-vote');
    return isIn(vote, phase) ? decide(vote, state, fields, context) : reject(otherwise);
  };
}

/** For commands about one open vote that is taken in one way. */
function takenBy<Way extends Poll['way'], Fields extends { vote: VoteId }>(
  way: Way,
  otherwise: 'ballot-is-secret' | 'ballot-is-open' | 'wrong-method',
  decide: (
    vote: OpenVote,
    poll: PollTaken<Way>,
    state: Needs,
    fields: Fields,
    context: VotingContext,
  ) => Outcome<Follows>,
) {
  return inPhase<'open', Fields>('open', 'vote-not-open', (vote, state, fields, context) => {
    const poll = pollIn(vote, way);
    return poll ? decide(vote, poll, state, fields, context) : reject(otherwise);
  });
}

/** Why nothing can be said for somebody in a vote that is not taken by ballots with names. */
const unnamed = ({ poll }: OpenVote) => reject(poll.way === 'secret' ? 'ballot-is-secret' : 'wrong-method');

/** The place of a person among those entitled in an open vote, or why she has none. */
function placeOf({ poll }: OpenVote, person: PersonId, now: number): number | 'not-entitled' | 'vote-not-open' {
  if (poll.closesAt !== null && now > poll.closesAt) return 'vote-not-open';
  const place = poll.entitled.indexOf(person);
  return place === -1 ? 'not-entitled' : place;
}

const LONGEST_SECONDS = 3600;

/** A consultation runs for days. */
const LONGEST_ASIDE_SECONDS = 60 * 24 * 3600;

const secondsOpen = v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(LONGEST_ASIDE_SECONDS));

const CandidateFields = v.omit(Candidate, ['id']);

const numbered = (candidates: readonly v.InferOutput<typeof CandidateFields>[]) =>
  candidates.map((candidate, at) => ({ id: v.parse(CandidateId, `c${at + 1}`), ...candidate }));

/** The number of a ballot paper: 20 letters and digits that can't be mistaken for each other. */
export const BallotNumber = v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{20}$/));

const base64url = (longest: number) => v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(longest));

const preparation = {
  ...planFields,
  candidates: v.optional(v.pipe(v.array(CandidateFields), v.maxLength(50)), []),
};

/** A plan that its kind allows, or which rule it breaks: the schema's messages are the codes. */
function checked(plan: unknown): PlannedVote | Rejection {
  const result = v.safeParse(PlannedVote, plan, { abortEarly: true });
  return result.success ? result.output : reject(result.issues[0].message as RefusalCode);
}

/** A vote as it is prepared, or why it can't be. */
function planned(
  state: Needs,
  id: string,
  { candidates, ...fields }: v.InferOutput<v.StrictObjectSchema<typeof preparation, undefined>>,
): PlannedVote | Rejection {
  if (!itemById(state.agenda, fields.item)) return reject('no-such-item');
  return checked({ id, ...fields, candidates: numbered(candidates) });
}

export const votingCommands = {
  'prepare-vote': command(
    conducts,
    preparation,
    (state, fields, { now, sequence }) => {
      const vote = planned(state, `vote-${sequence}`, fields);
      return isRejection(vote) ? vote : [{ type: 'vote-prepared', at: now, vote, repeats: null }];
    },
    { plans: true },
  ),

  /** A vote that was only planned; once the hall has begun it is cancelled, and that is on record. */
  'remove-vote': command(
    conducts,
    { vote: VoteId },
    inPhase('prepared', 'vote-not-prepared', ({ id }, state, _, { now }) =>
      state.convened ? reject('already-convened') : [{ type: 'vote-removed', at: now, vote: id }],
    ),
    { plans: true },
  ),

  /** Prepared otherwise; only until it is opened. */
  'change-vote': command(
    conducts,
    { vote: VoteId, ...preparation },
    inPhase('prepared', 'vote-not-prepared', ({ id }, state, { vote: _, ...fields }, { now }) => {
      const vote = planned(state, id, fields);
      return isRejection(vote) ? vote : [{ type: 'vote-changed', at: now, vote }];
    }),
    { plans: true },
  ),

  /** Several votes of one item are taken in order: the parts of a resolution, then the whole. */
  'order-votes': command(
    conducts,
    { order: v.array(VoteId) },
    (state, { order }, { now }) => {
      const ids = state.voting.votes.map(({ id }) => id);
      if (order.length !== ids.length || new Set(order).size !== ids.length || order.some((id) => !ids.includes(id)))
        return reject('no-such-vote');
      if (order.every((id, at) => id === ids[at])) return reject('nothing-changed');
      return [{ type: 'votes-ordered', at: now, order }];
    },
    { plans: true },
  ),

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
      const released: Follows[] =
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
    { vote: VoteId, marks: Marks },
    inPhase('open', 'vote-not-open', (vote, state, { marks }, { now, actor }) => {
      if (vote.poll.way === 'secret') return reject('ballot-is-secret');
      if (vote.method !== 'electronic') return reject('not-on-tablets');
      if (!fits(vote, marks)) return reject('ballot-unreadable');
      const place = placeOf(vote, actor.person!, now);
      if (typeof place === 'string') return reject(place);
      const first = vote.poll.ballots[place] === null;
      const isChangeable = state.procedure.ballotChangeable || kinds[vote.kind].isChangeable;
      if (!first && !isChangeable) return reject('already-cast');
      return [{ type: 'ballot-cast', at: now, vote: vote.id, voter: actor.person!, marks, first }];
    }),
  ),

  /** What a delegate has said before the hall: at a roll call, or because her tablet failed. */
  'enter-ballot': command(
    conducts,
    { vote: VoteId, voter: PersonId, marks: Marks, reason: line(300) },
    inPhase('open', 'vote-not-open', (vote, _state, { voter, marks, reason }, { now, actor }) => {
      if (vote.poll.way !== 'open') return unnamed(vote);
      if (!fits(vote, marks)) return reject('ballot-unreadable');
      const place = placeOf(vote, voter, now);
      if (typeof place === 'string') return reject(place);
      if (vote.poll.ballots[place] !== null) return reject('already-cast');
      return [{ type: 'ballot-entered', at: now, vote: vote.id, voter, marks, by: actor.person!, reason }];
    }),
  ),

  /** What was entered was heard or typed wrongly. Only what was entered by hand: nobody's own ballot is touched. */
  'correct-ballot': command(
    conducts,
    { vote: VoteId, voter: PersonId, marks: Marks, reason: line(300) },
    inPhase('open', 'vote-not-open', (vote, _state, { voter, marks, reason }, { now, actor }) => {
      if (vote.poll.way !== 'open') return unnamed(vote);
      const place = placeOf(vote, voter, now);
      if (typeof place === 'string') return reject(place);
      if (!vote.poll.entered[voter]) return reject('not-entered');
      if (!fits(vote, marks)) return reject('ballot-unreadable');
      if (String(vote.poll.ballots[place]) === String(marks)) return reject('nothing-changed');
      return [{ type: 'ballot-corrected', at: now, vote: vote.id, voter, marks, by: actor.person!, reason }];
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
    takenBy('hands', 'wrong-method', ({ id }, poll, _state, { vote: _, ...counted }, { now, actor }) => {
      const sum = counted.approve + counted.reject + counted.abstain;
      if (sum > poll.entitled.length) return reject('more-hands-than-people');
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
    takenBy('secret', 'ballot-is-open', (vote, poll, _state, { voter, blinded, spoiled }, { now }) => {
      const place = placeOf(vote, voter, now);
      if (typeof place === 'string') return reject(place);
      const mark = poll.ballots[place];
      if (spoiled !== null && poll.spoiled.includes(spoiled)) return reject('ballot-spoiled');
      if (mark === 'issued' && spoiled === null) return reject('already-issued');
      if (mark !== 'issued' && spoiled !== null) return reject('ballot-spoiled');
      const another = mark === 'lost' ? 'reissue' : 'first';
      const paper = spoiled === null ? another : 'exchange';
      return [{ type: 'ballot-issued', at: now, vote: vote.id, voter, paper, blinded, spoiled }];
    }),
  ),

  /** Her tablet died with the ballot in it: the chair lets her have another, and that is recorded. */
  'allow-reissue': command(
    ['chair'],
    { vote: VoteId, voter: PersonId, reason: line(300) },
    takenBy('secret', 'ballot-is-open', (vote, poll, _state, { voter, reason }, { now, actor }) => {
      const place = placeOf(vote, voter, now);
      if (typeof place === 'string') return reject(place);
      if (poll.ballots[place] !== 'issued') return reject('not-issued');
      return [{ type: 'reissue-allowed', at: now, vote: vote.id, voter, by: actor.person!, reason }];
    }),
  ),

  /** By the chair, or by the server when the deadline has passed. */
  'close-vote': command(
    ['chair', 'system'],
    { vote: VoteId },
    inPhase('open', 'vote-not-open', (vote, state, _, { now, box }) => {
      const counted = countOf(vote, box, state);
      if (isRejection(counted)) return counted;
      const { poll } = vote;
      const all = state.people.filter(isDelegate).length;
      const present = poll.entitled.length;
      const papers = poll.way === 'secret' ? poll : { issued: present, exchanged: 0, reissued: 0 };
      const { issued, exchanged, reissued } = papers;
      const about = { all, present, issued, exchanged, reissued };
      const result = resultOf(kinds[vote.kind].form, counted, vote, vote.majority, about);
      const found = poll.way === 'secret' ? { box: box! } : {};
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
      seats: v.optional(planFields.seats.wrapped),
    },
    (state, { vote: id, candidates: wanted, seats }, { now, sequence }) => {
      const vote = voteById(state.voting, id);
      if (!vote) return reject('no-such-vote');
      if (vote.phase === 'prepared' || vote.phase === 'open') return reject('vote-not-over');
      const { phase: _p, poll: _o, result, cancelReason: _c, repeats: _r, ...planned } = vote;
      const round = furtherRound(planned, result);
      const again = checked({
        ...planned,
        id: `vote-${sequence}`,
        candidates: planned.candidates.filter(({ id: candidate }) => (wanted ?? round.candidates).includes(candidate)),
        seats: seats ?? round.seats,
      });
      return isRejection(again) ? again : [{ type: 'vote-prepared', at: now, vote: again, repeats: id }];
    },
  ),
};
