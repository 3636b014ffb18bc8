/** Setting up and the desk: the words in the current language; call it while rendering. */
import { topic } from './language.ts';
import { desk } from './vi/desk.ts';

export const deskText = topic(desk, async () => (await import('./en/desk.ts')).desk);
