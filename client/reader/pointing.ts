/** Where the presenter points, drawn on the page that she means. */
import { css } from 'lit';
import type { Pointing } from '../../shared/wire/protocol.ts';
import type { Sheet } from './sheet.ts';

export const pointingStyles = css`
  .dot {
    position: absolute;
    width: var(--dot, 28px);
    height: var(--dot, 28px);
    transform: translate(-50%, -50%);
    border-radius: 50%;
    background: rgb(220 20 20 / 55%);
    border: 3px solid #fff;
    outline: 2px solid #b00;
    pointer-events: none;
    z-index: 4;
  }
  .region {
    position: absolute;
    pointer-events: none;
    outline: 3px solid #b3480a;
    box-shadow: 0 0 0 9999px rgb(10 20 40 / 22%);
    z-index: 3;
  }
`;

/** Draws the dot and the region, in place of those before. */
export function drawPointing(sheets: readonly Sheet[], pointing: Pointing | null): void {
  for (const { element } of sheets) for (const old of element.querySelectorAll('.dot, .region')) old.remove();
  const sheet = sheets.find(({ page }) => page === pointing?.page);
  if (!pointing || !sheet) return;
  const put = (name: string, style: Record<string, number>) => {
    const mark = document.createElement('div');
    mark.className = name;
    for (const [side, share] of Object.entries(style)) mark.style.setProperty(side, `${100 * share}%`);
    sheet.element.append(mark);
  };
  if (pointing.region) {
    const [left, top, width, height] = pointing.region;
    put('region', { left, top, width, height });
  }
  if (pointing.dot) put('dot', { left: pointing.dot.x, top: pointing.dot.y });
}
