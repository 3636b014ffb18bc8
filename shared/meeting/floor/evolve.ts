/** How the floor changes by what happens. */

import type { ItemId, RequestId } from '../../ids.ts';
import { elapsed, pause, run, type Stopwatch, shift } from '../../rulebook/stopwatch.ts';
import type { AgendaEvent } from '../agenda/state.ts';
import type { ClockEvent } from '../clock/state.ts';
import type { PhaseEvent } from '../phase/state.ts';
import { listOf, waitingRequests } from './queries.ts';
import type {
  EndedSpeech,
  FloorEvent,
  FloorRequest,
  FloorState,
  InterruptedSpeech,
  SpeakerList,
  Speech,
  Turn,
} from './state.ts';

const withRequest = (floor: FloorState, id: RequestId, how: (request: FloorRequest) => FloorRequest): FloorState => ({
  ...floor,
  requests: floor.requests.map((request) => (request.id === id ? how(request) : request)),
});

const withSpeech = (floor: FloorState, how: (speech: Speech) => Speech): FloorState =>
  floor.speech ? { ...floor, speech: how(floor.speech) } : floor;

const withWatch = (floor: FloorState, how: (watch: Stopwatch) => Stopwatch): FloorState =>
  withSpeech(floor, (speech) => ({ ...speech, watch: how(speech.watch) }));

/** A speech is over; whoever it interrupted goes on, if her time ran when she was interrupted. */
function ended(floor: FloorState, at: number, by: RequestId | null): FloorState {
  if (!floor.speech) return floor;
  const { request, watch } = floor.speech;
  const { id, person, item, kind } = request;
  const turn: Turn = { request: id, person, item, kind, spokenMs: elapsed(watch, at), endedAt: at };
  const wasRunning = watch.runningSince !== null;
  const over: EndedSpeech = { ...floor.speech, watch: pause(watch, at), replaced: null, wasRunning, by };
  return { ...goingOn(floor, at), ended: over, turns: [...floor.turns, turn] };
}

/** Everyone's time stands, also of those who would go on afterwards. */
function suspended(floor: FloorState, at: number): FloorState {
  const still = <Over extends { wasRunning: boolean }>(speech: Over): Over => ({ ...speech, wasRunning: false });
  const { speech, interrupted, ended: over } = floor;
  return {
    ...floor,
    speech: speech && {
      ...speech,
      watch: pause(speech.watch, at),
      replaced: speech.replaced && still(speech.replaced),
    },
    interrupted: interrupted.map(still),
    ended: over && still(over),
  };
}

/** The last who was interrupted has the floor again; nobody, when nobody was. */
function goingOn(floor: FloorState, at: number): FloorState {
  const next = floor.interrupted.at(-1);
  if (!next) return { ...floor, speech: null };
  const { wasRunning, ...speech } = next;
  return {
    ...floor,
    speech: { ...speech, watch: wasRunning ? run(speech.watch, at) : speech.watch },
    interrupted: floor.interrupted.slice(0, -1),
  };
}

/** Whoever speaks waits, and is remembered with whether her time ran. */
function waitingMeanwhile({ speech, interrupted }: FloorState, at: number): FloorState['interrupted'] {
  if (!speech) return interrupted;
  const waits: InterruptedSpeech = {
    ...speech,
    watch: pause(speech.watch, at),
    wasRunning: speech.watch.runningSince !== null,
  };
  return [...interrupted, waits];
}

/** The speech that ended last goes on as it was; whoever had the floor meanwhile waits as before. */
function reopened(floor: FloorState, at: number): FloorState {
  if (!floor.ended) return floor;
  const { wasRunning, by: _, ...speech } = floor.ended;
  return {
    ...floor,
    speech: wasRunning ? { ...speech, watch: run(speech.watch, at) } : speech,
    interrupted: waitingMeanwhile(floor, at),
    ended: null,
    turns: floor.turns.filter(({ request }) => request !== speech.request.id),
  };
}

const withList = (floor: FloorState, item: ItemId, how: Partial<SpeakerList>): FloorState => ({
  ...floor,
  lists: { ...floor.lists, [item]: { ...listOf(floor, item), ...how } },
});

export function evolveFloor(floor: FloorState, event: FloorEvent | AgendaEvent | PhaseEvent | ClockEvent): FloorState {
  switch (event.type) {
    case 'list-opened':
      return withList(
        (event.called ?? []).reduce(
          (before, id) => withRequest(before, id, (request) => ({ ...request, status: 'waiting' })),
          floor,
        ),
        event.item,
        { open: true },
      );
    case 'list-closed':
      return withList(floor, event.item, { open: false });
    case 'list-ordered':
      return withList(floor, event.item, { order: event.order, byHand: null });
    case 'floor-requested':
      return { ...floor, requests: [...floor.requests, event.request] };
    case 'request-withdrawn':
      return withRequest(floor, event.request, (request) => ({ ...request, status: 'withdrawn' }));
    case 'request-restored': {
      if (event.inPlace) return withRequest(floor, event.request, (request) => ({ ...request, status: 'waiting' }));
      const request = floor.requests.find((request) => request.id === event.request);
      if (!request) return floor;
      const others = floor.requests.filter((other) => other !== request);
      const put = { ...floor, requests: [...others, { ...request, status: 'waiting' as const, at: event.at }] };
      const { byHand } = listOf(floor, request.item);
      // At the end also of a list that was ordered by hand.
      return byHand ? withList(put, request.item, { byHand: byHand.filter((id) => id !== request.id) }) : put;
    }
    case 'request-moved': {
      const request = floor.requests.find((request) => request.id === event.request);
      if (!request) return floor;
      if (event.byHand) {
        const order = waitingRequests(floor, request.item).map(({ id }) => id);
        const byHand = order.filter((id) => id !== request.id);
        byHand.splice(event.after === null ? 0 : byHand.indexOf(event.after) + 1, 0, request.id);
        return withList(floor, request.item, { byHand });
      }
      const requests = floor.requests.filter((other) => other !== request);
      requests.splice(requests.findIndex((request) => request.id === event.after) + 1, 0, request);
      return { ...floor, requests };
    }
    case 'text-handed-in':
      return { ...floor, texts: [...floor.texts, event.text] };
    case 'speech-started': {
      const place = floor.requests.findIndex((request) => request.id === event.request);
      const request = floor.requests[place];
      if (!request) return floor;
      const { turn, limitMs, outOfOrder } = event;
      return {
        ...floor,
        requests: floor.requests.filter((other) => other !== request),
        speech: {
          request,
          place,
          turn,
          limitMs,
          outOfOrder,
          watch: { spentMs: 0, runningSince: event.at },
          replaced: floor.ended?.by === event.request ? floor.ended : null,
        },
        interrupted: waitingMeanwhile(floor, event.at),
        ended: null,
      };
    }
    case 'speech-paused':
      return withWatch(floor, (watch) => pause(watch, event.at));
    case 'meeting-suspended':
      return suspended(floor, event.at);
    case 'speech-resumed':
      return withWatch(floor, (watch) => run(watch, event.at));
    case 'speech-extended':
      return floor.speech
        ? { ...floor, speech: { ...floor.speech, limitMs: floor.speech.limitMs + event.byMs } }
        : floor;
    case 'speech-ended':
      return ended(floor, event.at, event.by ?? null);
    case 'speech-reopened':
      return reopened(floor, event.at);
    case 'speech-taken-back': {
      if (!floor.speech) return floor;
      const { request, replaced } = floor.speech;
      const requests = [...floor.requests];
      requests.splice(event.to ?? 0, 0, request);
      return reopened({ ...goingOn(floor, event.at), requests, ended: replaced }, event.at);
    }
    case 'item-started':
    case 'meeting-closed':
      return floor.ended ? { ...floor, ended: null } : floor;
    case 'clock-stepped':
      return withWatch(floor, (watch) => shift(watch, event.byMs));
    default:
      return floor;
  }
}
