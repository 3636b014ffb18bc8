/** A vote as it is planned: what may stand on its ballot and how it may be taken follows from its kind's row. */
import * as v from 'valibot';
import { ItemId, line, VoteId } from '../../ids.ts';
import { Majority } from '../../procedure.ts';
import { Candidate } from './ballots.ts';
import { type KindRow, kinds, type VoteKind, type VoteMethod, voteKinds, voteMethods } from './kinds.ts';

const MOST_CANDIDATES = 50;
const seats = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_CANDIDATES));

/** What every vote says of itself, and what may be said of some; a command's fields. */
export const planFields = {
  item: ItemId,
  title: line(300),
  majority: Majority,
  kind: v.optional(v.picklist(voteKinds), 'open'),
  method: v.optional(v.picklist(voteMethods), 'electronic'),
  /** How many are elected: as many may be marked. */
  seats: v.optional(seats, 1),
  /** Whether a consultation shows who said what. */
  named: v.optional(v.boolean(), true),
  /** Whether numbers of secret ballots are kept from the delegates: nobody can be made to show hers, nor look for it. */
  hidesNumbers: v.optional(v.boolean(), false),
};

interface PlanCommon {
  id: VoteId;
  item: ItemId;
  title: string;
  majority: Majority;
  named: boolean;
  hidesNumbers: boolean;
}
/** Those who stand for election, or on whom confidence is voted; in the order of the ballot paper. */
type Names = [Candidate, ...Candidate[]];
type OnBallot<Row extends KindRow> = Row['form'] extends 'choices'
  ? { candidates: []; seats: 1 }
  : { candidates: Names; seats: Row['form'] extends 'candidates' ? number : 1 };

/** Of one kind: with names on its ballot or without, for seats or not, taken in one of its row's ways. */
export type PlanOf<Name extends VoteKind> = PlanCommon & {
  kind: Name;
  method: (typeof kinds)[Name]['methods'][number];
} & OnBallot<(typeof kinds)[Name]>;
export type PlannedVote = { [Name in VoteKind]: PlanOf<Name> }[VoteKind];

/** The schema of a kind, from its row. Its messages are the codes of the rulebook's refusals. */
function planOf(kind: VoteKind) {
  const { form, methods }: KindRow = kinds[kind];
  const names = v.pipe(v.array(Candidate), v.minLength(1, 'needs-candidates'), v.maxLength(MOST_CANDIDATES));
  const nobody = v.pipe(v.array(Candidate), v.maxLength(0, 'no-candidates'));
  return v.strictObject({
    ...planFields,
    id: VoteId,
    kind: v.literal(kind),
    method: v.optional(v.picklist<readonly VoteMethod[], 'wrong-method'>(methods, 'wrong-method'), methods[0]!),
    candidates: v.optional(form === 'choices' ? nobody : names, []),
    seats: v.optional(form === 'candidates' ? seats : v.literal(1, 'no-seats'), 1),
  });
}
const byKind = v.variant('kind', voteKinds.map(planOf) as [ReturnType<typeof planOf>, ...ReturnType<typeof planOf>[]]);

/** A vote's plan as it comes in or stands on disk. */
export const PlannedVote = v.pipe(
  v.looseObject({ kind: v.optional(v.string(), 'open') }),
  byKind,
) as unknown as v.GenericSchema<unknown, PlannedVote>;
