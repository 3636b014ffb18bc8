/** The words of the hall's screen, there and where it is steered, in the current language. */
import { topic } from './language.ts';
import { display } from './vi/display.ts';

export const displayText = topic(display, async () => (await import('./en/display.ts')).display);
