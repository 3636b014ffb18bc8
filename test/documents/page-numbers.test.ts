/** The check of printed page numbers: silent on every sound numbering, loud on one missing page. */
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { checkPageNumbers } from '../../server/documents/page-numbers.ts';
import { likeness, sketchOf } from '../../server/documents/sketch.ts';
import { seed } from '../seed.ts';

/** 1, 2, 3 …; some pages without a number, and an annex that begins anew. */
const sound = fc
  .record({
    first: fc.constant(1),
    pages: fc.integer({ min: 4, max: 60 }),
    hidden: fc.array(fc.nat(), { maxLength: 6 }),
    annex: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ first, pages, hidden, annex }) => {
    const numbers: (number | null)[] = [
      ...Array.from({ length: pages }, (_, index) => first + index),
      ...Array.from({ length: annex }, (_, index) => index + 1),
    ];
    for (const at of hidden.slice(0, Math.floor(pages / 4))) numbers[at % pages] = null;
    return { numbers, pages };
  });

test('numbers that run on, with covers and annexes, raise nothing', () => {
  fc.assert(
    fc.property(sound, ({ numbers }) => {
      assert.equal(checkPageNumbers(numbers), []);
    }),
    { seed, numRuns: 1000 },
  );
});

test('a page taken out of the middle is missed by its number', () => {
  fc.assert(
    fc.property(sound, fc.nat(), ({ numbers, pages }, at) => {
      const gone = 1 + (at % (pages - 2));
      const [before, number, after] = numbers.slice(gone - 1, gone + 2);
      fc.pre(number != null && before != null && after != null);
      const left = numbers.filter((_, index) => index !== gone);
      const jump = checkPageNumbers(left).find(({ code }) => code === 'page-numbers-jump');
      assert.equal(jump?.detail, String(number));
      assert.equal(jump?.pages, [gone + 1]);
    }),
    { seed, numRuns: 1000 },
  );
});

test('a text that begins on page 2 or 40 has lost its beginning; covers without a number have lost nothing', () => {
  const run = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);
  const found = (numbers: (number | null)[]) =>
    checkPageNumbers(numbers).map(({ code, detail }) => `${code} ${detail}`);
  assert.equal(found(run(2, 6)), ['page-numbers-jump 1']);
  assert.match(found(run(40, 6))[0]!, /^page-numbers-jump 1, 2, 3/);
  assert.equal(found([null, ...run(2, 6)]), []);
  assert.equal(found([null, null, ...run(1, 6)]), []);
  assert.equal(found([null, ...run(3, 6)]), ['page-numbers-jump 1']);
});

test('two pages that changed places are found', () => {
  const numbers = [1, 2, 3, 5, 4, 6, 7];
  const codes = checkPageNumbers(numbers).map(({ code }) => code);
  assert.ok(codes.includes('page-numbers-backwards'));
});

test('versions, halves and parts of a text are alike; texts of other matters with the same formulas are not', () => {
  const words = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => `từ${from + index}`).join(' ');
  const text = words(0, 1000);
  const like = (other: string) => likeness(sketchOf(text), sketchOf(other));
  assert.is(like(text), 1);
  assert.ok(like(`${words(0, 800)} ${words(9000, 200)}`) > 0.7, 'a fifth of it is new');
  const changed = text.split(' ').map((word, index) => (index % 17 === 0 ? `khác${index}` : word));
  assert.ok(like(changed.join(' ')) > 0.6, 'six of a hundred words are others');
  assert.ok(like(words(0, 500)) > 0.9, 'half of it');
  assert.ok(like(`${words(20_000, 30_000)} ${text} ${words(60_000, 9000)}`) > 0.7, 'a part of a collection');
  assert.ok(like(words(20_000, 1000)) < 0.1);
  const formulas = Array.from({ length: 12 }, (_, index) => words(index * 60, 8)).join(' ');
  assert.ok(like(`${formulas} ${words(20_000, 800)}`) < 0.3, 'only the formulas are the same');
});

test.run();
