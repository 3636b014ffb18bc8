/** A step of the clock, by the server itself. */
import * as v from 'valibot';
import { rowsOf } from '../../rulebook/rulebook.ts';
import type { ClockEvent } from './state.ts';

const command = rowsOf<unknown, ClockEvent>();

export const clockCommands = {
  'step-clock': command(
    ['system'],
    { byMs: v.pipe(v.number(), v.integer()) },
    (_state, { byMs }, { now }) => [{ type: 'clock-stepped', at: now, byMs }],
    { afterClosing: true, plans: true },
  ),
};
