/** The check of printed page numbers: silent on every sound numbering, loud on one missing page. */
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { checkPageNumbers } from '../../server/documents/page-numbers.ts';
import { likeness, sketchOf } from '../../server/documents/sketch.ts';

const seed = Number(process.env.FC_SEED ?? Math.floor(Math.random() * 2 ** 31));
console.log(`# seed ${seed}`);

/** 1, 2, 3 …; from any page on, some pages without a number, and an annex that begins anew. */
const sound = fc
  .record({
    first: fc.integer({ min: 1, max: 40 }),
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

test('two pages that changed places are found', () => {
  const numbers = [1, 2, 3, 5, 4, 6, 7];
  const codes = checkPageNumbers(numbers).map(({ code }) => code);
  assert.ok(codes.includes('page-numbers-backwards'));
});

test('texts that share most of their words are alike, others are not', () => {
  const words = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => `từ${from + index}`).join(' ');
  const text = words(0, 400);
  assert.is(likeness(sketchOf(text), sketchOf(text)), 1);
  assert.ok(likeness(sketchOf(text), sketchOf(`${words(0, 380)} ${words(900, 20)}`)) > 0.7);
  assert.ok(likeness(sketchOf(text), sketchOf(words(1000, 400))) < 0.1);
});

test.run();
