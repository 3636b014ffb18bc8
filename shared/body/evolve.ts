/** The next state of a body. */
import { evolveHalls } from './halls.ts';
import { evolveMeetings } from './meetings.ts';
import { evolveMembers } from './members.ts';
import { evolveProfile } from './profile.ts';
import { evolveRegister } from './register.ts';
import type { BodyEvent, BodyState } from './state.ts';

export function evolveBody(state: BodyState, event: BodyEvent): BodyState {
  // Each topic looks at the events that it knows, and answers with the same state to any other.
  const told = event as never;
  return evolveRegister(evolveMeetings(evolveHalls(evolveMembers(evolveProfile(state, told), told), told), told), told);
}
