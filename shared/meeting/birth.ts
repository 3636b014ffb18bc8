/** How a meeting's log begins: created with what is planned so far, and convened when the hall begins. */
import type { MeetingId } from '../ids.ts';
import { reject, rowsOf } from '../rulebook/rulebook.ts';
import { MeetingDefinition } from './definition.ts';

export type BirthEvent =
  /** A journal's first line. */
  | { type: 'meeting-created'; at: number; definition?: MeetingDefinition }
  /**
   * Agenda, roster, procedure and document hashes are frozen here, so that the record explains itself from this line on
   * (before 0.2 it was a journal's first). On the wire it goes without the definition, which every view holds.
   */
  | { type: 'meeting-convened'; at: number; definition?: MeetingDefinition };

const command = rowsOf<{ id: MeetingId | '' }, BirthEvent>();

export const birthCommands = {
  'create-meeting': command(
    ['system'],
    { definition: MeetingDefinition },
    (state, { definition }, { now }) =>
      state.id === '' ? [{ type: 'meeting-created', at: now, definition }] : reject('meeting-exists'),
    { plans: true },
  ),
};
