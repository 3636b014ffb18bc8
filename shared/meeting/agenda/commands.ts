/** What may be done with the agenda, by whom, and what follows. */

import * as v from 'valibot';
import { composed, DocumentId, ItemId } from '../../ids.ts';
import { conducts } from '../../people/roles.ts';
import { type Context, type Outcome, reject, rowsOf } from '../../rulebook/rulebook.ts';
import type { DocumentsPart } from '../documents/state.ts';
import { endSpeech } from '../floor/queries.ts';
import type { FloorEvent, FloorPart } from '../floor/state.ts';
import type { PhasePart } from '../phase/state.ts';
import { openVote } from '../voting/queries.ts';
import type { VotingPart } from '../voting/state.ts';
import { changesSince, itemById, neighbour } from './queries.ts';
import type { AgendaEvent, AgendaPart } from './state.ts';
import { type AgendaItem, LONGEST_NOTE, PlannedItem } from './state.ts';

type Needs = PhasePart & AgendaPart & FloorPart & VotingPart & DocumentsPart;
type Follows = AgendaEvent | FloorEvent;
const command = rowsOf<Needs, Follows>();

function goTo(
  state: Needs,
  target: AgendaItem | undefined,
  left: 'done' | 'pending',
  { now }: Context,
): Outcome<Follows> {
  if (state.phase !== 'open') return reject('meeting-not-open');
  if (!target) return reject(left === 'done' ? 'end-of-agenda' : 'start-of-agenda');
  if (target.id === state.agenda.current) return reject('already-current');
  if (openVote(state.voting)) return reject('vote-running');
  return [...endSpeech(state.floor, now), { type: 'item-started', at: now, item: target.id, left }];
}

const { title, kind, plannedMinutes, parent, submitter, speakingSeconds } = PlannedItem.entries;

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
      submitter,
      speakingSeconds,
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
    { plans: true },
  ),

  /** What an item says of itself; its documents and its place are changed by commands of their own. */
  'change-item': command(
    conducts,
    { item: ItemId, title, kind, plannedMinutes, submitter, speakingSeconds },
    (state, { item: id, ...fields }, { now }) => {
      const item = itemById(state.agenda, id);
      if (!item) return reject('no-such-item');
      const isSame = Object.entries(fields).every(([name, value]) => item[name as keyof typeof fields] === value);
      return isSame ? reject('nothing-changed') : [{ type: 'item-changed', at: now, item: { id, ...fields } }];
    },
    { plans: true },
  ),

  /** Gửi chương trình: what stands now is what those who take part were told; what changes from here is shown to them. */
  'send-agenda': command(
    conducts,
    {},
    ({ agenda }, _, { now }) => {
      if (agenda.items.length === 0) return reject('no-such-item');
      return changesSince(agenda).length === 0 && agenda.sent
        ? reject('nothing-changed')
        : [{ type: 'agenda-sent', at: now }];
    },
    { plans: true },
  ),

  /** What the chair says and does at an item; also while the hall sits. Empty takes it away. */
  'note-item': command(
    conducts,
    { item: ItemId, note: v.pipe(v.string(), v.transform(composed), v.maxLength(LONGEST_NOTE)) },
    (state, { item: id, note }, { now }) => {
      const item = itemById(state.agenda, id);
      if (!item) return reject('no-such-item');
      return item.note === note ? reject('nothing-changed') : [{ type: 'item-noted', at: now, item: id, note }];
    },
    { plans: true },
  ),

  /** Only an item that nothing hangs on: no vote, no words, no sub-item, and not the one that is on. */
  'remove-item': command(
    conducts,
    { item: ItemId },
    (state, { item: id }, { now }) => {
      const item = itemById(state.agenda, id);
      if (!item) return reject('no-such-item');
      if (state.agenda.current === id) return reject('already-current');
      const { requests, turns, texts } = state.floor;
      const isInUse =
        item.status === 'done' ||
        state.agenda.items.some(({ parent }) => parent === id) ||
        state.voting.votes.some((vote) => vote.item === id) ||
        [...requests, ...turns, ...texts].some((entry) => entry.item === id);
      return isInUse ? reject('item-in-use') : [{ type: 'item-removed', at: now, item: id }];
    },
    { plans: true },
  ),

  /** Moves an item, with its sub-items, behind a sibling (`after`), or to the front (null). */
  'move-item': command(
    conducts,
    { item: ItemId, after: v.nullable(ItemId), parent: v.optional(v.nullable(ItemId)) },
    (state, { item, after, parent }, { now }) => {
      const moved = itemById(state.agenda, item);
      if (!moved) return reject('no-such-item');
      const under = parent === undefined ? moved.parent : parent;
      if (item === after || (after && itemById(state.agenda, after)?.parent !== under)) return reject('wrong-place');
      if (under === moved.parent) return [{ type: 'item-moved', at: now, item, after }];
      // Two levels, no more: what has sub-items becomes none itself.
      const hasItems = state.agenda.items.some((other) => other.parent === item);
      if (under !== null && (hasItems || under === item || itemById(state.agenda, under)?.parent !== null))
        return reject('wrong-place');
      return [{ type: 'item-moved', at: now, item, after, parent: under }];
    },
    { plans: true },
  ),
};
