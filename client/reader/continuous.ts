/** Continuous reading: which pages are seen, which one is being read, and where the desk stands for a page. */
import type { Box, Layout } from './layout.ts';

/** Scrolling goes on for this long after a hand was there. */
const HAND_MS = 2000;

/** What is seen of the desk, CSS pixels from the top of all pages. */
export interface Seen {
  top: number;
  height: number;
}

/** The pages that are seen, and those not farther than `margin` from them. */
export const boxesSeen = ({ boxes }: Layout, { top, height }: Seen, margin: number): Box[] =>
  boxes.filter((box) => box.top + box.height > top - margin && box.top < top + height + margin);

/** The page that is being read: the last that begins in the upper third. */
export const pageRead = ({ boxes }: Layout, { top, height }: Seen): number =>
  boxes.findLast((box) => box.top <= top + height / 3)?.page ?? 1;

/** Where the desk has to stand: at the page's beginning, or, laid out anew, at the same line of it as before. */
export function topFor(page: number, layout: Layout, before: Layout | null, top: number): number | null {
  const box = layout.boxes[page - 1];
  if (!box) return null;
  const old = before?.boxes[page - 1];
  const within = old ? (top - old.top) / Math.max(1, old.height) : 0;
  return box.top + within * box.height;
}

/** Tells the person's own scrolling from ours. */
export class Hands {
  /** When someone last had a hand on it: scrolling of our own is nobody's wish. */
  #handled = Number.NEGATIVE_INFINITY;

  watch(desk: HTMLElement): void {
    for (const type of ['wheel', 'touchmove', 'keydown', 'pointerdown'])
      desk.addEventListener(type, () => (this.#handled = performance.now()), { passive: true });
  }
  get areOn(): boolean {
    return performance.now() - this.#handled <= HAND_MS;
  }
}
