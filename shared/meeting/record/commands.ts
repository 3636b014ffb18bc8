/** A signed head, by the server itself. */

import { rowsOf } from '../../rulebook/rulebook.ts';
import type { RecordEvent, RecordPart } from './state.ts';
import { SignedHead } from './state.ts';

type Needs = RecordPart;
type Follows = RecordEvent;
const command = rowsOf<Needs, Follows>();

export const recordCommands = {
  'sign-head': command(
    ['system'],
    SignedHead.entries,
    (_state, head, { now }) => [{ type: 'head-signed', at: now, ...head }],
    { afterClosing: true },
  ),
};
