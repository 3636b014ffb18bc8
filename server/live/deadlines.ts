/** Closes votes when their deadline has passed. Deadlines are in the journal, so a restart arms them again. */
import { openVotes } from '../../shared/meeting/voting/queries.ts';
import type { MeetingHost } from './meeting-host.ts';

const server = { person: null, roles: ['system'] } as const;
/** A timer holds some 24 days; a consultation may run longer. */
const LONGEST_TIMER_MS = 24 * 3600 * 1000;
const AGAIN_MS = 1000;

/** Watches one meeting; answers with the way to stop. */
export function keepDeadlines(host: MeetingHost, now: () => number = () => host.now()): () => void {
  let timer: NodeJS.Timeout | undefined;
  const arm = () => {
    clearTimeout(timer);
    const [next] = openVotes(host.state.voting)
      .flatMap(({ id, poll }) => (poll?.closesAt ? [{ id, closesAt: poll.closesAt }] : []))
      .sort((a, b) => a.closesAt - b.closesAt);
    if (!next) return;
    const left = Math.max(0, next.closesAt + 1 - now());
    timer = setTimeout(
      async () => {
        if (left > LONGEST_TIMER_MS) return arm();
        // Its own id each time: a try that failed (a full disk) must not be taken for the answer.
        const answer = await host.execute(
          `deadline-${next.id}-${now()}`,
          { type: 'close-vote', vote: next.id },
          server,
        );
        if (!answer.accepted && ['storage-failed', 'box-missing'].includes(answer.code))
          timer = setTimeout(arm, AGAIN_MS);
      },
      Math.min(left, LONGEST_TIMER_MS),
    );
  };
  const stop = host.listen((happened) => {
    if (happened.some(({ event }) => event.type.startsWith('vote-') || event.type === 'clock-stepped')) arm();
  });
  arm();
  return () => {
    clearTimeout(timer);
    stop();
  };
}
