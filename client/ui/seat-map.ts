/** A hall from above: its seats where they stand, below the chair's table. What is on a seat, the page says. */
import { css, html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { Seat, SeatingPlan } from '../../shared/people/seating.ts';
import { seatSize } from './seat-size.ts';

export const seatMapStyles = css`
  .room {
    position: relative;
    min-height: 100%;
  }
  .table {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 35%;
    height: 7%;
    min-height: 1.4em;
    display: grid;
    place-content: center;
    border-radius: 0 0 var(--radius) var(--radius);
    background: var(--surface-2);
    color: var(--text-2);
    font-size: 0.85em;
    overflow: hidden;
    white-space: nowrap;
  }
  .seat {
    position: absolute;
    display: grid;
    padding: 2px;
    box-sizing: border-box;
    min-width: 0;
    transform: translate(-50%, -50%);
  }
  .seat > * {
    min-width: 0;
  }
`;

/** Pixels that a seat is high where it is touched. */
const TOUCHED = 52;

export interface SeatMapOptions {
  /** What the chair's table is called. */
  table: string;
  /** Pixels that a seat is wide at least, on a page that is scrolled; 0: the room fits where it is. */
  least?: number;
  cell: (seat: Seat) => TemplateResult;
}

export function seatMap(plan: SeatingPlan, { table, least = 0, cell }: SeatMapOptions): TemplateResult {
  const { width, height } = seatSize(plan);
  const room =
    least > 0
      ? {
          minWidth: `${Math.round((least / width) * 100)}px`,
          height: `max(100%, ${Math.round((TOUCHED / height) * 100)}px)`,
        }
      : { height: '100%' };
  return html`<div class="room" style=${styleMap(room)}>
    <div class="table">${table}</div>
    ${repeat(
      plan.seats,
      ({ name }) => name,
      (seat) =>
        html`<div
          class="seat"
          style=${styleMap({ left: `${seat.x}%`, top: `${seat.y}%`, width: `${width}%`, height: `${height}%` })}
        >
          ${cell(seat)}
        </div>`,
    )}
  </div>`;
}
