/** Notices and calls: the words in the current language. */
import { topic } from './language.ts';
import { messages } from './vi/messages.ts';

export const messagesText = topic(messages, async () => (await import('./en/messages.ts')).messages);
