/** The rules that a body begins with, by its kind; its own rules of procedure may change each of them. */
import { type Majority, type Procedure, peoplesCouncil } from '../procedure.ts';
import type { BodyKind } from './profile.ts';

const half = { numerator: 1, denominator: 2 };
const moreThanHalfOf = (base: Majority['base']): Majority => ({ base, threshold: 'more-than', fraction: half });

/** UBND: two thirds of the members must be there, more than half of all decide (Law 2015, Art. 113 and 117). */
const peoplesCommittee: Procedure = {
  ...peoplesCouncil,
  majorities: { ...peoplesCouncil.majorities, resolution: moreThanHalfOf('all') },
};

/** Hội nghị: nothing is laid down; more than half of those who are there. Default. */
const assembly: Procedure = {
  ...peoplesCouncil,
  quorum: half,
  majorities: {
    ...peoplesCouncil.majorities,
    resolution: moreThanHalfOf('present'),
    election: moreThanHalfOf('present'),
  },
};

const byKind: Record<BodyKind, Procedure> = {
  'provincial-council': peoplesCouncil,
  'communal-council': peoplesCouncil,
  'peoples-committee': peoplesCommittee,
  standing: peoplesCouncil,
  committee: peoplesCouncil,
  other: assembly,
};

export const procedureFor = (kind: BodyKind): Procedure => byKind[kind];
