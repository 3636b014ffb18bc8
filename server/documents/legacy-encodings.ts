/**
 * Vietnamese from before Unicode: text in TCVN3 (ABC, the `.Vn…` fonts) and in VNI (the `VNI-…` fonts) is Latin-1 to every
 * program, and found by nobody. It is told by its letters and written anew for searching; the page itself is as it was.
 */

export type Legacy = 'TCVN3' | 'VNI';

/** TCVN 5712:1993, VN3: one letter a byte. */
const tcvn3Pairs: [latin: string, vietnamese: string][] = [
  ['¡¢£¤¥¦§¨©ª«¬\u00ad®', 'ĂÂÊÔƠƯĐăâêôơưđ'],
  ['µ¶·¸¹»¼½¾Æ', 'àảãáạằẳẵắặ'],
  ['ÇÈÉÊËÌÎÏÐÑ', 'ầẩẫấậèẻẽéẹ'],
  ['ÒÓÔÕÖ×ØÜÝÞ', 'ềểễếệìỉĩíị'],
  ['ßáâãäåæçèé', 'òỏõóọồổỗốộ'],
  ['êëìíîïñòóô', 'ờởỡớợùủũúụ'],
  ['õö÷øùúûüýþ', 'ừửữứựỳỷỹýỵ'],
  // The micro sign often comes out of a file as the Greek letter.
  ['\u03bc', 'à'],
];
const tcvn3 = new Map(
  tcvn3Pairs.flatMap(([from, to]) => [...from].map((letter, at) => [letter, [...to][at]!] as const)),
);

/** VNI for Windows: a letter and behind it what stands above or below it; some letters are one byte of their own. */
const COMBINED: Record<string, string> = {
  ù: '\u0301',
  ø: '\u0300',
  û: '\u0309',
  õ: '\u0303',
  ï: '\u0323',
  â: '\u0302',
  á: '\u0302\u0301',
  à: '\u0302\u0300',
  å: '\u0302\u0309',
  ã: '\u0302\u0303',
  ä: '\u0323\u0302',
  ê: '\u0306',
  é: '\u0306\u0301',
  è: '\u0306\u0300',
  ú: '\u0306\u0309',
  ü: '\u0306\u0303',
  ë: '\u0323\u0306',
};
const SINGLE: Record<string, string> = { ñ: 'đ', ö: 'ư', ô: 'ơ', æ: 'ỉ', ó: 'ĩ', ò: 'ị', ì: 'ì', í: 'í', î: 'ỵ' };
const combined = new Map<string, string>();
for (const [mark, marks] of Object.entries(COMBINED)) combined.set(mark, marks).set(mark.toUpperCase(), marks);
const single = new Map<string, string>();
for (const [from, to] of Object.entries(SINGLE)) single.set(from, to).set(from.toUpperCase(), to.toUpperCase());

/** A syllable that Vietnamese can have, in either writing: what is made of a text must be full of them. */
const unicodeLetter = /[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]/u;
const vniPair = /[aeouyAEOUY][ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË]|[öôÖÔ][ùøûõïÙØÛÕÏ]/gu;
/** Words that every official text has. */
const tcvn3Words =
  /(?:^|[^\p{L}])(?:v[µμ]|c[ña]{2}|®[Þå·­îi]|ViÖt|héi|§[ång]|[tT]Ø?nh|nh©n|d©n|kú|s[èå])(?=$|[^\p{L}])/gu;

const countOf = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

/** Which of the two a document's text is written in; null for Unicode, and for other languages. */
export function legacyOf(text: string): Legacy | null {
  const letters = countOf(text, /\p{L}/gu);
  if (letters < 20) return null;
  // A Unicode text with a quoted old word is a Unicode text.
  if (countOf(text, new RegExp(unicodeLetter, 'gu')) > letters * 0.01) {
    const own = countOf(text, /[\u1ea0-\u1ef9ơưđăƠƯĐĂ]/gu);
    if (own > letters * 0.01) return null;
  }
  const words = Math.max(1, countOf(text, /\S+/gu));
  const pairs = countOf(text, vniPair) + countOf(text, /[ñÑ]/gu);
  const bytes = countOf(text, /[®§µμ¸¹¶·©ª«¬»¼½¾Æ×Þß÷þÖ]/gu);
  if (bytes > words * 0.2 && bytes > pairs && countOf(text, tcvn3Words) > 0) return 'TCVN3';
  return pairs > words * 0.25 && pairs >= bytes ? 'VNI' : null;
}

/** The text in composed Unicode. */
export function fromLegacy(text: string, legacy: Legacy): string {
  if (legacy === 'TCVN3') return [...text].map((letter) => tcvn3.get(letter) ?? letter).join('');
  const letters = [...text];
  let made = '';
  for (const [at, letter] of letters.entries()) {
    const before = letters[at - 1] ?? '';
    const marks = combined.get(letter);
    const carries = /[aeouyAEOUY]/u.test(before) || (/[öôÖÔ]/u.test(before) && marks?.length === 1);
    made += marks && carries ? marks : (single.get(letter) ?? letter);
  }
  return made.normalize('NFC');
}

/** "Ð" (Icelandic eth) is what many a keyboard writes for Đ. */
export const withVietnameseD = (text: string): string => text.replaceAll('Ð', 'Đ');
