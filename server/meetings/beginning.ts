/** How a meeting begins: its own log, and its place in its body's list. */
import type { MeetingId } from '../../shared/ids.ts';
import type { MeetingDefinition } from '../../shared/meeting/definition.ts';
import { descriptionOf } from '../../shared/meeting/planning/queries.ts';
import type { BodyLog } from '../bodies/body-log.ts';
import { system } from '../logs/rulebook.ts';
import type { MeetingLog } from './meeting-log.ts';

/**
 * Begins a meeting's log with what is known of it, then puts it into the list: what stands there is there. Cut off in
 * between and done again, it is done once.
 * @param openLog of the meeting, in its own folder
 * @param definition its people must be on it: that is who it is shown to
 */
export async function beginMeeting(
  openLog: (id: MeetingId) => Promise<MeetingLog>,
  body: BodyLog,
  definition: MeetingDefinition,
  isRehearsal = false,
): Promise<void> {
  const { id } = definition;
  const log = await openLog(id);
  const created = await log.execute(`create-${id}`, { type: 'create-meeting', definition }, system);
  await log.stop();
  if (!created.accepted) throw new Error(`The meeting “${id}” could not be created: ${created.code}`);
  const description = descriptionOf(definition);
  const people = definition.people.map((person) => person.id);
  const planned = await body.execute(
    `plan-${id}`,
    { type: 'plan-meeting', meeting: id, description, people, isRehearsal },
    system,
  );
  if (!planned.accepted) throw new Error(`The meeting “${id}” could not be planned: ${planned.code}`);
}
