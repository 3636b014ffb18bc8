/** What the office plans and looks after: halls, sessions, notices, rights; the words in the current language. */
import { topic } from './language.ts';
import { office } from './vi/office.ts';

export const officeText = topic(office, async () => (await import('./en/office.ts')).office);
