/** Notes: two copies meet the same whatever the order; they find their words in another version, or say that they can't. */
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { carryOver, merge, type Note } from '../../shared/notes.ts';
import { seed } from '../seed.ts';

const holds = (property: fc.IProperty<never> | fc.IRawProperty<never>) =>
  fc.assert(property as fc.IProperty<never>, { seed, numRuns: 500 });

const copies = fc.record(
  {
    changedAt: fc.integer({ min: 1, max: 4 }),
    device: fc.constantFrom('a', 'b', 'c'),
    text: fc.constantFrom('', 'một', 'hai'),
    isGone: fc.boolean(),
  },
  { noNullPrototype: true },
) as unknown as fc.Arbitrary<Note>;

test('merging copies of a note does not depend on order, grouping or repetition', () => {
  holds(
    fc.property(copies, copies, copies, (a, b, c) => {
      assert.equal(merge(a, b), merge(b, a));
      assert.equal(merge(merge(a, b), c), merge(a, merge(b, c)));
      assert.equal(merge(a, a), a);
      assert.ok(merge(a, b).changedAt === Math.max(a.changedAt, b.changedAt));
    }) as never,
  );
});

/** Words that are told apart, so that a quote's place is known. */
const word = fc.integer({ min: 0, max: 400 }).map((number) => `từ${number}`);
const pageText = fc.array(word, { minLength: 12, maxLength: 40 }).map((words) => words.join(' '));
const version = fc.array(pageText, { minLength: 1, maxLength: 6 });

test('a quote is found on the page where its page has gone, when pages are put in before and after it', () => {
  holds(
    fc.property(version, version, version, fc.nat(), fc.nat(), (before, put, more, a, b) => {
      const page = (a % before.length) + 1;
      const words = before[page - 1]!.split(' ');
      const from = b % (words.length - 4);
      const quote = words.slice(from, from + 4).join(' ');
      const occurrences = (text: string) => {
        const list = text.split(' ');
        return list.flatMap((_, at) => (list.slice(at, at + 4).join(' ') === quote ? [at] : []));
      };
      const occurrence = occurrences(before[page - 1]!).indexOf(from);
      const after = [...put, before[page - 1]!, ...more];
      const found = carryOver({ page, quote, occurrence }, before, after);
      assert.ok(found, 'it is found');
      // Where it says, the words stand.
      const there = after[found.page - 1]!;
      assert.ok(occurrences(there)[found.occurrence] !== undefined);
      // With its own surroundings, unless another page has the very same.
      const around = (text: string, at: number) =>
        text
          .split(' ')
          .slice(Math.max(0, at - 12), at + 16)
          .join(' ');
      assert.is(around(there, occurrences(there)[found.occurrence]!), around(before[page - 1]!, from));
    }) as never,
  );
});

test('a quote whose words are no more is lost, and never put elsewhere', () => {
  holds(
    fc.property(version, version, (before, after) => {
      const found = carryOver({ page: 1, quote: 'không có ở đâu cả', occurrence: 0 }, before, after);
      assert.is(found, null);
    }) as never,
  );
});

test('a note without words follows its page; from a page that is no more it is lost', () => {
  const page = (name: string) => Array.from({ length: 30 }, (_, index) => `${name}${index}`).join(' ');
  const before = ['mot', 'hai', 'ba'].map(page);
  assert.equal(carryOver({ page: 2, quote: '', occurrence: 0 }, before, [page('moi'), ...before]), {
    page: 3,
    occurrence: 0,
  });
  // A few words changed: the same page still.
  const edited = page('hai').replace('hai7 hai8', 'khac');
  assert.equal(carryOver({ page: 2, quote: '', occurrence: 0 }, before, [page('mot'), edited]), {
    page: 2,
    occurrence: 0,
  });
  assert.is(carryOver({ page: 2, quote: '', occurrence: 0 }, before, [page('mot'), page('ba')]), null);
  assert.is(carryOver({ page: 1, quote: '', occurrence: 0 }, [''], ['']), null, 'scans have no words to know them by');
});

test('of several places the one with the same surroundings is chosen', () => {
  const before = ['mở đầu ngân sách tỉnh năm nay tăng; kết luận ngân sách tỉnh năm sau giảm'];
  const after = ['thêm một trang', 'kết luận ngân sách tỉnh năm sau giảm; mở đầu ngân sách tỉnh năm nay tăng'];
  assert.equal(carryOver({ page: 1, quote: 'ngân sách', occurrence: 1 }, before, after), { page: 2, occurrence: 0 });
  assert.equal(carryOver({ page: 1, quote: 'Ngân Sách', occurrence: 0 }, before, after), { page: 2, occurrence: 1 });
});

test.run();
