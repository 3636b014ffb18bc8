/** How many people fit on the screen, in how many columns and how large; and how many turns they take when not all do. */

export interface Space {
  /** Pixels. */
  width: number;
  height: number;
  /** The smallest letters that are read from twenty metres, and the largest that are of use; pixels. */
  least: number;
  most: number;
}
export interface Roll {
  columns: number;
  rows: number;
  /** Pixels. */
  size: number;
  /** How many of them are shown one after the other; 1 when everyone fits. */
  pages: number;
}

/** Height of a line, and what lies between two columns, in letters' sizes. */
const LINE = 1.42;
const GAP = 1.2;

/**
 * The largest letters at which `count` lines of `width` letters' sizes fit; when not even the least do, as many at a
 * time as fit at the least.
 * @param width of a line, in letters' sizes (em)
 */
export function rollFor(count: number, width: number, space: Space): Roll {
  const sizeIn = (columns: number, rows: number) =>
    Math.min(space.most, space.height / (rows * LINE), space.width / columns / (width + (columns > 1 ? GAP : 0)));
  let best: Roll = { columns: 1, rows: Math.max(1, count), size: 0, pages: 1 };
  for (let columns = 1; columns <= 6; columns += 1) {
    const rows = Math.max(1, Math.ceil(count / columns));
    const size = sizeIn(columns, rows);
    if (size > best.size + 0.5) best = { columns, rows, size, pages: 1 };
  }
  if (best.size >= space.least) return best;
  const columns = Math.max(1, Math.floor(space.width / ((width + GAP) * space.least)));
  const most = Math.max(1, Math.floor(space.height / (space.least * LINE)));
  const pages = Math.ceil(count / (columns * most));
  // As even as can be: no last turn with one person alone on it.
  const rows = Math.ceil(count / pages / columns);
  return { columns, rows, size: Math.min(space.least, sizeIn(columns, rows)), pages };
}
