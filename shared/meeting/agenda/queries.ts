/** Items of the agenda, and which comes next. */
import type { ItemId } from '../../ids.ts';
import type { AgendaItem, AgendaState } from './state.ts';

export const itemById = (agenda: AgendaState, id: ItemId | null): AgendaItem | undefined =>
  agenda.items.find((item) => item.id === id);

export const currentItem = (agenda: AgendaState): AgendaItem | undefined => itemById(agenda, agenda.current);

/** The next item that the pointer goes to, in either direction; skipped ones are passed over. */
export function neighbour(agenda: AgendaState, step: 1 | -1): AgendaItem | undefined {
  const here = agenda.items.findIndex((item) => item.id === agenda.current);
  const rest = step === 1 ? agenda.items.slice(here + 1) : agenda.items.slice(0, Math.max(here, 0)).reverse();
  return rest.find((item) => item.status !== 'skipped');
}
