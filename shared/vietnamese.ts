/** Names, search and figures as Vietnamese readers expect them. */

const collator = new Intl.Collator('vi', { sensitivity: 'variant' });

/** The last word of a name: Vietnamese names are sorted and called by it. */
export const givenName = (name: string): string => name.trim().split(/\s+/).at(-1) ?? '';

/**
 * A name that fits in `longest` characters where it can: the words before the given name become initials, the middle
 * ones first, since a person is called by the last word and known by the first ("Công TTNTH Oanh"; "CTTNTH Oanh" at the
 * shortest).
 */
export function shortName(name: string, longest: number): string {
  const words = name.trim().split(/\s+/);
  for (let index = 1; index < words.length - 1 && words.join(' ').length > longest; index += 1)
    words[index] = `${[...words[index]!][0]}.`;
  if (words.length < 2 || words.join(' ').length <= longest) return words.join(' ');
  const initials = words.slice(1, -1).map((word) => [...word][0]);
  const named = `${words[0]} ${initials.join('')} ${words.at(-1)}`;
  // With one middle name its initial says more than none: only the family name is left to be shortened.
  return words.length > 3 && named.length <= longest
    ? named
    : `${[...words[0]!][0]}${initials.join('')} ${words.at(-1)}`;
}

/** Order by given name, then by the rest, with Vietnamese collation (which knows đ, ơ, ư and the tones). */
export function compareNames(a: string, b: string): number {
  return collator.compare(givenName(a), givenName(b)) || collator.compare(a, b);
}

/**
 * Text folded for search: no case, no diacritics, đ as d, composed or decomposed alike, and so also both
 * placements of a tone mark ("Hoà", "Hóa"). No collator does this.
 */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    // Icelandic eth is what many a keyboard writes for Đ.
    .replace(/[đð]/g, 'd');

/** The folded words of a text: letters and digits, everything else separates. */
export const searchWords = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Two decimals and a decimal comma: 0.96994 is `96,99%`. Only for show; thresholds are counted in whole numbers. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '0,00%';
  return `${((part / whole) * 100).toFixed(2).replace('.', ',')}%`;
}

/** `02:30`, `-00:05` when overtime; milliseconds in, a whole second begun counts whole. */
export function clockText(ms: number): string {
  const seconds = ms < 0 ? Math.floor(-ms / 1000) : Math.ceil(ms / 1000);
  const text = `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  return ms < 0 && seconds > 0 ? `-${text}` : text;
}

/** Year, month (from 1), day, hour and minute of a moment, as the clock on a council's wall shows them. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

/** @param at milliseconds since 1970 @param zone an IANA name, such as Asia/Ho_Chi_Minh */
export function zoned(at: number, zone: string): WallTime {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return { year: of('year'), month: of('month'), day: of('day'), hour: of('hour'), minute: of('minute') };
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The day of a moment on the clock of a zone: YYYY-MM-DD. @param at milliseconds since 1970 */
export function dayIn(zone: string, at: number): string {
  let format = dayFormats.get(zone);
  if (!format) {
    // To make one takes far longer than to use it, and every request asks for today.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
    dayFormats.set(zone, format);
  }
  return format.format(at);
}

/** Words as a file's name or an address can have them: "Hội đồng tỉnh Hải Sơn" is hoi-dong-tinh-hai-son. */
export const slug = (text: string, longest = 60): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, longest)
    .replace(/-$/, '');
