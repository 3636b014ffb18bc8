/** Who sits where in this meeting: the hall's plan as it was taken over, and what changed since. */
import type { SeatingPlan } from '../../people/seating.ts';

export type SeatingEvent = { type: 'seats-arranged'; at: number; seating: SeatingPlan | null };
