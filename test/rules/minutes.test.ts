/** The minutes: what the hall did, as its record says; and the draft that an office begins with. */
process.env.TZ = 'America/New_York';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Command } from '../../shared/meeting/commands.ts';
import { evolve } from '../../shared/meeting/evolve.ts';
import { minuted, noMinutes } from '../../shared/meeting/minutes.ts';
import { preparedMeeting } from '../../shared/meeting/state.ts';
import { peoplesCouncil } from '../../shared/procedure.ts';
import '../client/page.ts';
import { holds, stroll, walk } from './random-walk.ts';
import { Sitting, smallCouncil } from './small-council.ts';

const { minutesSheet } = await import('../../client/reports/minutes-sheet.ts');

const minutes = suite('minutes');

minutes(
  'whatever happens: each speech that counts once, each vote that was closed once, nothing before its time',
  () => {
    holds(walk, (steps) => {
      let made = noMinutes;
      const closed: string[] = [];
      const { state } = stroll(smallCouncil(), steps, ({ before, event, after }) => {
        made = minuted(made, event, before, after);
        if (event.type === 'vote-closed') closed.push(event.vote);
      });
      const said = made.entries.flatMap((entry) =>
        entry.type === 'speech' ? [`${entry.person} ${entry.item} ${entry.spokenMs}`] : [],
      );
      const counted = state.floor.turns.map(({ person, item, spokenMs }) => `${person} ${item} ${spokenMs}`);
      assert.equal(said.toSorted(), counted.toSorted());
      assert.equal(
        made.entries.flatMap((entry) => (entry.type === 'vote' ? [entry.vote as string] : [])),
        closed,
      );
      assert.is(made.opened?.at ?? null, state.openedAt);
      assert.is(made.closedAt !== null, state.phase === 'closed');
    });
  },
);

minutes(
  'the draft names who was there, what was on when, who spoke how long, how it was voted; in the council’s time',
  () => {
    const definition = smallCouncil({ procedure: { ...peoplesCouncil, place: 'Hải Sơn' }, title: 'Kỳ họp thử' });
    const sitting = new Sitting(definition);
    sitting.now = Date.UTC(2026, 11, 9, 1, 0); // 8 in the morning in Hải Sơn
    sitting.do('s0', { type: 'mark-absent', person: 'd8', reason: 'ốm' } as Command);
    sitting.opened('i3', 7);
    sitting.do('d0', { type: 'open-list' }).do('d2', { type: 'request-floor', kind: 'speech' } as Command);
    const request = sitting.state.floor.requests[0]!.id;
    sitting.do('d0', { type: 'call-speaker', request });
    sitting.now += 95_000;
    sitting.do('d0', { type: 'end-speech' });
    sitting.do('d7', { type: 'confirm-attendance' });
    sitting.do('d0', { type: 'open-vote', vote: 'v1' as never });
    for (const voter of ['d0', 'd1', 'd2', 'd3', 'd4', 'd5'])
      sitting.do(voter, { type: 'cast-ballot', vote: 'v1', marks: ['approve'] } as Command);
    sitting.do('d0', { type: 'close-vote', vote: 'v1' as never });
    sitting.now += 60_000;
    sitting.do('d0', { type: 'close-meeting' });
    let made = noMinutes;
    let state = preparedMeeting(definition);
    for (const event of sitting.events) {
      const next = evolve(state, event);
      made = minuted(made, event, state, next);
      state = next;
    }
    const sheet = minutesSheet(sitting.state, made);
    const text = [
      ...sheet.paragraphs.map((one) => (typeof one === 'string' ? one : one.heading)),
      ...sheet.conclusion,
    ].join('\n');
    assert.match(text, 'Phiên họp bắt đầu lúc 08 giờ 00 phút, ngày 09 tháng 12 năm 2026.');
    assert.match(text, /3\. Thảo luận \(từ 08 giờ 00 phút\)/);
    assert.match(text, /- Đại biểu 2.*: phát biểu, 1 phút 35 giây\./);
    assert.match(text, /Vắng mặt: .*Đại biểu 8 \(ốm\)/);
    assert.match(text, /đại biểu Đại biểu 7 vào họp/);
    assert.match(text, /Biểu quyết “Thông qua nghị quyết”\..*Tán thành: 6 \(66,67%\)/);
    assert.match(text, 'Kết luận: THÔNG QUA.');
    assert.match(text, 'Phiên họp kết thúc lúc 08 giờ 02 phút');
    assert.is(
      sheet.annexes![0]!.rows.length,
      sitting.state.people.filter(({ roles }) => roles.includes('delegate')).length,
    );
  },
);

minutes.run();
