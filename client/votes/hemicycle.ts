/**
 * The result as seats in a half circle: one seat a delegate, those of one
 * choice together, from left to right. Colour is never the only sign: each choice has its own shape of seat.
 */
import { css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../ui/localized-element.ts';
import { hemicycle, type Seat } from './seats.ts';

export interface Wing {
  name: 'approve' | 'reject' | 'abstain' | 'none';
  count: number;
  label: string;
}

const diamond = (x: number, y: number, reach: number): string =>
  `M${x} ${y - reach} L${x + reach} ${y} L${x} ${y + reach} L${x - reach} ${y} Z`;

@customElement('seat-arc')
export class SeatArc extends LocalizedElement {
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
    if (name === 'reject') return svg`<path class=${name} d=${diamond(left, top, radius * 1.2)}></path>`;
    if (name === 'abstain') {
      const half = radius * 0.85;
      return svg`<rect class=${name} x=${left - half} y=${top - half} width=${2 * half} height=${2 * half}></rect>`;
    }
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

declare global {
  interface HTMLElementTagNameMap {
    'seat-arc': SeatArc;
  }
}
