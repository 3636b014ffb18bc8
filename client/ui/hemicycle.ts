/**
 * The result as seats in a half circle: one seat a delegate, those of one
 * choice together, from left to right. Colour is never the only sign: each choice has its own shape of seat.
 */
import { css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Element } from './element.ts';

export interface Seat {
  x: number;
  y: number;
}

/**
 * Places for `count` seats in a half circle of radius 1 around (0, 0), ordered from left to right by angle; and the
 * radius of one. Every seat has its own place, none overlaps another, and rows differ in length by what their arc holds.
 */
export function hemicycle(count: number): { seats: Seat[]; radius: number } {
  if (count <= 0) return { seats: [], radius: 0 };
  const inner = 0.42;
  for (let rows = 1; ; rows += 1) {
    const radii = Array.from({ length: rows }, (_, row) => (rows === 1 ? 1 : inner + ((1 - inner) * row) / (rows - 1)));
    const gap = rows === 1 ? (Math.PI * 0.9) / Math.max(1, count) : (1 - inner) / (rows - 1);
    // As many on each row as its arc holds at this distance.
    const room = radii.map((radius) => Math.floor((Math.PI * radius) / gap) + 1);
    const all = room.reduce((sum, one) => sum + one, 0);
    if (all < count) continue;
    const shares = room.map((one) => Math.floor((one * count) / all));
    for (
      let left = count - shares.reduce((sum, one) => sum + one, 0), row = rows - 1;
      left > 0;
      row = (row + rows - 1) % rows
    )
      if (shares[row]! < room[row]!) {
        shares[row]! += 1;
        left -= 1;
      }
    const seats = radii.flatMap((radius, row) =>
      Array.from({ length: shares[row]! }, (_, at) => {
        const angle = shares[row] === 1 ? Math.PI / 2 : Math.PI - (Math.PI * at) / (shares[row]! - 1);
        return { x: radius * Math.cos(angle), y: radius * Math.sin(angle), angle, radius };
      }),
    );
    seats.sort((a, b) => b.angle - a.angle || a.radius - b.radius);
    return { seats: seats.map(({ x, y }) => ({ x, y })), radius: Math.min(gap, 0.16) * 0.42 };
  }
}

export interface Wing {
  name: 'approve' | 'reject' | 'abstain' | 'none';
  count: number;
  label: string;
}

@customElement('seat-arc')
export class SeatArc extends Element {
  @property({ attribute: false }) wings: readonly Wing[] = [];

  static override styles = css`
    :host {
      display: block;
      min-height: 0;
    }
    svg {
      width: 100%;
      height: 100%;
      display: block;
    }
    .approve {
      fill: var(--approve);
    }
    .reject {
      fill: var(--reject);
    }
    .abstain {
      fill: var(--abstain);
    }
    .none {
      fill: none;
      stroke: var(--line-strong);
      stroke-width: 0.012;
    }
  `;

  #seat({ x, y }: Seat, radius: number, name: Wing['name']) {
    const [left, top] = [x, -y];
    // A disc, a diamond, a square, a ring.
    if (name === 'reject')
      return svg`<path class=${name} d="M${left} ${top - radius * 1.2} L${left + radius * 1.2} ${top} L${left} ${top + radius * 1.2} L${left - radius * 1.2} ${top} Z"></path>`;
    if (name === 'abstain')
      return svg`<rect class=${name} x=${left - radius * 0.85} y=${top - radius * 0.85} width=${radius * 1.7} height=${radius * 1.7}></rect>`;
    return svg`<circle class=${name} cx=${left} cy=${top} r=${name === 'none' ? radius * 0.85 : radius}></circle>`;
  }

  override render() {
    const all = this.wings.reduce((sum, { count }) => sum + count, 0);
    const { seats, radius } = hemicycle(all);
    const names = this.wings.flatMap(({ name, count }) => Array.from({ length: count }, () => name));
    const label = this.wings.map((wing) => `${wing.label}: ${wing.count}`).join(', ');
    return html`<svg role="img" aria-label=${label} viewBox="-1.1 -1.1 2.2 1.2" preserveAspectRatio="xMidYMid meet">
      ${seats.map((seat, at) => this.#seat(seat, radius, names[at]!))}
    </svg>`;
  }
}
