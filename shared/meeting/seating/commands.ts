/** Who sits where in this meeting. */
import * as v from 'valibot';
import { chairsSide } from '../../people/roles.ts';
import { type PeoplePart, personById } from '../../people/roster.ts';
import { type SeatingPart, SeatingPlan, seatingFault } from '../../people/seating.ts';
import { reject, rowsOf } from '../../rulebook/rulebook.ts';
import type { SeatingEvent } from './state.ts';

const command = rowsOf<PeoplePart & SeatingPart, SeatingEvent>();

export const seatingCommands = {
  /** The whole plan, as the hall's was taken over or as it was changed for this meeting; null: none. */
  'arrange-seats': command(
    chairsSide,
    { seating: v.nullable(SeatingPlan) },
    (state, { seating }, { now }) => {
      const fault = seating && seatingFault(seating);
      if (fault) return reject(fault);
      if (seating?.seats.some(({ person }) => person !== null && !personById(state, person)))
        return reject('no-such-person');
      return JSON.stringify(seating) === JSON.stringify(state.seating)
        ? reject('nothing-changed')
        : [{ type: 'seats-arranged', at: now, seating }];
    },
    { plans: true },
  ),
};
