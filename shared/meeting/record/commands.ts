/** A signed head, by the server itself. */
import { command } from '../../rulebook/rulebook.ts';
import { SignedHead } from './state.ts';

export const recordCommands = {
  'sign-head': command(
    ['system'],
    SignedHead.entries,
    (_state, head, { now }) => [{ type: 'head-signed', at: now, ...head }],
    { afterClosing: true },
  ),
};
