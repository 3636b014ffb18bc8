/**
 * A meeting: a log of facts, and the pure rules that make it.
 *
 * `decide(state, command, context)` answers with events or a rejection; `evolve(state, fact)` with the next state.
 * Neither knows a clock, chance, a file or a socket, so both run on the server, in every browser and in any test.
 */
import * as v from 'valibot';
import { type AgendaEvent, type AgendaState, agendaCommands, evolveAgenda, plannedAgenda } from './agenda.ts';
import {
  type AttendanceEvent,
  type AttendanceState,
  attendanceCommands,
  evolveAttendance,
  nobodyPresent,
  quorum,
} from './attendance.ts';
import { type ClockEvent, clockCommands } from './clock.ts';
import { automaticDisplay, type DisplayEvent, type DisplayState, displayCommands, evolveDisplay } from './display.ts';
import { type DocumentsEvent, documentsCommands, evolveDocuments } from './documents.ts';
import { emptyFloor, endSpeech, evolveFloor, type FloorEvent, type FloorState, floorCommands } from './floor.ts';
import {
  evolvePresentation,
  nothingPresented,
  type PresentationEvent,
  type PresentationState,
  presentationCommands,
} from './presentation.ts';
import { evolveRecord, type RecordEvent, type RecordState, recordCommands } from './record.ts';
import { MeetingDefinition } from './roster.ts';
import { type CommandRule, type Context, command, isRejection, type Outcome, reject } from './rulebook.ts';
import {
  evolveVoting,
  openVote,
  openVotes,
  preparedVote,
  type VotingEvent,
  type VotingFact,
  type VotingState,
  votingCommands,
} from './voting.ts';

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

type PhaseEvent =
  /**
   * The journal's first event: agenda, roster, procedure and document hashes are frozen here, and every later
   * change is an event. On the wire it goes without the definition, which every view already holds.
   */
  | { type: 'meeting-convened'; at: number; definition?: MeetingDefinition }
  | { type: 'meeting-opened'; at: number; withoutQuorum: boolean }
  | { type: 'meeting-suspended'; at: number }
  | { type: 'meeting-resumed'; at: number }
  | { type: 'meeting-closed'; at: number };

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

const meetingCommands = {
  'open-meeting': command(['chair'], { withoutQuorum: v.optional(v.boolean()) }, (state, fields, { now }) => {
    if (state.phase !== 'prepared') return reject('meeting-already-open');
    const { met } = quorum(state);
    if (!met && fields.withoutQuorum !== true) return reject('no-quorum');
    return [{ type: 'meeting-opened', at: now, withoutQuorum: !met }];
  }),
  'suspend-meeting': command(['chair'], {}, (state, _, { now }) => {
    if (state.phase !== 'open') return reject('meeting-not-open');
    return openVote(state.voting) ? reject('vote-running') : [{ type: 'meeting-suspended', at: now }];
  }),
  'resume-meeting': command(['chair'], {}, (state, _, { now }) =>
    state.phase === 'suspended' ? [{ type: 'meeting-resumed', at: now }] : reject('meeting-not-suspended'),
  ),
  'close-meeting': command(['chair'], {}, (state, _, { now }) => {
    if (state.phase === 'prepared') return reject('meeting-not-open');
    if (openVotes(state.voting).length > 0) return reject('vote-running');
    return [...endSpeech(state.floor, now), { type: 'meeting-closed', at: now }];
  }),
};

/** Every command there is: who may give it, its fields, how it is decided. */
export const commands = {
  ...meetingCommands,
  ...clockCommands,
  ...agendaCommands,
  ...attendanceCommands,
  ...floorCommands,
  ...votingCommands,
  ...presentationCommands,
  ...displayCommands,
  ...documentsCommands,
  ...recordCommands,
};

export type CommandType = keyof typeof commands;
export type Command = {
  [Type in CommandType]: { type: Type } & v.InferInput<(typeof commands)[Type]['fields']>;
}[CommandType];

export const commandRule = (type: CommandType): CommandRule => commands[type] as unknown as CommandRule;

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

/** What follows from a command: at least one event, or a rejection. Fields are taken as checked by the row's schema. */
export function decide(state: MeetingState, { type, ...fields }: Command, context: Context): Outcome {
  const rule = commandRule(type);
  if (!rule.by.some((role) => context.actor.roles.includes(role))) return reject('not-allowed');
  if (state.phase === 'closed' && !rule.afterClosing) return reject('meeting-closed');
  if (state.convened) return rule.decide(state, fields, context);
  const outcome = rule.decide(state, fields, { ...context, sequence: context.sequence + 1 });
  if (isRejection(outcome)) return outcome;
  return [{ type: 'meeting-convened', at: context.now, definition: definitionOf(state) }, ...outcome];
}

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
