/** Which language a page speaks: kept for the person on the server, and on this device for the next visit. */
import type { Language } from '../../shared/wire/rejections.ts';
import { request } from '../live/login.ts';
import { vi, type Words } from './vi.ts';

const KEY = 'language';
/** Vietnamese is always here; English is fetched by whoever wants it. */
const words: Partial<Record<Language, Words>> = { vi };
let language: Language = 'vi';
document.documentElement.lang = language;

export const currentLanguage = (): Language => language;
/** The words of the current language; call it while rendering, not before. */
export const text = (): Words => words[language] ?? vi;

/** Resolves once the page speaks it; it stays as it is where the words can't be had. */
export async function speak(next: Language): Promise<void> {
  if (next === language) return;
  try {
    words[next] ??= (await import('./en.ts')).en;
  } catch {
    return; // no network, and not kept here: the next try may have them
  }
  language = next;
  localStorage.setItem(KEY, next);
  document.documentElement.lang = next;
  window.dispatchEvent(new Event('language'));
}
if (localStorage.getItem(KEY) === 'en') void speak('en');

/** The person's own choice: spoken, and kept on the server. */
export async function choose(next: Language): Promise<void> {
  await speak(next);
  // Signed out, there is nobody to keep it for; this device remembers.
  await request('/api/me/language', 'PUT', { language: next }).catch(() => undefined);
}
