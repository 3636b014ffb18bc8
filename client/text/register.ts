/** The body's register of papers: the words in the current language. */
import { topic } from './language.ts';
import { register } from './vi/register.ts';

export const registerText = topic(register, async () => (await import('./en/register.ts')).register);
