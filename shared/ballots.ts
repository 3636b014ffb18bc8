/**
 * What a ballot can say, and how each form of it is counted. A form is a row of `forms`; which form a vote has follows
 * from its kind. Nothing here knows who cast a ballot.
 */
import * as v from 'valibot';
import { line } from './ids.ts';
import type { Majority, Procedure } from './procedure.ts';
import { votesNeeded } from './procedure.ts';

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

interface Form {
  /** Whether something like this can stand on such a paper at all; what can't is refused, not counted as invalid. */
  fits: (marks: Marks, paper: Paper) => boolean;
  validity: (marks: Marks, paper: Paper, procedure: Procedure) => Validity;
}

/** Whether marks are some of the possible ones, each once at most, in their order. */
function inOrder(marks: Marks, possible: readonly string[]): boolean {
  const places = marks.map((mark) => possible.indexOf(mark));
  return places.every((place, at) => place >= 0 && (at === 0 || place > places[at - 1]!));
}

export type FormName = 'choices' | 'candidates' | 'levels';
export const forms: Record<FormName, Form> = {
  choices: {
    fits: (marks) => marks.length === 1 && inOrder(marks, choices),
    validity: () => 'valid',
  },
  candidates: {
    fits: (marks, { candidates }) =>
      inOrder(
        marks,
        candidates.map(({ id }) => id),
      ),
    validity: (marks, { seats }, { blankBallots }) => {
      if (marks.length > seats) return 'over-marked';
      return marks.length === 0 && blankBallots === 'invalid' ? 'blank' : 'valid';
    },
  },
  levels: {
    fits: (marks, { candidates }) =>
      inOrder(
        marks,
        candidates.flatMap(({ id }) => levels.map((level) => `${id}:${level}`)),
      ) && new Set(marks.map((mark) => mark.split(':')[0])).size === marks.length,
    validity: (marks, { candidates }, { partialBallots }) => {
      if (marks.length === 0) return 'blank';
      return marks.length < candidates.length && partialBallots === 'invalid' ? 'blank' : 'valid';
    },
  },
};

/** Ballots as they are counted: how often each mark stands on a valid one. */
export interface Count {
  cast: number;
  valid: number;
  blank: number;
  overMarked: number;
  marks: Readonly<Record<string, number>>;
}

export function countBallots(form: FormName, ballots: readonly Marks[], paper: Paper, procedure: Procedure): Count {
  const marks: Record<string, number> = {};
  const found: Record<Validity, number> = { valid: 0, blank: 0, 'over-marked': 0 };
  for (const ballot of ballots) {
    const validity = forms[form].validity(ballot, paper, procedure);
    found[validity] += 1;
    if (validity === 'valid') for (const mark of ballot) marks[mark] = (marks[mark] ?? 0) + 1;
  }
  return { cast: ballots.length, valid: found.valid, blank: found.blank, overMarked: found['over-marked'], marks };
}

/** What the ballots of a vote come to. */
export function resultOf(
  form: FormName,
  { marks, ...counted }: Count,
  paper: Paper,
  majority: Majority,
  about: Pick<Figures, 'all' | 'present' | 'issued' | 'exchanged' | 'reissued'>,
): VoteResult {
  const { all, present } = about;
  const baseCount = { all, present, voting: counted.cast, valid: counted.valid }[majority.base];
  const needed = votesNeeded(baseCount, majority.threshold, majority.fraction);
  const figures: Figures = { ...about, ...counted, baseCount, needed };
  const reaches = (votes: number) => baseCount > 0 && votes >= needed;
  const of = (mark: string) => marks[mark] ?? 0;
  switch (form) {
    case 'choices':
      return {
        form,
        ...figures,
        approve: of('approve'),
        reject: of('reject'),
        abstain: of('abstain'),
        passed: reaches(of('approve')),
      };
    case 'candidates':
      return { form, ...figures, ...elect(paper, of, reaches) };
    case 'levels':
      return {
        form,
        ...figures,
        persons: paper.candidates.map(({ id }) => ({
          id,
          high: of(`${id}:high`),
          confidence: of(`${id}:confidence`),
          low: of(`${id}:low`),
          isLow: reaches(of(`${id}:low`)),
        })),
      };
  }
}

/** Those who reach what is needed, the most votes first; who are equal where the seats end are not elected by chance. */
function elect(
  { candidates, seats }: Paper,
  votesOf: (id: string) => number,
  reaches: (votes: number) => boolean,
): Pick<CandidatesResult, 'votes' | 'elected' | 'tied' | 'vacant'> {
  const votes = candidates.map(({ id }) => ({ id, votes: votesOf(id) }));
  const reaching = votes.filter((one) => reaches(one.votes)).sort((a, b) => b.votes - a.votes);
  const isOverfull = reaching.length > seats;
  const last = reaching[seats - 1]?.votes;
  const isTied = isOverfull && reaching[seats]!.votes === last;
  const elected = reaching.slice(0, seats).filter((one) => !isTied || one.votes > last!);
  const tied = isTied ? reaching.filter((one) => one.votes === last) : [];
  const inPaperOrder = (some: typeof votes) =>
    candidates.flatMap(({ id }) => some.find((one) => one.id === id)?.id ?? []);
  return { votes, elected: inPaperOrder(elected), tied: inPaperOrder(tied), vacant: seats - elected.length };
}
