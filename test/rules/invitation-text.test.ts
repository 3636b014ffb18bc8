/** A council's own words of its invitations: what is filled in, what is left out, what is refused. */
process.env.TZ = 'America/New_York';

import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  fillTemplate,
  officialInvitation,
  type Placeholder,
  placeholders,
  unknownPlaceholders,
} from '../../shared/body/invitation-template.ts';
import { seed } from '../seed.ts';

const words = suite('invitation text');
const values = (changes: Partial<Record<Placeholder, string>> = {}): Record<Placeholder, string> => ({
  'cơ quan': 'HĐND xã Thử',
  'khách mời': 'Bà Lan',
  'cuộc họp': 'Kỳ họp thứ nhất',
  'chủ trì': 'Ông Hòa',
  'thời gian': '08 giờ',
  'địa điểm': 'Hội trường',
  'đề nghị thêm': '',
  ...changes,
});

words('no text of one’s own: the official form; what nobody said has no line', () => {
  const said = fillTemplate('', values({ 'chủ trì': '' }));
  assert.equal(said, fillTemplate(officialInvitation, values({ 'chủ trì': '' })));
  assert.equal(said.slice(0, 3), [
    'HĐND xã Thử trân trọng kính mời: Bà Lan.',
    'Tới dự: Kỳ họp thứ nhất.',
    'Thời gian: 08 giờ.',
  ]);
  assert.is(said.length, 5);
});

words('several lines become paragraphs; a place is known however it is written', () => {
  const text = 'Kính mời {Khách mời}\n{ đề nghị thêm }\n{địa điểm}'.normalize('NFD');
  assert.equal(unknownPlaceholders(text), []);
  const said = fillTemplate(text, values({ 'đề nghị thêm': 'Lễ phục.\n\n Mang thẻ. ' }));
  assert.equal(
    said.map((line) => line.normalize('NFC')),
    ['Kính mời Bà Lan', 'Lễ phục.', 'Mang thẻ.', 'Hội trường'],
  );
});

words('whatever it says: no known place is left standing, and what was filled in is not read as a place again', () => {
  const part = fc.oneof(
    fc.constantFrom(...placeholders).map((name) => `{${name}}`),
    fc.string({ maxLength: 8 }).filter((text) => !/[{}\r\n]/.test(text)),
    fc.constant('\n'),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const text = parts.join('');
      assert.equal(unknownPlaceholders(text), []);
      const said = fillTemplate(text, values({ 'khách mời': '{địa điểm}' })).join('\n');
      const times = parts.filter((one) => one === '{khách mời}').length;
      if (text.trim()) assert.is(said.split('{địa điểm}').length - 1, times);
      if (text.trim()) assert.not.match(said, /\{(?!địa điểm\})/);
    }),
    { seed },
  );
});

words('a place that nothing fills in is found', () => {
  assert.equal(unknownPlaceholders('Kính gửi {họ tên}, {địa điểm}, {}'), ['họ tên', '']);
});
words.run();
