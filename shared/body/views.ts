/** What each audience may know of a body: its office all but who takes part in which meeting; members and the public less. */
import type { BodyState } from './state.ts';

export const bodyAudiences = ['office', 'members', 'public'] as const;
export type BodyAudience = (typeof bodyAudiences)[number];

export function bodyViewOf(state: BodyState, audience: BodyAudience): BodyState {
  const meetings = state.meetings.map((meeting) => ({ ...meeting, people: [] }));
  if (audience === 'office') return { ...state, meetings };
  const halls = state.halls.map((hall) => ({ ...hall, screens: [] }));
  // Of those who meet, and of no others: a guest's or a clerk's membership is the office's business.
  const members = state.members
    .filter(({ roles }) => roles.includes('delegate'))
    .map((member) => ({ ...member, from: null, until: null }));
  const shown = meetings.filter(({ isRehearsal }) => !isRehearsal);
  if (audience === 'members') return { ...state, members, halls, meetings: shown };
  // That there is a private meeting is public; what it is about is not.
  const open = shown.map((meeting) => (meeting.private ? { ...meeting, title: '' } : meeting));
  return { ...state, members, halls, meetings: open, profile: { ...state.profile, agencyCode: '' } };
}
