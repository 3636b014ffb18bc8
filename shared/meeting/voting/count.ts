/** How ballots of each form are read and counted. */
import { type Majority, type Procedure, votesNeeded } from '../../procedure.ts';
import {
  type CandidatesResult,
  choices,
  type Figures,
  type FormName,
  levels,
  type Marks,
  type Paper,
  type Validity,
  type VoteResult,
} from './ballots.ts';

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
  const reaching = votes.filter((vote) => reaches(vote.votes)).sort((a, b) => b.votes - a.votes);
  const isOverfull = reaching.length > seats;
  const last = reaching[seats - 1]?.votes;
  const isTied = isOverfull && reaching[seats]!.votes === last;
  const elected = reaching.slice(0, seats).filter((other) => !isTied || other.votes > last!);
  const tied = isTied ? reaching.filter((candidate) => candidate.votes === last) : [];
  const inPaperOrder = (some: typeof votes) =>
    candidates.flatMap(({ id }) => some.find((reached) => reached.id === id)?.id ?? []);
  return { votes, elected: inPaperOrder(elected), tied: inPaperOrder(tied), vacant: seats - elected.length };
}
