/** Notes: the words in the current language; call it while rendering. */
import { topic } from './language.ts';
import { notes } from './vi/notes.ts';

export const noteText = topic(notes, async () => (await import('./en/notes.ts')).notes);
