/** Chương trình: its items in order, and the pointer to the one that is on. */
import * as v from 'valibot';
import { endSpeech } from './floor.ts';
import { DocumentId, ItemId } from './ids.ts';
import type { MeetingEvent, MeetingState } from './meeting.ts';
import { PlannedItem } from './roster.ts';
import {
  type Context,
  command,
  conducts,
  type Outcome,
  pause,
  reject,
  run,
  type Stopwatch,
  shift,
  stopped,
} from './rulebook.ts';
import { openVote } from './voting.ts';

export interface AgendaItem extends PlannedItem {
  status: 'pending' | 'done' | 'skipped';
  /** Time spent on it; runs while it is current and the meeting is open. */
  spent: Stopwatch;
}

export interface AgendaState {
  /** Sub-items follow their parent. */
  items: readonly AgendaItem[];
  current: ItemId | null;
}

export type AgendaEvent =
  | { type: 'item-started'; at: number; item: ItemId; left: 'done' | 'pending' }
  | { type: 'item-skipped'; at: number; item: ItemId }
  | { type: 'item-restored'; at: number; item: ItemId }
  | { type: 'item-added'; at: number; item: PlannedItem; after: ItemId | null }
  | { type: 'item-moved'; at: number; item: ItemId; after: ItemId | null };

export const plannedAgenda = (items: readonly PlannedItem[]): AgendaState => ({
  items: items.map((item) => ({ ...item, status: 'pending', spent: stopped })),
  current: null,
});

export const itemById = (agenda: AgendaState, id: ItemId | null): AgendaItem | undefined =>
  agenda.items.find((item) => item.id === id);
export const currentItem = (agenda: AgendaState): AgendaItem | undefined => itemById(agenda, agenda.current);

/** The next item that the pointer goes to, in either direction; skipped ones are passed over. */
export function neighbour(agenda: AgendaState, step: 1 | -1): AgendaItem | undefined {
  const here = agenda.items.findIndex((item) => item.id === agenda.current);
  const rest = step === 1 ? agenda.items.slice(here + 1) : agenda.items.slice(0, Math.max(here, 0)).reverse();
  return rest.find((item) => item.status !== 'skipped');
}

/** Where a new or moved item goes: behind `after` and its sub-items, or to the front of its siblings. */
function insertionIndex(items: readonly AgendaItem[], parent: ItemId | null, after: ItemId | null): number {
  const anchor = items.findIndex((item) => item.id === (after ?? parent));
  if (after === null) return anchor + 1;
  const next = items.findIndex((item, index) => index > anchor && item.parent !== after);
  return next === -1 ? items.length : next;
}

function goTo(
  state: MeetingState,
  target: AgendaItem | undefined,
  left: 'done' | 'pending',
  { now }: Context,
): Outcome {
  if (state.phase !== 'open') return reject('meeting-not-open');
  if (!target) return reject(left === 'done' ? 'end-of-agenda' : 'start-of-agenda');
  if (target.id === state.agenda.current) return reject('already-current');
  if (openVote(state.voting)) return reject('vote-running');
  return [...endSpeech(state.floor, now), { type: 'item-started', at: now, item: target.id, left }];
}

const { title, kind, plannedMinutes, parent } = PlannedItem.entries;

export const agendaCommands = {
  'next-item': command(conducts, {}, (state, _, context) => goTo(state, neighbour(state.agenda, 1), 'done', context)),

  /** Goes back; the item that is left counts as not done. The way to undo `next-item`. */
  'previous-item': command(conducts, {}, (state, _, context) =>
    goTo(state, neighbour(state.agenda, -1), 'pending', context),
  ),

  'jump-to-item': command(conducts, { item: ItemId }, (state, { item }, context) => {
    const target = itemById(state.agenda, item);
    return target ? goTo(state, target, 'pending', context) : reject('no-such-item');
  }),

  'skip-item': command(conducts, { item: ItemId }, (state, { item }, { now }) => {
    const target = itemById(state.agenda, item);
    if (!target) return reject('no-such-item');
    if (target.id === state.agenda.current) return reject('already-current');
    return target.status === 'pending' ? [{ type: 'item-skipped', at: now, item }] : reject('item-done');
  }),

  'restore-item': command(conducts, { item: ItemId }, (state, { item }, { now }) => {
    const target = itemById(state.agenda, item);
    if (!target) return reject('no-such-item');
    return target.status === 'skipped' ? [{ type: 'item-restored', at: now, item }] : reject('wrong-place');
  }),

  'add-item': command(
    conducts,
    {
      title,
      kind,
      plannedMinutes,
      parent,
      after: v.nullable(ItemId),
      documents: v.pipe(v.array(DocumentId), v.maxLength(100)),
    },
    (state, { after, ...fields }, { now, sequence }) => {
      const parent = itemById(state.agenda, fields.parent);
      if (fields.parent && (!parent || parent.parent)) return reject('no-such-item');
      if (after && itemById(state.agenda, after)?.parent !== fields.parent) return reject('wrong-place');
      if (fields.documents.some((id) => !state.documents.some((document) => document.id === id)))
        return reject('no-such-document');
      const id = v.parse(ItemId, `item-${sequence}`);
      return [{ type: 'item-added', at: now, item: { id, ...fields }, after }];
    },
  ),

  /** Moves an item, with its sub-items, behind a sibling (`after`), or to the front (null). */
  'move-item': command(conducts, { item: ItemId, after: v.nullable(ItemId) }, (state, { item, after }, { now }) => {
    const moved = itemById(state.agenda, item);
    if (!moved) return reject('no-such-item');
    if (item === after || (after && itemById(state.agenda, after)?.parent !== moved.parent))
      return reject('wrong-place');
    return [{ type: 'item-moved', at: now, item, after }];
  }),
};

const change = (agenda: AgendaState, id: ItemId | null, how: (item: AgendaItem) => AgendaItem): AgendaState =>
  id === null ? agenda : { ...agenda, items: agenda.items.map((item) => (item.id === id ? how(item) : item)) };

export function evolveAgenda(agenda: AgendaState, event: MeetingEvent): AgendaState {
  switch (event.type) {
    case 'item-started': {
      const left = change(agenda, agenda.current, (item) => ({
        ...item,
        status: event.left,
        spent: pause(item.spent, event.at),
      }));
      const entered = change(left, event.item, (item) => ({
        ...item,
        status: 'pending',
        spent: run(item.spent, event.at),
      }));
      return { ...entered, current: event.item };
    }
    case 'item-skipped':
      return change(agenda, event.item, (item) => ({ ...item, status: 'skipped' }));
    case 'item-restored':
      return change(agenda, event.item, (item) => ({ ...item, status: 'pending' }));
    case 'item-added': {
      const items = [...agenda.items];
      const at = insertionIndex(items, event.item.parent, event.after);
      items.splice(at, 0, { ...event.item, status: 'pending', spent: stopped });
      return { ...agenda, items };
    }
    case 'item-moved': {
      const isMoved = (item: AgendaItem) => item.id === event.item || item.parent === event.item;
      const block = agenda.items.filter(isMoved);
      const items = agenda.items.filter((item) => !isMoved(item));
      items.splice(insertionIndex(items, block[0]?.parent ?? null, event.after), 0, ...block);
      return { ...agenda, items };
    }
    case 'meeting-suspended':
      return change(agenda, agenda.current, (item) => ({ ...item, spent: pause(item.spent, event.at) }));
    case 'meeting-closed':
      return {
        ...change(agenda, agenda.current, (item) => ({ ...item, status: 'done', spent: pause(item.spent, event.at) })),
        current: null,
      };
    case 'clock-stepped':
      return change(agenda, agenda.current, (item) => ({ ...item, spent: shift(item.spent, event.byMs) }));
    case 'meeting-resumed':
      return change(agenda, agenda.current, (item) => ({ ...item, spent: run(item.spent, event.at) }));
    default:
      return agenda;
  }
}
