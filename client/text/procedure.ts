/** Rules of procedure in figures: the words in the current language. */
import { topic } from './language.ts';
import { procedure } from './vi/procedure.ts';

export const procedureText = topic(procedure, async () => (await import('./en/procedure.ts')).procedure);
