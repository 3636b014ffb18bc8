/** Where the seats of a half circle are. */

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
  // The first number of rows that holds them all has the largest seats.
  for (let rows = count < 8 ? 1 : 2; ; rows += 1) {
    const radii = Array.from({ length: rows }, (_, row) => (rows === 1 ? 1 : inner + ((1 - inner) * row) / (rows - 1)));
    const gap = rows === 1 ? (Math.PI * 0.9) / Math.max(1, count) : (1 - inner) / (rows - 1);
    // As many on each row as its arc holds at this distance.
    const room = radii.map((radius) => Math.floor((Math.PI * radius) / gap) + 1);
    const all = room.reduce((sum, one) => sum + one, 0);
    if (all < count) continue;
    const shares = room.map((share) => Math.floor((share * count) / all));
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
