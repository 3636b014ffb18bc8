/** A body: what its topics hold, put together. */
import { peoplesCouncil } from '../procedure.ts';
import type { HallsEvent, HallsPart } from './halls.ts';
import type { MeetingsEvent, MeetingsPart } from './meetings.ts';
import type { MembersEvent, MembersPart } from './members.ts';
import type { ProfileEvent, ProfilePart } from './profile.ts';

export interface BodyState extends ProfilePart, MembersPart, HallsPart, MeetingsPart {}

export type BodyEvent = ProfileEvent | MembersEvent | HallsEvent | MeetingsEvent;

/** Before the log's first event. */
export const unbornBody: BodyState = {
  id: '',
  profile: {
    name: '',
    kind: 'other',
    parent: null,
    agencyCode: '',
    timeZone: 'Asia/Ho_Chi_Minh',
    look: { colour: 'blue', emblem: '', delegationWord: 'to' },
    signIn: { devices: 'one', stays: true },
    site: { isOn: false },
    pagePrice: 0,
  },
  procedure: peoplesCouncil,
  members: [],
  delegations: [],
  removedMembers: [],
  halls: [],
  removedHalls: [],
  meetings: [],
};
