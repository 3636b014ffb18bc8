/** A page's text as lines, top to bottom: what the checks of page numbers and of the official form read. */

/** One line of a page; `y` is its distance from the page's top, in points. */
export interface Line {
  text: string;
  x: number;
  y: number;
  /** Font size in points. */
  size: number;
}

/** What is read of pdf.js' text items: the string, its matrix and its width. */
export interface Piece {
  str: string;
  transform: number[];
  width: number;
}

/** How far text may lean and still run along a line: a tenth of a right angle. */
const QUARTER = Math.PI / 2;

/**
 * Pieces as they are read: turned so that most of their letters run from left to right, as a reader would turn the page.
 * @param pieces with matrices in the page as shown: x to the right, y downwards from the top
 * @param size width and height of the page as shown
 * @returns with matrices as `linesOf` takes them, measured from the bottom, and the height that they are measured in
 */
export function asRead(
  pieces: readonly Piece[],
  [width, height]: [number, number],
): { pieces: Piece[]; height: number } {
  const letters = [0, 0, 0, 0];
  const quarterOf = ({ transform: [a = 1, b = 0] }: Piece) => (Math.round(Math.atan2(b, a) / QUARTER) + 4) % 4;
  for (const piece of pieces) letters[quarterOf(piece)]! += piece.str.trim().length;
  const quarter = letters.indexOf(Math.max(...letters));
  const tall = quarter % 2 === 0 ? height : width;
  const turned = pieces.map((piece) => {
    const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = piece.transform;
    const [across, down] = [
      [x, y],
      [y, width - x],
      [width - x, height - y],
      [height - y, x],
    ][quarter]!;
    const size = Math.hypot(c, d) || Math.hypot(a, b) || 1;
    return { ...piece, transform: [size, 0, 0, size, across!, tall - down!] };
  });
  return { pieces: turned, height: tall };
}

/** Pieces further apart than this many font sizes are columns: the official form's head has two. */
const COLUMN_GAP = 2.5;

/** @param height of the page, in points; pieces are measured from its bottom */
export function linesOf(pieces: readonly Piece[], height: number): Line[] {
  const placed = pieces
    .filter(({ str }) => str.trim() !== '')
    .map(({ str, transform, width }) => {
      const size = Math.hypot(transform[2] ?? 0, transform[3] ?? 0) || 1;
      return { str, x: transform[4] ?? 0, y: height - (transform[5] ?? 0), width, size };
    })
    .sort((a, b) => a.y - b.y || a.x - b.x);
  const rows: (typeof placed)[] = [];
  for (const piece of placed) {
    const row = rows.at(-1);
    if (row && Math.abs(row[0]!.y - piece.y) < 0.5 * Math.min(row[0]!.size, piece.size)) row.push(piece);
    else rows.push([piece]);
  }
  return rows.flatMap((row) => {
    const lines: (Line & { end: number })[] = [];
    for (const { str, x, y, width, size } of row.sort((a, b) => a.x - b.x)) {
      const line = lines.at(-1);
      if (line && x - line.end < COLUMN_GAP * size) {
        line.text += (x - line.end > 0.15 * size ? ' ' : '') + str;
        line.end = x + width;
      } else lines.push({ text: str, x, y, size, end: x + width });
    }
    return lines.map(({ text, x, y, size }) => ({
      text: text.normalize('NFC').replace(/\s+/g, ' ').trim(),
      x,
      y,
      size,
    }));
  });
}
