/** Chương trình: its items in order, and the pointer to the one that is on. */
import * as v from 'valibot';
import { DocumentId, ItemId, line } from '../../ids.ts';
import { itemKinds } from '../../procedure.ts';
import { type Stopwatch, stopped } from '../../rulebook/stopwatch.ts';

export const LONGEST_NOTE = 4000;

export const PlannedItem = v.strictObject({
  id: ItemId,
  parent: v.nullable(ItemId),
  title: line(300),
  kind: v.picklist(itemKinds),
  plannedMinutes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440)),
  documents: v.array(DocumentId),
  /** Kịch bản điều hành: what the chair says and does here. For the chair's side alone. */
  note: v.optional(v.pipe(v.string(), v.maxLength(LONGEST_NOTE)), ''),
});

export type PlannedItem = v.InferOutput<typeof PlannedItem>;
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
  | { type: 'item-added'; at: number; item: Omit<PlannedItem, 'note'>; after: ItemId | null }
  | { type: 'item-changed'; at: number; item: Omit<PlannedItem, 'parent' | 'documents' | 'note'> }
  | { type: 'item-noted'; at: number; item: ItemId; note: string }
  | { type: 'item-removed'; at: number; item: ItemId }
  | { type: 'item-moved'; at: number; item: ItemId; after: ItemId | null };

export const plannedAgenda = (items: readonly PlannedItem[]): AgendaState => ({
  items: items.map((item) => ({ ...item, status: 'pending', spent: stopped })),
  current: null,
});

/** What a state has that knows this topic. */
export interface AgendaPart {
  agenda: AgendaState;
}
