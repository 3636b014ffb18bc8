/** Printed page numbers, read from a page's margins, and what is wrong with their order. */
import type { Finding } from '../../shared/intake.ts';
import type { Line } from './lines.ts';

/** "3", "- 3 -", "Trang 3/12", "3/12", "Page 3 of 12". */
const printed = /^[\s\-–—.]*(?:(?:trang|page|tr\.?)\s*)?(\d{1,4})(?:\s*(?:\/|of|trên)\s*\d{1,4})?[\s\-–—.]*$/iu;

/** How much of a page's height, at its top and at its bottom, is margin: an official page has 20 to 25 mm of 297. */
const MARGIN = 0.1;

/** What may be a page number in the outermost line of a page's top or bottom margin. */
function inMargin(lines: readonly Line[], height: number, where: 'top' | 'bottom'): number | null {
  const line = where === 'top' ? lines[0] : lines.at(-1);
  if (!line || (where === 'top' ? line.y > MARGIN * height : line.y < (1 - MARGIN) * height)) return null;
  const found = printed.exec(line.text)?.[1];
  return found ? Number(found) : null;
}

/**
 * The number printed on each page, or null: in the margin where most pages have one, since a chart's axis or a table's
 * last row may stand in the other.
 */
export function printedNumbers(pages: readonly { lines: readonly Line[]; height: number }[]): (number | null)[] {
  const [top, bottom] = (['top', 'bottom'] as const).map((where) =>
    pages.map(({ lines, height }) => inMargin(lines, height, where)),
  ) as [(number | null)[], (number | null)[]];
  const known = (numbers: readonly (number | null)[]) => numbers.filter((number) => number !== null).length;
  return known(bottom) > known(top) ? bottom : top;
}

/** A few numbers in the margins are chance (a table's row, a year); so many of the pages must have one. */
const TRUSTED_SHARE = 0.4;

/**
 * What is wrong with the order of printed numbers. A page without one (a cover, the first page of an official text)
 * counts as one all the same; a new beginning at 1 is an annex.
 * @param numbers as printed on each page, null where none is
 */
export function checkPageNumbers(numbers: readonly (number | null)[]): Finding[] {
  const known = numbers.flatMap((number, index) => (number === null ? [] : [{ number, page: index + 1 }]));
  if (known.length < 2 || known.length < TRUSTED_SHARE * numbers.length) return [];
  const jumps: { page: number; missing: number[] }[] = [];
  const repeats: number[] = [];
  const backwards: number[] = [];
  for (const [index, { number, page }] of known.entries()) {
    const before = known[index - 1];
    if (!before) {
      // A first page without a number is a cover or page 1; one that begins later has lost its beginning.
      const lost = number - page;
      if (lost > 0) jumps.push({ page, missing: Array.from({ length: Math.min(lost, 20) }, (_, step) => step + 1) });
      continue;
    }
    const expected = before.number + (page - before.page);
    if (number > expected) {
      const missing = Array.from({ length: Math.min(number - expected, 20) }, (_, step) => expected + step);
      jumps.push({ page, missing });
    } else if (number === before.number) repeats.push(page);
    else if (number < before.number && number !== 1) backwards.push(page);
  }
  const result: Finding[] = [];
  if (jumps.length > 0)
    result.push({
      code: 'page-numbers-jump',
      pages: jumps.map(({ page }) => page),
      detail: jumps.flatMap(({ missing }) => missing).join(', '),
    });
  if (repeats.length > 0) result.push({ code: 'page-numbers-repeat', pages: repeats, detail: '' });
  if (backwards.length > 0) result.push({ code: 'page-numbers-backwards', pages: backwards, detail: '' });
  return result;
}
