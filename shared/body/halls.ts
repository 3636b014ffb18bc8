/** Phòng họp, hội trường: where a body meets, and the screens that hang there. */
import * as v from 'valibot';
import { HallId, line, PersonId } from '../ids.ts';
import { SeatingPlan, seatingFault, withoutPersons } from '../people/seating.ts';
import { reject, rowsOf } from '../rulebook/rulebook.ts';
import { type MeetingsEvent, type MeetingsPart, meetingsOn } from './meetings.ts';
import { type MembersEvent, type MembersPart, memberById } from './members.ts';
import { isRestorable, office, type Removed } from './office.ts';

/** What one screen of a hall shows: what the meeting's screen shows, or something of its own. */
export const screenContents = ['automatic', 'agenda', 'vote', 'logo', 'blank'] as const;
export type ScreenContent = (typeof screenContents)[number];

export const Hall = v.strictObject({
  id: HallId,
  name: line(120),
  seats: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)), 0),
  /** The accounts that its screens are signed in with. */
  screens: v.optional(v.pipe(v.array(PersonId), v.maxLength(50)), []),
  /** Where its seats are, and who sits there; null where nobody has said. */
  plan: v.optional(v.nullable(SeatingPlan), null),
  /** Of those screens that show something of their own. */
  contents: v.optional(v.record(PersonId, v.picklist(screenContents)), {}),
});
export type Hall = v.InferOutput<typeof Hall>;

export interface HallsPart {
  halls: readonly Hall[];
  removedHalls: readonly Removed<Hall>[];
}

export type HallsEvent =
  | { type: 'hall-added'; at: number; hall: Hall }
  | { type: 'hall-changed'; at: number; hall: Hall }
  | { type: 'hall-removed'; at: number; hall: HallId }
  | { type: 'hall-restored'; at: number; hall: HallId }
  | { type: 'hall-arranged'; at: number; hall: HallId; plan: SeatingPlan | null }
  | { type: 'screen-set'; at: number; screen: PersonId; content: ScreenContent };

/** The hall that a screen hangs in. */
export const hallOfScreen = ({ halls }: HallsPart, screen: string): Hall | undefined =>
  halls.find(({ screens }) => (screens as readonly string[]).includes(screen));

/** What a body's earlier log does not say of a hall has its default. */
export const upcastHall = (hall: Hall): Hall => ({ ...{ plan: null, contents: {} }, ...hall });

export const contentOf = (hall: Hall, screen: string): ScreenContent =>
  hall.contents[screen as PersonId] ?? 'automatic';

const command = rowsOf<HallsPart & MeetingsPart & MembersPart, HallsEvent>();
/** A screen hangs in one hall. */
const hangsElsewhere = (state: HallsPart, hall: Hall) =>
  state.halls.some((other) => other.id !== hall.id && other.screens.some((screen) => hall.screens.includes(screen)));

export const hallsCommands = {
  'add-hall': command([...office, 'system'], { hall: Hall }, (state, { hall }, { now }) => {
    if ([...state.halls, ...state.removedHalls.map(({ thing }) => thing)].some(({ id }) => id === hall.id))
      return reject('hall-exists');
    return hangsElsewhere(state, hall) ? reject('screen-elsewhere') : [{ type: 'hall-added', at: now, hall }];
  }),
  'change-hall': command(office, { hall: Hall }, (state, { hall }, { now }) => {
    const before = state.halls.find(({ id }) => id === hall.id);
    if (!before) return reject('no-such-hall');
    if (hangsElsewhere(state, hall)) return reject('screen-elsewhere');
    // Seats and screens' contents are changed by commands of their own: whoever has an older page takes none back.
    const { plan, contents } = before;
    return [{ type: 'hall-changed', at: now, hall: { ...hall, plan, contents } }];
  }),
  'arrange-hall': command(office, { hall: HallId, plan: v.nullable(SeatingPlan) }, (state, { hall, plan }, { now }) => {
    const before = state.halls.find(({ id }) => id === hall);
    if (!before) return reject('no-such-hall');
    const fault = plan && seatingFault(plan);
    if (fault) return reject(fault);
    if (plan?.seats.some(({ person }) => person !== null && !memberById(state, person)))
      return reject('no-such-person');
    return JSON.stringify(plan) === JSON.stringify(before.plan)
      ? reject('nothing-changed')
      : [{ type: 'hall-arranged', at: now, hall, plan }];
  }),
  'set-screen': command(
    office,
    { screen: PersonId, content: v.picklist(screenContents) },
    (state, { screen, content }, { now }) => {
      const hall = hallOfScreen(state, screen);
      if (!hall) return reject('no-such-screen');
      return contentOf(hall, screen) === content
        ? reject('nothing-changed')
        : [{ type: 'screen-set', at: now, screen, content }];
    },
  ),
  'restore-hall': command(office, { hall: HallId }, (state, { hall }, { now }) => {
    const removed = state.removedHalls.find(({ thing }) => thing.id === hall);
    if (!removed) return reject('no-such-hall');
    if (hangsElsewhere(state, removed.thing)) return reject('screen-elsewhere');
    return isRestorable(removed, now) ? [{ type: 'hall-restored', at: now, hall }] : reject('too-late');
  }),
  'remove-hall': command(office, { hall: HallId }, (state, { hall }, { now }) => {
    if (!state.halls.some(({ id }) => id === hall)) return reject('no-such-hall');
    const isWanted = meetingsOn(state).some((meeting) => meeting.hall === hall && meeting.phase !== 'closed');
    return isWanted ? reject('hall-in-use') : [{ type: 'hall-removed', at: now, hall }];
  }),
};

/** The same halls without somebody on any seat. */
const without = (halls: readonly Hall[], person: PersonId): readonly Hall[] =>
  halls.map((hall) => {
    const plan = withoutPersons(hall.plan, (id) => id === person);
    return plan === hall.plan ? hall : { ...hall, plan };
  });

const changed = (halls: readonly Hall[], wanted: string | undefined, how: (hall: Hall) => Hall): readonly Hall[] =>
  halls.map((hall) => (hall.id === wanted ? how(hall) : hall));

export function evolveHalls<State extends HallsPart>(
  state: State,
  event: HallsEvent | MembersEvent | MeetingsEvent,
): State {
  switch (event.type) {
    case 'hall-added':
      return { ...state, halls: [...state.halls, event.hall] };
    case 'hall-changed':
      return { ...state, halls: changed(state.halls, event.hall.id, () => event.hall) };
    case 'hall-removed':
      return {
        ...state,
        halls: state.halls.filter(({ id }) => id !== event.hall),
        removedHalls: [
          ...state.removedHalls,
          ...state.halls.filter(({ id }) => id === event.hall).map((thing) => ({ thing, at: event.at })),
        ],
      };
    case 'hall-restored':
      return {
        ...state,
        halls: [
          ...state.halls,
          ...state.removedHalls.filter(({ thing }) => thing.id === event.hall).map(({ thing }) => thing),
        ],
        removedHalls: state.removedHalls.filter(({ thing }) => thing.id !== event.hall),
      };
    case 'hall-arranged':
      return { ...state, halls: changed(state.halls, event.hall, (hall) => ({ ...hall, plan: event.plan })) };
    case 'screen-set':
      return {
        ...state,
        halls: changed(state.halls, hallOfScreen(state, event.screen)?.id, (hall) => ({
          ...hall,
          contents: { ...hall.contents, [event.screen]: event.content },
        })),
      };
    case 'member-removed':
      return { ...state, halls: without(state.halls, event.person) };
    case 'removed-purged':
      return { ...state, removedHalls: state.removedHalls.filter(({ at }) => at > event.before) };
    default:
      return state;
  }
}
