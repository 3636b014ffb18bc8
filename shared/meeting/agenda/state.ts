/** Chương trình: its items in order, and the pointer to the one that is on. */
import * as v from 'valibot';
import { DocumentId, ItemId, line, oneLine } from '../../ids.ts';
import { itemKinds, speakingSeconds } from '../../procedure.ts';
import { type Stopwatch, stopped } from '../../rulebook/stopwatch.ts';

export const LONGEST_NOTE = 4000;

/** Who must hand in its documents: a department, a committee; empty where nobody must. */
const submitter = v.optional(v.pipe(v.string(), v.transform(oneLine), v.maxLength(200)), '');
/** How long each speech may last here; null: as the rules say for its kind. */
const itemSpeakingSeconds = v.optional(v.nullable(speakingSeconds), null);

export const PlannedItem = v.strictObject({
  id: ItemId,
  parent: v.nullable(ItemId),
  title: line(300),
  kind: v.picklist(itemKinds),
  plannedMinutes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440)),
  documents: v.array(DocumentId),
  /** Kịch bản điều hành: what the chair says and does here. For the chair's side alone. */
  note: v.optional(v.pipe(v.string(), v.maxLength(LONGEST_NOTE)), ''),
  submitter,
  speakingSeconds: itemSpeakingSeconds,
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
  /** The agenda as it was last sent to those who take part; null while it is a draft. */
  sent: { at: number; items: readonly SentItem[] } | null;
}

/** What was said of an item when the agenda was sent. */
export type SentItem = Pick<PlannedItem, 'id' | 'parent' | 'title' | 'plannedMinutes'>;

export type AgendaEvent =
  | { type: 'item-started'; at: number; item: ItemId; left: 'done' | 'pending' }
  | { type: 'item-skipped'; at: number; item: ItemId }
  | { type: 'item-restored'; at: number; item: ItemId }
  | { type: 'agenda-sent'; at: number }
  | { type: 'item-added'; at: number; item: Omit<PlannedItem, 'note'>; after: ItemId | null }
  | { type: 'item-changed'; at: number; item: Omit<PlannedItem, 'parent' | 'documents' | 'note'> }
  | { type: 'item-noted'; at: number; item: ItemId; note: string }
  | { type: 'item-removed'; at: number; item: ItemId }
  /** `parent`: below another item than before, or below none; not there where that stays as it was. */
  | { type: 'item-moved'; at: number; item: ItemId; after: ItemId | null; parent?: ItemId | null };

export const plannedAgenda = (items: readonly PlannedItem[]): AgendaState => ({
  items: items.map((item) => ({ ...item, status: 'pending', spent: stopped })),
  current: null,
  sent: null,
});

/** What a state has that knows this topic. */
export interface AgendaPart {
  agenda: AgendaState;
}
