/** A meeting: what its topics hold, put together. */

import type { MeetingId } from '../ids.ts';
import type { PeoplePart } from '../people/roster.ts';
import type { SeatingPart } from '../people/seating.ts';
import type { ProcedurePart } from '../procedure.ts';
import { peoplesCouncil } from '../procedure.ts';
import type { AgendaPart } from './agenda/state.ts';
import { type AgendaEvent, plannedAgenda } from './agenda/state.ts';
import type { AttendancePart } from './attendance/state.ts';
import { type AttendanceEvent, nobodyPresent } from './attendance/state.ts';
import type { BirthEvent } from './birth.ts';
import type { ClockEvent } from './clock/state.ts';
import type { CommentsEvent, CommentsPart } from './comments/state.ts';
import type { MeetingDefinition } from './definition.ts';
import type { DisplayPart } from './display/state.ts';
import { automaticDisplay, type DisplayEvent } from './display/state.ts';
import type { DocumentsEvent, DocumentsPart } from './documents/state.ts';
import type { FloorPart } from './floor/state.ts';
import { emptyFloor, type FloorEvent } from './floor/state.ts';
import { type InvitationEvent, type InvitationPart, noAnswers } from './invitation/state.ts';
import { type MessagesEvent, type MessagesPart, noMessages } from './messages/state.ts';
import type { PhaseEvent, PhasePart } from './phase/state.ts';
import { descriptionOf } from './planning/queries.ts';
import type { PlanningEvent, PlanningPart } from './planning/state.ts';
import type { PresentationPart } from './presentation/state.ts';
import { nothingPresented, type PresentationEvent } from './presentation/state.ts';
import type { QuestionsEvent, QuestionsFact, QuestionsPart } from './questions/state.ts';
import type { RecordEvent, RecordPart } from './record/state.ts';
import type { RosterEvent } from './roster/state.ts';
import type { SeatingEvent } from './seating/state.ts';
import type { VotingPart } from './voting/state.ts';
import { preparedVote, type VotingEvent, type VotingFact } from './voting/state.ts';

export interface MeetingState
  extends PlanningPart,
    PeoplePart,
    ProcedurePart,
    PhasePart,
    AgendaPart,
    AttendancePart,
    FloorPart,
    VotingPart,
    PresentationPart,
    DisplayPart,
    DocumentsPart,
    SeatingPart,
    MessagesPart,
    InvitationPart,
    QuestionsPart,
    CommentsPart,
    RecordPart {
  /** Empty before the log's first event. */
  id: MeetingId | '';
  council: string;
}

/** What stands in the journal. `at` is milliseconds since 1970 by the server's clock. */
export type MeetingEvent =
  | BirthEvent
  | PlanningEvent
  | RosterEvent
  | PhaseEvent
  | ClockEvent
  | AgendaEvent
  | AttendanceEvent
  | FloorEvent
  | VotingEvent
  | PresentationEvent
  | DisplayEvent
  | DocumentsEvent
  | SeatingEvent
  | MessagesEvent
  | InvitationEvent
  | QuestionsEvent
  | CommentsEvent
  | RecordEvent;

/** What stands on the wire: events as an audience may know them, and facts in place of those it may not. */
export type Fact =
  | MeetingEvent
  | VotingFact
  | QuestionsFact
  | { type: 'presentation-hidden'; at: number }
  /** The audience may know more, or less, than before: it begins anew. */
  | { type: 'view-replaced'; at: number; view: MeetingState };

/** The state before anything has happened. */
export const preparedMeeting = (definition: MeetingDefinition): MeetingState => ({
  id: definition.id,
  ...descriptionOf(definition),
  cancelled: null,
  council: definition.council,
  people: definition.people,
  documents: definition.documents,
  procedure: definition.procedure,
  forgetsDocuments: definition.forgetsDocuments,
  seating: definition.seating,
  messages: noMessages,
  invitation: null,
  answers: noAnswers,
  questions: [],
  comments: [],
  phase: 'prepared',
  convened: false,
  openedAt: null,
  agenda: plannedAgenda(definition.agenda),
  attendance: nobodyPresent,
  floor: emptyFloor,
  voting: { votes: definition.votes.map((vote) => preparedVote(vote)) },
  presentation: nothingPresented,
  display: automaticDisplay,
  record: null,
});

/** Before the log's first event. */
export const unbornMeeting: MeetingState = {
  ...preparedMeeting({
    id: '' as MeetingId,
    title: '',
    kind: 'session',
    hall: null,
    begins: null,
    ends: null,
    private: true,
    session: '',
    seating: null,
    council: '',
    people: [],
    agenda: [],
    documents: [],
    votes: [],
    procedure: peoplesCouncil,
    forgetsDocuments: false,
  }),
  id: '',
};

/** The definition that `preparedMeeting` made this state from. */
export const definitionOf = ({
  id,
  council,
  people,
  documents,
  procedure,
  forgetsDocuments,
  seating,
  ...state
}: MeetingState): MeetingDefinition => ({
  id: id as MeetingId,
  ...descriptionOf(state),
  council,
  people: [...people],
  agenda: state.agenda.items.map(({ status, spent, ...planned }) => planned),
  documents: [...documents],
  votes: state.voting.votes.map(({ phase, poll, result, cancelReason, repeats, ...planned }) => planned),
  procedure,
  forgetsDocuments,
  seating,
});
