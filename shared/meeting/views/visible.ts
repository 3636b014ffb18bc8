/** What of ballots and documents an audience may know. */
import type { DocumentEntry } from '../documents/state.ts';
import type { MeetingState } from '../state.ts';
import type { CastBallot } from '../voting/ballots.ts';
import { isSecret } from '../voting/kinds.ts';
import type { BallotMark, Poll, Vote } from '../voting/state.ts';
import type { Audience } from './audiences.ts';

export const hideMarks = (marks: readonly BallotMark[], as: 'hidden' | null): BallotMark[] =>
  marks.map((mark) => (mark === null ? null : as));

/** What an audience may know of the ballots of a vote that is counted. */
export function ballotsFor(vote: Vote, { ballots }: Poll, audience: Audience): readonly BallotMark[] {
  // To whom a secret ballot was issued is the chair's business, and stays so.
  return isSecret(vote) && audience !== 'chair' ? hideMarks(ballots, null) : ballots;
}

/** Numbers that are kept from the delegates are on no screen; who checks the record has them. */
export const boxFor = (vote: Vote, box: readonly CastBallot[] | null): readonly CastBallot[] | null =>
  vote.hidesNumbers ? null : box;

/** Whether an audience may know that there is such a document. */
export const isFor = (audience: Audience, { access }: DocumentEntry): boolean =>
  audience === 'chair' || access === 'public' || (access === 'hall' && audience !== 'public');

export const maySee = (state: MeetingState, id: string, audience: Audience): boolean =>
  state.documents.some((document) => document.id === id && isFor(audience, document));
