/** The rules of procedure as examples, reading like the hall's day. */

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { quorum } from '../../shared/meeting/attendance/queries.ts';
import { shownView } from '../../shared/meeting/display/queries.ts';
import { nextRequest, speechDeadline, spoken, timeLeft, waitingRequests } from '../../shared/meeting/floor/queries.ts';
import type { ChoicesResult } from '../../shared/meeting/voting/ballots.ts';
import { clockText, compareNames, fold, percent, shortName } from '../../shared/vietnamese.ts';
import { Sitting, smallCouncil } from './small-council.ts';

const queue = (sitting: Sitting) =>
  waitingRequests(sitting.state.floor, sitting.state.agenda.current).map(({ person }) => person);
const call = (sitting: Sitting, person: string) =>
  sitting.do('d0', {
    type: 'call-speaker',
    request: sitting.state.floor.requests.find((request) => request.person === person && request.status === 'waiting')!
      .id,
  });

test('a meeting opens with two thirds of all delegates; with fewer only on the chair’s word, which is recorded', () => {
  const sitting = new Sitting();
  for (let index = 0; index < 5; index += 1) sitting.do(`d${index}`, { type: 'confirm-attendance' });
  assert.equal(quorum(sitting.state), { present: 5, all: 9, needed: 6, met: false });
  assert.is(sitting.try('d0', { type: 'open-meeting' }), 'no-quorum');
  sitting.do('g0', { type: 'confirm-attendance' });
  assert.is(quorum(sitting.state).present, 5, 'a guest does not count');
  sitting.do('d0', { type: 'open-meeting', withoutQuorum: true });
  assert.equal(sitting.events.at(-1), { type: 'meeting-opened', at: sitting.now, withoutQuorum: true });
});

test('the first event freezes agenda, roster, procedure and document hashes', () => {
  const sitting = new Sitting().do('d1', { type: 'confirm-attendance' });
  const [first] = sitting.events;
  assert.is(first!.type, 'meeting-convened');
  assert.equal((first as { definition: unknown }).definition, smallCouncil());
});

test('delegates register when the chair opens the matter, and are offered in the order of registration', () => {
  const sitting = new Sitting().opened('i3');
  assert.is(sitting.try('d1', { type: 'request-floor', kind: 'speech' }), 'list-closed');
  sitting.do('d0', { type: 'open-list' });
  for (const who of ['d3', 'd1', 'd2']) sitting.do(who, { type: 'request-floor', kind: 'speech' });
  assert.equal(queue(sitting), ['d3', 'd1', 'd2']);
  assert.is(sitting.try('d1', { type: 'request-floor', kind: 'speech' }), 'already-registered');
  call(sitting, 'd1');
  assert.is(sitting.state.floor.speech!.outOfOrder, true, 'called out of order, and said so');
});

test('a point of order stays possible while the list is closed, and goes first', () => {
  const sitting = new Sitting()
    .opened('i3')
    .do('d0', { type: 'open-list' })
    .do('d1', { type: 'request-floor', kind: 'speech' })
    .do('d0', { type: 'close-list' });
  sitting.do('d2', { type: 'request-floor', kind: 'point-of-order' });
  assert.equal(queue(sitting), ['d2', 'd1']);
});

test('a delegate who has spoken twice on a matter cannot register again: seven minutes, then three', () => {
  const sitting = new Sitting().opened('i3').do('d0', { type: 'open-list' });
  for (const minutes of [7, 3]) {
    sitting.do('d1', { type: 'request-floor', kind: 'speech' });
    call(sitting, 'd1');
    assert.is(sitting.state.floor.speech!.limitMs, minutes * 60_000);
    sitting.after(30).do('d0', { type: 'end-speech' });
  }
  assert.is(sitting.try('d1', { type: 'request-floor', kind: 'speech' }), 'spoken-enough');
  assert.is(
    sitting.try('d1', { type: 'hand-in-text', item: 'i3' as never, text: 'Phần chưa nói hết' }),
    null,
    'the text can be handed in',
  );
  assert.equal(spoken(sitting.state.floor, 'd1' as never, 'i3' as never), { times: 2, ms: 60_000 });
  assert.is(sitting.try('d2', { type: 'hand-in-text', item: 'i3' as never, text: 'x' }), 'nothing-to-write-about');
});

test('whoever asked the question debates the answer first', () => {
  const sitting = new Sitting()
    .opened('i2a')
    .do('d0', { type: 'open-list' })
    .do('d3', { type: 'request-floor', kind: 'question' });
  call(sitting, 'd3');
  assert.is(sitting.state.floor.speech!.limitMs, 60_000);
  sitting.after(40).do('d0', { type: 'give-floor', person: 'g0' as never, kind: 'answer' });
  assert.is(sitting.state.floor.speech!.limitMs, 180_000);
  for (const who of ['d1', 'd2', 'd3']) sitting.do(who, { type: 'request-floor', kind: 'debate' });
  assert.equal(queue(sitting), ['d3', 'd1', 'd2']);
  call(sitting.after(90), 'd3');
  assert.is(sitting.state.floor.speech!.limitMs, 120_000, 'a debate on an answer: two minutes');
});

test('a speech pauses and goes on without losing time, is given more, and counts on in overtime', () => {
  const sitting = new Sitting()
    .opened('i3')
    .do('d0', { type: 'give-floor', person: 'd1' as never, kind: 'speech', seconds: 60 });
  sitting.after(20).do('d0', { type: 'pause-speech' }).after(500);
  assert.is(speechDeadline(sitting.state.floor.speech!), null);
  assert.is(timeLeft(sitting.state.floor.speech!, sitting.now), 40_000);
  sitting.do('d0', { type: 'resume-speech' }).do('d0', { type: 'extend-speech', seconds: 30 }).after(80);
  assert.is(timeLeft(sitting.state.floor.speech!, sitting.now), -10_000);
});

test('the chair calls by mistake and takes it back: the request is first again', () => {
  const sitting = new Sitting().opened('i3').do('d0', { type: 'open-list' });
  for (const who of ['d1', 'd2']) sitting.do(who, { type: 'request-floor', kind: 'speech' });
  call(sitting, 'd1');
  sitting.do('d0', { type: 'take-back-call' });
  assert.equal(queue(sitting), ['d1', 'd2']);
});

test('next pressed twice calls one; taken back, everyone has the place, the turn and the time she had', () => {
  const sitting = new Sitting().opened('i3').do('d0', { type: 'open-list' });
  for (const who of ['d1', 'd2', 'd3']) sitting.do(who, { type: 'request-floor', kind: 'speech' });
  const next = () => sitting.try('d0', { type: 'call-speaker', request: nextRequest(sitting.state)!.id });
  assert.is(next(), null);
  sitting.after(0.3);
  assert.is(next(), 'called-just-now');
  assert.is(sitting.state.floor.speech!.request.person, 'd1');
  sitting.after(120);
  assert.is(next(), null, 'two minutes later it is a decision');
  assert.equal(spoken(sitting.state.floor, 'd1' as never, null), { times: 1, ms: 120_300 });
  sitting.after(5).do('d0', { type: 'take-back-call' });
  const { speech } = sitting.state.floor;
  assert.equal([speech!.request.person, speech!.turn, speech!.limitMs], ['d1', 0, 420_000]);
  assert.is(timeLeft(speech!, sitting.now), 420_000 - 120_300, 'the five seconds are nobody’s');
  assert.equal(queue(sitting), ['d2', 'd3']);
  assert.is(spoken(sitting.state.floor, 'd1' as never, null).times, 0);
  call(sitting, 'd3');
  sitting.after(2).do('d0', { type: 'take-back-call' });
  assert.equal(queue(sitting), ['d2', 'd3'], 'where it stood, not at the front');
});

test('an end by mistake is undone: she goes on with her time and her turn', () => {
  const sitting = new Sitting().opened('i3').do('d0', { type: 'give-floor', person: 'd1' as never, kind: 'speech' });
  sitting.after(60).do('d0', { type: 'end-speech' }).after(10).do('d0', { type: 'reopen-speech' });
  assert.is(timeLeft(sitting.state.floor.speech!, sitting.now), 360_000);
  assert.is(sitting.state.floor.turns.length, 0);
  sitting.do('d0', { type: 'end-speech' }).do('d0', { type: 'give-floor', person: 'd2' as never, kind: 'speech' });
  assert.is(sitting.try('d0', { type: 'reopen-speech' }), 'nothing-to-undo');
});

test('a point of order stops the other’s time, and she goes on with what she had; an answer may be put in too', () => {
  const sitting = new Sitting().opened('i2a').do('d0', { type: 'give-floor', person: 'd1' as never, kind: 'question' });
  sitting.after(20).do('d2', { type: 'request-floor', kind: 'point-of-order' });
  call(sitting, 'd2');
  sitting.after(5).do('d0', { type: 'give-floor', person: 'g0' as never, kind: 'answer', interrupts: true });
  assert.equal(
    sitting.state.floor.interrupted.map(({ request }) => request.person),
    ['d1', 'd2'],
  );
  assert.is(
    sitting.try('d0', { type: 'give-floor', person: 'd3' as never, kind: 'question' }),
    'somebody-goes-on',
    'nobody is forgotten below another',
  );
  sitting.after(30).do('d0', { type: 'end-speech' });
  assert.is(timeLeft(sitting.state.floor.speech!, sitting.now), 55_000, 'the point of order goes on');
  sitting.do('d0', { type: 'end-speech' });
  const { speech } = sitting.state.floor;
  assert.equal([speech!.request.person, speech!.turn], ['d1', 0]);
  assert.is(timeLeft(speech!, sitting.now), 40_000);
  assert.ok(speech!.watch.runningSince, 'her time runs again');
  sitting.do('d0', { type: 'extend-speech', seconds: -60 });
  assert.is(sitting.state.floor.speech!.limitMs, 0, 'time is taken away too, never below none');
});

test('a place given by hand holds against order and points of order, until an order is chosen anew', () => {
  const sitting = new Sitting().opened('i3').do('d0', { type: 'open-list' });
  sitting.do('d0', { type: 'give-floor', person: 'd1' as never, kind: 'speech' }).after(60);
  sitting.do('d0', { type: 'end-speech' }).do('d0', { type: 'order-list', order: 'not-yet-spoken' });
  for (const who of ['d1', 'd2', 'd3']) sitting.do(who, { type: 'request-floor', kind: 'speech' });
  sitting.do('d4', { type: 'request-floor', kind: 'point-of-order' });
  assert.equal(queue(sitting), ['d4', 'd2', 'd3', 'd1']);
  const idOf = (who: string) => sitting.state.floor.requests.find(({ person }) => person === who)!.id;
  sitting.do('d0', { type: 'move-request', request: idOf('d1'), after: null });
  assert.equal(queue(sitting), ['d1', 'd4', 'd2', 'd3'], 'to the top in one act');
  assert.is(sitting.try('d0', { type: 'move-request', request: idOf('d1'), after: null }), 'nothing-changed');
  sitting.do('d5', { type: 'request-floor', kind: 'speech' });
  sitting.do('d6', { type: 'request-floor', kind: 'point-of-order' });
  assert.equal(queue(sitting), ['d6', 'd1', 'd4', 'd2', 'd3', 'd5']);
  sitting.do('d0', { type: 'order-list', order: 'not-yet-spoken' });
  assert.equal(queue(sitting), ['d4', 'd6', 'd2', 'd3', 'd5', 'd1']);
});

test('a request removed by mistake comes back where it stood, also while the list is closed', () => {
  const sitting = new Sitting().opened('i3').do('d0', { type: 'open-list' });
  for (const who of ['d1', 'd2', 'd3']) sitting.do(who, { type: 'request-floor', kind: 'speech' });
  const { id } = sitting.state.floor.requests[0]!;
  sitting.do('s0', { type: 'withdraw-request', request: id }).do('s0', { type: 'close-list' });
  sitting.do('s0', { type: 'restore-request', request: id });
  assert.equal(queue(sitting), ['d1', 'd2', 'd3']);
});

test('who has left is not called; next passes her over, and she keeps her place', () => {
  const sitting = new Sitting().opened('i3').do('d0', { type: 'open-list' });
  for (const who of ['d1', 'd2']) sitting.do(who, { type: 'request-floor', kind: 'speech' });
  sitting.do('d1', { type: 'leave-hall' });
  assert.is(sitting.try('d0', { type: 'call-speaker', request: sitting.state.floor.requests[0]!.id }), 'has-left-hall');
  assert.is(nextRequest(sitting.state)!.person, 'd2');
  sitting.do('d0', { type: 'call-speaker', request: nextRequest(sitting.state)!.id });
  assert.is(sitting.state.floor.speech!.outOfOrder, false, 'whoever is next of those here is in order');
  sitting.do('d1', { type: 'confirm-attendance' });
  assert.equal(queue(sitting), ['d1']);
});

test('the hall is counted by who is missing: all present at once, the absent with their reason, mistakes undone', () => {
  const sitting = new Sitting();
  sitting.do('s0', { type: 'mark-absent', person: 'd8' as never, reason: 'đi công tác' });
  sitting.do('s0', { type: 'mark-all-present' });
  assert.is(quorum(sitting.state).present, 8);
  assert.is(sitting.state.attendance.marks['d8' as never]!.reason, 'đi công tác');
  assert.is(sitting.try('s0', { type: 'mark-all-present' }), 'nothing-changed');
  sitting.do('s0', { type: 'mark-absent', person: 'd7' as never });
  assert.is(quorum(sitting.state).present, 7);
  sitting.do('s0', { type: 'clear-attendance', people: ['d6', 'd7'] as never });
  assert.is(quorum(sitting.state).present, 6);
  assert.is(sitting.state.attendance.marks['d7' as never], undefined);
});

test('a quorum lost while a vote runs is on the record of that vote, once', () => {
  const sitting = new Sitting().opened('i3', 7).do('d0', { type: 'open-vote', vote: 'v1' as never });
  sitting.do('d1', { type: 'leave-hall' });
  assert.is(sitting.state.voting.votes[0]!.poll!.quorumLost, null, 'six of nine are a quorum');
  sitting
    .after(3)
    .do('s0', { type: 'mark-absent', person: 'd2' as never })
    .do('d3', { type: 'leave-hall' });
  assert.equal(sitting.state.voting.votes[0]!.poll!.quorumLost, { at: sitting.now, present: 5 });
  assert.is(sitting.events.filter(({ type }) => type === 'quorum-lost').length, 1);
});

test('a closed meeting has no running item, and takes no more of what belongs to a sitting', () => {
  const sitting = new Sitting().opened('i3').do('d0', { type: 'open-list' });
  sitting.do('d1', { type: 'request-floor', kind: 'speech' });
  sitting.do('d0', { type: 'close-meeting' });
  assert.is(sitting.state.agenda.current, null);
  assert.is(sitting.state.agenda.items.find(({ id }) => id === 'i3')!.status, 'done');
  for (const command of [
    { type: 'add-item', title: 'Mới', kind: 'other', plannedMinutes: 1, parent: null, after: null, documents: [] },
    { type: 'order-list', order: 'registration' },
    { type: 'hand-presentation', to: 'd1' },
    { type: 'close-meeting' },
    { type: 'open-meeting' },
  ] as never[])
    assert.is(sitting.try('d0', command), 'meeting-closed');
  sitting.do('d1', { type: 'hand-in-text', item: 'i3' as never, text: 'Chưa kịp phát biểu' });
  sitting.do('d0', { type: 'hold-display', view: { show: 'message', text: 'Xin cảm ơn' } });
});

test('a resolution passes with more than half of all delegates, not of those present', () => {
  const sitting = new Sitting().opened('i3', 6).do('d0', { type: 'open-vote', vote: 'v1' as never });
  for (const index of [0, 1, 2, 3])
    sitting.do(`d${index}`, { type: 'cast-ballot', vote: 'v1' as never, marks: ['approve'] });
  sitting.do('d0', { type: 'close-vote', vote: 'v1' as never });
  const result = sitting.state.voting.votes[0]!.result!;
  assert.is(result.form, 'choices');
  const { needed, approve, present, passed } = result as ChoicesResult;
  assert.equal(
    { needed, approve, present, passed },
    { needed: 5, approve: 4, present: 6, passed: false },
    'four of six present, of nine in all',
  );
});

test('who came after the vote opened does not vote in it; nobody votes twice; after the deadline nobody votes', () => {
  const sitting = new Sitting()
    .opened('i3', 7)
    .do('d0', { type: 'open-vote', vote: 'v1' as never, seconds: 30 })
    .do('d8', { type: 'confirm-attendance' });
  assert.is(sitting.try('d8', { type: 'cast-ballot', vote: 'v1' as never, marks: ['approve'] }), 'not-entitled');
  sitting.do('d1', { type: 'cast-ballot', vote: 'v1' as never, marks: ['approve'] });
  assert.is(sitting.try('d1', { type: 'cast-ballot', vote: 'v1' as never, marks: ['reject'] }), 'already-cast');
  sitting.after(31);
  assert.is(sitting.try('d2', { type: 'cast-ballot', vote: 'v1' as never, marks: ['approve'] }), 'vote-not-open');
});

test('a vote is repeated, and the first stays in the record', () => {
  const sitting = new Sitting()
    .opened('i3')
    .do('d0', { type: 'open-vote', vote: 'v1' as never })
    .do('d0', { type: 'cancel-vote', vote: 'v1' as never, reason: 'nhầm nội dung' })
    .do('d0', { type: 'repeat-vote', vote: 'v1' as never });
  assert.equal(
    sitting.state.voting.votes.map(({ phase, repeats }) => [phase, repeats]),
    [
      ['cancelled', null],
      ['prepared', 'v1'],
    ],
  );
});

test('the screen follows what happens, and can be held', () => {
  const sitting = new Sitting();
  const shows = () => shownView(sitting.state).show;
  assert.is(shows(), 'welcome');
  sitting.opened('i3');
  assert.is(shows(), 'item');
  sitting.do('d0', { type: 'give-floor', person: 'd1' as never, kind: 'speech' });
  assert.is(shows(), 'speaker');
  sitting.do('d0', { type: 'start-presentation', document: 'open' as never });
  assert.is(shows(), 'page');
  sitting.do('d0', { type: 'open-vote', vote: 'v1' as never });
  assert.is(shows(), 'vote');
  sitting.do('d0', { type: 'hold-display', view: { show: 'message', text: 'Nghỉ 15 phút' } });
  assert.is(shows(), 'message');
  sitting
    .do('d0', { type: 'release-display' })
    .do('d0', { type: 'close-vote', vote: 'v1' as never })
    .do('d0', { type: 'publish-vote', vote: 'v1' as never });
  assert.is(shows(), 'vote', 'the board stays until something else happens');
  sitting.do('d0', { type: 'suspend-meeting' });
  assert.is(shows(), 'pause');
});

test('names sort by given name, search needs no diacritics, figures have a decimal comma', () => {
  assert.equal(['Trần Văn Út', 'Lê Thị An', 'Nguyễn Văn Ân', 'Đỗ Thị Đào', 'Phạm Dung'].sort(compareNames), [
    'Lê Thị An',
    'Nguyễn Văn Ân',
    'Phạm Dung',
    'Đỗ Thị Đào',
    'Trần Văn Út',
  ]);
  for (const spelling of ['Nguyễn Thị Hoà', 'Nguyễn Thị Hòa', 'Nguyễn Thị Hoà'.normalize('NFD')])
    assert.is(fold(spelling), 'nguyen thi hoa');
  assert.is(fold('Đặng'), 'dang');
  assert.is(percent(52, 52), '100,00%');
  assert.is(percent(1, 3), '33,33%');
  assert.is(shortName('Công Tằng Tôn Nữ Thị Hoàng Oanh', 22).split(' ').at(-1), 'Oanh');
  assert.is(shortName('Công Tằng Tôn Nữ Thị Hoàng Oanh', 19), 'Công TTNTH Oanh');
  assert.is(shortName('Công Tằng Tôn Nữ Thị Hoàng Oanh', 12), 'CTTNTH Oanh');
  assert.equal(
    [clockText(150_000), clockText(149_001), clockText(0), clockText(-5_000)],
    ['02:30', '02:30', '00:00', '-00:05'],
  );
});

test.run();
