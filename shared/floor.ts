/** Quyền phát biểu: who has registered, who speaks, how long, and how often. */
import * as v from 'valibot';
import { type AgendaItem, currentItem, itemById } from './agenda.ts';
import { hasLeft, isPresent } from './attendance.ts';
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
  isRejection,
  type Outcome,
  pause,
  reject,
  run,
  type Stopwatch,
  shift,
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
  /** Where the request stood among all requests: it goes back there when the call is taken back. */
  place: number;
  /** 0 for the person's first turn of this kind on this matter. */
  turn: number;
  limitMs: number;
  watch: Stopwatch;
  outOfOrder: boolean;
  /** The speech that this call has ended: it goes on when the call is taken back. */
  replaced: EndedSpeech | null;
}

/** A speech that is over. */
export interface Turn {
  /** The request that it came of. */
  request: RequestId;
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
  /** Those who waited when the order was last changed by hand, in that order; null while it is automatic. */
  byHand: readonly RequestId[] | null;
}

export interface FloorState {
  lists: Readonly<Record<ItemId, SpeakerList>>;
  /** Waiting and withdrawn, in the order of registration, as moved by hand. */
  requests: readonly FloorRequest[];
  speech: Speech | null;
  /** Those who go on when the running speech is over (a point of order, an answer put in); the last goes on first. */
  interrupted: readonly InterruptedSpeech[];
  /** The speech that ended last, as it was when it ended; null once that can't be undone any more. */
  ended: EndedSpeech | null;
  turns: readonly Turn[];
  texts: readonly WrittenText[];
}

export interface InterruptedSpeech extends Speech {
  /** Whether her time ran when she was interrupted: then it runs again. */
  wasRunning: boolean;
}
export interface EndedSpeech extends InterruptedSpeech {
  /** The request whose call ended it; null when it was ended by itself. */
  by: RequestId | null;
}

export type FloorEvent =
  | { type: 'list-opened'; at: number; item: ItemId }
  | { type: 'list-closed'; at: number; item: ItemId }
  | { type: 'list-ordered'; at: number; item: ItemId; order: ListOrder }
  | { type: 'floor-requested'; at: number; request: FloorRequest }
  | { type: 'request-withdrawn'; at: number; request: RequestId }
  /** `inPlace`: where it stood before, as if it had never been withdrawn; else at the end. */
  | { type: 'request-restored'; at: number; request: RequestId; inPlace?: boolean }
  /** `byHand`: the order offered now becomes that of the list, with this one moved (journals of 0.1 have none). */
  | { type: 'request-moved'; at: number; request: RequestId; after: RequestId | null; byHand?: boolean }
  | { type: 'text-handed-in'; at: number; text: WrittenText }
  | {
      type: 'speech-started';
      at: number;
      request: RequestId;
      turn: number;
      limitMs: number;
      outOfOrder: boolean;
      /** Whoever speaks waits meanwhile and goes on afterwards, with her time and the same turn. */
      interrupts?: boolean;
    }
  | { type: 'speech-paused'; at: number }
  | { type: 'speech-resumed'; at: number }
  | { type: 'speech-extended'; at: number; byMs: number }
  /** `by`: the request whose call ended it; null when it was ended by itself. */
  | { type: 'speech-ended'; at: number; by?: RequestId | null }
  /** The end is undone: the speech goes on with the time and the turn that it had. */
  | { type: 'speech-reopened'; at: number }
  /** `to`: where among all requests it stands again; without it, at the front. */
  | { type: 'speech-taken-back'; at: number; to?: number };

export const emptyFloor: FloorState = {
  lists: {},
  requests: [],
  speech: null,
  interrupted: [],
  ended: null,
  turns: [],
  texts: [],
};
const closedList: SpeakerList = { open: false, order: 'registration', byHand: null };

/** So soon after a call the next one is a second click of the same finger, not a second decision. */
export const CALL_GUARD_MS = 1500;

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
function turnsOf(floor: FloorState, person: PersonId, item: ItemId, kind: RequestKind): number {
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

/** What a person may register for now, by her seat and the kind of item. */
export function kindsOffered(state: MeetingState, person: PersonId): readonly RequestKind[] {
  const known = state.people.find((one) => one.id === person);
  if (!known) return [];
  const bySeat = state.procedure.requests[isDelegate(known) ? 'delegate' : 'guest'];
  return currentItem(state.agenda)?.kind === 'questioning' ? bySeat.questioning : bySeat.otherwise;
}

/** The first in the offered order who is in the hall: whom "next" means. */
export function nextRequest(state: MeetingState, item = state.agenda.current): FloorRequest | undefined {
  return waitingRequests(state.floor, item).find(({ person }) => !hasLeft(state, person));
}

/** The floor as it is known outside of the chair's side: without notes to the chair and without written texts. */
export function withoutConfidences(floor: FloorState): FloorState {
  const silent = (request: FloorRequest): FloorRequest => ({ ...request, note: '' });
  const spoken = <Kind extends Speech>(speech: Kind): Kind => ({
    ...speech,
    request: silent(speech.request),
    replaced: speech.replaced && { ...speech.replaced, request: silent(speech.replaced.request) },
  });
  return {
    ...floor,
    requests: floor.requests.map(silent),
    speech: floor.speech && spoken(floor.speech),
    interrupted: floor.interrupted.map(spoken),
    ended: floor.ended && spoken(floor.ended),
    texts: floor.texts.map((text) => ({ ...text, text: '' })),
  };
}

/** The events that end the running speech and those that would go on after it, if there are any. */
export const endSpeech = (floor: FloorState, at: number): MeetingEvent[] =>
  speeches(floor).map(() => ({ type: 'speech-ended', at, by: null }));

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

interface Calling {
  seconds: number | undefined;
  /** Whether it is put in between; a point of order is, unless it is said otherwise. */
  interrupts: boolean | undefined;
}

/** The events by which a request gets the floor: whoever speaks has finished, or waits and goes on afterwards. */
function start(state: MeetingState, request: FloorRequest, calling: Calling, at: number): Outcome {
  const { floor } = state;
  if (hasLeft(state, request.person)) return reject('has-left-hall');
  const interrupts = floor.speech !== null && (calling.interrupts ?? request.kind === 'point-of-order');
  if (!interrupts && floor.interrupted.length > 0) return reject('somebody-goes-on');
  const turn = turnsOf(floor, request.person, request.item, request.kind);
  const rule = speakingRule(state.procedure, itemById(state.agenda, request.item)?.kind ?? null, request.kind);
  const { seconds } = calling;
  const limitMs = seconds === undefined ? (turnLimit(rule, turn) ?? rule.seconds.at(-1)! * 1000) : seconds * 1000;
  const isWaiting = floor.requests.some(({ id }) => id === request.id);
  const outOfOrder = isWaiting && nextRequest(state, request.item)?.id !== request.id;
  const ends: MeetingEvent[] = floor.speech && !interrupts ? [{ type: 'speech-ended', at, by: request.id }] : [];
  return [...ends, { type: 'speech-started', at, request: request.id, turn, limitMs, outOfOrder, interrupts }];
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
      if (isRejection(registered)) return registered;
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
    return isRejection(registered)
      ? registered
      : [{ type: 'floor-requested', at: context.now, request: registered[1] }];
  }),

  'withdraw-request': command(
    ['delegate', 'guest', ...conducts],
    { request: RequestId },
    (state, { request: id }, context) => {
      const request = ownRequest(state, id, context);
      if (isRejection(request)) return request;
      return request.status === 'waiting'
        ? [{ type: 'request-withdrawn', at: context.now, request: id }]
        : reject('no-such-request');
    },
  ),

  /** Puts a withdrawn request back: its owner at the end of the list; those who conduct, who undo, where it stood. */
  'restore-request': command(
    ['delegate', 'guest', ...conducts],
    { request: RequestId },
    (state, { request: id }, context) => {
      const request = ownRequest(state, id, context);
      if (isRejection(request)) return request;
      if (request.status !== 'withdrawn' || request.item !== state.agenda.current) return reject('no-such-request');
      const inPlace = hasRole(context.actor.roles, conducts);
      if (!inPlace && request.kind !== 'point-of-order' && !listOf(state.floor, request.item).open)
        return reject('list-closed');
      const registered = register(state, request, context);
      return isRejection(registered)
        ? registered
        : [{ type: 'request-restored', at: context.now, request: id, inPlace }];
    },
  ),

  /** Behind another who waits, or to the top (null). The place holds until an order is chosen anew. */
  'move-request': command(
    conducts,
    { request: RequestId, after: v.nullable(RequestId) },
    (state, { request: id, after }, { now }) => {
      const request = requestById(state, id);
      if (request?.status !== 'waiting') return reject('no-such-request');
      const offered = waitingRequests(state.floor, request.item).map((one) => one.id);
      if (after !== null && (after === id || !offered.includes(after))) return reject('wrong-place');
      if (offered.indexOf(id) === (after === null ? 0 : offered.indexOf(after) + 1)) return reject('nothing-changed');
      return [{ type: 'request-moved', at: now, request: id, after, byHand: true }];
    },
  ),

  /** Rule 9: who registered but was not called, or did not finish, hands the text in. */
  'hand-in-text': command(
    ['delegate', 'guest'],
    { item: ItemId, text: prose(20_000) },
    (state, { item, text }, { now, sequence, actor: { person } }) => {
      if (!person || !itemById(state.agenda, item)) return reject('no-such-item');
      if (!mayWriteAbout(state.floor, person, item)) return reject('nothing-to-write-about');
      const id = v.parse(RequestId, `text-${sequence}`);
      return [{ type: 'text-handed-in', at: now, text: { id, person, item, at: now, text } }];
    },
    { afterClosing: true },
  ),

  /** Calls a waiting request, in or out of order; who speaks now has then finished, or (`interrupts`) goes on later. */
  'call-speaker': command(
    ['chair'],
    { request: RequestId, seconds: v.optional(speakingSeconds), interrupts: v.optional(v.boolean()) },
    (state, { request: id, ...calling }, { now }) => {
      if (state.phase !== 'open') return reject('meeting-not-open');
      const request = requestById(state, id);
      if (request?.status !== 'waiting') return reject('no-such-request');
      const { speech } = state.floor;
      if (speech && !calling.interrupts && elapsed(speech.watch, now) < CALL_GUARD_MS) return reject('called-just-now');
      return start(state, request, { seconds: undefined, interrupts: undefined, ...calling }, now);
    },
  ),

  /** Gives the floor to someone who has not registered: a report is presented, a question answered. */
  'give-floor': command(
    ['chair'],
    { person: PersonId, kind, seconds: v.optional(speakingSeconds), interrupts: v.optional(v.boolean()) },
    (state, { person, kind, ...calling }, context) => {
      if (!state.people.some((one) => one.id === person)) return reject('no-such-person');
      if (state.floor.speech?.request.person === person) return reject('already-speaking');
      const registered = register(state, { person, kind, note: '' }, context);
      if (isRejection(registered)) return registered;
      const [, request] = registered;
      const started = start(state, request, { seconds: undefined, interrupts: undefined, ...calling }, context.now);
      if (isRejection(started)) return started;
      return [{ type: 'floor-requested', at: context.now, request }, ...started];
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
  /** More time, or (negative) less; never less than none. */
  'extend-speech': command(
    ['chair'],
    { seconds: v.pipe(v.number(), v.integer(), v.minValue(-7200), v.maxValue(7200)) },
    (state, { seconds }, { now }) => {
      const { speech } = state.floor;
      if (!speech) return reject('nobody-speaking');
      const byMs = Math.max(seconds * 1000, -speech.limitMs);
      return byMs === 0 ? reject('nothing-changed') : [{ type: 'speech-extended', at: now, byMs }];
    },
  ),
  'end-speech': command(
    ['chair'],
    {},
    whileSpeaking((_, at) => [{ type: 'speech-ended', at, by: null }]),
  ),
  /** Whoever speaks has said what she wanted to. */
  'yield-floor': command(['delegate', 'guest'], {}, (state, _, { now, actor }) => {
    const { speech } = state.floor;
    if (!speech) return reject('nobody-speaking');
    return speech.request.person === actor.person ? [{ type: 'speech-ended', at: now, by: null }] : reject('not-yours');
  }),
  /** Undoes `end-speech`: she goes on with the time and the turn that she had. */
  'reopen-speech': command(['chair'], {}, (state, _, { now }) => {
    if (state.phase !== 'open') return reject('meeting-not-open');
    // Whoever went on meanwhile was interrupted by her; anyone else has been called since.
    return state.floor.ended ? [{ type: 'speech-reopened', at: now }] : reject('nothing-to-undo');
  }),
  /** Undoes a call: the request stands where it stood, the turn does not count, and whom the call ended goes on. */
  'take-back-call': command(
    ['chair'],
    {},
    whileSpeaking(({ place }, at) => [{ type: 'speech-taken-back', at, to: place }]),
  ),
};

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

export function evolveFloor(floor: FloorState, event: MeetingEvent): FloorState {
  switch (event.type) {
    case 'list-opened':
      return withList(floor, event.item, { open: true });
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
      const request = floor.requests.find((one) => one.id === event.request);
      if (!request) return floor;
      const others = floor.requests.filter((one) => one !== request);
      const put = { ...floor, requests: [...others, { ...request, status: 'waiting' as const, at: event.at }] };
      const { byHand } = listOf(floor, request.item);
      // At the end also of a list that was ordered by hand.
      return byHand ? withList(put, request.item, { byHand: byHand.filter((id) => id !== request.id) }) : put;
    }
    case 'request-moved': {
      const request = floor.requests.find((one) => one.id === event.request);
      if (!request) return floor;
      if (event.byHand) {
        const order = waitingRequests(floor, request.item).map(({ id }) => id);
        const byHand = order.filter((id) => id !== request.id);
        byHand.splice(event.after === null ? 0 : byHand.indexOf(event.after) + 1, 0, request.id);
        return withList(floor, request.item, { byHand });
      }
      const requests = floor.requests.filter((one) => one !== request);
      requests.splice(requests.findIndex((one) => one.id === event.after) + 1, 0, request);
      return { ...floor, requests };
    }
    case 'text-handed-in':
      return { ...floor, texts: [...floor.texts, event.text] };
    case 'speech-started': {
      const place = floor.requests.findIndex((one) => one.id === event.request);
      const request = floor.requests[place];
      if (!request) return floor;
      const { turn, limitMs, outOfOrder } = event;
      return {
        ...floor,
        requests: floor.requests.filter((one) => one !== request),
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
