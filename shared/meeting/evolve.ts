/** The next state of a meeting, or of any audience's view of it. */
import * as v from 'valibot';
import { evolveAgenda } from './agenda/evolve.ts';
import { evolveAttendance } from './attendance/evolve.ts';
import { MeetingDefinition } from './definition.ts';
import { evolveDisplay } from './display/evolve.ts';
import { evolveDocuments } from './documents/evolve.ts';
import { evolveFloor } from './floor/evolve.ts';
import { evolvePresentation } from './presentation/evolve.ts';
import { nothingPresented } from './presentation/state.ts';
import { evolveRecord } from './record/evolve.ts';
import { type Fact, type MeetingState, preparedMeeting } from './state.ts';
import { evolveVoting } from './voting/evolve.ts';

function evolvePhase(state: MeetingState, event: Fact): MeetingState {
  switch (event.type) {
    case 'meeting-convened':
      // Parsed again: a journal of an earlier version has no word of what a document could not have then.
      return {
        ...(event.definition ? preparedMeeting(v.parse(MeetingDefinition, event.definition)) : state),
        convened: true,
      };
    case 'meeting-opened':
      return { ...state, phase: 'open', openedAt: event.at };
    case 'meeting-suspended':
      return { ...state, phase: 'suspended' };
    case 'meeting-resumed':
      return { ...state, phase: 'open' };
    case 'meeting-closed':
      return { ...state, phase: 'closed' };
    default:
      return state;
  }
}

/** The next state, of the meeting itself or of any audience's view of it: both have the same shape. */
export function evolve(state: MeetingState, fact: Fact): MeetingState {
  if (fact.type === 'ballots-counted' || fact.type === 'ballots-issued')
    return { ...state, voting: evolveVoting(state.voting, fact) };
  if (fact.type === 'presentation-hidden')
    return { ...state, presentation: nothingPresented, display: { ...state.display, vote: null } };
  const phased = evolveDocuments(evolvePhase(state, fact), fact);
  return {
    ...phased,
    agenda: evolveAgenda(phased.agenda, fact),
    attendance: evolveAttendance(phased.attendance, fact),
    floor: evolveFloor(phased.floor, fact),
    voting: evolveVoting(phased.voting, fact),
    presentation: evolvePresentation(phased.presentation, fact),
    display: evolveDisplay(phased.display, fact),
    record: evolveRecord(phased.record, fact),
  };
}
