/** The table of commands, whole: each command × each role. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Command, commands } from '../../shared/meeting/commands.ts';
import { type Role, roles } from '../../shared/people/roles.ts';
import { peoplesCouncil } from '../../shared/procedure.ts';
import { Sitting, smallCouncil } from './small-council.ts';

/** Who may give it: C chair, S secretariat, O operator, D delegate, G guest, Y the system itself. Written by hand. */
const table: Record<keyof typeof commands, string> = {
  'create-meeting': 'Y',
  'describe-meeting': 'CSY',
  'set-procedure': 'CS',
  'add-person': 'CS',
  'correct-person': 'CS',
  'remove-person': 'CS',
  'change-item': 'CS',
  'note-item': 'CS',
  'cancel-meeting': 'CS',
  'restore-meeting': 'CS',
  'send-agenda': 'CS',
  'arrange-seats': 'CSO',
  'send-notice': 'CSO',
  'enter-answer': 'CSO',
  'send-invitations': 'CS',
  'register-ahead': 'DG',
  'send-question': 'D',
  'withdraw-question': 'D',
  'return-question': 'CSO',
  'forward-question': 'CSO',
  'answer-question': 'CSODG',
  'judge-answer': 'D',
  'comment-on-draft': 'DG',
  'withdraw-comment': 'DG',
  'settle-comment': 'CSO',
  'answer-invitation': 'DG',
  'withdraw-notice': 'CSO',
  'call-secretariat': 'DG',
  'end-call': 'CSODG',
  'remove-item': 'CS',
  'remove-vote': 'CS',
  'open-meeting': 'C',
  'suspend-meeting': 'C',
  'resume-meeting': 'C',
  'close-meeting': 'C',
  'next-item': 'CS',
  'previous-item': 'CS',
  'jump-to-item': 'CS',
  'skip-item': 'CS',
  'restore-item': 'CS',
  'add-item': 'CS',
  'move-item': 'CS',
  'confirm-attendance': 'DG',
  'leave-hall': 'DG',
  'mark-present': 'CS',
  'mark-left': 'CS',
  'mark-all-present': 'CS',
  'mark-absent': 'CS',
  'clear-attendance': 'CS',
  'step-clock': 'Y',
  'open-list': 'CS',
  'close-list': 'CS',
  'order-list': 'CS',
  'request-floor': 'DG',
  'register-person': 'CS',
  'withdraw-request': 'DGCS',
  'restore-request': 'DGCS',
  'move-request': 'CS',
  'hand-in-text': 'DG',
  'call-speaker': 'C',
  'give-floor': 'C',
  'pause-speech': 'C',
  'resume-speech': 'C',
  'extend-speech': 'C',
  'end-speech': 'C',
  'take-back-call': 'C',
  'yield-floor': 'DG',
  'reopen-speech': 'C',
  'prepare-vote': 'CS',
  'change-vote': 'CS',
  'correct-ballot': 'CS',
  'pass-name': 'CS',
  'open-vote': 'C',
  'order-votes': 'CS',
  'cast-ballot': 'D',
  'enter-ballot': 'CS',
  'enter-count': 'CS',
  'issue-ballot': 'Y',
  'allow-reissue': 'C',
  'close-vote': 'CY',
  'publish-vote': 'C',
  'cancel-vote': 'C',
  'repeat-vote': 'CS',
  'start-presentation': 'CSODG',
  'turn-page': 'CSODG',
  'stop-presentation': 'CSODG',
  'hand-presentation': 'CS',
  'hold-display': 'CSO',
  'release-display': 'CSO',
  'show-notice': 'CSO',
  'set-sound': 'CSO',
  'set-board': 'CSO',
  'add-document': 'CSO',
  'replace-document': 'CSO',
  'describe-document': 'CSO',
  'remove-document': 'CSO',
  'order-documents': 'CSO',
  'set-forgetting': 'CS',
  'ask-to-follow': 'CS',
  'sign-head': 'Y',
};
const letters: Record<Role, string> = {
  chair: 'C',
  secretariat: 'S',
  operator: 'O',
  delegate: 'D',
  guest: 'G',
  administrator: 'A',
  display: 'M',
  system: 'Y',
};

/** One command of each type, well formed; whether it fits the moment does not matter here. */
const majority = { base: 'all', threshold: 'more-than', fraction: { numerator: 1, denominator: 2 } } as const;
const aDocument = {
  id: 'new',
  title: 'Tài liệu mới',
  kind: 'other',
  pages: 2,
  hash: 'd'.repeat(64),
  bytes: 5,
  access: 'hall',
};
const fields: Partial<Record<keyof typeof commands, object>> = {
  'create-meeting': { definition: smallCouncil() },
  'describe-meeting': { description: { title: 'Phiên khác', private: false } },
  'set-procedure': { procedure: peoplesCouncil },
  'add-person': { person: { id: 'd9', name: 'Đại biểu 9', roles: ['delegate'] } },
  'correct-person': { person: { id: 'd1', name: 'Đại biểu Một', roles: ['delegate'] } },
  'remove-person': { person: 'd1' },
  'cancel-meeting': { reason: 'Hoãn vô thời hạn' },
  'restore-meeting': {},
  'send-agenda': {},
  'arrange-seats': { seating: null },
  'enter-answer': { person: 'd3', coming: 'late' },
  'send-invitations': { symbol: '12/GM-HĐND', day: '2026-07-01' },
  'register-ahead': { item: 'i3', kind: 'speech' },
  'send-question': { addressee: 'Sở Tài chính', subject: 'Giá đất', text: 'Vì sao chậm?' },
  'withdraw-question': { question: 'question-1' },
  'return-question': { question: 'question-1', why: 'chưa rõ' },
  'forward-question': { question: 'question-1', to: 'g0' },
  'answer-question': { question: 'question-1', text: 'Đã xử lý.' },
  'judge-answer': { question: 'question-1', verdict: 'satisfied' },
  'comment-on-draft': { document: 'hall', text: 'Nên nói rõ hơn' },
  'withdraw-comment': { comment: 'comment-1' },
  'settle-comment': { comment: 'comment-1', taking: 'taken' },
  'answer-invitation': { coming: 'absent', reason: 'ốm' },
  'send-notice': { text: 'Xe đưa đại biểu về lúc 17 giờ' },
  'withdraw-notice': { notice: 'notice-1' },
  'call-secretariat': { need: 'water' },
  'end-call': { call: 'call-1' },
  'note-item': { item: 'i3', note: 'Mời báo cáo viên' },
  'change-item': { item: 'i3', title: 'Thảo luận tổ', kind: 'discussion', plannedMinutes: 30 },
  'remove-item': { item: 'i1' },
  'remove-vote': { vote: 'v1' },
  'jump-to-item': { item: 'i3' },
  'add-document': { document: aDocument, items: ['i3'] },
  'replace-document': { id: 'hall', hash: 'c'.repeat(64), pages: 3, bytes: 9 },
  'describe-document': { document: { ...aDocument, id: 'hall' }, items: [] },
  'remove-document': { id: 'hall' },
  'set-forgetting': { forgets: true },
  'order-documents': { item: 'i3', documents: ['hall', 'open'] },
  'skip-item': { item: 'i3' },
  'restore-item': { item: 'i3' },
  'add-item': { title: 'Mới', kind: 'other', plannedMinutes: 1, parent: null, after: null, documents: [] },
  'move-item': { item: 'i3', after: 'i1' },
  'mark-present': { person: 'd1' },
  'mark-left': { person: 'd1' },
  'mark-absent': { person: 'd1', reason: 'ốm' },
  'clear-attendance': { people: ['d1'] },
  'step-clock': { byMs: 60_000 },
  'order-list': { order: 'registration' },
  'request-floor': { kind: 'speech' },
  'register-person': { person: 'd1', kind: 'speech' },
  'withdraw-request': { request: 'r' },
  'restore-request': { request: 'r' },
  'move-request': { request: 'r', after: null },
  'hand-in-text': { item: 'i3', text: 'Ý kiến' },
  'call-speaker': { request: 'r' },
  'give-floor': { person: 'd1', kind: 'speech' },
  'extend-speech': { seconds: 60 },
  'prepare-vote': { item: 'i3', title: 'Biểu quyết', majority, candidates: [] },
  'change-vote': { vote: 'v1', item: 'i3', title: 'Biểu quyết', majority, candidates: [] },
  'correct-ballot': { vote: 'v1', voter: 'd1', marks: ['reject'], reason: 'nghe nhầm' },
  'pass-name': { vote: 'v1', voter: 'd1' },
  'open-vote': { vote: 'v1' },
  'cast-ballot': { vote: 'v1', marks: ['approve'] },
  'order-votes': { order: ['v1'] },
  'enter-ballot': { vote: 'v1', voter: 'd1', marks: ['approve'], reason: 'máy hỏng' },
  'enter-count': { vote: 'v1', approve: 1, reject: 0, abstain: 0 },
  'issue-ballot': { vote: 'v1', voter: 'd1', blinded: 'x', spoiled: null },
  'allow-reissue': { vote: 'v1', voter: 'd1', reason: 'máy hỏng' },
  'sign-head': { sequence: 1, hash: 'a'.repeat(64), signature: 's'.repeat(86), key: 'k'.repeat(43) },
  'close-vote': { vote: 'v1' },
  'publish-vote': { vote: 'v1' },
  'cancel-vote': { vote: 'v1', reason: 'nhầm' },
  'repeat-vote': { vote: 'v1' },
  'start-presentation': { document: 'open' },
  'turn-page': { page: 2 },
  'hand-presentation': { to: 'd1' },
  'hold-display': { view: { show: 'pause' } },
  'show-notice': { text: 'Nghỉ 15 phút' },
  'set-sound': { on: true },
  'set-board': { by: 'seat' },
};
const whoIs: Record<Role, string | null> = {
  chair: 'd0',
  secretariat: 's0',
  operator: 'o0',
  delegate: 'd1',
  guest: 'g0',
  administrator: 's0',
  display: 'screen',
  system: null,
};

test('the hand-written table names every command, and no other', () => {
  assert.equal(Object.keys(table).sort(), Object.keys(commands).sort());
});

for (const type of Object.keys(table) as (keyof typeof commands)[]) {
  test(`${type}: may be given by ${table[type]}, by nobody else`, () => {
    for (const role of roles) {
      const sitting = new Sitting();
      const person = whoIs[role] as never;
      const rejected = sitting.try({ person, roles: [role] }, { type, ...fields[type] } as Command);
      const isPresenting = ['start-presentation', 'turn-page', 'stop-presentation'].includes(type);
      // Delegates and guests may present once it was handed to them; the next test holds that.
      const letter = isPresenting && 'DG'.includes(letters[role]) ? '-' : letters[role];
      assert.is(rejected === 'not-allowed', !table[type].includes(letter), `${type} by ${role}: ${rejected}`);
    }
  });
}

test('a delegate or a guest may present once the chair has handed it over, and no longer once it is taken back', () => {
  const sitting = new Sitting().opened('i3');
  assert.is(sitting.try('g0', { type: 'start-presentation', document: 'open' }), 'not-allowed');
  sitting
    .do('d0', { type: 'hand-presentation', to: 'g0' })
    .do('g0', { type: 'start-presentation', document: 'open', page: 3 });
  assert.is(sitting.try('d1', { type: 'turn-page', page: 4 }), 'not-allowed');
  sitting.do('g0', { type: 'turn-page', page: 4 }).do('d0', { type: 'hand-presentation', to: null });
  assert.is(sitting.try('g0', { type: 'turn-page', page: 5 }), 'not-allowed');
  assert.equal(sitting.state.presentation.shown, { document: 'open', page: 4 }, 'document and page stay');
});

test.run();
