/** Enlarging: the steps of it, and keeping what was under a finger where it was. */

const STEPS = [1, 1.25, 1.5, 2, 3, 4];
export const LEAST_ZOOM = STEPS[0]!;
export const MOST_ZOOM = STEPS.at(-1)!;

/** A place on the screen. */
export interface Point {
  clientX: number;
  clientY: number;
}

export const clampZoom = (zoom: number): number => Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom));

/** The next step up or down; undefined when there is none. */
export const zoomStep = (zoom: number, by: 1 | -1): number | undefined =>
  by === 1 ? STEPS.find((step) => step > zoom + 0.01) : STEPS.findLast((step) => step < zoom - 0.01);

/** Where the desk is scrolled to, and how large what it holds is, CSS pixels. */
export interface Scrolled {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * Where the desk has to be scrolled to, so that the same place stands at the same point.
 * @param at the point, from the desk's corner
 */
export const keepingPlace = (before: Scrolled, after: Scrolled, at: { x: number; y: number }) => ({
  left: ((before.left + at.x) / before.width) * after.width - at.x,
  top: ((before.top + at.y) / before.height) * after.height - at.y,
});

/** How a desk stands now. */
export function scrolledOf(desk: HTMLElement, holder: HTMLElement): Scrolled {
  const { width, height } = desk.getBoundingClientRect();
  return {
    left: desk.scrollLeft,
    top: desk.scrollTop,
    width: Math.max(width, holder.offsetWidth),
    height: Math.max(height, holder.offsetHeight),
  };
}
