/** Quyền phát biểu: who has registered, who speaks, how long, and how often. */
import type { ItemId, PersonId, RequestId } from '../../ids.ts';
import type { RequestKind } from '../../procedure.ts';
import type { Stopwatch } from '../../rulebook/stopwatch.ts';
import type { QuestionId } from '../questions/state.ts';

export interface FloorRequest {
  id: RequestId;
  item: ItemId;
  person: PersonId;
  kind: RequestKind;
  at: number;
  /** A word to the chair; hidden from every other audience. */
  note: string;
  /** `ahead`: for an item that is still to come; it waits from when that item's list is opened. */
  status: 'ahead' | 'waiting' | 'withdrawn';
  /** The written question that is asked. */
  question?: QuestionId;
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
  /** `called`: those who registered ahead and wait from now on. */
  | { type: 'list-opened'; at: number; item: ItemId; called?: readonly RequestId[] }
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

/** What a state has that knows this topic. */
export interface FloorPart {
  floor: FloorState;
}
