/** Where somebody sits, for lists and cards; and what a column of seats means. */
import type { Hall } from '../../shared/body/halls.ts';
import type { PersonId } from '../../shared/ids.ts';
import { type SeatingPlan, seatOf, seatPerson } from '../../shared/people/seating.ts';

/** Her seat in the first hall that has one for her; empty where none has. */
export const seatIn = (halls: readonly Hall[], person: string): string =>
  halls.map(({ plan }) => seatOf(plan, person)).find(Boolean) ?? '';

export interface WantedSeat {
  person: PersonId;
  seat: string;
}

/**
 * Puts people on the seats that a spreadsheet names.
 * @returns the plan, and the names of seats that it does not have
 */
export function seatByName(
  plan: SeatingPlan,
  wanted: readonly WantedSeat[],
): { plan: SeatingPlan; unknown: readonly string[] } {
  const names = new Map(plan.seats.map(({ name }) => [name.toLocaleUpperCase('vi'), name]));
  let next = plan;
  for (const { person, seat } of wanted) {
    const name = names.get(seat);
    if (name) next = seatPerson(next, person, name);
  }
  return { plan: next, unknown: wanted.map(({ seat }) => seat).filter((seat) => !names.has(seat)) };
}
