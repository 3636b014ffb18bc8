/** What the office does before the hall begins, and beside it: the agenda sent, seats, notices, calls, a cancelled day. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { changesSince } from '../../shared/meeting/agenda/queries.ts';
import { countAnswers } from '../../shared/meeting/invitation/queries.ts';
import { concerned, ownViewOf } from '../../shared/meeting/views/own.ts';
import { viewOf } from '../../shared/meeting/views/view.ts';
import {
  emptyPlan,
  type SeatingPlan,
  seatInOrder,
  seatingFault,
  seatOf,
  seatPerson,
  withoutPersons,
} from '../../shared/people/seating.ts';
import { Sitting } from './small-council.ts';

test('an agenda that was sent: what changes since is told item by item, and sending again clears it', () => {
  const sitting = new Sitting().do('s0', { type: 'send-agenda' });
  assert.is(sitting.try('s0', { type: 'send-agenda' }), 'nothing-changed');
  const item = sitting.state.agenda.items[0]!;
  const { id, kind, plannedMinutes } = item;
  sitting
    .do('s0', { type: 'change-item', item: id, title: 'Khai mạc và chào cờ', kind, plannedMinutes })
    .do('s0', { type: 'add-item', title: 'Bế mạc', kind, plannedMinutes: 5, parent: null, after: 'i3', documents: [] })
    .do('s0', { type: 'move-item', item: 'i2b', after: null })
    .do('s0', { type: 'remove-item', item: 'i2a' });
  const changes = changesSince(sitting.state.agenda).map(({ how, title, before }) => [how, title, before]);
  assert.equal(changes, [
    ['changed', 'Khai mạc và chào cờ', 'Khai mạc'],
    ['added', 'Bế mạc', ''],
    ['removed', 'Sở A', 'Sở A'],
  ]);
  sitting.do('s0', { type: 'send-agenda' });
  assert.is(changesSince(sitting.state.agenda).length, 0);
  sitting.do('d1', { type: 'confirm-attendance' });
  assert.ok(sitting.state.agenda.sent, 'the hall begins, and it stays sent');
});

test('an item may say how long each speech lasts; the chair may say otherwise', () => {
  const sitting = new Sitting();
  const { title, kind, plannedMinutes } = sitting.state.agenda.items.find(({ id }) => id === 'i3')!;
  sitting
    .do('s0', { type: 'change-item', item: 'i3', title, kind, plannedMinutes, speakingSeconds: 120 })
    .opened('i3')
    .do('d0', { type: 'give-floor', person: 'd1', kind: 'speech' });
  assert.is(sitting.state.floor.speech?.limitMs, 120_000);
});

test('a cancelled meeting does not begin; restored, it does', () => {
  const sitting = new Sitting().do('s0', { type: 'cancel-meeting', reason: 'Bão số 3' });
  assert.equal(sitting.state.cancelled, { at: sitting.now, reason: 'Bão số 3' });
  assert.is(sitting.try('d1', { type: 'confirm-attendance' }), 'meeting-cancelled');
  assert.is(viewOf(sitting.state, 'public').cancelled?.reason, 'Bão số 3', 'the public is told');
  sitting.do('s0', { type: 'restore-meeting' }).do('d1', { type: 'confirm-attendance' });
  assert.is(sitting.try('s0', { type: 'cancel-meeting', reason: 'muộn' }), 'already-convened');
});

test('a notice is for everyone, for a delegation, or for one; who is not meant never hears of it', () => {
  const sitting = new Sitting()
    .do('s0', { type: 'send-notice', text: 'Ăn trưa lúc 11 giờ 30' })
    .do('o0', { type: 'send-notice', text: 'Tổ 2 họp tại phòng 3', delegations: ['Tổ 2'] })
    .do('s0', { type: 'send-notice', text: 'Có khách chờ', people: ['d1'] as never });
  const texts = (person: string) => ownViewOf(sitting.state, person as never).messages.notices.map(({ text }) => text);
  assert.equal(texts('d1'), ['Có khách chờ']);
  assert.equal(texts('d2'), ['Tổ 2 họp tại phòng 3']);
  assert.equal(texts('d3'), []);
  const inHall = viewOf(sitting.state, 'delegates').messages;
  assert.equal(
    inHall.notices.map(({ text }) => text),
    ['Ăn trưa lúc 11 giờ 30'],
  );
  for (const audience of ['display', 'public'] as const)
    assert.equal(viewOf(sitting.state, audience).messages, { notices: [], calls: [] });
  const before = sitting.state;
  sitting.do('s0', { type: 'withdraw-notice', notice: before.messages.notices[2]!.id });
  assert.equal(concerned(sitting.events.at(-1)!, before, sitting.state), ['d1']);
  assert.equal(texts('d1'), []);
});

test('a call from a seat: the chair’s side sees it, the caller sees that it is out, a second touch is none', () => {
  const sitting = new Sitting().do('d3', { type: 'call-secretariat', need: 'water', note: '' });
  assert.is(sitting.try('d3', { type: 'call-secretariat', need: 'water', note: '' }), 'already-called');
  const [call] = viewOf(sitting.state, 'chair').messages.calls;
  assert.is(call?.person, 'd3');
  assert.is(ownViewOf(sitting.state, 'd3' as never).messages.calls.length, 1);
  assert.is(viewOf(sitting.state, 'delegates').messages.calls.length, 0);
  assert.is(sitting.try('d4', { type: 'end-call', call: call!.id }), 'not-allowed');
  sitting.do('s0', { type: 'end-call', call: call!.id });
  assert.is(ownViewOf(sitting.state, 'd3' as never).messages.calls.length, 0);
  assert.is(sitting.try('d3', { type: 'end-call', call: call!.id }), 'no-such-call');
});

test('seats in rows and arcs: each has its own name and place, and two who are put on each other’s seats change', () => {
  for (const form of ['rows', 'arcs'] as const)
    for (const [rows, each] of [
      [1, 1],
      [4, 13],
      [12, 20],
    ] as const) {
      const { seats } = emptyPlan(form, rows, each);
      assert.is(seats.length, rows * each);
      assert.is(new Set(seats.map(({ x, y }) => `${x} ${y}`)).size, seats.length, `${form} ${rows} ${each}`);
      assert.ok(seats.every(({ x, y }) => x >= 0 && x <= 100 && y >= 0 && y <= 100));
      assert.is(seatingFault({ form, seats }), null);
    }
  const people = ['d1', 'd2', 'd3'] as never[];
  const plan = seatInOrder(emptyPlan('rows', 2, 2), people);
  assert.equal([seatOf(plan, 'd1'), seatOf(plan, 'd3'), seatOf(plan, 'd9')], ['A1', 'B1', '']);
  const swapped = seatPerson(plan, 'd1' as never, 'B1');
  assert.equal([seatOf(swapped, 'd1'), seatOf(swapped, 'd3')], ['B1', 'A1']);
  assert.is(
    seatOf(
      withoutPersons(swapped, (id) => id === 'd1'),
      'd1',
    ),
    '',
  );
  const twice = { form: 'free', seats: [...plan.seats, { ...plan.seats[0]!, name: 'Z1' }] } as SeatingPlan;
  assert.is(seatingFault(twice), 'seated-twice');
  const sitting = new Sitting();
  assert.is(sitting.try('s0', { type: 'arrange-seats', seating: twice }), 'seated-twice');
  sitting.do('s0', { type: 'arrange-seats', seating: plan }).do('s0', { type: 'remove-person', person: 'd2' } as never);
  assert.is(seatOf(sitting.state.seating, 'd2'), '', 'who is taken off the list has no seat');
});

test('an invitation is answered, by oneself or on one’s word; who does not come is absent when the meeting begins', () => {
  const sitting = new Sitting();
  sitting.do('d3', { type: 'answer-invitation', coming: 'absent', reason: 'đi công tác' } as never);
  sitting.do('d4', { type: 'answer-invitation', coming: 'late' } as never);
  sitting.do('s0', { type: 'enter-answer', person: 'g0', coming: 'comes', reason: 'lời thừa' } as never);
  assert.is(
    sitting.try('d3', { type: 'answer-invitation', coming: 'absent', reason: 'đi công tác' } as never),
    'nothing-changed',
  );
  assert.is(sitting.try('s0', { type: 'enter-answer', person: 'screen', coming: 'comes' } as never), 'no-such-person');
  assert.equal(countAnswers(sitting.state), { invited: 11, answered: 3, comes: 1, late: 1, absent: 1, substitute: 0 });
  assert.is(sitting.state.answers['g0' as never]!.reason, '', 'who comes needs none');
  // The others do not hear it; she does.
  for (const audience of ['delegates', 'display', 'public'] as const)
    assert.equal(viewOf(sitting.state, audience).answers, {});
  assert.is(ownViewOf(sitting.state, 'd3' as never).answer?.coming, 'absent');
  assert.is(ownViewOf(sitting.state, 'd5' as never).answer, null);
  sitting.do('d0', { type: 'mark-all-present' });
  const { marks, delegatesPresent } = sitting.state.attendance;
  assert.equal([marks['d3' as never]!.status, marks['d3' as never]!.reason], ['absent', 'đi công tác']);
  assert.is(delegatesPresent, 8);
  sitting.do('d0', { type: 'open-meeting' });
  assert.is(sitting.try('d5', { type: 'answer-invitation', coming: 'late' } as never), 'meeting-already-open');
  assert.is(countAnswers(sitting.state).answered, 3, 'what was answered before is kept in the record');
});

test('a question in writing: returned, forwarded, called in the hall, answered, asked again', () => {
  const sitting = new Sitting();
  const text = 'Vì sao trạm y tế xã thiếu thuốc?';
  const written = { type: 'send-question', addressee: 'Sở Y tế', subject: 'Thuốc', text, item: 'i2' } as const;
  sitting.do('d3', written as never);
  const id = sitting.state.questions[0]!.id;
  assert.is(sitting.try('g0', { type: 'answer-question', question: id, text: 'Đã có' } as never), 'no-such-question');
  assert.equal(viewOf(sitting.state, 'delegates').questions, [], 'nobody reads it before it is put to somebody');
  sitting.do('s0', { type: 'return-question', question: id, why: 'nêu rõ xã nào' } as never);
  assert.is(ownViewOf(sitting.state, 'd3' as never).questions[0]!.why, 'nêu rõ xã nào');
  assert.is(sitting.try('d4', { ...written, question: id } as never), 'not-yours');
  sitting.do('d3', { ...written, text: `${text} Xã Nam Thắng.`, question: id } as never);
  assert.is(sitting.state.questions.length, 1, 'the same question, written anew');
  const forward = { type: 'forward-question', question: id, to: 'g0', item: 'i2', due: 2_000_000 } as const;
  assert.is(sitting.try('s0', { ...forward, to: 'screen' } as never), 'no-such-person');
  sitting.do('s0', forward as never);
  assert.is(sitting.try('s0', forward as never), 'nothing-changed');
  assert.is(sitting.try('d3', { ...written, question: id } as never), 'question-forwarded');
  assert.is(ownViewOf(sitting.state, 'g0' as never).questions[0]!.text, `${text} Xã Nam Thắng.`);
  assert.is(viewOf(sitting.state, 'delegates').questions.length, 1);
  assert.equal(viewOf(sitting.state, 'public').questions, []);
  // In the hall: a request for the floor as soon as the item's list is opened, once, of whoever is there.
  sitting.do('d0', { type: 'mark-all-present' });
  sitting.do('d0', { type: 'open-meeting' });
  sitting.do('d0', { type: 'jump-to-item', item: 'i2' } as never);
  sitting.do('d0', { type: 'open-list' });
  const asked = sitting.state.floor.requests.filter((request) => request.question === id);
  assert.is(asked.length, 1);
  sitting.do('g0', { type: 'answer-question', question: id, text: 'Đã cấp thuốc.' } as never);
  sitting.do('d3', { type: 'judge-answer', question: id, verdict: 'again', text: 'Cấp lúc nào?' } as never);
  assert.is(sitting.state.questions[0]!.status, 'forwarded');
  sitting.do('s0', { type: 'answer-question', question: id, text: 'Ngày 5/7.' } as never);
  assert.is(sitting.state.questions[0]!.words.at(-1)!.person, 'g0', 'the office enters what was answered on paper');
  sitting.do('d0', { type: 'close-meeting' });
  sitting.do('d3', { type: 'judge-answer', question: id, verdict: 'satisfied' } as never);
  assert.is(
    sitting.try('g0', { type: 'answer-question', question: id, text: 'Thêm' } as never),
    'question-not-waiting',
    'what is judged stays as it was judged',
  );
});

test('who registers ahead waits as soon as the item’s list is opened, unless she is not there', () => {
  const sitting = new Sitting();
  sitting.do('d4', { type: 'register-ahead', item: 'i3', kind: 'speech', note: 'về giá đất' } as never);
  sitting.do('d5', { type: 'register-ahead', item: 'i3', kind: 'speech' } as never);
  sitting.do('d6', { type: 'register-ahead', item: 'i3', kind: 'speech' } as never);
  assert.is(sitting.try('d4', { type: 'register-ahead', item: 'i3', kind: 'speech' } as never), 'already-registered');
  assert.is(
    sitting.try('d4', { type: 'register-ahead', item: 'i3', kind: 'point-of-order' } as never),
    'kind-not-offered',
  );
  const [, , third] = sitting.state.floor.requests;
  sitting.do('d6', { type: 'withdraw-request', request: third!.id } as never);
  assert.not(sitting.state.convened, 'none of it begins the meeting');
  sitting.do('d0', { type: 'mark-all-present' });
  assert.is(sitting.state.floor.requests.length, 3, 'the hall begins with them');
  sitting.do('d0', { type: 'mark-left', person: 'd5' } as never);
  sitting.do('d0', { type: 'open-meeting' });
  sitting.do('d0', { type: 'jump-to-item', item: 'i3' } as never);
  sitting.do('d0', { type: 'open-list' });
  assert.equal(
    sitting.state.floor.requests.map(({ status }) => status),
    ['waiting', 'ahead', 'withdrawn'],
  );
});

test('a draft is commented on as long as it is asked for; the drafters’ answer is hers', () => {
  const sitting = new Sitting();
  const comment = { type: 'comment-on-draft', document: 'hall', page: 1, quote: 'Điều 1', text: 'Bỏ cụm từ' } as const;
  assert.is(sitting.try('d3', comment as never), 'comments-closed');
  const document = sitting.state.documents.find(({ id }) => id === 'hall')!;
  sitting.do('s0', {
    type: 'describe-document',
    document: { ...document, commentsUntil: sitting.now + 5000 },
    items: [],
  } as never);
  sitting.do('d3', comment as never);
  sitting.do('d4', { type: 'comment-on-draft', document: 'hall', quote: 'không trang', text: 'Đồng ý' } as never);
  const [first, second] = sitting.state.comments;
  assert.is(second!.quote, '', 'on the whole there is no passage');
  assert.is(sitting.try('d4', { type: 'withdraw-comment', comment: first!.id } as never), 'not-yours');
  sitting.do('s0', { type: 'settle-comment', comment: first!.id, taking: 'partly', why: 'đã sửa Điều 1' } as never);
  assert.is(sitting.try('d3', { type: 'withdraw-comment', comment: first!.id } as never), 'comment-settled');
  assert.equal(
    ownViewOf(sitting.state, 'd3' as never).comments.map(({ settled }) => settled?.taking),
    ['partly'],
  );
  for (const audience of ['delegates', 'display', 'public'] as const)
    assert.equal(viewOf(sitting.state, audience).comments, []);
  sitting.now += 6000;
  assert.is(sitting.try('d5', comment as never), 'comments-closed');
});

test('a substitute: a guest’s, where the rules allow it; never a delegate’s', () => {
  const sitting = new Sitting();
  const answer = { type: 'answer-invitation', coming: 'substitute', substitute: 'Bà Lê Thị B, Phó Giám đốc' } as const;
  assert.is(sitting.try('g0', answer as never), 'no-substitutes');
  sitting.do('s0', {
    type: 'set-procedure',
    procedure: { ...sitting.state.procedure, substitutes: true },
  } as never);
  assert.is(sitting.try('d3', answer as never), 'no-substitutes');
  sitting.do('g0', answer as never);
  assert.is(countAnswers(sitting.state).substitute, 1);
  sitting.do('d0', { type: 'mark-all-present' });
  assert.is(sitting.state.attendance.marks['g0' as never]!.reason, 'dự thay: Bà Lê Thị B, Phó Giám đốc');
});

test.run();
