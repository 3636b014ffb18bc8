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
