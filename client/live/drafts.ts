/** What somebody has begun to write, kept on this device until it is sent: a tab that is closed takes nothing along. */
import type { Live } from './connection.ts';

/** What stands before and behind a text's own name. */
const around = ({ view, birth, actor }: Live): [start: string, end: string] => [
  `text/${view?.id}/${birth}/`,
  `/${actor.person}`,
];
/** @param what names the text, once for each thing that may be written */
const keyOf = (live: Live, what: string): string => around(live).join(what);

export const draftOf = (live: Live, what: string): string => localStorage.getItem(keyOf(live, what)) ?? '';

/** The names of all that is kept, of those that begin so. */
export function draftsFrom(live: Live, beginning: string): string[] {
  const [start, end] = around(live);
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(start + beginning) && key.endsWith(end))
    .map((key) => key.slice(start.length, key.length - end.length));
}

export function keepAt(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // No storage here: it stays in its field, which stays open until it is sent.
  }
}
export const keepDraft = (live: Live, what: string, text: string): void => keepAt(keyOf(live, what), text);
export const forgetDraft = (live: Live, what: string): void => localStorage.removeItem(keyOf(live, what));
