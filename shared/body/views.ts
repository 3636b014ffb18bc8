/** What each audience may know of a body: its office all but who takes part in which meeting; members and the public less. */
import { withoutPersons } from '../people/seating.ts';
import type { BodyState } from './state.ts';

export const bodyAudiences = ['office', 'members', 'public'] as const;
export type BodyAudience = (typeof bodyAudiences)[number];

/** What the office alone knows: what was removed, and which papers were numbered. */
const officesOwn = { removedMembers: [], removedHalls: [], register: [] };

export function bodyViewOf(state: BodyState, audience: BodyAudience): BodyState {
  const listed = state.meetings.map((meeting) => ({ ...meeting, people: [] }));
  if (audience === 'office') return { ...state, meetings: listed };
  const meetings = listed.filter(({ removedAt }) => removedAt === null).map((meeting) => ({ ...meeting, pages: 0 }));
  // Seats of those who meet; where a guest or a clerk sits is the office's business.
  const meets = new Set(state.members.filter(({ roles }) => roles.includes('delegate')).map(({ id }) => id));
  const halls = state.halls.map((hall) => ({
    ...hall,
    screens: [],
    contents: {},
    plan: withoutPersons(hall.plan, (person) => !meets.has(person)),
  }));
  // Of those who meet, and of no others: a guest's or a clerk's membership is the office's business.
  const members = state.members
    .filter(({ roles }) => roles.includes('delegate'))
    .map(({ email: _, ...member }) => ({ ...member, from: null, until: null }));
  const shown = meetings.filter(({ isRehearsal }) => !isRehearsal);
  if (audience === 'members') return { ...state, ...officesOwn, members, halls, meetings: shown };
  const seatless = halls.map((hall) => ({ ...hall, plan: null }));
  // That there is a private meeting is public; what it is about is not.
  const open = shown.map((meeting) => (meeting.private ? { ...meeting, title: '' } : meeting));
  return {
    ...state,
    ...officesOwn,
    members,
    halls: seatless,
    meetings: open,
    profile: { ...state.profile, agencyCode: '' },
  };
}
