/**
 * What happened in the hall, in its order, for the minutes (Biên bản): who came and left, which item was on when, who
 * spoke on it and for how long, which votes were taken. Folded over the events of a meeting's log.
 */
import type { ItemId, PersonId, VoteId } from '../ids.ts';
import { isDelegate, personById } from '../people/roster.ts';
import type { RequestKind } from '../procedure.ts';
import type { Turn } from './floor/state.ts';
import type { MeetingEvent, MeetingState } from './state.ts';

/** `at` is milliseconds since 1970: of a speech its end. */
export type MinutesEntry =
  | { type: 'item'; at: number; item: ItemId }
  | { type: 'speech'; at: number; item: ItemId; person: PersonId; kind: RequestKind; spokenMs: number }
  | { type: 'text'; at: number; item: ItemId; person: PersonId }
  | { type: 'vote'; at: number; vote: VoteId }
  | { type: 'vote-cancelled'; at: number; vote: VoteId; reason: string }
  | { type: 'break'; at: number }
  | { type: 'resumed'; at: number }
  /** After the meeting was opened; of delegates alone. */
  | { type: 'arrived'; at: number; person: PersonId }
  | { type: 'left'; at: number; person: PersonId };

export interface Minutes {
  /** Null until the meeting is opened. */
  opened: { at: number; withoutQuorum: boolean; present: readonly PersonId[] } | null;
  closedAt: number | null;
  entries: readonly MinutesEntry[];
}

export const noMinutes: Minutes = { opened: null, closedAt: null, entries: [] };

const presentIn = ({ attendance, people }: MeetingState): PersonId[] =>
  people
    .filter((person) => isDelegate(person) && attendance.marks[person.id]?.status === 'present')
    .map(({ id }) => id);

/** A speech that is counted as over, or is taken up again: the same as the floor's own list says. */
function speeches(
  entries: readonly MinutesEntry[],
  before: MeetingState,
  after: MeetingState,
): readonly MinutesEntry[] {
  const [were, are] = [before.floor.turns, after.floor.turns];
  if (were === are) return entries;
  const keyOf = ({ person, endedAt }: Turn) => `${person} ${endedAt}`;
  const [known, now] = [new Set(were.map(keyOf)), new Set(are.map(keyOf))];
  const kept = entries.filter(
    (entry) =>
      entry.type !== 'speech' || now.has(`${entry.person} ${entry.at}`) || !known.has(`${entry.person} ${entry.at}`),
  );
  const added = are.filter((turn) => !known.has(keyOf(turn)));
  return [
    ...kept,
    ...added.map(
      ({ person, item, kind, spokenMs, endedAt }): MinutesEntry => ({
        type: 'speech',
        at: endedAt,
        item,
        person,
        kind,
        spokenMs,
      }),
    ),
  ];
}

/** The minutes with one event more; `before` and `after` are the states on both sides of it. */
export function minuted(minutes: Minutes, event: MeetingEvent, before: MeetingState, after: MeetingState): Minutes {
  const entries = speeches(minutes.entries, before, after);
  const add = (entry: MinutesEntry): Minutes => ({ ...minutes, entries: [...entries, entry] });
  const { at } = event;
  switch (event.type) {
    case 'meeting-opened':
      return { ...minutes, opened: { at, withoutQuorum: event.withoutQuorum, present: presentIn(after) } };
    case 'meeting-suspended':
      return add({ type: 'break', at });
    case 'meeting-resumed':
      return add({ type: 'resumed', at });
    case 'meeting-closed':
      return { ...minutes, entries, closedAt: at };
    case 'item-started': {
      const last = entries.findLast(({ type }) => type === 'item');
      return last?.type === 'item' && last.item === event.item
        ? { ...minutes, entries }
        : add({ type: 'item', at, item: event.item });
    }
    case 'vote-closed':
      return add({ type: 'vote', at, vote: event.vote });
    case 'vote-cancelled':
      // One that was never opened is nothing that happened.
      return before.voting.votes.some(({ id, poll }) => id === event.vote && poll !== null)
        ? add({ type: 'vote-cancelled', at, vote: event.vote, reason: event.reason })
        : { ...minutes, entries };
    case 'person-arrived':
    case 'person-left': {
      const person = personById(after, event.person);
      const isNews = minutes.opened !== null && person !== undefined && isDelegate(person) && event.counts;
      return isNews
        ? add({ type: event.type === 'person-arrived' ? 'arrived' : 'left', at, person: event.person })
        : { ...minutes, entries };
    }
    case 'text-handed-in':
      return add({ type: 'text', at, item: event.text.item, person: event.text.person });
    default:
      return entries === minutes.entries ? minutes : { ...minutes, entries };
  }
}
