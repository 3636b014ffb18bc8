/** Minutes and conclusions: the words in the current language. */
import { topic } from './language.ts';
import { papers } from './vi/papers.ts';

export const papersText = topic(papers, async () => (await import('./en/papers.ts')).papers);
