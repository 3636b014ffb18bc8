/**
 * Events of journals of any released version, as this version knows them: run where a journal is read, and nowhere else.
 * A journal is never rewritten. Each topic that ever changed an event says how in its own `upcast`.
 */
import * as v from 'valibot';
import { MeetingDefinition } from './definition.ts';
import type { MeetingEvent } from './state.ts';
import { upcastPlan, upcastVotingEvent } from './voting/upcast.ts';

const upcastDefinition = (definition: MeetingDefinition): MeetingDefinition =>
  v.parse(MeetingDefinition, { ...definition, votes: definition.votes.map(upcastPlan) });

export function upcast(event: MeetingEvent): MeetingEvent {
  switch (event.type) {
    case 'meeting-created':
    case 'meeting-convened':
      // What a definition could not have then has its default.
      return event.definition ? { ...event, definition: upcastDefinition(event.definition) } : event;
    case 'vote-prepared':
    case 'vote-changed':
    case 'ballot-cast':
    case 'ballot-entered':
    case 'ballot-corrected':
      return upcastVotingEvent(event);
    default:
      return event;
  }
}
