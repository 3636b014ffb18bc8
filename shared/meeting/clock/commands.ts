/** A step of the clock, by the server itself. */
import * as v from 'valibot';
import { command, reject } from '../../rulebook/rulebook.ts';

export const clockCommands = {
  'step-clock': command(
    ['system'],
    { byMs: v.pipe(v.number(), v.integer()) },
    // Before anything has happened there is nothing that could be moved.
    (state, { byMs }, { now }) =>
      state.convened ? [{ type: 'clock-stepped', at: now, byMs }] : reject('meeting-not-open'),
    { afterClosing: true },
  ),
};
