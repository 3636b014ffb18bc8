/** How the list of people changes. */
import type { PeoplePart, Person } from '../../people/roster.ts';
import type { RosterEvent } from './state.ts';

/** Put before another, or at the end. */
function inserted(people: readonly Person[], person: Person, before: string | null): Person[] {
  const others = people.filter(({ id }) => id !== person.id);
  const at = others.findIndex(({ id }) => id === before);
  return at === -1 ? [...others, person] : others.toSpliced(at, 0, person);
}

export function evolveRoster<State extends PeoplePart>(state: State, event: RosterEvent): State {
  switch (event.type) {
    case 'person-added':
      return { ...state, people: inserted(state.people, event.person, event.before) };
    case 'person-corrected':
      return {
        ...state,
        people: state.people.map((person) => (person.id === event.person.id ? event.person : person)),
      };
    case 'person-removed':
      return {
        ...state,
        people: event.stays
          ? state.people.map((person) =>
              person.id === event.person ? { ...person, roles: [], isFormer: true } : person,
            )
          : state.people.filter(({ id }) => id !== event.person),
      };
    default:
      return state;
  }
}
