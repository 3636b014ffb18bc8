/** Registering, calling, and keeping the time. */

import * as v from 'valibot';
import { ItemId, line, PersonId, prose, RequestId } from '../../ids.ts';
import { conducts, hasRole, inHall } from '../../people/roles.ts';
import type { PeoplePart } from '../../people/roster.ts';
import { isDelegate, personById } from '../../people/roster.ts';
import type { ProcedurePart } from '../../procedure.ts';
import { type RequestKind, requestKinds, speakingRule, speakingSeconds, turnLimit } from '../../procedure.ts';
import { type Context, isRejection, type Outcome, reject, rowsOf } from '../../rulebook/rulebook.ts';
import { elapsed } from '../../rulebook/stopwatch.ts';
import { currentItem, itemById } from '../agenda/queries.ts';
import type { AgendaItem, AgendaPart } from '../agenda/state.ts';
import { hasLeft, isPresent } from '../attendance/queries.ts';
import type { AttendancePart } from '../attendance/state.ts';
import type { PhasePart } from '../phase/state.ts';
import { questionsToCall } from '../questions/queries.ts';
import type { QuestionsPart } from '../questions/state.ts';
import { kindsOffered, listOf, mayWriteAbout, nextRequest, turnsOf, waitingRequests } from './queries.ts';
import type { FloorEvent, FloorPart } from './state.ts';
import { type FloorRequest, listOrders, type Speech } from './state.ts';

type Needs = PeoplePart & ProcedurePart & PhasePart & AgendaPart & AttendancePart & FloorPart & QuestionsPart;
type Follows = FloorEvent;
const command = rowsOf<Needs, Follows>();

/** So soon after a call the next one is a second click of the same finger, not a second decision. */
export const CALL_GUARD_MS = 1500;

function register(
  state: Needs,
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
function start(state: Needs, request: FloorRequest, calling: Calling, at: number): Outcome<Follows> {
  const { floor } = state;
  if (hasLeft(state, request.person)) return reject('has-left-hall');
  const interrupts = floor.speech !== null && (calling.interrupts ?? request.kind === 'point-of-order');
  if (!interrupts && floor.interrupted.length > 0) return reject('somebody-goes-on');
  const turn = turnsOf(floor, request.person, request.item, request.kind);
  const item = itemById(state.agenda, request.item);
  const rule = speakingRule(state.procedure, item?.kind ?? null, request.kind);
  const { seconds } = calling;
  const limits = item?.speakingSeconds && request.kind === 'speech' ? item.speakingSeconds * 1000 : null;
  const usual = limits ?? turnLimit(rule, turn) ?? rule.seconds.at(-1)! * 1000;
  const limitMs = seconds === undefined ? usual : seconds * 1000;
  const isWaiting = floor.requests.some(({ id }) => id === request.id);
  const outOfOrder = isWaiting && nextRequest(state, request.item)?.id !== request.id;
  const ends: Follows[] = floor.speech && !interrupts ? [{ type: 'speech-ended', at, by: request.id }] : [];
  return [...ends, { type: 'speech-started', at, request: request.id, turn, limitMs, outOfOrder, interrupts }];
}

const kind = v.picklist(requestKinds);

const requestById = (state: Needs, id: RequestId) => state.floor.requests.find((request) => request.id === id);

function setList(state: Needs, open: boolean, { now }: Context): Outcome<Follows> {
  if (state.phase !== 'open') return reject('meeting-not-open');
  const item = state.agenda.current;
  if (!item) return reject('no-current-item');
  if (listOf(state.floor, item).open === open) return reject(open ? 'list-already-open' : 'list-closed');
  if (!open) return [{ type: 'list-closed', at: now, item }];
  // Who is not there keeps her place for when the list is opened again.
  const called = state.floor.requests
    .filter((request) => request.item === item && request.status === 'ahead' && isHere(state, request.person))
    .map(({ id }) => id);
  return [{ type: 'list-opened', at: now, item, ...(called.length > 0 ? { called } : {}) }];
}

/** Whether somebody can be called: a delegate who is marked present, a guest who has not left. */
function isHere(state: Needs, person: PersonId): boolean {
  const known = personById(state, person);
  return known !== undefined && (isDelegate(known) ? isPresent(state, person) : !hasLeft(state, person));
}

/** Questions in writing become requests for the floor, each once, right after the event that opens the list. */
function questionsAsked(state: Needs, { now, sequence }: Context): Follows[] {
  const item = currentItem(state.agenda);
  if (!item) return [];
  return questionsToCall(state, item.id)
    .filter(({ person }) => isHere(state, person) && kindsOffered(state, person, item).includes('question'))
    .map(({ id: question, person, subject }, at) => {
      const id = v.parse(RequestId, `request-${sequence + 1 + at}`);
      const request = {
        id,
        item: item.id,
        person,
        kind: 'question',
        note: subject,
        at: now,
        status: 'waiting',
        question,
      } as const;
      return { type: 'floor-requested', at: now, request };
    });
}

/** For commands about the running speech. */
const whileSpeaking =
  (decide: (speech: Speech, now: number) => Outcome<Follows>) =>
  (state: Needs, _: unknown, { now }: Context): Outcome<Follows> =>
    state.floor.speech ? decide(state.floor.speech, now) : reject('nobody-speaking');

/** A request by its id, for its owner or for those who conduct. */
function ownRequest(state: Needs, id: RequestId, { actor }: Context): FloorRequest | ReturnType<typeof reject> {
  const request = requestById(state, id);
  if (!request) return reject('no-such-request');
  return hasRole(actor.roles, conducts) || request.person === actor.person ? request : reject('not-yours');
}

export const floorCommands = {
  /** Who registered ahead for the item waits from now on, and so does who has put a question in writing. */
  'open-list': command(conducts, {}, (state, _, context) => {
    const opened = setList(state, true, context);
    return isRejection(opened) ? opened : [...opened, ...questionsAsked(state, context)];
  }),
  'close-list': command(conducts, {}, (state, _, context) => setList(state, false, context)),
  'order-list': command(conducts, { order: v.picklist(listOrders) }, (state, { order }, { now }) =>
    state.agenda.current
      ? [{ type: 'list-ordered', at: now, item: state.agenda.current, order }]
      : reject('no-current-item'),
  ),

  'request-floor': command(inHall, { kind, note: v.optional(line(300)) }, (state, { kind, note = '' }, context) => {
    const { person } = context.actor;
    if (!person) return reject('no-such-person');
    if (!kindsOffered(state, person).includes(kind)) return reject('kind-not-offered');
    const known = personById(state, person);
    if (known && isDelegate(known) && !isPresent(state, person)) return reject('not-present');
    const registered = register(state, { person, kind, note }, context);
    if (isRejection(registered)) return registered;
    const [item, request] = registered;
    // A point of order stays possible while the list is closed.
    if (kind !== 'point-of-order' && !listOf(state.floor, item.id).open) return reject('list-closed');
    return [{ type: 'floor-requested', at: context.now, request }];
  }),

  /** For an item that is to come: from when its list is opened it is a request like any other. */
  'register-ahead': command(
    inHall,
    { item: ItemId, kind, note: v.optional(line(300)) },
    (state, { item: id, kind, note = '' }, { now, sequence, actor: { person } }) => {
      const item = itemById(state.agenda, id);
      if (!person || !personById(state, person)) return reject('no-such-person');
      if (item?.status !== 'pending') return reject('no-such-item');
      if (listOf(state.floor, id).open) return reject('list-already-open');
      // A point of order is about what happens now.
      if (kind === 'point-of-order' || !kindsOffered(state, person, item).includes(kind))
        return reject('kind-not-offered');
      const isSame = (request: FloorRequest) =>
        request.person === person && request.kind === kind && request.item === id && request.status === 'ahead';
      if (state.floor.requests.some(isSame)) return reject('already-registered');
      const request: FloorRequest = {
        ...{ id: v.parse(RequestId, `request-${sequence}`), item: id, person, kind, note, at: now },
        status: 'ahead',
      };
      return [{ type: 'floor-requested', at: now, request }];
    },
    { plans: true },
  ),

  /** Registers someone by hand, also while the list is closed. */
  'register-person': command(conducts, { person: PersonId, kind }, (state, { person, kind }, context) => {
    if (!state.people.some((other) => other.id === person)) return reject('no-such-person');
    const registered = register(state, { person, kind, note: '' }, context);
    return isRejection(registered)
      ? registered
      : [{ type: 'floor-requested', at: context.now, request: registered[1] }];
  }),

  'withdraw-request': command(
    [...inHall, ...conducts],
    { request: RequestId },
    (state, { request: id }, context) => {
      const request = ownRequest(state, id, context);
      if (isRejection(request)) return request;
      return request.status === 'withdrawn'
        ? reject('no-such-request')
        : [{ type: 'request-withdrawn', at: context.now, request: id }];
    },
    { plans: true },
  ),

  /** Puts a withdrawn request back: its owner at the end of the list; those who conduct, who undo, where it stood. */
  'restore-request': command([...inHall, ...conducts], { request: RequestId }, (state, { request: id }, context) => {
    const request = ownRequest(state, id, context);
    if (isRejection(request)) return request;
    if (request.status !== 'withdrawn' || request.item !== state.agenda.current) return reject('no-such-request');
    const inPlace = hasRole(context.actor.roles, conducts);
    if (!inPlace && request.kind !== 'point-of-order' && !listOf(state.floor, request.item).open)
      return reject('list-closed');
    const registered = register(state, request, context);
    return isRejection(registered) ? registered : [{ type: 'request-restored', at: context.now, request: id, inPlace }];
  }),

  /** Behind another who waits, or to the top (null). The place holds until an order is chosen anew. */
  'move-request': command(
    conducts,
    { request: RequestId, after: v.nullable(RequestId) },
    (state, { request: id, after }, { now }) => {
      const request = requestById(state, id);
      if (request?.status !== 'waiting') return reject('no-such-request');
      const offered = waitingRequests(state.floor, request.item).map((request) => request.id);
      if (after !== null && (after === id || !offered.includes(after))) return reject('wrong-place');
      if (offered.indexOf(id) === (after === null ? 0 : offered.indexOf(after) + 1)) return reject('nothing-changed');
      return [{ type: 'request-moved', at: now, request: id, after, byHand: true }];
    },
  ),

  /** Rule 9: who registered but was not called, or did not finish, hands the text in. */
  'hand-in-text': command(
    inHall,
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
      if (!state.people.some((other) => other.id === person)) return reject('no-such-person');
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
  'yield-floor': command(inHall, {}, (state, _, { now, actor }) => {
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
