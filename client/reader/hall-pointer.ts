/** My finger as the hall's pointer: where on the page it is, and which part of the page I have enlarged. */
import type { Pointing } from '../../shared/wire/protocol.ts';
import type { Sheet } from './sheet.ts';

type Frame = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom' | 'width' | 'height'>;
const clamp = (share: number) => Math.min(1, Math.max(0, share));

/** The part of a page that is seen in the desk, shares of the page's width and height: left, top, width, height. */
export function regionSeen(page: Frame, desk: Frame): [number, number, number, number] {
  const left = clamp((desk.left - page.left) / page.width);
  const top = clamp((desk.top - page.top) / page.height);
  const right = clamp((desk.right - page.left) / page.width);
  const bottom = clamp((desk.bottom - page.top) / page.height);
  return [left, top, Math.max(0, right - left), Math.max(0, bottom - top)];
}

export class HallPointer {
  #dot: Pointing['dot'] = null;

  /** Follows the finger. Answers with the page that it is on, if it is on one. */
  follow(event: PointerEvent, shown: readonly Sheet[]): number | undefined {
    const isDown = event.buttons > 0 || event.pointerType === 'mouse';
    this.#dot = null;
    if (event.type === 'pointerleave' || !isDown) return undefined;
    for (const { element, page } of shown) {
      const { left, top, width, height } = element.getBoundingClientRect();
      const [x, y] = [(event.clientX - left) / width, (event.clientY - top) / height];
      if (x < 0 || x > 1 || y < 0 || y > 1) continue;
      this.#dot = { x, y };
      return page;
    }
    return undefined;
  }

  /** What the hall is told. */
  pointing(page: number, shown: readonly Sheet[], desk: HTMLElement, isEnlarged: boolean): Pointing {
    const sheet = shown.find((held) => held.page === page);
    const region =
      sheet && isEnlarged ? regionSeen(sheet.element.getBoundingClientRect(), desk.getBoundingClientRect()) : null;
    return { page, dot: this.#dot, region };
  }
}
