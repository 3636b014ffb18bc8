/** How votes change by what happens. */

import type { PersonId, VoteId } from '../../ids.ts';
import type { ClockEvent } from '../clock/state.ts';
import type { Marks } from './ballots.ts';
import { unsigned, voteById } from './queries.ts';
import type { VotingEvent } from './state.ts';
import {
  type BallotMark,
  type Disclosed,
  type Entry,
  type Poll,
  preparedVote,
  type Vote,
  type VotingFact,
  type VotingState,
} from './state.ts';

const withVote = (voting: VotingState, id: VoteId, how: (vote: Vote) => Vote): VotingState => ({
  votes: voting.votes.map((vote) => (vote.id === id ? how(vote) : vote)),
});

const withPoll = (voting: VotingState, id: VoteId, how: (poll: Poll) => Poll): VotingState =>
  withVote(voting, id, (vote) => (vote.poll ? { ...vote, poll: how(vote.poll) } : vote));

const marked = (poll: Poll, voter: PersonId, mark: BallotMark): Poll => ({
  ...poll,
  ballots: poll.ballots.with(poll.entitled.indexOf(voter), mark),
});

const disclose = (poll: Poll, { ballots, box, entered, hands }: Disclosed): Poll => ({
  ...poll,
  ballots: ballots ?? poll.ballots,
  box: box ? unsigned(box) : poll.box,
  entered: entered ?? poll.entered,
  hands: hands ?? poll.hands,
});

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
        return { ...marked(poll, event.voter, event.marks), cast: poll.cast + (event.first ? 1 : 0), entered };
      });
    case 'ballot-entered': {
      const { voter, marks, by, reason } = event;
      return withPoll(voting, event.vote, (poll) => ({
        ...marked(poll, voter, marks),
        cast: poll.cast + 1,
        entered: { ...poll.entered, [voter]: { by, reason } },
      }));
    }
    case 'ballot-corrected': {
      const { voter, marks, by, reason } = event;
      return withPoll(voting, event.vote, (poll) => {
        const { earlier = [], ...wrong } = poll.entered[voter]!;
        const said = poll.ballots[poll.entitled.indexOf(voter)] as Marks | 'hidden';
        const entry: Entry = { by, reason, earlier: [...earlier, { ...wrong, marks: said }] };
        return { ...marked(poll, voter, marks), entered: { ...poll.entered, [voter]: entry } };
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
          vote.phase === 'open' && vote.poll.closesAt
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
