/** What a ballot can say, and what ballots come to. Nothing here knows who cast one. */
import * as v from 'valibot';
import { line } from '../../ids.ts';

/** Law 2015, Art. 91.1: tán thành, không tán thành, không biểu quyết. */
export const choices = ['approve', 'reject', 'abstain'] as const;

export type Choice = (typeof choices)[number];

/** 96/2023/QH15: tín nhiệm cao, tín nhiệm, tín nhiệm thấp. */
export const levels = ['high', 'confidence', 'low'] as const;

export type Level = (typeof levels)[number];

export const CandidateId = v.pipe(v.string(), v.regex(/^[\w-]{1,32}$/), v.brand('CandidateId'));

export type CandidateId = v.InferOutput<typeof CandidateId>;

export const Candidate = v.strictObject({
  id: CandidateId,
  name: line(120),
  /** What stands below the name: office, or the place stood for. */
  title: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
});

export type Candidate = v.InferOutput<typeof Candidate>;

/**
 * What stands on one ballot: a choice (`['approve']`), the candidates marked (`['c1', 'c3']`), or a level for some of
 * the persons (`['c1:high', 'c2:low']`). In the order of the ballot paper, so that the same ballot is written one way.
 */
export type Marks = readonly string[];

export const Marks = v.pipe(v.array(v.pipe(v.string(), v.regex(/^[\w-]{1,32}(?::[a-z]{1,12})?$/))), v.maxLength(100));

/** A paper as it lay in the box: its number, and what stands on it. */
export interface CastBallot {
  number: string;
  marks: Marks;
}

export interface SignedBallot extends CastBallot {
  /** The vote's blind signature over the number, unblinded (RFC 9474), base64url. */
  signature: string;
}

export type Validity = 'valid' | 'blank' | 'over-marked';

/** What all results have; whole numbers, announced as rule 5 and rule 10 say. */
export interface Figures {
  /** All delegates of the council. */
  all: number;
  /** Entitled when the vote opened. */
  present: number;
  /** Ballots issued (phát ra) and collected (thu về). */
  issued: number;
  cast: number;
  valid: number;
  blank: number;
  overMarked: number;
  /** Issued once more: against a spoiled ballot, which is void; and because one was lost, which can't be made void. */
  exchanged: number;
  reissued: number;
  /** The number that the threshold is a part of, and what reaches it. */
  baseCount: number;
  needed: number;
}

export interface ChoicesResult extends Figures {
  form: 'choices';
  approve: number;
  reject: number;
  abstain: number;
  passed: boolean;
}

export interface CandidatesResult extends Figures {
  form: 'candidates';
  /** In the order of the ballot paper. */
  votes: readonly { id: CandidateId; votes: number }[];
  elected: readonly CandidateId[];
  /** Equal at the last seat, so that none of them has it: the council decides how to go on. */
  tied: readonly CandidateId[];
  vacant: number;
}

export interface LevelsResult extends Figures {
  form: 'levels';
  /** `low` reaches what is needed: `isLow`. */
  persons: readonly ({ id: CandidateId; isLow: boolean } & Record<Level, number>)[];
}

export type VoteResult = ChoicesResult | CandidatesResult | LevelsResult;

/** As much of a vote as a ballot paper says. */
export interface Paper {
  candidates: readonly Candidate[];
  seats: number;
}

export type FormName = 'choices' | 'candidates' | 'levels';
