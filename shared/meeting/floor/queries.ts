/** Who waits and in which order, who speaks, how much time is left. */

import type { ItemId, PersonId } from '../../ids.ts';
import type { PeoplePart } from '../../people/roster.ts';
import { isDelegate, personById } from '../../people/roster.ts';
import type { ProcedurePart, RequestKind } from '../../procedure.ts';
import { elapsed } from '../../rulebook/stopwatch.ts';
import { currentItem } from '../agenda/queries.ts';
import type { AgendaPart } from '../agenda/state.ts';
import { hasLeft } from '../attendance/queries.ts';
import type { AttendancePart } from '../attendance/state.ts';
import type { FloorEvent, FloorPart, FloorRequest, FloorState, SpeakerList, Speech } from './state.ts';

const closedList: SpeakerList = { open: false, order: 'registration', byHand: null };

export const listOf = (floor: FloorState, item: ItemId | null): SpeakerList =>
  (item && floor.lists[item]) || closedList;

/** When the time is up, in server milliseconds; null while paused. */
export const speechDeadline = ({ watch, limitMs }: Speech): number | null =>
  watch.runningSince === null ? null : watch.runningSince + limitMs - watch.spentMs;

/** Milliseconds left at `now`; negative in overtime. */
export const timeLeft = ({ watch, limitMs }: Speech, now: number): number => limitMs - elapsed(watch, now);

/** Whether a person may hand in a text about an item: she registered for it, speaks on it, or has spoken. */
export const mayWriteAbout = (floor: FloorState, person: PersonId, item: ItemId): boolean =>
  floor.requests.some((request) => request.person === person && request.item === item) ||
  (floor.speech?.request.person === person && floor.speech.request.item === item) ||
  spoken(floor, person, item).times > 0;

/** How often and how long someone has spoken, in one item or (item null) in the whole meeting; finished turns only. */
export function spoken(floor: FloorState, person: PersonId, item: ItemId | null): { times: number; ms: number } {
  let times = 0;
  let ms = 0;
  for (const turn of floor.turns) {
    if (turn.person !== person || (item !== null && turn.item !== item)) continue;
    times += 1;
    ms += turn.spokenMs;
  }
  return { times, ms };
}

/** All who have the floor: who speaks, and who goes on afterwards. */
const speeches = ({ speech, interrupted }: FloorState): readonly Speech[] =>
  speech ? [...interrupted, speech] : interrupted;

/** Turns that someone has had of one kind on one matter, those under way among them. */
export function turnsOf(floor: FloorState, person: PersonId, item: ItemId, kind: RequestKind): number {
  const isOne = (turn: { person: PersonId; item: ItemId; kind: RequestKind }) =>
    turn.person === person && turn.item === item && turn.kind === kind;
  return floor.turns.filter(isOne).length + speeches(floor).filter(({ request }) => isOne(request)).length;
}

/** Whoever asked the questions that the latest answer answered: they debate it first (71/2022/QH15 Art. 19). */
export function askersOfLatestAnswer(floor: FloorState, item: ItemId): Set<PersonId> {
  const turns = floor.turns.filter((turn) => turn.item === item).map(({ person, kind }) => ({ person, kind }));
  if (floor.speech?.request.item === item) turns.push(floor.speech.request);
  let index = turns.findLastIndex((turn) => turn.kind === 'answer');
  const askers = new Set<PersonId>();
  while (index >= 0 && turns[index]?.kind !== 'question') index -= 1;
  for (; index >= 0 && turns[index]?.kind === 'question'; index -= 1) askers.add(turns[index]!.person);
  return askers;
}

/**
 * Who waits in an item, as the chair is offered them: points of order first, debate priority next, then by the
 * order chosen for the list. What was placed by hand stays so until an order is chosen anew: whoever registers later
 * comes behind it, and only a later point of order before it. The order offers, the chair decides (any waiting request
 * can be called).
 */
export function waitingRequests(floor: FloorState, item: ItemId | null): readonly FloorRequest[] {
  const waiting = floor.requests.filter((request) => request.item === item && request.status === 'waiting');
  if (item === null || waiting.length < 2) return waiting;
  const { byHand } = listOf(floor, item);
  if (!byHand) return inAutomaticOrder(floor, item, waiting);
  const later = inAutomaticOrder(
    floor,
    item,
    waiting.filter(({ id }) => !byHand.includes(id)),
  );
  const isUrgent = ({ kind }: FloorRequest) => kind === 'point-of-order';
  return [
    ...later.filter(isUrgent),
    ...byHand.flatMap((id) => waiting.find((request) => request.id === id) ?? []),
    ...later.filter((request) => !isUrgent(request)),
  ];
}

function inAutomaticOrder(floor: FloorState, item: ItemId, waiting: readonly FloorRequest[]): FloorRequest[] {
  const askers = askersOfLatestAnswer(floor, item);
  const { order } = listOf(floor, item);
  const rank = (request: FloorRequest): number[] => {
    const before = spoken(floor, request.person, null);
    return [
      request.kind === 'point-of-order' ? 0 : 1,
      request.kind === 'debate' && askers.has(request.person) ? 0 : 1,
      order === 'not-yet-spoken' && before.times > 0 ? 1 : 0,
      order === 'least-time' ? before.ms : 0,
    ];
  };
  const ranks = new Map(waiting.map((request) => [request.id, rank(request)]));
  return waiting.toSorted((a, b) => {
    const [rankA, rankB] = [ranks.get(a.id)!, ranks.get(b.id)!];
    for (const [index, value] of rankA.entries()) if (value !== rankB[index]) return value - rankB[index]!;
    return 0; // a stable sort keeps the order of registration
  });
}

/** What a person may register for, by her seat and the kind of item: of the one that is on, where none is named. */
export function kindsOffered(
  state: PeoplePart & ProcedurePart & AgendaPart,
  person: PersonId,
  item = currentItem(state.agenda),
): readonly RequestKind[] {
  const known = personById(state, person);
  if (!known) return [];
  const bySeat = state.procedure.requests[isDelegate(known) ? 'delegate' : 'guest'];
  return item?.kind === 'questioning' ? bySeat.questioning : bySeat.otherwise;
}

/** The first in the offered order who is in the hall: whom "next" means. */
export function nextRequest(
  state: AgendaPart & AttendancePart & FloorPart,
  item = state.agenda.current,
): FloorRequest | undefined {
  return waitingRequests(state.floor, item).find(({ person }) => !hasLeft(state, person));
}

/** The events that end the running speech and those that would go on after it, if there are any. */
export const endSpeech = (floor: FloorState, at: number): FloorEvent[] =>
  speeches(floor).map(() => ({ type: 'speech-ended', at, by: null }));
