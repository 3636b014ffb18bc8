/** The secretariat’s documents: the words in the current language; call it while rendering. */
import { topic } from './language.ts';
import { documents } from './vi/documents.ts';

export const documentText = topic(documents, async () => (await import('./en/documents.ts')).documents);
