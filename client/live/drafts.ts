/** What somebody has begun to write, kept on this device until it is sent: a tab that is closed takes nothing along. */
import type { Live } from './connection.ts';

/** @param what names the text, once for each thing that may be written */
const keyOf = ({ view, birth, actor }: Live, what: string): string =>
  `text/${view?.id}/${birth}/${what}/${actor.person}`;

export const draftOf = (live: Live, what: string): string => localStorage.getItem(keyOf(live, what)) ?? '';

export function keepDraft(live: Live, what: string, text: string): void {
  try {
    localStorage.setItem(keyOf(live, what), text);
  } catch {
    // No storage here: it stays in its field, which stays open until it is sent.
  }
}
export const forgetDraft = (live: Live, what: string): void => localStorage.removeItem(keyOf(live, what));
