/** Keeps a body's list of meetings as each meeting's own log says: its description, its people, how far it is. */
import type { ListedMeeting } from '../../shared/body/meetings.ts';
import { pagesDelivered } from '../../shared/meeting/documents/queries.ts';
import { descriptionOf } from '../../shared/meeting/planning/queries.ts';
import { openVotes } from '../../shared/meeting/voting/queries.ts';
import type { Bodies } from '../bodies/bodies.ts';
import type { Meeting, MeetingService } from './meeting.ts';

const changesTheList =
  /^(?:meeting-|agenda-sent$|document-|person-(?:added|corrected|removed)|vote-(?:opened|closed|cancelled))/;

/** A meeting as it stands in its body's list. */
export function listed({ id, log: { state } }: Pick<Meeting, 'id' | 'log'>): ListedMeeting {
  const people = state.people.filter(({ isFormer }) => !isFormer).map((person) => person.id);
  const hasOpenVote = openVotes(state.voting).length > 0;
  return {
    id,
    ...descriptionOf(state),
    phase: state.phase,
    hasOpenVote,
    isCancelled: state.cancelled !== null,
    removedAt: null,
    people,
    isRehearsal: false,
    pages: pagesDelivered(state),
  };
}

export const listing = (bodies: Bodies, warn: (message: string, error?: unknown) => void): MeetingService => ({
  start(meeting) {
    const tell = async () => {
      const answer = await bodies.list(meeting.body, listed(meeting));
      // It is told again at the next change, and when the meeting is opened the next time.
      if (answer && !answer.accepted && answer.code !== 'nothing-changed')
        warn(`The list of ${meeting.body} could not be kept: ${answer.code}`);
    };
    void tell();
    return meeting.log.listen((applied) => {
      if (applied.some(({ event }) => changesTheList.test(event.type))) void tell();
    });
  },
});
