/** What is written before and beside the hall: the words in the current language. */
import { topic } from './language.ts';
import { written } from './vi/written.ts';

export const writtenText = topic(written, async () => (await import('./en/written.ts')).written);
