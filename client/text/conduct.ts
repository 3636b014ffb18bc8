/** The words of whoever conducts, in the current language. */
import { topic } from './language.ts';
import { conduct } from './vi/conduct.ts';

export const conductText = topic(conduct, async () => (await import('./en/conduct.ts')).conduct);
