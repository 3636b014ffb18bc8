/** Votes, and whom a roll call is at. */
import type { PersonId, VoteId } from '../../ids.ts';
import type { CandidateId, CandidatesResult, CastBallot, SignedBallot, VoteResult } from './ballots.ts';
import { isSpoken, kinds } from './kinds.ts';
import type { PlannedVote } from './planned.ts';
import type { Entry, OpenVote, Poll, PollTaken, SecretVote, Vote, VoteIn, VotingState } from './state.ts';

export const isIn = <Phase extends Vote['phase']>(vote: Vote, phase: Phase): vote is VoteIn<Phase> =>
  vote.phase === phase;

/** Its poll, where it has one that is taken in this way. */
export const pollIn = <Way extends Poll['way']>({ poll }: Pick<Vote, 'poll'>, way: Way): PollTaken<Way> | null =>
  poll?.way === way ? (poll as PollTaken<Way>) : null;

export const isTakenSecretly = (vote: OpenVote): vote is SecretVote => vote.poll.way === 'secret';

/** How many ballots or hands are known of; of a secret vote none before its box is counted. */
export const castIn = ({ poll }: Pick<Vote, 'poll'>): number => (poll && poll.way !== 'secret' ? poll.cast : 0);

/** Who entered what for somebody, or let her have another paper, by person. */
export const entriesOf = ({ poll }: Pick<Vote, 'poll'>): Readonly<Record<PersonId, Entry>> =>
  poll && poll.way !== 'hands' ? poll.entered : {};

/** Whom a roll call is at: everyone once, then those who did not answer; null when all have. */
export function calledNow(vote: Vote): PersonId | null {
  const poll = pollIn(vote, 'open');
  if (!poll || !isSpoken(vote) || vote.phase !== 'open') return null;
  const { entitled, ballots, unanswered } = poll;
  const open = entitled.filter((_, at) => ballots[at] === null);
  return open.find((id) => !unanswered.includes(id)) ?? unanswered.find((id) => open.includes(id)) ?? null;
}

export const voteById = (voting: VotingState, id: VoteId | null): Vote | undefined =>
  voting.votes.find((vote) => vote.id === id);

/** The vote that the hall takes now; there is never more than one. */
export const openVote = (voting: VotingState): OpenVote | undefined =>
  openVotes(voting).find(({ kind }) => !kinds[kind].isAside);

/** All that run, consultations too. */
export const openVotes = (voting: VotingState): OpenVote[] => voting.votes.filter((vote) => isIn(vote, 'open'));

/** How many votes somebody has got. */
export const votesFor = ({ votes }: CandidatesResult, candidate: string): number =>
  votes.find(({ id }) => id === candidate)?.votes ?? 0;

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

/** The signature of each ballot stays in the journal: it is for who checks the record, not for every screen. */
export const unsigned = (box: readonly (CastBallot | SignedBallot)[]): CastBallot[] =>
  box.map(({ number, marks }) => ({ number, marks }));
