/** Finding: diacritics, case, both places of a tone mark, composed or not; phrases; and nothing that one may not read. */
import fc from 'fast-check';
import MiniSearch from 'minisearch';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DocumentId } from '../../shared/ids.ts';
import { find, hitsIn, type Indexed, indexOptions, searchedPage, snippetOf } from '../../shared/search.ts';
import { fold, searchWords } from '../../shared/vietnamese.ts';
import { seed } from '../seed.ts';

const library: Record<string, { title: string; pages: string[] }> = {
  a: {
    title: 'Báo cáo ngân sách 315/BC-UBND',
    pages: ['Thu ngân sách nhà nước đạt khá.', 'Trường THPT Hoà Bình xây mới.'],
  },
  b: { title: 'Tờ trình học phí', pages: ['Ngân hàng chính sách hỗ trợ học phí.', 'Thôn Hòa Bình, xã Ea Trang'] },
  c: { title: 'Tài liệu mật', pages: ['Ngân sách quốc phòng của tỉnh.'] },
};
const index = new MiniSearch<Indexed>(indexOptions);
for (const [hash, { title, pages }] of Object.entries(library)) {
  index.add({ id: `${hash}/0`, title, text: '' });
  for (const [at, text] of pages.entries()) index.add({ id: `${hash}/${at + 1}`, title: '', text });
}
const readable = (...hashes: string[]) => new Map(hashes.map((hash) => [hash, { id: `d-${hash}` as DocumentId }]));
const pagesFound = (query: string, ...hashes: string[]) =>
  find(index, (hash, page) => searchedPage(library[hash]!.pages[page - 1]!), query, readable(...hashes)).map(
    ({ hash, page }) => `${hash}${page}`,
  );

test('typed without marks it finds words with marks, the best first', () => {
  assert.equal(pagesFound('ngan sach', 'a', 'b')[0], 'a1');
  assert.equal(pagesFound('NGÂN SÁCH', 'a', 'b'), pagesFound('ngan sach', 'a', 'b'));
  assert.equal(pagesFound('nga\u0302n sa\u0301ch', 'a', 'b'), pagesFound('ngân sách', 'a', 'b'));
});

test('both places of a tone mark are one word', () => {
  assert.equal(pagesFound('hòa bình', 'a', 'b').sort(), ['a2', 'b2']);
  assert.equal(pagesFound('hoà bình', 'a', 'b').sort(), ['a2', 'b2']);
});

test('a phrase in quotes must stand together; titles and numbers are found', () => {
  assert.equal(pagesFound('chính sách', 'b'), ['b1']);
  assert.equal(pagesFound('"ngân sách"', 'a', 'b'), ['a1']);
  assert.equal(pagesFound('“học phí”', 'a', 'b'), ['b1']);
  assert.equal(pagesFound('315/BC-UBND', 'a', 'b'), ['a1']);
  assert.equal(pagesFound('ng', 'a').length > 0, true, 'while one is still typing');
});

test('what one may not read is never found', () => {
  assert.equal(pagesFound('quốc phòng', 'a', 'b'), []);
  assert.equal(pagesFound('quốc phòng', 'a', 'b', 'c'), ['c1']);
  assert.equal(pagesFound('mật', 'a', 'b'), []);
});

test('hits are where the words stand, in the text as it is written', () => {
  const vietnamese = fc.array(
    fc.constantFrom('ngân', 'sách', 'Ngân', 'SÁCH', 'đất', 'Đất', 'hoà', 'hòa', '12/TTr', '(a)', '–', 'tỉnh'),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(
      vietnamese,
      fc.constantFrom('ngan sach', 'đất', 'dat', 'hoa', '"ngân sách"', 'tinh 12'),
      (words, query) => {
        const text = words.join(' ');
        const wanted = searchWords(query);
        for (const [from, to] of hitsIn(text, query)) {
          const hit = searchWords(text.slice(from, to));
          assert.ok(hit.length > 0 && hit.every((word) => wanted.some((one) => fold(word) === one)));
          assert.ok(from === 0 || !/[\p{L}\p{N}]/u.test(text[from - 1]!), 'a hit begins where a word begins');
        }
        const isThere = ` ${searchWords(text).join(' ')} `.includes(` ${wanted.join(' ')} `);
        if (isThere) assert.ok(hitsIn(text, query).length > 0, `${query} in ${text}`);
      },
    ),
    { seed, numRuns: 500 },
  );
});

test('a snippet holds the hit, and cannot be broken by what is typed', () => {
  const text = `${'mở đầu '.repeat(60)}ngân sách ${'kết thúc '.repeat(60)}`;
  const snippet = snippetOf(text, 'ngan sach');
  assert.equal(
    snippet.filter(({ isHit }) => isHit).map((one) => one.text),
    ['ngân sách'],
  );
  assert.ok(snippet.map((one) => one.text).join('').length < 220);
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (query) => {
      snippetOf('(a+b)* [c] \\ ngân $', query);
      pagesFound(query, 'a', 'b');
    }),
    { seed, numRuns: 500 },
  );
});

test.run();
