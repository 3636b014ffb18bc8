/** Why something can't be done now, in words. They are many and wanted late: fetched once the page stands. */

import type { Answer } from '../../shared/wire/protocol.ts';
import type { RefusalCode, refusal } from '../../shared/wire/rejections.ts';
import { pause } from '../live/pause.ts';
import { currentLanguage, text, wordsChanged } from './language.ts';

const AGAIN_MS = 3000;
let inWords: typeof refusal | undefined;

async function fetchWords(): Promise<void> {
  while (!inWords) {
    try {
      inWords = (await import('../../shared/wire/rejections.ts')).refusal;
    } catch {
      await pause(AGAIN_MS); // no network: the page has general words meanwhile
    }
  }
  wordsChanged();
}
void fetchWords();

/** Never empty: before the words are here, that it can't be done now. */
export const refusalText = (code: RefusalCode): string => inWords?.(code)[currentLanguage()] ?? text().notNow;

/** What the server answered; empty where it did what was asked. */
export const answerText = (answer: Answer): string =>
  answer.accepted ? '' : (answer[currentLanguage()] ?? refusalText(answer.code));
