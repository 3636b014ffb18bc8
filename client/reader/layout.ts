/** Where the pages lie: pure arithmetic, in CSS pixels. */

export type Mode = 'single' | 'spread' | 'continuous';
export type Rotation = 0 | 90 | 180 | 270;
/** Width and height in points. */
export type Size = readonly [width: number, height: number];

/** How wide and high the reader is, and how pages lie in it. */
export interface Fitting {
  width: number;
  height: number;
  mode: Mode;
  fit: 'width' | 'page';
  zoom: number;
  rotation: Rotation;
}

export interface Box {
  page: number;
  left: number;
  top: number;
  width: number;
  height: number;
}
export interface Layout {
  boxes: Box[];
  width: number;
  height: number;
}

const GAP = 12;

const turned = ([width, height]: Size, rotation: Rotation): Size =>
  rotation % 180 === 0 ? [width, height] : [height, width];

/** The pages that are seen together with `page`. */
export function groupOf(page: number, pages: number, mode: Mode): number[] {
  if (mode !== 'spread') return [page];
  const first = page % 2 === 1 ? page : page - 1;
  return first + 1 <= pages ? [first, first + 1] : [first];
}

const scaleFor = ([width, height]: Size, fitting: Fitting): number =>
  (fitting.fit === 'width' ? fitting.width / width : Math.min(fitting.width / width, fitting.height / height)) *
  fitting.zoom;

/** Pages side by side, in the middle of the reader while they fit, at its edge when they are larger. */
function sideBySide(pages: readonly number[], sizes: readonly Size[], fitting: Fitting): Layout {
  const natural = pages.map((page) => turned(sizes[page - 1] ?? sizes[0]!, fitting.rotation));
  const together: Size = [
    natural.reduce((sum, [width]) => sum + width, 0),
    Math.max(...natural.map(([, height]) => height)),
  ];
  const gaps = GAP * (pages.length - 1);
  const scale = scaleFor(together, { ...fitting, width: fitting.width - gaps });
  const inner = { width: together[0] * scale + gaps, height: together[1] * scale };
  let left = Math.max(0, Math.floor((fitting.width - inner.width) / 2));
  const boxes = natural.map(([width, height], index): Box => {
    const box: Box = {
      page: pages[index]!,
      left,
      top:
        Math.max(0, Math.floor((fitting.height - inner.height) / 2)) + Math.floor((inner.height - height * scale) / 2),
      width: Math.floor(width * scale),
      height: Math.floor(height * scale),
    };
    left += box.width + GAP;
    return box;
  });
  return measured(boxes);
}

const measured = (boxes: Box[]): Layout => ({
  boxes,
  width: Math.max(0, ...boxes.map(({ left, width }) => left + width)),
  height: Math.max(0, ...boxes.map(({ top, height }) => top + height)),
});

/** All pages below each other. */
function belowEachOther(sizes: readonly Size[], fitting: Fitting): Layout {
  let top = 0;
  const boxes = sizes.map((size, index): Box => {
    const natural = turned(size, fitting.rotation);
    const scale = scaleFor(natural, fitting);
    const width = Math.floor(natural[0] * scale);
    const box: Box = {
      page: index + 1,
      left: Math.max(0, Math.floor((fitting.width - width) / 2)),
      top,
      width,
      height: Math.floor(natural[1] * scale),
    };
    top += box.height + GAP;
    return box;
  });
  return measured(boxes);
}

/** @param sizes of every page of the document */
export const layOut = (page: number, sizes: readonly Size[], fitting: Fitting): Layout =>
  fitting.mode === 'continuous'
    ? belowEachOther(sizes, fitting)
    : sideBySide(groupOf(page, sizes.length, fitting.mode), sizes, fitting);
