/** Sheets and lists as the council signs them, whatever the laptop believes. */
process.env.TZ = 'America/New_York';

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Command } from '../../shared/meeting/commands.ts';
import type { MeetingState } from '../../shared/meeting/state.ts';
import type { CountedVote } from '../../shared/meeting/voting/state.ts';
import { peoplesCouncil } from '../../shared/procedure.ts';
import { zoned } from '../../shared/vietnamese.ts';
import { Sitting, smallCouncil } from './small-council.ts';

// What they import asks for a page when it is loaded: whose language, whose storage.
Object.assign(globalThis, {
  document: { documentElement: {} },
  localStorage: { getItem: () => null, setItem: () => undefined },
  sessionStorage: { getItem: () => null, setItem: () => undefined, removeItem: () => undefined },
  location: { hash: '', pathname: '/' },
  window: { dispatchEvent: () => true },
});
const { countSheet, namedList } = await import('../../client/reports/count-sheet.ts');

const firstOf = ({ voting }: MeetingState): CountedVote => {
  const [vote] = voting.votes;
  if (vote?.phase !== 'closed' && vote?.phase !== 'published') throw new Error('not counted');
  return vote;
};

const procedure = { ...peoplesCouncil, place: 'Hải Sơn' };
const definition = smallCouncil({ procedure });
const counted = (more: object = {}) => {
  const sitting = new Sitting({
    ...definition,
    people: definition.people.map((person, at) =>
      at === 1 ? { ...person, name: '=HYPERLINK("x";"y")', ...more } : person,
    ),
  });
  // 2026-12-08 17:30 UTC: half past midnight of the ninth in Hải Sơn, noon of the eighth in New York.
  sitting.now = Date.UTC(2026, 11, 8, 17, 30);
  sitting.opened('i3', 7).do('d0', { type: 'open-vote', vote: 'v1' as never });
  sitting.do('s0', { type: 'enter-ballot', vote: 'v1', voter: 'd2', marks: ['reject'], reason: 'máy hỏng' } as Command);
  sitting.do('s0', {
    type: 'correct-ballot',
    vote: 'v1',
    voter: 'd2',
    marks: ['approve'],
    reason: 'nghe nhầm',
  } as Command);
  sitting.do('d3', { type: 'leave-hall' }).do('d4', { type: 'leave-hall' });
  sitting.do('d0', { type: 'close-vote', vote: 'v1' as never });
  return sitting;
};

test('times are the council’s, the number and the place stand in the head, and what was corrected is told', () => {
  const { state } = counted();
  const sheet = countSheet(state, firstOf(state));
  assert.is(sheet.placeAndDate, 'Hải Sơn, ngày 09 tháng 12 năm 2026');
  assert.match(sheet.number, /^Số: …+\/BB-HĐND$/);
  const words = sheet.paragraphs.join('\n');
  assert.match(words, /Bắt đầu lúc 00 giờ 30 phút, ngày 09 tháng 12 năm 2026/);
  assert.match(words, /nhập “Không tán thành”: máy hỏng; sửa lại, Thư ký nhập: nghe nhầm/);
  assert.match(words, /chỉ còn 5 đại biểu có mặt/);
  assert.equal(zoned(Date.UTC(2027, 0, 31, 18), 'Asia/Ho_Chi_Minh'), {
    year: 2027,
    month: 2,
    day: 1,
    hour: 1,
    minute: 0,
  });
});

test('a list opens in the council’s spreadsheet: its separator, the mark of UTF-8, and nothing that runs', () => {
  const { state } = counted();
  const lines = namedList(state, firstOf(state)).split('\r\n');
  assert.is(lines[0], '\uFEFFHọ và tên;Tổ đại biểu;Biểu quyết;Nhập thay vì');
  assert.is(lines[2], '"\'=HYPERLINK(""x"";""y"")";Tổ 1;Chưa biểu quyết;');
});

test.run();
