/** The next state of a meeting, or of any audience's view of it. */
import { evolveAgenda } from './agenda/evolve.ts';
import { evolveAttendance } from './attendance/evolve.ts';
import { evolveComments } from './comments/evolve.ts';
import { evolveDisplay } from './display/evolve.ts';
import { evolveDocuments } from './documents/evolve.ts';
import { evolveFloor } from './floor/evolve.ts';
import { evolveAnswers, evolveInvitation } from './invitation/evolve.ts';
import { evolveMessages } from './messages/evolve.ts';
import { evolvePlanning } from './planning/evolve.ts';
import { evolvePresentation } from './presentation/evolve.ts';
import { nothingPresented } from './presentation/state.ts';
import { evolveQuestions } from './questions/evolve.ts';
import { evolveRecord } from './record/evolve.ts';
import { evolveRoster } from './roster/evolve.ts';
import { evolveSeating } from './seating/evolve.ts';
import { type Fact, type MeetingState, preparedMeeting } from './state.ts';
import { evolveVoting } from './voting/evolve.ts';

function evolvePhase(state: MeetingState, event: Fact): MeetingState {
  switch (event.type) {
    case 'meeting-created':
      return event.definition ? preparedMeeting(event.definition) : state;
    case 'meeting-convened': {
      const frozen = event.definition ? preparedMeeting(event.definition) : state;
      // What was sent ahead stays sent.
      const { messages, invitation, answers, questions, comments, agenda, floor } = state;
      const ahead = { messages, invitation, answers, questions, comments, floor };
      return { ...frozen, ...ahead, agenda: { ...frozen.agenda, sent: agenda.sent }, convened: true };
    }
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
  if (fact.type === 'view-replaced') return fact.view;
  if (fact.type === 'presentation-hidden')
    return { ...state, presentation: nothingPresented, display: { ...state.display, vote: null } };
  const born = evolvePhase(state, fact);
  // Each topic looks at the events that it knows, and answers with the same state to any other.
  const told = fact as never;
  const phased = evolveDocuments(evolveRoster(evolvePlanning(born, told), told), told);
  return {
    ...phased,
    agenda: evolveAgenda(phased.agenda, told),
    attendance: evolveAttendance(phased.attendance, told),
    floor: evolveFloor(phased.floor, told),
    voting: evolveVoting(phased.voting, told),
    presentation: evolvePresentation(phased.presentation, told),
    display: evolveDisplay(phased.display, told),
    seating: evolveSeating(phased.seating, told),
    messages: evolveMessages(phased.messages, told),
    invitation: evolveInvitation(phased.invitation, told),
    answers: evolveAnswers(phased.answers, told),
    questions: evolveQuestions(phased.questions, told),
    comments: evolveComments(phased.comments, told),
    record: evolveRecord(phased.record, told),
  };
}
