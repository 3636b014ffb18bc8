/** Closes a vote when its deadline has passed. The deadline is in the journal, so a restart arms it again. */
import { openVote } from '../../shared/voting.ts';
import type { MeetingHost } from './meeting-host.ts';

const server = { person: null, roles: ['system'] } as const;

/** Watches one meeting; answers with the way to stop. */
export function keepDeadlines(host: MeetingHost, now: () => number = Date.now): () => void {
  let timer: NodeJS.Timeout | undefined;
  const arm = () => {
    clearTimeout(timer);
    const vote = openVote(host.state.voting);
    const closesAt = vote?.poll?.closesAt;
    if (!vote || !closesAt) return;
    timer = setTimeout(
      async () => {
        // Its own id each time: a try that failed (a full disk) must not be taken for the answer.
        const answer = await host.execute(
          `deadline-${vote.id}-${now()}`,
          { type: 'close-vote', vote: vote.id },
          server,
        );
        if (!answer.accepted && answer.code === 'storage-failed') timer = setTimeout(arm, 1000);
      },
      Math.max(0, closesAt + 1 - now()),
    );
  };
  const stop = host.listen((happened) => {
    if (happened.some(({ event }) => event.type.startsWith('vote-'))) arm();
  });
  arm();
  return () => {
    clearTimeout(timer);
    stop();
  };
}
