/** Has the head of the journal signed after each count and at the end of a meeting; the signature is an event itself. */
import type { SignedHead } from '../../shared/meeting/record/state.ts';
import type { MeetingHost } from './meeting-host.ts';

const server = { person: null, roles: ['system'] } as const;
/** Signs that a meeting's journal had a hash at a line. */
export type SignHead = (meeting: string, head: Pick<SignedHead, 'sequence' | 'hash'>) => SignedHead;

/** Watches one meeting; answers with the way to stop. */
export function keepRecordSigned(host: MeetingHost, sign: SignHead): () => void {
  const signNow = () => {
    const { sequence } = host;
    const hash = host.hashAt(sequence);
    if (!hash) return;
    const head = sign(host.definition.id, { sequence, hash });
    // A failure (a full disk) is made good by the next count; the journal itself is complete without it.
    void host.execute(`head-${sequence}-${hash.slice(0, 16)}`, { type: 'sign-head', ...head }, server);
  };
  return host.listen((happened) => {
    if (happened.some(({ event: { type } }) => type === 'vote-closed' || type === 'meeting-closed')) signNow();
  });
}
