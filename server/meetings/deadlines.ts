/** Closes votes when their deadline has passed. Deadlines are in the journal, so a restart arms them again. */
import { openVotes } from '../../shared/meeting/voting/queries.ts';
import { system } from '../logs/rulebook.ts';
import type { MeetingService } from './meeting.ts';
import type { MeetingLog } from './meeting-log.ts';

/** A timer holds some 24 days; a consultation may run longer. */
const LONGEST_TIMER_MS = 24 * 3600 * 1000;
const AGAIN_MS = 1000;

/** Watches the votes of one log; answers with the way to stop. */
export function keepDeadlines(log: MeetingLog): () => void {
  let timer: NodeJS.Timeout | undefined;
  const arm = () => {
    clearTimeout(timer);
    const [next] = openVotes(log.state.voting)
      .flatMap(({ id, poll }) => (poll.closesAt ? [{ id, closesAt: poll.closesAt }] : []))
      .sort((a, b) => a.closesAt - b.closesAt);
    if (!next) return;
    const left = Math.max(0, next.closesAt + 1 - log.now());
    timer = setTimeout(
      async () => {
        if (left > LONGEST_TIMER_MS) return arm();
        // Its own id each time: a try that failed (a full disk) must not be taken for the answer.
        const id = `deadline-${next.id}-${log.now()}`;
        const answer = await log.execute(id, { type: 'close-vote', vote: next.id }, system);
        if (!answer.accepted && ['storage-failed', 'box-missing'].includes(answer.code))
          timer = setTimeout(arm, AGAIN_MS);
      },
      Math.min(left, LONGEST_TIMER_MS),
    );
  };
  const stop = log.listen((applied) => {
    if (applied.some(({ event }) => event.type.startsWith('vote-') || event.type === 'clock-stepped')) arm();
  });
  arm();
  return () => {
    clearTimeout(timer);
    stop();
  };
}

export const deadlines: MeetingService = { start: ({ log }) => keepDeadlines(log) };
