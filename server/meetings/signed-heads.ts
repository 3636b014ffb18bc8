/** Has the head of the journal signed after each count and at the end of a meeting; the signature is an event itself. */
import type { SignedHead } from '../../shared/meeting/record/state.ts';
import { system } from '../logs/rulebook.ts';
import type { MeetingService } from './meeting.ts';

/** Signs that a meeting's journal had a hash at a line. */
export type SignHead = (meeting: string, head: Pick<SignedHead, 'sequence' | 'hash'>) => SignedHead;

export const signedHeads = (sign: SignHead): MeetingService => ({
  start: ({ id, log }) =>
    log.listen((applied) => {
      if (!applied.some(({ event: { type } }) => type === 'vote-closed' || type === 'meeting-closed')) return;
      const { sequence } = log;
      const hash = log.hashAt(sequence);
      if (!hash) return;
      const head = sign(id, { sequence, hash });
      // A failure (a full disk) is made good by the next count; the journal itself is complete without it.
      void log.execute(`head-${sequence}-${hash.slice(0, 16)}`, { type: 'sign-head', ...head }, system);
    }),
});
