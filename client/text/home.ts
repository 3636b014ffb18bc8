/** The home page's words in the current language. */
import { topic } from './language.ts';
import { home } from './vi/home.ts';

export const homeText = topic(home, async () => (await import('./en/home.ts')).home);
