/** Thông báo from the secretariat to tablets, and "gọi thư ký" from a seat. */
import * as v from 'valibot';
import type { PersonId } from '../../ids.ts';

export const callNeeds = ['water', 'help', 'device', 'other'] as const;
export type CallNeed = (typeof callNeeds)[number];

const messageId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/));
export const NoticeId = v.pipe(messageId, v.brand('NoticeId'));
export const CallId = v.pipe(messageId, v.brand('CallId'));
export type NoticeId = v.InferOutput<typeof NoticeId>;
export type CallId = v.InferOutput<typeof CallId>;

export interface Notice {
  id: NoticeId;
  at: number;
  text: string;
  /** Those whom it is for, as they were when it was sent; null: everyone in the hall. */
  to: readonly PersonId[] | null;
}

export interface Call {
  id: CallId;
  at: number;
  person: PersonId;
  need: CallNeed;
  /** A word beside it; empty where there is none. */
  note: string;
}

export interface MessagesState {
  /** In the order in which they were sent. */
  notices: readonly Notice[];
  /** Those that nobody has answered yet. For the chair's side, and each her own. */
  calls: readonly Call[];
}

export type MessagesEvent =
  | { type: 'notice-sent'; at: number; notice: Notice }
  | { type: 'notice-withdrawn'; at: number; notice: NoticeId }
  | { type: 'secretariat-called'; at: number; call: Call }
  /** `by` whom it was answered or taken back. */
  | { type: 'call-ended'; at: number; call: CallId; by: 'secretariat' | 'caller' };

export const noMessages: MessagesState = { notices: [], calls: [] };

/** What a state has that knows this topic. */
export interface MessagesPart {
  messages: MessagesState;
}
