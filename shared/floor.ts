/** Quyền phát biểu: who has registered, who speaks, how long, and how often. */
import * as v from 'valibot';
import { type AgendaItem, currentItem, itemById } from './agenda.ts';
import { isPresent } from './attendance.ts';
import { ItemId, line, PersonId, prose, RequestId } from './ids.ts';
import type { MeetingEvent, MeetingState } from './meeting.ts';
import { type RequestKind, requestKinds, speakingRule, speakingSeconds, turnLimit } from './procedure.ts';
import { isDelegate } from './roster.ts';
import {
  type Context,
  command,
  conducts,
  elapsed,
  hasRole,
  type Outcome,
  pause,
  reject,
  run,
  type Stopwatch,
} from './rulebook.ts';

export interface FloorRequest {
  id: RequestId;
  item: ItemId;
  person: PersonId;
  kind: RequestKind;
  at: number;
  /** A word to the chair; hidden from every other audience. */
  note: string;
  status: 'waiting' | 'withdrawn';
}

export interface Speech {
  request: FloorRequest;
  /** 0 for the person's first turn of this kind on this matter. */
  turn: number;
  limitMs: number;
  watch: Stopwatch;
  outOfOrder: boolean;
}

/** A speech that is over. */
export interface Turn {
  person: PersonId;
  item: ItemId;
  kind: RequestKind;
  spokenMs: number;
  endedAt: number;
}

/** A text handed in instead of speaking, recorded with the minutes (102/2015/QH13 Art. 16). */
export interface WrittenText {
  id: RequestId;
  person: PersonId;
  item: ItemId;
  at: number;
  /** Hidden from all but the chair's side. */
  text: string;
}

export const listOrders = ['registration', 'not-yet-spoken', 'least-time'] as const;
export type ListOrder = (typeof listOrders)[number];

export interface SpeakerList {
  open: boolean;
  order: ListOrder;
}

export interface FloorState {
  lists: Readonly<Record<ItemId, SpeakerList>>;
  /** Waiting and withdrawn, in the order of registration, as moved by hand. */
  requests: readonly FloorRequest[];
  speech: Speech | null;
  turns: readonly Turn[];
  texts: readonly WrittenText[];
}

export type FloorEvent =
  | { type: 'list-opened'; at: number; item: ItemId }
  | { type: 'list-closed'; at: number; item: ItemId }
  | { type: 'list-ordered'; at: number; item: ItemId; order: ListOrder }
  | { type: 'floor-requested'; at: number; request: FloorRequest }
  | { type: 'request-withdrawn'; at: number; request: RequestId }
  | { type: 'request-restored'; at: number; request: RequestId }
  | { type: 'request-moved'; at: number; request: RequestId; after: RequestId | null }
  | { type: 'text-handed-in'; at: number; text: WrittenText }
  | { type: 'speech-started'; at: number; request: RequestId; turn: number; limitMs: number; outOfOrder: boolean }
  | { type: 'speech-paused'; at: number }
  | { type: 'speech-resumed'; at: number }
  | { type: 'speech-extended'; at: number; byMs: number }
  | { type: 'speech-ended'; at: number }
  | { type: 'speech-taken-back'; at: number };

export const emptyFloor: FloorState = { lists: {}, requests: [], speech: null, turns: [], texts: [] };
const closedList: SpeakerList = { open: false, order: 'registration' };

export const listOf = (floor: FloorState, item: ItemId | null): SpeakerList =>
  (item && floor.lists[item]) || closedList;

/** When the time is up, in server milliseconds; null while paused. */
export const speechDeadline = ({ watch, limitMs }: Speech): number | null =>
  watch.runningSince === null ? null : watch.runningSince + limitMs - watch.spentMs;
/** Milliseconds left at `now`; negative in overtime. */
export const timeLeft = ({ watch, limitMs }: Speech, now: number): number => limitMs - elapsed(watch, now);

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

/** Turns that someone has had of one kind on one matter, the running one among them. */
function turnsOf(floor: FloorState, person: PersonId, item: ItemId, kind: RequestKind): number {
  const isOne = (turn: { person: PersonId; item: ItemId; kind: RequestKind }) =>
    turn.person === person && turn.item === item && turn.kind === kind;
  return floor.turns.filter(isOne).length + (floor.speech && isOne(floor.speech.request) ? 1 : 0);
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
 * order chosen for the list. The order offers, the chair decides (any waiting request can be called).
 */
export function waitingRequests(floor: FloorState, item: ItemId | null): readonly FloorRequest[] {
  const waiting = floor.requests.filter((request) => request.item === item && request.status === 'waiting');
  if (item === null || waiting.length < 2) return waiting;
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

/** What a person may register for now, by her seat and the kind of item. */
export function kindsOffered(state: MeetingState, person: PersonId): readonly RequestKind[] {
  const known = state.people.find((one) => one.id === person);
  if (!known) return [];
  const bySeat = state.procedure.requests[isDelegate(known) ? 'delegate' : 'guest'];
  return currentItem(state.agenda)?.kind === 'questioning' ? bySeat.questioning : bySeat.otherwise;
}

/** The events that end the running speech, if there is one. */
export const endSpeech = (floor: FloorState, at: number): MeetingEvent[] =>
  floor.speech ? [{ type: 'speech-ended', at }] : [];

function register(
  state: MeetingState,
  fields: { person: PersonId; kind: RequestKind; note: string },
  { now, sequence }: Context,
): readonly [AgendaItem, FloorRequest] | ReturnType<typeof reject> {
  if (state.phase !== 'open') return reject('meeting-not-open');
  const item = currentItem(state.agenda);
  if (!item) return reject('no-current-item');
  const isSame = (request: FloorRequest) =>
    request.person === fields.person && request.kind === fields.kind && request.item === item.id;
  if (state.floor.requests.some((request) => isSame(request) && request.status === 'waiting'))
    return reject('already-registered');
  const had = turnsOf(state.floor, fields.person, item.id, fields.kind);
  if (turnLimit(speakingRule(state.procedure, item.kind, fields.kind), had) === null) return reject('spoken-enough');
  const id = v.parse(RequestId, `request-${sequence}`);
  return [item, { id, item: item.id, ...fields, at: now, status: 'waiting' }];
}

function start(state: MeetingState, request: FloorRequest, seconds: number | undefined, at: number): MeetingEvent {
  const turn = turnsOf(state.floor, request.person, request.item, request.kind);
  const rule = speakingRule(state.procedure, itemById(state.agenda, request.item)?.kind ?? null, request.kind);
  const limitMs = seconds === undefined ? (turnLimit(rule, turn) ?? rule.seconds.at(-1)! * 1000) : seconds * 1000;
  const offered = waitingRequests(state.floor, request.item);
  const outOfOrder = offered.some((other) => other.id === request.id) && offered[0]?.id !== request.id;
  return { type: 'speech-started', at, request: request.id, turn, limitMs, outOfOrder };
}

const kind = v.picklist(requestKinds);
const requestById = (state: MeetingState, id: RequestId) => state.floor.requests.find((request) => request.id === id);

function setList(type: 'list-opened' | 'list-closed'): (state: MeetingState, _: unknown, context: Context) => Outcome {
  return (state, _, { now }) => {
    if (state.phase !== 'open') return reject('meeting-not-open');
    const item = state.agenda.current;
    if (!item) return reject('no-current-item');
    if (listOf(state.floor, item).open === (type === 'list-opened'))
      return reject(type === 'list-opened' ? 'list-already-open' : 'list-closed');
    return [{ type, at: now, item }];
  };
}

/** For commands about the running speech. */
const whileSpeaking =
  (decide: (speech: Speech, now: number) => Outcome) =>
  (state: MeetingState, _: unknown, { now }: Context): Outcome =>
    state.floor.speech ? decide(state.floor.speech, now) : reject('nobody-speaking');

/** A request by its id, for its owner or for those who conduct. */
function ownRequest(state: MeetingState, id: RequestId, { actor }: Context): FloorRequest | ReturnType<typeof reject> {
  const request = requestById(state, id);
  if (!request) return reject('no-such-request');
  return hasRole(actor.roles, conducts) || request.person === actor.person ? request : reject('not-yours');
}

export const floorCommands = {
  'open-list': command(conducts, {}, setList('list-opened')),
  'close-list': command(conducts, {}, setList('list-closed')),
  'order-list': command(conducts, { order: v.picklist(listOrders) }, (state, { order }, { now }) =>
    state.agenda.current
      ? [{ type: 'list-ordered', at: now, item: state.agenda.current, order }]
      : reject('no-current-item'),
  ),

  'request-floor': command(
    ['delegate', 'guest'],
    { kind, note: v.optional(line(300)) },
    (state, { kind, note = '' }, context) => {
      const { person } = context.actor;
      if (!person) return reject('no-such-person');
      if (!kindsOffered(state, person).includes(kind)) return reject('kind-not-offered');
      const known = state.people.find((one) => one.id === person);
      if (known && isDelegate(known) && !isPresent(state, person)) return reject('not-present');
      const registered = register(state, { person, kind, note }, context);
      if ('rejected' in registered) return registered;
      const [item, request] = registered;
      // A point of order stays possible while the list is closed.
      if (kind !== 'point-of-order' && !listOf(state.floor, item.id).open) return reject('list-closed');
      return [{ type: 'floor-requested', at: context.now, request }];
    },
  ),

  /** Registers someone by hand, also while the list is closed. */
  'register-person': command(conducts, { person: PersonId, kind }, (state, { person, kind }, context) => {
    if (!state.people.some((one) => one.id === person)) return reject('no-such-person');
    const registered = register(state, { person, kind, note: '' }, context);
    return 'rejected' in registered
      ? registered
      : [{ type: 'floor-requested', at: context.now, request: registered[1] }];
  }),

  'withdraw-request': command(
    ['delegate', 'guest', ...conducts],
    { request: RequestId },
    (state, { request: id }, context) => {
      const request = ownRequest(state, id, context);
      if ('rejected' in request) return request;
      return request.status === 'waiting'
        ? [{ type: 'request-withdrawn', at: context.now, request: id }]
        : reject('no-such-request');
    },
  ),

  /** Puts a withdrawn request back, at the end of the list. */
  'restore-request': command(
    ['delegate', 'guest', ...conducts],
    { request: RequestId },
    (state, { request: id }, context) => {
      const request = ownRequest(state, id, context);
      if ('rejected' in request) return request;
      if (request.status !== 'withdrawn' || request.item !== state.agenda.current) return reject('no-such-request');
      if (request.kind !== 'point-of-order' && !listOf(state.floor, request.item).open) return reject('list-closed');
      const registered = register(state, request, context);
      return 'rejected' in registered ? registered : [{ type: 'request-restored', at: context.now, request: id }];
    },
  ),

  'move-request': command(
    conducts,
    { request: RequestId, after: v.nullable(RequestId) },
    (state, { request: id, after }, { now }) => {
      const request = requestById(state, id);
      if (request?.status !== 'waiting') return reject('no-such-request');
      if (after !== null && (after === id || requestById(state, after)?.item !== request.item))
        return reject('wrong-place');
      return [{ type: 'request-moved', at: now, request: id, after }];
    },
  ),

  /** Rule 9: who registered but was not called, or did not finish, hands the text in. */
  'hand-in-text': command(
    ['delegate', 'guest'],
    { item: ItemId, text: prose(20_000) },
    (state, { item, text }, { now, sequence, actor: { person } }) => {
      if (!person || !itemById(state.agenda, item)) return reject('no-such-item');
      const registered = state.floor.requests.some((request) => request.person === person && request.item === item);
      if (!registered && spoken(state.floor, person, item).times === 0) return reject('nothing-to-write-about');
      const id = v.parse(RequestId, `text-${sequence}`);
      return [{ type: 'text-handed-in', at: now, text: { id, person, item, at: now, text } }];
    },
  ),

  /** Calls a waiting request, in or out of order; who speaks now has then finished. */
  'call-speaker': command(
    ['chair'],
    { request: RequestId, seconds: v.optional(speakingSeconds) },
    (state, { request: id, seconds }, { now }) => {
      if (state.phase !== 'open') return reject('meeting-not-open');
      const request = requestById(state, id);
      if (request?.status !== 'waiting') return reject('no-such-request');
      return [...endSpeech(state.floor, now), start(state, request, seconds, now)];
    },
  ),

  /** Gives the floor to someone who has not registered: a report is presented, a question answered. */
  'give-floor': command(
    ['chair'],
    { person: PersonId, kind, seconds: v.optional(speakingSeconds) },
    (state, { person, kind, seconds }, context) => {
      if (!state.people.some((one) => one.id === person)) return reject('no-such-person');
      if (state.floor.speech?.request.person === person) return reject('already-speaking');
      const registered = register(state, { person, kind, note: '' }, context);
      if ('rejected' in registered) return registered;
      const [, request] = registered;
      return [
        ...endSpeech(state.floor, context.now),
        { type: 'floor-requested', at: context.now, request },
        start(state, request, seconds, context.now),
      ];
    },
  ),

  'pause-speech': command(
    ['chair'],
    {},
    whileSpeaking((speech, at) =>
      speech.watch.runningSince === null ? reject('already-paused') : [{ type: 'speech-paused', at }],
    ),
  ),
  'resume-speech': command(['chair'], {}, (state, _, { now }) => {
    if (!state.floor.speech) return reject('nobody-speaking');
    if (state.phase !== 'open') return reject('meeting-not-open');
    return state.floor.speech.watch.runningSince === null
      ? [{ type: 'speech-resumed', at: now }]
      : reject('not-paused');
  }),
  'extend-speech': command(['chair'], { seconds: speakingSeconds }, (state, { seconds }, { now }) =>
    state.floor.speech ? [{ type: 'speech-extended', at: now, byMs: seconds * 1000 }] : reject('nobody-speaking'),
  ),
  'end-speech': command(
    ['chair'],
    {},
    whileSpeaking((_, at) => [{ type: 'speech-ended', at }]),
  ),
  /** Undoes a call: the request goes back to the front of the list, and the turn does not count. */
  'take-back-call': command(
    ['chair'],
    {},
    whileSpeaking((_, at) => [{ type: 'speech-taken-back', at }]),
  ),
};

const withRequest = (floor: FloorState, id: RequestId, how: (request: FloorRequest) => FloorRequest): FloorState => ({
  ...floor,
  requests: floor.requests.map((request) => (request.id === id ? how(request) : request)),
});

const withWatch = (floor: FloorState, how: (watch: Stopwatch) => Stopwatch): FloorState =>
  floor.speech ? { ...floor, speech: { ...floor.speech, watch: how(floor.speech.watch) } } : floor;

const withList = (floor: FloorState, item: ItemId, how: Partial<SpeakerList>): FloorState => ({
  ...floor,
  lists: { ...floor.lists, [item]: { ...listOf(floor, item), ...how } },
});

export function evolveFloor(floor: FloorState, event: MeetingEvent): FloorState {
  switch (event.type) {
    case 'list-opened':
      return withList(floor, event.item, { open: true });
    case 'list-closed':
      return withList(floor, event.item, { open: false });
    case 'list-ordered':
      return withList(floor, event.item, { order: event.order });
    case 'floor-requested':
      return { ...floor, requests: [...floor.requests, event.request] };
    case 'request-withdrawn':
      return withRequest(floor, event.request, (request) => ({ ...request, status: 'withdrawn' }));
    case 'request-restored': {
      const request = floor.requests.find((one) => one.id === event.request);
      if (!request) return floor;
      const others = floor.requests.filter((one) => one !== request);
      return { ...floor, requests: [...others, { ...request, status: 'waiting', at: event.at }] };
    }
    case 'request-moved': {
      const request = floor.requests.find((one) => one.id === event.request);
      if (!request) return floor;
      const requests = floor.requests.filter((one) => one !== request);
      requests.splice(requests.findIndex((one) => one.id === event.after) + 1, 0, request);
      return { ...floor, requests };
    }
    case 'text-handed-in':
      return { ...floor, texts: [...floor.texts, event.text] };
    case 'speech-started': {
      const request = floor.requests.find((one) => one.id === event.request);
      if (!request) return floor;
      const { turn, limitMs, outOfOrder } = event;
      return {
        ...floor,
        requests: floor.requests.filter((one) => one !== request),
        speech: { request, turn, limitMs, outOfOrder, watch: { spentMs: 0, runningSince: event.at } },
      };
    }
    case 'speech-paused':
    case 'meeting-suspended':
      return withWatch(floor, (watch) => pause(watch, event.at));
    case 'speech-resumed':
      return withWatch(floor, (watch) => run(watch, event.at));
    case 'speech-extended':
      return floor.speech
        ? { ...floor, speech: { ...floor.speech, limitMs: floor.speech.limitMs + event.byMs } }
        : floor;
    case 'speech-ended': {
      if (!floor.speech) return floor;
      const { request, watch } = floor.speech;
      const { person, item, kind } = request;
      const turn: Turn = { person, item, kind, spokenMs: elapsed(watch, event.at), endedAt: event.at };
      return { ...floor, speech: null, turns: [...floor.turns, turn] };
    }
    case 'speech-taken-back':
      return floor.speech ? { ...floor, speech: null, requests: [floor.speech.request, ...floor.requests] } : floor;
    default:
      return floor;
  }
}
