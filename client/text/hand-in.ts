/** Handing in documents by a link: the words in the current language. */
import { topic } from './language.ts';
import { handIn } from './vi/hand-in.ts';

export const handInText = topic(handIn, async () => (await import('./en/hand-in.ts')).handIn);
