/** Phòng họp, hội trường: where a body meets, and the screens that hang there. */
import * as v from 'valibot';
import { HallId, line, PersonId } from '../ids.ts';
import { reject, rowsOf } from '../rulebook/rulebook.ts';
import type { MeetingsPart } from './meetings.ts';
import { office } from './office.ts';

export const Hall = v.strictObject({
  id: HallId,
  name: line(120),
  seats: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)), 0),
  /** The accounts that its screens are signed in with. */
  screens: v.optional(v.pipe(v.array(PersonId), v.maxLength(50)), []),
});
export type Hall = v.InferOutput<typeof Hall>;

export interface HallsPart {
  halls: readonly Hall[];
}

export type HallsEvent =
  | { type: 'hall-added'; at: number; hall: Hall }
  | { type: 'hall-changed'; at: number; hall: Hall }
  | { type: 'hall-removed'; at: number; hall: HallId };

/** The hall that a screen hangs in. */
export const hallOfScreen = ({ halls }: HallsPart, screen: string): Hall | undefined =>
  halls.find(({ screens }) => (screens as readonly string[]).includes(screen));

const command = rowsOf<HallsPart & MeetingsPart, HallsEvent>();
/** A screen hangs in one hall. */
const hangsElsewhere = (state: HallsPart, hall: Hall) =>
  state.halls.some((other) => other.id !== hall.id && other.screens.some((screen) => hall.screens.includes(screen)));

export const hallsCommands = {
  'add-hall': command([...office, 'system'], { hall: Hall }, (state, { hall }, { now }) => {
    if (state.halls.some(({ id }) => id === hall.id)) return reject('hall-exists');
    return hangsElsewhere(state, hall) ? reject('screen-elsewhere') : [{ type: 'hall-added', at: now, hall }];
  }),
  'change-hall': command(office, { hall: Hall }, (state, { hall }, { now }) => {
    if (!state.halls.some(({ id }) => id === hall.id)) return reject('no-such-hall');
    return hangsElsewhere(state, hall) ? reject('screen-elsewhere') : [{ type: 'hall-changed', at: now, hall }];
  }),
  'remove-hall': command(office, { hall: HallId }, (state, { hall }, { now }) => {
    if (!state.halls.some(({ id }) => id === hall)) return reject('no-such-hall');
    const isWanted = state.meetings.some((meeting) => meeting.hall === hall && meeting.phase !== 'closed');
    return isWanted ? reject('hall-in-use') : [{ type: 'hall-removed', at: now, hall }];
  }),
};

export function evolveHalls<State extends HallsPart>(state: State, event: HallsEvent): State {
  switch (event.type) {
    case 'hall-added':
      return { ...state, halls: [...state.halls, event.hall] };
    case 'hall-changed':
      return { ...state, halls: state.halls.map((hall) => (hall.id === event.hall.id ? event.hall : hall)) };
    case 'hall-removed':
      return { ...state, halls: state.halls.filter(({ id }) => id !== event.hall) };
    default:
      return state;
  }
}
