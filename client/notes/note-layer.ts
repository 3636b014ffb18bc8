/** Draws my notes over the pages that are shown, and tells which of them lies under a finger. */
import { getStroke } from 'perfect-freehand';
import type { Note, NoteColour } from '../../shared/notes.ts';
import { hitsIn } from '../../shared/search.ts';
import type { Rotation } from '../reader/layout.ts';
import type { Sheet } from '../reader/sheet.ts';
import { type PageText, rectsOf } from '../reader/text-layer.ts';

export const colours: Record<NoteColour, string> = {
  yellow: '#ffe14d',
  green: '#8fe388',
  blue: '#8fd0ff',
  pink: '#ffadd6',
  red: '#d3222a',
  black: '#1a1a1a',
};

const SVG = 'http://www.w3.org/2000/svg';
/** Drawn on a page a thousand units wide. */
const UNITS = 1000;

type Rect = readonly [number, number, number, number];

/** A rectangle on a page as it is turned, back to the page upright; all in shares. */
export function upright([x, y, w, h]: Rect, rotation: Rotation): [number, number, number, number] {
  switch (rotation) {
    case 90:
      return [y, 1 - x - w, h, w];
    case 180:
      return [1 - x - w, 1 - y - h, w, h];
    case 270:
      return [1 - y - h, x, h, w];
    default:
      return [x, y, w, h];
  }
}
/** The other way round. */
export const turnedRect = (rect: Rect, rotation: Rotation): [number, number, number, number] =>
  upright(rect, ((360 - rotation) % 360) as Rotation);

/** The outline of a stroke, thicker where it was pressed harder. */
export function strokePath({ width, points }: Note['strokes'][number], ratio: number): string {
  const input: [number, number, number][] = [];
  for (let at = 0; at + 2 < points.length; at += 3)
    input.push([points[at]! * UNITS, points[at + 1]! * UNITS * ratio, points[at + 2]!]);
  const outline = getStroke(input, {
    size: width * UNITS,
    thinning: 0.5,
    smoothing: 0.5,
    streamline: 0.3,
    simulatePressure: input.every(([, , pressure]) => pressure === 0.5),
  });
  if (outline.length === 0) return '';
  const text = outline.map(([x, y]) => `${x!.toFixed(1)} ${y!.toFixed(1)}`);
  return `M${text.join('L')}Z`;
}

/** Where a note's rectangles lie on this page: as kept, or found by its words in the text. */
export function rectsFor(
  note: Note,
  text: PageText | undefined,
  rotation: Rotation,
): [number, number, number, number][] {
  if (note.rects.length > 0 || !note.quote || !text) return note.rects;
  const place = hitsIn(text.text, `"${note.quote.replace(/["“”]/g, ' ')}"`)[note.occurrence];
  return place ? rectsOf(text, ...place).map((rect) => upright(rect, rotation)) : [];
}

/** Draws notes over one page; `open` is called for one whose pin was pressed. */
export function drawNotes(
  sheet: Sheet,
  notes: readonly Note[],
  text: PageText | undefined,
  nameOf: (note: Note) => string,
  open: (note: Note) => void,
): void {
  sheet.element.querySelector('.notes')?.remove();
  if (notes.length === 0) return;
  const holder = document.createElement('div');
  holder.className = 'notes';
  const { rotation, box } = sheet;
  const isAcross = rotation % 180 !== 0;
  const [width, height] = isAcross ? [box.height, box.width] : [box.width, box.height];
  const ratio = height / width;
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${UNITS} ${UNITS * ratio}`);
  svg.setAttribute('aria-hidden', 'true');
  svg.style.width = `${width}px`;
  svg.style.height = `${height}px`;
  svg.style.left = `${(box.width - width) / 2}px`;
  svg.style.top = `${(box.height - height) / 2}px`;
  svg.style.transform = `rotate(${rotation}deg)`;
  const add = (tag: string, attributes: Record<string, string | number>) => {
    const shape = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, String(value));
    svg.append(shape);
  };
  for (const note of notes) {
    const colour = colours[note.colour];
    if (note.kind === 'ink')
      for (const stroke of note.strokes) add('path', { d: strokePath(stroke, ratio), fill: colour });
    else if (note.kind === 'sticky') {
      const [[x = 0.5, y = 0.5] = []] = note.rects.map((rect) => turnedRect([rect[0], rect[1], 0, 0], rotation));
      const pin = document.createElement('button');
      pin.className = 'pin';
      pin.style.left = `${100 * x}%`;
      pin.style.top = `${100 * y}%`;
      pin.setAttribute('aria-label', nameOf(note));
      const mark = document.createElement('i');
      mark.style.background = colour;
      pin.append(mark);
      pin.addEventListener('click', () => open(note));
      holder.append(pin);
    } else if (note.kind === 'bookmark') {
      const ribbon = document.createElement('div');
      ribbon.className = 'ribbon';
      ribbon.style.background = colour;
      holder.append(ribbon);
    } else
      for (const [x, y, w, h] of rectsFor(note, text, rotation)) {
        const [left, top, wide, high] = [x * UNITS, y * UNITS * ratio, w * UNITS, h * UNITS * ratio];
        if (note.kind === 'highlight') add('rect', { x: left, y: top, width: wide, height: high, rx: 2, fill: colour });
        else {
          const line = note.kind === 'underline' ? top + high * 0.97 : top + high * 0.55;
          add('line', { x1: left, x2: left + wide, y1: line, y2: line, stroke: colour, 'stroke-width': 3 });
        }
      }
  }
  holder.prepend(svg);
  // Below the text, so that what is marked can still be selected.
  sheet.element.insertBefore(holder, sheet.element.querySelector('.over'));
}

/** The note under a place of a page (shares, as the page is turned); the last one drawn wins. */
export function noteAt(
  notes: readonly Note[],
  sheet: Sheet,
  text: PageText | undefined,
  x: number,
  y: number,
): Note | undefined {
  const [px, py] = upright([x, y, 0, 0], sheet.rotation);
  const slack = 0.012;
  return notes.findLast((note) => {
    if (note.kind === 'ink')
      return note.strokes.some(({ points }) => {
        for (let at = 0; at + 2 < points.length; at += 3)
          if (Math.hypot(points[at]! - px, points[at + 1]! - py) < 2 * slack) return true;
        return false;
      });
    return rectsFor(note, text, sheet.rotation).some(
      ([left, top, width, height]) =>
        px >= left - slack && px <= left + width + slack && py >= top - slack && py <= top + height + slack,
    );
  });
}
