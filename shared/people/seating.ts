/** Sơ đồ chỗ ngồi: the seats of a hall, where each stands, and who sits there. */
import * as v from 'valibot';
import { line, PersonId } from '../ids.ts';

/** rows · arcs around the chair's table · each where it was put */
export const seatingForms = ['rows', 'arcs', 'free'] as const;
export type SeatingForm = (typeof seatingForms)[number];

/** From the left wall, and from the chair's table: parts of a hundred. */
const place = v.pipe(v.number(), v.minValue(0), v.maxValue(100));

export const Seat = v.strictObject({
  /** What stands on the seat and on the card: "A12". */
  name: line(12),
  x: place,
  y: place,
  person: v.optional(v.nullable(PersonId), null),
});
export type Seat = v.InferOutput<typeof Seat>;

export const MOST_SEATS = 500;
export const SeatingPlan = v.strictObject({
  form: v.picklist(seatingForms),
  seats: v.pipe(v.array(Seat), v.maxLength(MOST_SEATS)),
});
export type SeatingPlan = v.InferOutput<typeof SeatingPlan>;

/** What a state has that knows where people sit; null where nobody has said. */
export interface SeatingPart {
  seating: SeatingPlan | null;
}

/** The name of somebody's seat; empty where she has none. */
export const seatOf = (plan: SeatingPlan | null | undefined, person: string | null): string =>
  plan?.seats.find((seat) => person !== null && seat.person === person)?.name ?? '';

/** How many seats have somebody on them. */
export const seatedIn = ({ seats }: SeatingPlan): number => seats.filter(({ person }) => person !== null).length;

/** Why a plan cannot be: a seat's name twice, or a person on two seats; null when it can. */
export function seatingFault({ seats }: SeatingPlan): 'seat-twice' | 'seated-twice' | null {
  if (new Set(seats.map(({ name }) => name)).size !== seats.length) return 'seat-twice';
  const seated = seats.flatMap(({ person }) => (person === null ? [] : [person]));
  return new Set(seated).size === seated.length ? null : 'seated-twice';
}

/** The plan without those who are not (any more) there. The same plan where nobody is missing. */
export function withoutPersons<Plan extends SeatingPlan | null | undefined>(
  plan: Plan,
  isGone: (person: PersonId) => boolean,
): Plan {
  if (!plan?.seats.some(({ person }) => person !== null && isGone(person))) return plan;
  const seats = plan.seats.map((seat) =>
    seat.person !== null && isGone(seat.person) ? { ...seat, person: null } : seat,
  );
  return { ...plan, seats };
}

/** A, B, … Z, AA, AB …: how rows are called. */
const rowName = (row: number): string =>
  (row >= 26 ? String.fromCharCode(64 + Math.floor(row / 26)) : '') + String.fromCharCode(65 + (row % 26));

/** Even places from `from` to `to`; one alone stands in the middle. */
const spread = (count: number, at: number, from: number, to: number): number =>
  count === 1 ? (from + to) / 2 : from + ((to - from) * at) / (count - 1);

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** So many seats on arcs, as many on each as it is long: the shortest have the fewest, and none is left out. */
function shared(all: number, radii: readonly number[]): number[] {
  const whole = radii.reduce((sum, radius) => sum + radius, 0);
  const lengths = radii.map((radius) => Math.max(1, Math.floor((all * radius) / whole)));
  let left = all - lengths.reduce((sum, length) => sum + length, 0);
  for (let row = radii.length - 1; left > 0; row = (row + radii.length - 1) % radii.length, left -= 1)
    lengths[row]! += 1;
  return lengths;
}

/**
 * Seats in rows or arcs, nobody on them: row A next to the chair's table, numbers from the left.
 * @param rows how many rows; @param each seats in each of them, on arcs on average
 */
export function emptyPlan(form: 'rows' | 'arcs', rows: number, each: number): SeatingPlan {
  const radii = Array.from({ length: rows }, (_, row) => spread(rows, row, rows === 1 ? 80 : 46, 100) / 100);
  const lengths = form === 'rows' ? radii.map(() => each) : shared(rows * each, radii);
  const seats = lengths.map((length, row) =>
    Array.from({ length }, (_, at): Seat => {
      const name = `${rowName(row)}${at + 1}`;
      if (form === 'rows')
        return { name, x: rounded(spread(length, at, 5, 95)), y: rounded(spread(rows, row, 18, 94)), person: null };
      const radius = radii[row]!;
      const angle = (Math.PI * spread(length, at, 176, 4)) / 180;
      return {
        name,
        x: rounded(50 + 46 * radius * Math.cos(angle)),
        y: rounded(10 + 85 * radius * Math.sin(angle)),
        person: null,
      };
    }),
  );
  return { form, seats: seats.flat() };
}

/** Seats those who have none, in the order of the list, on the seats that are free, in the order of the plan. */
export function seatInOrder(plan: SeatingPlan, people: readonly PersonId[]): SeatingPlan {
  const seated = new Set(plan.seats.map(({ person }) => person));
  const waiting = people.filter((person) => !seated.has(person));
  return { ...plan, seats: plan.seats.map((seat) => ({ ...seat, person: seat.person ?? waiting.shift() ?? null })) };
}

/** Somebody on a seat, whoever sat there on hers: two who are put on each other's seats change places. */
export function seatPerson(plan: SeatingPlan, person: PersonId, name: string): SeatingPlan {
  const before = plan.seats.find((seat) => seat.person === person);
  const there = plan.seats.find((seat) => seat.name === name)?.person ?? null;
  const seats = plan.seats.map((seat) => {
    if (seat.name === name) return { ...seat, person };
    return seat === before ? { ...seat, person: there } : seat;
  });
  return { ...plan, seats };
}
