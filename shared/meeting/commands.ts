/**
 * Every command there is, and what follows from one.
 *
 * `decide(state, command, context)` answers with events or a rejection, `evolve(state, fact)` with the next state. Neither
 * knows a clock, chance, a file or a socket, so both run on the server, in every browser and in any test.
 */
import type * as v from 'valibot';
import { hasRole } from '../people/roles.ts';
import { type CommandRule, isRejection, type Outcome, reject } from '../rulebook/rulebook.ts';
import { agendaCommands } from './agenda/commands.ts';
import { attendanceCommands } from './attendance/commands.ts';
import { birthCommands } from './birth.ts';
import { clockCommands } from './clock/commands.ts';
import { commentsCommands } from './comments/commands.ts';
import { displayCommands } from './display/commands.ts';
import { type DocumentsContext, documentsCommands } from './documents/commands.ts';
import { floorCommands } from './floor/commands.ts';
import { invitationCommands } from './invitation/commands.ts';
import { messagesCommands } from './messages/commands.ts';
import { meetingCommands } from './phase/commands.ts';
import { planningCommands } from './planning/commands.ts';
import { presentationCommands } from './presentation/commands.ts';
import { questionsCommands } from './questions/commands.ts';
import { recordCommands } from './record/commands.ts';
import { rosterCommands } from './roster/commands.ts';
import { seatingCommands } from './seating/commands.ts';
import { definitionOf, type MeetingEvent, type MeetingState } from './state.ts';
import { type VotingContext, votingCommands } from './voting/commands.ts';

/** Every command there is: who may give it, its fields, how it is decided. */
export const commands = {
  ...birthCommands,
  ...planningCommands,
  ...rosterCommands,
  ...meetingCommands,
  ...clockCommands,
  ...agendaCommands,
  ...attendanceCommands,
  ...floorCommands,
  ...votingCommands,
  ...presentationCommands,
  ...displayCommands,
  ...documentsCommands,
  ...seatingCommands,
  ...messagesCommands,
  ...invitationCommands,
  ...questionsCommands,
  ...commentsCommands,
  ...recordCommands,
};

export type CommandType = keyof typeof commands;

export type Command = {
  [Type in CommandType]: { type: Type } & v.InferInput<(typeof commands)[Type]['fields']>;
}[CommandType];

/** What any decision may depend on beside state and command. */
export type MeetingContext = VotingContext & DocumentsContext;
export type MeetingOutcome = Outcome<MeetingEvent>;

type MeetingRule = CommandRule<MeetingState, MeetingEvent, v.GenericSchema, MeetingContext>;
export const commandRule = (type: CommandType): MeetingRule => commands[type] as unknown as MeetingRule;

/** What follows from a command: at least one event, or a rejection. Fields are taken as checked by the row's schema. */
export function decide(state: MeetingState, { type, ...fields }: Command, context: MeetingContext): MeetingOutcome {
  const rule = commandRule(type);
  if (!hasRole(context.actor.roles, rule.by)) return reject('not-allowed');
  if (state.id === '' && type !== 'create-meeting') return reject('not-found');
  if (state.phase === 'closed' && !rule.afterClosing) return reject('meeting-closed');
  if (state.cancelled && !rule.plans) return reject('meeting-cancelled');
  if (state.convened || rule.plans) return rule.decide(state, fields, context);
  const outcome = rule.decide(state, fields, { ...context, sequence: context.sequence + 1 });
  if (isRejection(outcome)) return outcome;
  return [{ type: 'meeting-convened', at: context.now, definition: definitionOf(state) }, ...outcome];
}
