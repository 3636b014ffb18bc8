/** Which language a page speaks: kept for the person on the server, and on this device for the next visit. */
import type { Language } from '../../shared/rejections.ts';
import { request } from '../live/login.ts';
import { en } from './en.ts';
import { vi, type Words } from './vi.ts';

const KEY = 'language';
const words: Record<Language, Words> = { vi, en };
let language: Language = localStorage.getItem(KEY) === 'en' ? 'en' : 'vi';
document.documentElement.lang = language;

export const currentLanguage = (): Language => language;
/** The words of the current language; call it while rendering, not before. */
export const text = (): Words => words[language];

export function speak(next: Language): void {
  if (next === language) return;
  language = next;
  localStorage.setItem(KEY, next);
  document.documentElement.lang = next;
  window.dispatchEvent(new Event('language'));
}

/** The person's own choice: spoken at once, kept on the server. */
export async function choose(next: Language): Promise<void> {
  speak(next);
  // Signed out, there is nobody to keep it for; this device remembers.
  await request('/api/me/language', 'PUT', { language: next }).catch(() => undefined);
}
