/** The operator's words in the current language. */
import { topic } from './language.ts';
import { operation } from './vi/operation.ts';

export const operationText = topic(operation, async () => (await import('./en/operation.ts')).operation);
