/** Màn hình hội trường: what the big screen shows, by itself or held. */
import * as v from 'valibot';
import { line, prose, VoteId } from './ids.ts';
import type { MeetingEvent, MeetingState } from './meeting.ts';
import { chairsSide, command, reject } from './rulebook.ts';
import { openVote, voteById } from './voting.ts';

const DisplayView = v.variant('show', [
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
}

export type DisplayEvent =
  | { type: 'display-held'; at: number; view: DisplayView }
  | { type: 'display-released'; at: number }
  /** Empty: it is taken away. */
  | { type: 'notice-shown'; at: number; text: string }
  | { type: 'sound-set'; at: number; on: boolean };

export const automaticDisplay: DisplayState = { held: null, vote: null, notice: '', sound: null };

export const displayCommands = {
  'hold-display': command(
    chairsSide,
    { view: DisplayView },
    (state, { view }, { now }) =>
      view.show === 'vote' && !voteById(state.voting, view.vote)
        ? reject('no-such-vote')
        : [{ type: 'display-held', at: now, view }],
    { afterClosing: true },
  ),
  'release-display': command(
    chairsSide,
    {},
    (state, _, { now }) => (state.display.held ? [{ type: 'display-released', at: now }] : reject('display-not-held')),
    { afterClosing: true },
  ),
  /** A word to the hall at the foot of whatever is shown, or (without a text) none any more. */
  'show-notice': command(
    chairsSide,
    { text: v.optional(line(200)) },
    (state, { text = '' }, { now }) =>
      text === state.display.notice ? reject('nothing-changed') : [{ type: 'notice-shown', at: now, text }],
    { afterClosing: true },
  ),
  'set-sound': command(chairsSide, { on: v.boolean() }, (state, { on }, { now }) =>
    on === soundsGong(state) ? reject('nothing-changed') : [{ type: 'sound-set', at: now, on }],
  ),
};

/** Whether the hall hears a gong at the warning and at the end of a speaker's time. */
export const soundsGong = (state: MeetingState): boolean => state.display.sound ?? state.procedure.sound === 'gong';

/** What the screen shows now: what is held, or what is happening. */
export function shownView(state: MeetingState): DisplayView {
  const { held, vote } = state.display;
  if (held) return held;
  if (state.phase === 'prepared' || state.phase === 'closed') return { show: 'welcome' };
  const running = openVote(state.voting);
  if (running) return { show: 'vote', vote: running.id };
  if (state.phase === 'suspended') return { show: 'pause' };
  if (vote) return { show: 'vote', vote };
  if (state.presentation.shown) return { show: 'page' };
  if (state.floor.speech) return { show: 'speaker' };
  return state.agenda.current ? { show: 'item' } : { show: 'attendance' };
}

export function evolveDisplay(display: DisplayState, event: MeetingEvent): DisplayState {
  switch (event.type) {
    case 'display-held':
      return { ...display, held: event.view };
    case 'display-released':
      return { ...display, held: null };
    case 'notice-shown':
      return { ...display, notice: event.text };
    case 'sound-set':
      return { ...display, sound: event.on };
    case 'vote-opened':
    case 'vote-published':
      return event.isAside ? display : { ...display, vote: event.vote };
    case 'vote-cancelled':
      return display.vote === event.vote ? { ...display, vote: null } : display;
    case 'item-started':
    case 'speech-started':
    case 'presentation-started':
    case 'page-turned':
    case 'meeting-suspended':
    case 'meeting-closed':
      return display.vote === null ? display : { ...display, vote: null };
    default:
      return display;
  }
}
