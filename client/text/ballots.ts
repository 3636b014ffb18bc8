/** Votes of every kind: the words in the current language; call it while rendering. */
import { topic } from './language.ts';
import { ballots } from './vi/ballots.ts';

export const ballotText = topic(ballots, async () => (await import('./en/ballots.ts')).ballots);
