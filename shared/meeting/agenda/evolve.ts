/** How the agenda changes by what happens. */

import type { ItemId } from '../../ids.ts';
import { pause, run, shift, stopped } from '../../rulebook/stopwatch.ts';
import type { ClockEvent } from '../clock/state.ts';
import type { PhaseEvent } from '../phase/state.ts';
import type { AgendaEvent, AgendaItem, AgendaState } from './state.ts';

/** Where a new or moved item goes: behind `after` and its sub-items, or to the front of its siblings. */
function insertionIndex(items: readonly AgendaItem[], parent: ItemId | null, after: ItemId | null): number {
  const anchor = items.findIndex((item) => item.id === (after ?? parent));
  if (after === null) return anchor + 1;
  const next = items.findIndex((item, index) => index > anchor && item.parent !== after);
  return next === -1 ? items.length : next;
}

const change = (agenda: AgendaState, id: ItemId | null, how: (item: AgendaItem) => AgendaItem): AgendaState =>
  id === null ? agenda : { ...agenda, items: agenda.items.map((item) => (item.id === id ? how(item) : item)) };

export function evolveAgenda(agenda: AgendaState, event: AgendaEvent | PhaseEvent | ClockEvent): AgendaState {
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
      // Journals of before an item had them say nothing of who hands in and how long is spoken.
      items.splice(at, 0, {
        ...{ submitter: '', speakingSeconds: null },
        ...event.item,
        note: '',
        status: 'pending',
        spent: stopped,
      });
      return { ...agenda, items };
    }
    case 'agenda-sent': {
      const items = agenda.items.map(({ id, parent, title, plannedMinutes }) => ({
        id,
        parent,
        title,
        plannedMinutes,
      }));
      return { ...agenda, sent: { at: event.at, items } };
    }
    case 'item-changed':
      return change(agenda, event.item.id, (item) => ({ ...item, ...event.item }));
    case 'item-noted':
      return change(agenda, event.item, (item) => ({ ...item, note: event.note }));
    case 'item-removed':
      return { ...agenda, items: agenda.items.filter(({ id }) => id !== event.item) };
    case 'item-moved': {
      const isMoved = (item: AgendaItem) => item.id === event.item || item.parent === event.item;
      const { parent } = event;
      const block = agenda.items
        .filter(isMoved)
        .map((item) => (item.id === event.item && parent !== undefined ? { ...item, parent } : item));
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
