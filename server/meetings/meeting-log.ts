/** The log of a meeting. */
import { type Command, decide, type MeetingContext } from '../../shared/meeting/commands.ts';
import { evolve } from '../../shared/meeting/evolve.ts';
import { type MeetingEvent, type MeetingState, unbornMeeting } from '../../shared/meeting/state.ts';
import { upcast } from '../../shared/meeting/upcast.ts';
import type { LogHost } from '../logs/log-host.ts';
import type { AppliedEvent, ContextProvider, Rulebook } from '../logs/rulebook.ts';

export const meetingRulebook: Rulebook<MeetingState, Command, MeetingEvent, MeetingContext> = {
  initial: unbornMeeting,
  version: 10,
  decide,
  evolve,
  upcast,
  stepClock: (byMs) => ({ type: 'step-clock', byMs }),
};

export type MeetingLog = LogHost<MeetingState, Command, MeetingEvent, MeetingContext>;
export type MeetingContextProvider = ContextProvider<MeetingState, Command, MeetingContext>;
export type AppliedMeetingEvent = AppliedEvent<MeetingState, MeetingEvent>;
