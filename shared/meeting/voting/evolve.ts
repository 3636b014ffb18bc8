/** How votes change by what happens. */

import type { PersonId, VoteId } from '../../ids.ts';
import type { ClockEvent } from '../clock/state.ts';
import type { Marks } from './ballots.ts';
import type { VoteMethod } from './kinds.ts';
import { unsigned, voteById } from './queries.ts';
import type { VotingEvent } from './state.ts';
import {
  type BallotMark,
  type Disclosed,
  type Entry,
  type Poll,
  type PollTaken,
  preparedVote,
  type Vote,
  type VotingFact,
  type VotingState,
} from './state.ts';

type OpenedEvent = Extract<VotingEvent, { type: 'vote-opened' }>;

const withVote = (voting: VotingState, id: VoteId, how: (vote: Vote) => Vote): VotingState => ({
  votes: voting.votes.map((vote) => (vote.id === id ? how(vote) : vote)),
});

const withPoll = (voting: VotingState, id: VoteId, how: (poll: Poll) => Poll): VotingState =>
  withVote(voting, id, (vote) => (vote.poll ? { ...vote, poll: how(vote.poll) } : vote));

/** Of a poll taken in one way; one taken otherwise stays as it is. */
const withPollOf = <Way extends Poll['way']>(
  voting: VotingState,
  id: VoteId,
  way: Way,
  how: (poll: PollTaken<Way>) => Poll,
): VotingState => withPoll(voting, id, (poll) => (poll.way === way ? how(poll as PollTaken<Way>) : poll));

const marked = <Known extends Poll>(poll: Known, voter: PersonId, mark: BallotMark): Known => ({
  ...poll,
  ballots: poll.ballots.with(poll.entitled.indexOf(voter), mark),
});

/** What comes to light of a poll: each way has its own. */
function disclose(poll: Poll, { ballots = poll.ballots, box, entered, hands }: Disclosed): Poll {
  switch (poll.way) {
    case 'hands':
      return { ...poll, ballots, hands: hands ?? poll.hands };
    case 'secret':
      return { ...poll, ballots, entered: entered ?? poll.entered, box: box ? unsigned(box) : poll.box };
    case 'open':
      return { ...poll, ballots, entered: entered ?? poll.entered };
  }
}

/** A poll as it begins: of a secret one its key is known, hands are hands, all else are ballots with names. */
function pollOf(method: VoteMethod, { at, closesAt, withoutQuorum, entitled, key }: OpenedEvent): Poll {
  const base = {
    openedAt: at,
    closesAt,
    closedAt: null,
    withoutQuorum,
    quorumLost: null,
    entitled,
    ballots: entitled.map(() => null),
  };
  if (key)
    return { ...base, way: 'secret', key, issued: 0, exchanged: 0, reissued: 0, entered: {}, spoiled: [], box: null };
  return method === 'show-of-hands'
    ? { ...base, way: 'hands', cast: 0, hands: null }
    : { ...base, way: 'open', cast: 0, entered: {}, unanswered: [] };
}

export function evolveVoting(voting: VotingState, event: VotingEvent | VotingFact | ClockEvent): VotingState {
  switch (event.type) {
    case 'vote-prepared':
      return { votes: [...voting.votes, preparedVote(event.vote, event.repeats)] };
    case 'vote-changed':
      return withVote(voting, event.vote.id, (vote) => ({ ...vote, ...event.vote }));
    case 'vote-removed':
      return { votes: voting.votes.filter(({ id }) => id !== event.vote) };
    case 'votes-ordered':
      return { votes: event.order.flatMap((id) => voteById(voting, id) ?? []) };
    case 'vote-opened':
      return withVote(voting, event.vote, (vote) => ({ ...vote, phase: 'open', poll: pollOf(vote.method, event) }));
    case 'ballot-cast':
      return withPollOf(voting, event.vote, 'open', (poll) => {
        // Her own ballot takes the place of one that was entered for her, and of its mark.
        const { [event.voter]: _, ...entered } = poll.entered;
        return { ...marked(poll, event.voter, event.marks), cast: poll.cast + (event.first ? 1 : 0), entered };
      });
    case 'ballot-entered': {
      const { voter, marks, by, reason } = event;
      return withPollOf(voting, event.vote, 'open', (poll) => ({
        ...marked(poll, voter, marks),
        cast: poll.cast + 1,
        entered: { ...poll.entered, [voter]: { by, reason } },
      }));
    }
    case 'ballot-corrected': {
      const { voter, marks, by, reason } = event;
      return withPollOf(voting, event.vote, 'open', (poll) => {
        const { earlier = [], ...wrong } = poll.entered[voter]!;
        const said = poll.ballots[poll.entitled.indexOf(voter)] as Marks | 'hidden';
        const entry: Entry = { by, reason, earlier: [...earlier, { ...wrong, marks: said }] };
        return { ...marked(poll, voter, marks), entered: { ...poll.entered, [voter]: entry } };
      });
    }
    case 'name-unanswered':
      return withPollOf(voting, event.vote, 'open', (poll) => ({
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
          vote.phase === 'open' && vote.poll.closesAt
            ? { ...vote, poll: { ...vote.poll, closesAt: vote.poll.closesAt + event.byMs } }
            : vote,
        ),
      };
    case 'hands-counted': {
      const { approve, reject: against, abstain, by } = event;
      const hands = { approve, reject: against, abstain, by };
      return withPollOf(voting, event.vote, 'hands', (poll) => ({ ...poll, hands, cast: approve + against + abstain }));
    }
    case 'ballot-issued':
      return withPollOf(voting, event.vote, 'secret', (poll) => ({
        ...marked(poll, event.voter, 'issued'),
        issued: poll.issued + 1,
        exchanged: poll.exchanged + (event.paper === 'exchange' ? 1 : 0),
        reissued: poll.reissued + (event.paper === 'reissue' ? 1 : 0),
        spoiled: event.spoiled ? [...poll.spoiled, event.spoiled] : poll.spoiled,
      }));
    case 'reissue-allowed':
      return withPollOf(voting, event.vote, 'secret', (poll) => ({
        ...marked(poll, event.voter, 'lost'),
        entered: { ...poll.entered, [event.voter]: { by: event.by, reason: event.reason } },
      }));
    case 'ballots-counted':
      return withPoll(voting, event.vote, (poll) => (poll.way === 'secret' ? poll : { ...poll, cast: event.cast }));
    case 'ballots-issued':
      return withPollOf(voting, event.vote, 'secret', (poll) => ({ ...poll, issued: event.issued }));
    case 'vote-closed':
    case 'vote-published':
      return withVote(voting, event.vote, (vote) => {
        if (!vote.poll) return vote;
        const isNow = event.type === 'vote-closed';
        const poll = { ...disclose(vote.poll, event), closedAt: isNow ? event.at : vote.poll.closedAt };
        return { ...vote, phase: isNow ? 'closed' : 'published', result: event.result ?? vote.result, poll };
      });
    case 'vote-cancelled':
      return withVote(voting, event.vote, (vote) => ({ ...vote, phase: 'cancelled', cancelReason: event.reason }));
    default:
      return voting;
  }
}
