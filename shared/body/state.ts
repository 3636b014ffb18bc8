/** A body: what its topics hold, put together. */
import { peoplesCouncil } from '../procedure.ts';
import type { HallsEvent, HallsPart } from './halls.ts';
import type { MeetingsEvent, MeetingsPart } from './meetings.ts';
import type { MembersEvent, MembersPart } from './members.ts';
import type { ProfileEvent, ProfilePart } from './profile.ts';
import type { RegisterEvent, RegisterPart } from './register.ts';

export interface BodyState extends ProfilePart, MembersPart, HallsPart, MeetingsPart, RegisterPart {}

export type BodyEvent = ProfileEvent | MembersEvent | HallsEvent | MeetingsEvent | RegisterEvent;

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
    letters: 'HĐND',
    signing: { authority: '', signerTitle: '', signer: '' },
    invitationText: '',
    reading: 'numbers',
    pagePrice: 0,
  },
  procedure: peoplesCouncil,
  members: [],
  delegations: [],
  removedMembers: [],
  halls: [],
  removedHalls: [],
  meetings: [],
  register: [],
};
