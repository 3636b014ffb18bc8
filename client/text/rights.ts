/** Every command in words, for the table of rights. */
import { topic } from './language.ts';
import { rights } from './vi/rights.ts';

export const rightsText = topic(rights, async () => (await import('./en/rights.ts')).rights);
