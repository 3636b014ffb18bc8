/** How the seats change. */
import { type SeatingPart, withoutPersons } from '../../people/seating.ts';
import type { RosterEvent } from '../roster/state.ts';
import type { SeatingEvent } from './state.ts';

export function evolveSeating(
  seating: SeatingPart['seating'],
  event: SeatingEvent | RosterEvent,
): SeatingPart['seating'] {
  if (event.type === 'seats-arranged') return event.seating;
  // Whoever left during the meeting has left the seat as well.
  return event.type === 'person-removed' ? withoutPersons(seating, (person) => person === event.person) : seating;
}
