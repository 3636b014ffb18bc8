/** Màn hình hội trường: what the big screen shows, by itself or held. */
import * as v from 'valibot';
import { prose, VoteId } from '../../ids.ts';

export const DisplayView = v.variant('show', [
  v.strictObject({
    show: v.picklist(['welcome', 'agenda', 'item', 'speaker', 'queue', 'page', 'attendance', 'pause']),
  }),
  v.strictObject({ show: v.literal('vote'), vote: VoteId }),
  v.strictObject({ show: v.literal('message'), text: prose(500) }),
]);

/** One picture of the big screen. `vote` shows the turnout while it is open and the board once it is published. */
export type DisplayView = v.InferOutput<typeof DisplayView>;

export interface DisplayState {
  /** Null: automatic. */
  held: DisplayView | null;
  /** The vote whose course or result the hall is looking at, until something else happens. */
  vote: VoteId | null;
  /** Words at the foot of whatever is shown; empty when there are none. */
  notice: string;
  /** Whether the hall hears a gong; null: as the procedure says. */
  sound: boolean | null;
  /** Whether the board of votes stands by name, or by seat where the hall has a plan. */
  board: 'name' | 'seat';
}

export type DisplayEvent =
  | { type: 'display-held'; at: number; view: DisplayView }
  | { type: 'display-released'; at: number }
  /** Empty: it is taken away. */
  | { type: 'notice-shown'; at: number; text: string }
  | { type: 'sound-set'; at: number; on: boolean }
  | { type: 'board-set'; at: number; by: DisplayState['board'] };

export const automaticDisplay: DisplayState = { held: null, vote: null, notice: '', sound: null, board: 'name' };

/** What a state has that knows this topic. */
export interface DisplayPart {
  display: DisplayState;
}
