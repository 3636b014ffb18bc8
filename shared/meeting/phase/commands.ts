/** Opening, suspending, resuming, closing. */

import * as v from 'valibot';
import type { PeoplePart } from '../../people/roster.ts';
import type { ProcedurePart } from '../../procedure.ts';
import { reject, rowsOf } from '../../rulebook/rulebook.ts';
import { quorum } from '../attendance/queries.ts';
import type { AttendanceEvent, AttendancePart } from '../attendance/state.ts';
import { endSpeech } from '../floor/queries.ts';
import type { FloorEvent, FloorPart } from '../floor/state.ts';
import { excused } from '../invitation/queries.ts';
import type { InvitationPart } from '../invitation/state.ts';
import { openVote, openVotes } from '../voting/queries.ts';
import type { VotingPart } from '../voting/state.ts';
import type { PhaseEvent, PhasePart } from './state.ts';

type Needs = PeoplePart & ProcedurePart & PhasePart & AttendancePart & FloorPart & VotingPart & InvitationPart;
type Follows = PhaseEvent | FloorEvent | AttendanceEvent;
const command = rowsOf<Needs, Follows>();

export const meetingCommands = {
  'open-meeting': command(['chair'], { withoutQuorum: v.optional(v.boolean()) }, (state, fields, { now }) => {
    if (state.phase !== 'prepared') return reject('meeting-already-open');
    const { met } = quorum(state);
    if (!met && fields.withoutQuorum !== true) return reject('no-quorum');
    return [...excused(state, now), { type: 'meeting-opened', at: now, withoutQuorum: !met }];
  }),
  'suspend-meeting': command(['chair'], {}, (state, _, { now }) => {
    if (state.phase !== 'open') return reject('meeting-not-open');
    return openVote(state.voting) ? reject('vote-running') : [{ type: 'meeting-suspended', at: now }];
  }),
  'resume-meeting': command(['chair'], {}, (state, _, { now }) =>
    state.phase === 'suspended' ? [{ type: 'meeting-resumed', at: now }] : reject('meeting-not-suspended'),
  ),
  'close-meeting': command(['chair'], {}, (state, _, { now }) => {
    if (state.phase === 'prepared') return reject('meeting-not-open');
    if (openVotes(state.voting).length > 0) return reject('vote-running');
    return [...endSpeech(state.floor, now), { type: 'meeting-closed', at: now }];
  }),
};
