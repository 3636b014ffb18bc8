/** What the minutes of a meeting are made from, out of its journal. */
import { setImmediate } from 'node:timers/promises';
import { evolve } from '../../shared/meeting/evolve.ts';
import { type Minutes, minuted, noMinutes } from '../../shared/meeting/minutes.ts';
import { type MeetingEvent, unbornMeeting } from '../../shared/meeting/state.ts';
import { upcast } from '../../shared/meeting/upcast.ts';
import { decodeEntry } from '../journal/chain.ts';

/** So many events are looked at before others have their turn. */
const AT_ONCE = 200;

/** @param journal its lines as they are kept */
export async function minutesOf(journal: Buffer): Promise<Minutes> {
  let state = unbornMeeting;
  let minutes = noMinutes;
  const lines = journal.toString('utf8').split('\n').filter(Boolean);
  for (const [index, line] of lines.entries()) {
    const event = upcast(decodeEntry<MeetingEvent>(line).event);
    const next = evolve(state, event);
    minutes = minuted(minutes, event, state, next);
    state = next;
    if (index % AT_ONCE === AT_ONCE - 1) await setImmediate();
  }
  return minutes;
}
