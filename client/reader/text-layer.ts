/**
 * What makes a drawn page more than a picture: its text, to be selected and read aloud, and its links. Built for pages
 * that are shown, at leisure, and taken away with them.
 */
import { css } from 'lit';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { hitsIn } from '../../shared/search.ts';
import { loadLibrary, openDocument } from './pdf.ts';
import type { Sheet } from './sheet.ts';

export const textStyles = css`
  .text {
    position: absolute;
    inset: 0;
    overflow: clip;
    line-height: 1;
    text-align: initial;
    transform-origin: 0 0;
    text-size-adjust: none;
    forced-color-adjust: none;
    --min-font-size: 1;
    --text-scale-factor: calc(var(--total-scale-factor) * var(--min-font-size));
    --min-font-size-inv: calc(1 / var(--min-font-size));
  }
  .text :is(span, br) {
    color: transparent;
    position: absolute;
    white-space: pre;
    cursor: text;
    transform-origin: 0% 0%;
  }
  .text > :not(.markedContent),
  .text .markedContent span:not(.markedContent) {
    z-index: 1;
    --font-height: 0;
    font-size: calc(var(--text-scale-factor) * var(--font-height));
    --scale-x: 1;
    --rotate: 0deg;
    transform: rotate(var(--rotate)) scaleX(var(--scale-x)) scale(var(--min-font-size-inv));
  }
  .text .markedContent {
    display: contents;
  }
  .text[data-main-rotation='90'] {
    transform: rotate(90deg) translateY(-100%);
  }
  .text[data-main-rotation='180'] {
    transform: rotate(180deg) translate(-100%, -100%);
  }
  .text[data-main-rotation='270'] {
    transform: rotate(270deg) translateX(-100%);
  }
  .text ::selection {
    background: rgb(0 84 200 / 30%);
  }
  .links a {
    position: absolute;
    z-index: 2;
    border-radius: var(--radius-s);
  }
  .links a:hover,
  .links a:focus-visible {
    background: rgb(10 79 148 / 18%);
  }
  .hits i {
    position: absolute;
    background: rgb(255 205 40 / 75%);
    outline: 1.5px solid rgb(160 100 0 / 80%);
    mix-blend-mode: multiply;
    pointer-events: none;
  }
`;

/** A link on a page: to another page of the document, or to an address outside that is shown and not followed. */
export type Link = { page: number } | { address: string };

export interface PageText {
  sheet: Sheet;
  /** For which width and rotation it was built. */
  builtFor: string;
  element: HTMLElement;
  /** The text of the page as it stands in the layer, and which piece of it stands where. */
  text: string;
  pieces: { node: Text; from: number }[];
}

export const builtFor = ({ box, rotation }: Sheet): string => `${box.width}x${box.height}/${rotation}`;

/** Text and links of a page, ready to be put over it. Rejects when the document can't be opened. */
export async function buildText(sheet: Sheet, follow: (link: Link) => void): Promise<PageText | null> {
  const wanted = builtFor(sheet);
  const [pdfjs, pdf] = await Promise.all([loadLibrary(), openDocument(sheet.document)]);
  const page = await pdf.getPage(sheet.page);
  const rotation = (page.rotate + sheet.rotation) % 360;
  const natural = page.getViewport({ scale: 1, rotation });
  const scale = sheet.box.width / natural.width;
  const viewport = page.getViewport({ scale, rotation });
  const element = document.createElement('div');
  element.className = 'over';
  const text = document.createElement('div');
  text.className = 'text';
  text.style.setProperty('--total-scale-factor', String(scale));
  text.lang = sheet.document.language;
  const layer = new pdfjs.TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport });
  await layer.render();
  const links = document.createElement('div');
  links.className = 'links';
  for (const annotation of await page.getAnnotations({ intent: 'display' })) {
    if (annotation.subtype !== 'Link' || (!annotation.dest && !annotation.url)) continue;
    const anchor = await linkFor(pdf, annotation, follow);
    if (!anchor) continue;
    const [x1, y1, x2, y2] = viewport.convertToViewportRectangle(annotation.rect) as [number, number, number, number];
    anchor.style.left = `${Math.min(x1, x2)}px`;
    anchor.style.top = `${Math.min(y1, y2)}px`;
    anchor.style.width = `${Math.abs(x2 - x1)}px`;
    anchor.style.height = `${Math.abs(y2 - y1)}px`;
    links.append(anchor);
  }
  if (builtFor(sheet) !== wanted) return null; // another size meanwhile: it is built again
  element.append(text, links);
  return { sheet, builtFor: wanted, element, ...readBack(text) };
}

async function linkFor(
  pdf: PDFDocumentProxy,
  { dest, url }: { dest?: string | unknown[]; url?: string },
  follow: (link: Link) => void,
): Promise<HTMLAnchorElement | null> {
  let link: Link;
  if (dest) {
    const page = await pageOf(pdf, dest);
    if (page === null) return null;
    link = { page };
  } else link = { address: url! };
  const anchor = document.createElement('a');
  anchor.href = 'page' in link ? `#page=${link.page}` : '#';
  anchor.setAttribute('aria-label', 'page' in link ? `→ ${link.page}` : link.address);
  anchor.addEventListener('click', (event) => {
    event.preventDefault();
    follow(link);
  });
  return anchor;
}

/** The page, from 1, that a destination in a document means; null when it leads nowhere. */
export async function pageOf(pdf: PDFDocumentProxy, dest: string | unknown[]): Promise<number | null> {
  const target = typeof dest === 'string' ? await pdf.getDestination(dest) : dest;
  const [place] = target ?? [];
  if (typeof place === 'number') return place + 1;
  if (!place) return null;
  const index = await pdf.getPageIndex(place as never).catch(() => null);
  return index === null ? null : index + 1;
}

/** The text of a layer in reading order; a line ends where the layer has a break. */
function readBack(layer: HTMLElement): Pick<PageText, 'text' | 'pieces'> {
  let text = '';
  const pieces: PageText['pieces'] = [];
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) {
      pieces.push({ node, from: text.length });
      text += node.data;
    } else if ((node as HTMLElement).tagName === 'BR') text += '\n';
  }
  return { text, pieces };
}

/** Boxes of a stretch of a page's text, as shares of the page's width and height. */
export function rectsOf(
  { text, pieces, sheet }: PageText,
  from: number,
  to: number,
): [number, number, number, number][] {
  const frame = sheet.element.getBoundingClientRect();
  const rects: [number, number, number, number][] = [];
  for (const { node, from: begin } of pieces) {
    const end = begin + node.data.length;
    if (end <= from || begin >= to || text.slice(Math.max(begin, from), Math.min(end, to)).trim() === '') continue;
    const range = document.createRange();
    range.setStart(node, Math.max(0, from - begin));
    range.setEnd(node, Math.min(node.data.length, to - begin));
    for (const { left, top, width, height } of range.getClientRects())
      if (width > 0.5 && height > 0.5)
        rects.push([
          (left - frame.left) / frame.width,
          (top - frame.top) / frame.height,
          width / frame.width,
          height / frame.height,
        ]);
  }
  return rects;
}

/** Marks the places of a query on a page. */
export function markHits(page: PageText, query: string): void {
  page.element.querySelector('.hits')?.remove();
  if (!query) return;
  const holder = document.createElement('div');
  holder.className = 'hits';
  for (const [from, to] of hitsIn(page.text, query))
    for (const [left, top, width, height] of rectsOf(page, from, to)) {
      const mark = document.createElement('i');
      mark.style.left = `${100 * left}%`;
      mark.style.top = `${100 * top}%`;
      mark.style.width = `${100 * width}%`;
      mark.style.height = `${100 * height}%`;
      holder.append(mark);
    }
  page.element.append(holder);
}
