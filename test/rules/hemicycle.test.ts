/** The half circle of seats: every seat has a place of its own, whatever the size of the council. */
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { hemicycle } from '../../client/votes/seats.ts';
import { holds } from './random-walk.ts';

test('a seat for each delegate, inside the half circle, none over another, from left to right', () => {
  holds(
    fc.integer({ min: 1, max: 600 }),
    (count) => {
      const { seats, radius } = hemicycle(count);
      assert.is(seats.length, count);
      for (const [at, { x, y }] of seats.entries()) {
        assert.ok(y > -1e-9 && Math.hypot(x, y) < 1 + 1e-9);
        for (const other of seats.slice(at + 1))
          assert.ok(Math.hypot(x - other.x, y - other.y) > 2 * radius, `${count} seats: two lie over each other`);
      }
      const angles = seats.map(({ x, y }) => Math.atan2(y, x));
      for (let at = 1; at < angles.length; at += 1) assert.ok(angles[at]! <= angles[at - 1]! + 1e-9);
    },
    300,
  );
});

test.run();
