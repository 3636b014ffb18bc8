/** Biểu quyết: what is prepared, what runs, what came of it. */
import type { PersonId, VoteId } from '../../ids.ts';
import type { CastBallot, Choice, Marks, VoteResult } from './ballots.ts';
import type { PlannedVote } from './planned.ts';

/**
 * What an audience knows of one person's ballot: what stands on it, that there is one, that a secret one was issued to her or
 * lost by her, or nothing.
 */
export type BallotMark = Marks | 'hidden' | 'issued' | 'lost' | null;

/** A ballot entered for a delegate on her word before the hall: by whom, and why. */
export interface Entry {
  by: PersonId;
  reason: string;
  /** What was entered before it was corrected, oldest first. */
  earlier?: readonly (Pick<Entry, 'by' | 'reason'> & { marks: Marks | 'hidden' })[];
}

/** Hands as they were counted, and by whom it was entered. */
export type Hands = Record<Choice, number> & { by: PersonId };

interface PollBase {
  openedAt: number;
  /** Null when the chair set no deadline. */
  closesAt: number | null;
  closedAt: number | null;
  /** Opened although the quorum was not met, on the chair's word. */
  withoutQuorum: boolean;
  /** When the quorum was lost while it ran, and how many delegates were left; null when it was not. */
  quorumLost: { at: number; present: number } | null;
  /** Fixed at opening. */
  entitled: readonly PersonId[];
  /** What is known of each one's ballot: a place for each of `entitled`, in the same order. Of hands nothing is. */
  ballots: readonly BallotMark[];
}
/** Ballots with their voters' names, cast on tablets or said at a roll call. */
export interface OpenPoll extends PollBase {
  way: 'open';
  cast: number;
  entered: Readonly<Record<PersonId, Entry>>;
  /** Roll call: who did not answer when called, in the order in which they are called again. */
  unanswered: readonly PersonId[];
}
/** Hands, counted by the secretariat. */
export interface HandsPoll extends PollBase {
  way: 'hands';
  cast: number;
  /** Null until they are counted, and until it is published for all but the chair's side. */
  hands: Hands | null;
}
/** Ballots without a name, in a box. */
export interface SecretPoll extends PollBase {
  way: 'secret';
  /** The public key that its ballots are signed for (SPKI, base64url). */
  key: string;
  /** Papers given out in all; among them against a spoiled one, and because one was lost. */
  issued: number;
  exchanged: number;
  reissued: number;
  /** Who was let have another paper because hers was lost. */
  entered: Readonly<Record<PersonId, Entry>>;
  /** Numbers that can't be cast any more. */
  spoiled: readonly string[];
  /** What lay in the box, by number; null until it is closed. */
  box: readonly CastBallot[] | null;
}
export type Poll = OpenPoll | HandsPoll | SecretPoll;
export type PollTaken<Way extends Poll['way']> = Poll & { way: Way };

interface VoteRecord {
  /** Null until it is closed, and until it is published for all but the chair's side. */
  result: VoteResult | null;
  cancelReason: string;
  /** The vote that this one repeats; the first stays in the record. */
  repeats: VoteId | null;
}
/** It has a poll from when it opens. One that is cancelled may have been open before. */
type Recorded = PlannedVote & VoteRecord;
export type PreparedVote = Recorded & { phase: 'prepared'; poll: null };
export type OpenVote = Recorded & { phase: 'open'; poll: Poll };
export type CountedVote = Recorded & { phase: 'closed' | 'published'; poll: Poll };
export type CancelledVote = Recorded & { phase: 'cancelled'; poll: Poll | null };
/** Open, and taken in secret: it has a key and a box. */
export type SecretVote = OpenVote & { poll: SecretPoll };
export type VoteIn<Phase extends Vote['phase']> = Vote & { phase: Phase };
export type Vote = PreparedVote | OpenVote | CountedVote | CancelledVote;

export interface VotingState {
  votes: readonly Vote[];
}

/** What comes to light when a vote is closed for the chair's side, and published for the hall. */
export interface Disclosed {
  ballots?: readonly BallotMark[] | undefined;
  box?: readonly CastBallot[] | null | undefined;
  entered?: OpenPoll['entered'] | undefined;
  hands?: Hands | null | undefined;
}

export type VotingEvent =
  | { type: 'vote-prepared'; at: number; vote: PlannedVote; repeats: VoteId | null }
  | { type: 'vote-changed'; at: number; vote: PlannedVote }
  | { type: 'vote-removed'; at: number; vote: VoteId }
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
  | { type: 'ballot-cast'; at: number; vote: VoteId; voter: PersonId; marks: Marks | 'hidden'; first: boolean }
  | ({ type: 'ballot-entered'; at: number; vote: VoteId; voter: PersonId; marks: Marks | 'hidden' } & Entry)
  /** What was entered was a mistake; both stand in the journal. */
  | ({ type: 'ballot-corrected'; at: number; vote: VoteId; voter: PersonId; marks: Marks | 'hidden' } & Pick<
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

/** What a state has that knows this topic. */
export interface VotingPart {
  voting: VotingState;
}
