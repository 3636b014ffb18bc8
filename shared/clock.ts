/**
 * The clock of the server was set during a meeting. Spans are measured by a clock that does not jump, so nothing ends
 * early or late; the record says when the time of day jumped, and by how much.
 */
import * as v from 'valibot';
import { command, reject } from './rulebook.ts';

/** `at` is the new time; all that runs is moved by `byMs`, so that it goes on as if the clock had always stood so. */
export type ClockEvent = { type: 'clock-stepped'; at: number; byMs: number };

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
