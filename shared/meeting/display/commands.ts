/** Holding the screen, letting it go, a word at its foot. */

import * as v from 'valibot';
import { line } from '../../ids.ts';
import { chairsSide } from '../../people/roles.ts';
import type { ProcedurePart } from '../../procedure.ts';
import { reject, rowsOf } from '../../rulebook/rulebook.ts';
import { voteById } from '../voting/queries.ts';
import type { VotingPart } from '../voting/state.ts';
import { soundsGong } from './queries.ts';
import type { DisplayEvent, DisplayPart } from './state.ts';
import { DisplayView } from './state.ts';

type Needs = ProcedurePart & DisplayPart & VotingPart;
type Follows = DisplayEvent;
const command = rowsOf<Needs, Follows>();

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
  /** The board of votes by name, or by seat. */
  'set-board': command(
    chairsSide,
    { by: v.picklist(['name', 'seat']) },
    (state, { by }, { now }) =>
      by === state.display.board ? reject('nothing-changed') : [{ type: 'board-set', at: now, by }],
    { afterClosing: true },
  ),
  'set-sound': command(chairsSide, { on: v.boolean() }, (state, { on }, { now }) =>
    on === soundsGong(state) ? reject('nothing-changed') : [{ type: 'sound-set', at: now, on }],
  ),
};
