/** Items of the agenda, and which comes next. */
import type { ItemId } from '../../ids.ts';
import type { PhasePart } from '../phase/state.ts';
import type { AgendaItem, AgendaPart, AgendaState } from './state.ts';

export const itemById = (agenda: AgendaState, id: ItemId | null): AgendaItem | undefined =>
  agenda.items.find((item) => item.id === id);

/** The number of each item as the agenda is printed: 2, and below it 2.1. */
export function itemNumbers(items: readonly AgendaItem[]): Map<ItemId, string> {
  const numbers = new Map<ItemId, string>();
  let top = 0;
  let sub = 0;
  for (const { id, parent } of items) {
    if (parent === null) {
      top += 1;
      sub = 0;
      numbers.set(id, String(top));
    } else {
      sub += 1;
      numbers.set(id, `${top}.${sub}`);
    }
  }
  return numbers;
}

export const currentItem = (agenda: AgendaState): AgendaItem | undefined => itemById(agenda, agenda.current);

/** An agenda that was not sent, of a meeting that has not begun: nobody's business but the office's. */
export const isDraft = ({ agenda, phase }: AgendaPart & PhasePart): boolean =>
  agenda.sent === null && phase === 'prepared';

/** The next item that the pointer goes to, in either direction; skipped ones are passed over. */
export function neighbour(agenda: AgendaState, step: 1 | -1): AgendaItem | undefined {
  const here = agenda.items.findIndex((item) => item.id === agenda.current);
  const rest = step === 1 ? agenda.items.slice(here + 1) : agenda.items.slice(0, Math.max(here, 0)).reverse();
  return rest.find((item) => item.status !== 'skipped');
}

/** What became of an item since the agenda was sent. */
export interface ItemChange {
  item: string;
  title: string;
  how: 'added' | 'removed' | 'changed' | 'moved';
  /** As it was called when it was sent; empty where it was not there. */
  before: string;
}

/** What changed since the agenda was sent, in its order; those that are gone at the end. */
export function changesSince({ items, sent }: AgendaState): ItemChange[] {
  if (!sent) return [];
  const known = new Map(sent.items.map((item) => [item.id, item]));
  const now = new Set(items.map(({ id }) => id));
  // Moved is who stands behind another one than before, among those that are still there.
  const kept = sent.items.filter(({ id }) => now.has(id)).map(({ id }) => id);
  const here = items.filter(({ id }) => known.has(id)).map(({ id }) => id);
  const changed = items.flatMap(({ id, parent, title, plannedMinutes }): ItemChange[] => {
    const before = known.get(id);
    if (!before) return [{ item: id, title, how: 'added', before: '' }];
    const isSame = before.title === title && before.plannedMinutes === plannedMinutes;
    if (!isSame) return [{ item: id, title, how: 'changed', before: before.title }];
    const isMoved = before.parent !== parent || here[here.indexOf(id) - 1] !== kept[kept.indexOf(id) - 1];
    return isMoved ? [{ item: id, title, how: 'moved', before: title }] : [];
  });
  const gone = sent.items
    .filter(({ id }) => !now.has(id))
    .map(({ id, title }): ItemChange => ({ item: id, title, how: 'removed', before: title }));
  return [...changed, ...gone];
}
