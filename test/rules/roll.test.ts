/** 1 to 50 persons on the big screen: nobody is cut off, nothing is smaller than 28 px at 1080p, nobody is left out. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { rollFor } from '../../client/display/roll.ts';

const screens = [
  ['1024×768', 1024, 768],
  ['1080p', 1920, 1080],
  ['4K', 3840, 2160],
] as const;

test('every number of persons fits on every screen, in letters that are read from twenty metres', () => {
  for (const [name, width, height] of screens)
    for (let count = 1; count <= 50; count += 1)
      for (const line of [14, 20, 31]) {
        const least = (width * 28) / 1920;
        // What the header, the title and the figures leave.
        const space = { width: width * 0.96, height: height * 0.62, least, most: width / 30 };
        const { columns, rows, size, pages } = rollFor(count, line, space);
        const where = `${count} of ${line} on ${name}`;
        assert.ok(columns * rows * pages >= count, `${where}: somebody is missing`);
        assert.ok(columns * rows * (pages - 1) < count, `${where}: a turn shows nobody`);
        assert.ok(size >= least - 0.01, `${where}: ${size} px`);
        assert.ok(rows * 1.42 * size <= space.height + 0.01, `${where}: too high`);
        assert.ok(columns * (line + (columns > 1 ? 1.2 : 0)) * size <= space.width + 0.01, `${where}: too wide`);
      }
});

test('thirty persons with three figures each are seen at once at 1080p; eight are large', () => {
  const space = { width: 1840, height: 690, least: 28, most: 64 };
  assert.is(rollFor(30, 2 + 22 * 0.56 + 15.5, space).pages, 1);
  assert.ok(rollFor(8, 2 + 22 * 0.56 + 15.5, space).size > 40);
});

test.run();
