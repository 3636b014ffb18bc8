/** Opening, suspending, resuming, closing. */
import * as v from 'valibot';
import { command, reject } from '../../rulebook/rulebook.ts';
import { quorum } from '../attendance/queries.ts';
import { endSpeech } from '../floor/queries.ts';
import { openVote, openVotes } from '../voting/queries.ts';

export const meetingCommands = {
  'open-meeting': command(['chair'], { withoutQuorum: v.optional(v.boolean()) }, (state, fields, { now }) => {
    if (state.phase !== 'prepared') return reject('meeting-already-open');
    const { met } = quorum(state);
    if (!met && fields.withoutQuorum !== true) return reject('no-quorum');
    return [{ type: 'meeting-opened', at: now, withoutQuorum: !met }];
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
