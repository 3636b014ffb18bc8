/** A list pasted from Word or an e-mail as items of an agenda: a line each, without its number or bullet. */

export interface PastedItem {
  title: string;
  /** Whether it belongs below the item before it that does not. */
  isBelow: boolean;
}

/** "1.", "2)", "I.", "IV -", "Mục 3:" begin an item; "a)", "1.2.", "-", "+", "•" one below it. */
const TOP = /^(?:(?:mục|phần|nội dung)\s+)?(?:\d{1,3}|[IVXL]{1,6})\s*[.):/–-]\s*(?=\S)/iu;
const BELOW = /^(?:\d{1,3}\.\d{1,3}\.?\)?|[a-zđ]\s*[).]|[-–+•*·o])\s+(?=\S)/iu;
const LONGEST = 300;
const MOST = 200;

/** Empty where there is nothing to add. Titles longer than an item may have are cut at a word. */
export function pastedItems(text: string): PastedItem[] {
  const lines = text
    .normalize('NFC')
    .split(/\r?\n/)
    .map((line) => line.replace(/[\t\u00a0 ]+/g, ' ').trim())
    .filter((line) => line !== '');
  return lines.slice(0, MOST).flatMap((line, at): PastedItem[] => {
    const isBelow = at > 0 && BELOW.test(line) && !/^[IVXL]{1,6}\s*[.)]/.test(line);
    const title = line
      .replace(isBelow ? BELOW : TOP, '')
      .replace(/[;.]$/, '')
      .trim();
    const cut = title.length > LONGEST ? title.slice(0, LONGEST).replace(/\s\S*$/, '') : title;
    return cut === '' ? [] : [{ title: cut, isBelow }];
  });
}
