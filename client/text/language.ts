/** Which language a page speaks: kept for the person on the server, and on this device for the next visit. */
import type { Language } from '../../shared/wire/rejections.ts';
import { request } from '../live/login.ts';
import { all } from './vi/all.ts';

const KEY = 'language';
let language: Language = 'vi';
document.documentElement.lang = language;

export const currentLanguage = (): Language => language;

/** Fetches the English words of what this page says; they are called once each. */
const fetches = new Set<() => Promise<void>>();
/** Every part of the page says again what it says. */
export const wordsChanged = (): void => void window.dispatchEvent(new Event('language'));

/**
 * The one way to read words: a topic's, in the language of the page. Vietnamese is always here; English is fetched by
 * whoever wants it, and until it is here Vietnamese stands.
 * @returns the words; call it while rendering, not before
 */
export function topic<Words>(vietnamese: Words, fetchEnglish: () => Promise<Words>): () => Words {
  let english: Words | undefined;
  const fetch = async () => {
    english ??= await fetchEnglish();
  };
  fetches.add(fetch);
  // A part of the page that came after its language was chosen. Without a network its words stay Vietnamese.
  if (language === 'en') fetch().then(wordsChanged, () => undefined);
  return () => (language === 'en' && english) || vietnamese;
}

/** What every page may say. */
export const text = topic(all, async () => (await import('./en/all.ts')).all);

/** Resolves once the page speaks it; it stays as it is where the words can't be had. */
export async function speak(next: Language): Promise<void> {
  if (next === language) return;
  try {
    if (next === 'en') await Promise.all([...fetches].map((fetch) => fetch()));
  } catch {
    return; // no network, and not kept here: the next try may have them
  }
  language = next;
  localStorage.setItem(KEY, next);
  document.documentElement.lang = next;
  wordsChanged();
}
if (localStorage.getItem(KEY) === 'en') void speak('en');

/** The person's own choice: spoken, and kept on the server. */
export async function choose(next: Language): Promise<void> {
  await speak(next);
  // Signed out, there is nobody to keep it for; this device remembers.
  await request('/api/me/language', 'PUT', { language: next }).catch(() => undefined);
}
