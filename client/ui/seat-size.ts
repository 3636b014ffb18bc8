/** How large seats can be drawn so that none covers another. */
import type { SeatingPlan } from '../../shared/people/seating.ts';

export interface SeatSize {
  /** Parts of a hundred of the room. */
  width: number;
  height: number;
}

const WIDEST = 24;
const TALLEST = 18;
const sizes = new WeakMap<SeatingPlan, SeatSize>();

/** The largest box that fits on each seat; wider rather than taller, since names stand in it. */
export function seatSize(plan: SeatingPlan): SeatSize {
  const known = sizes.get(plan);
  if (known) return known;
  const { seats } = plan;
  let best: SeatSize = { width: 2, height: 2 };
  for (let width = 2; width <= WIDEST; width += 0.5) {
    let height = TALLEST;
    for (let one = 0; one < seats.length && height > 0; one += 1)
      for (let other = one + 1; other < seats.length; other += 1)
        if (Math.abs(seats[one]!.x - seats[other]!.x) < width)
          height = Math.min(height, Math.abs(seats[one]!.y - seats[other]!.y));
    if (height < 1.5) break;
    if (width * Math.min(height, 9) > best.width * Math.min(best.height, 9)) best = { width, height };
  }
  sizes.set(plan, best);
  return best;
}
