/** A meeting: what its topics hold, put together. */
import { type AgendaEvent, type AgendaState, plannedAgenda } from './agenda/state.ts';
import { type AttendanceEvent, type AttendanceState, nobodyPresent } from './attendance/state.ts';
import type { ClockEvent } from './clock/state.ts';
import type { MeetingDefinition } from './definition.ts';
import { automaticDisplay, type DisplayEvent, type DisplayState } from './display/state.ts';
import type { DocumentsEvent } from './documents/state.ts';
import { emptyFloor, type FloorEvent, type FloorState } from './floor/state.ts';
import type { PhaseEvent } from './phase/state.ts';
import { nothingPresented, type PresentationEvent, type PresentationState } from './presentation/state.ts';
import type { RecordEvent, RecordState } from './record/state.ts';
import { preparedVote, type VotingEvent, type VotingFact, type VotingState } from './voting/state.ts';

export interface MeetingState extends Pick<MeetingDefinition, 'id' | 'title' | 'council' | 'private' | 'people'> {
  documents: MeetingDefinition['documents'];
  procedure: MeetingDefinition['procedure'];
  /** Whether tablets forget the documents once the meeting is closed. */
  forgetsDocuments: boolean;
  phase: 'prepared' | 'open' | 'suspended' | 'closed';
  /** Whether the journal holds what was prepared; set by the first command of any kind. */
  convened: boolean;
  openedAt: number | null;
  agenda: AgendaState;
  attendance: AttendanceState;
  floor: FloorState;
  voting: VotingState;
  presentation: PresentationState;
  display: DisplayState;
  /** The head of the journal as the server signed it last. */
  record: RecordState;
}

/** What stands in the journal. `at` is milliseconds since 1970 by the server's clock. */
export type MeetingEvent =
  | PhaseEvent
  | ClockEvent
  | AgendaEvent
  | AttendanceEvent
  | FloorEvent
  | VotingEvent
  | PresentationEvent
  | DisplayEvent
  | DocumentsEvent
  | RecordEvent;

/** What stands on the wire: events as an audience may know them, and facts in place of those it may not. */
export type Fact = MeetingEvent | VotingFact | { type: 'presentation-hidden'; at: number };

/** The state before anything has happened. */
export const preparedMeeting = (definition: MeetingDefinition): MeetingState => ({
  id: definition.id,
  title: definition.title,
  council: definition.council,
  private: definition.private,
  people: definition.people,
  documents: definition.documents,
  procedure: definition.procedure,
  forgetsDocuments: definition.forgetsDocuments,
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

/** The definition that `preparedMeeting` made this state from. */
export const definitionOf = ({
  id,
  title,
  council,
  people,
  documents,
  procedure,
  forgetsDocuments,
  ...state
}: MeetingState): MeetingDefinition => ({
  id,
  title,
  council,
  private: state.private,
  people,
  agenda: state.agenda.items.map(({ status, spent, ...planned }) => planned),
  documents,
  votes: state.voting.votes.map(({ phase, poll, result, cancelReason, repeats, ...planned }) => planned),
  procedure,
  forgetsDocuments,
});
