/** The words of votes of every kind, in both languages; those of an open vote stand in client/text. */
import type { Level, Marks } from '../../shared/meeting/voting/ballots.ts';
import type { VoteKind, VoteMethod } from '../../shared/meeting/voting/kinds.ts';
import type { PlannedVote } from '../../shared/meeting/voting/planned.ts';
import { currentLanguage, text } from '../text/language.ts';

const vi = {
  kind: {
    open: 'Biểu quyết công khai',
    secret: 'Bỏ phiếu kín',
    election: 'Bầu cử',
    'open-election': 'Bầu công khai',
    confidence: 'Lấy phiếu tín nhiệm',
    consultation: 'Phiếu lấy ý kiến',
  } satisfies Record<VoteKind, string> as Record<VoteKind, string>,
  method: {
    electronic: 'Trên máy của đại biểu',
    'roll-call': 'Gọi tên từng đại biểu',
    'show-of-hands': 'Giơ tay, thư ký đếm',
  } satisfies Record<VoteMethod, string> as Record<VoteMethod, string>,
  level: { high: 'Tín nhiệm cao', confidence: 'Tín nhiệm', low: 'Tín nhiệm thấp' } satisfies Record<
    Level,
    string
  > as Record<Level, string>,
  isVoting: 'Đang bỏ phiếu',
  issued: 'Số phiếu phát ra',
  collected: 'Số phiếu thu về',
  valid: 'Số phiếu hợp lệ',
  invalid: 'Số phiếu không hợp lệ',
  exchangedOf: (exchanged: number, reissued: number) =>
    [exchanged > 0 ? `${exchanged} phiếu đã đổi` : '', reissued > 0 ? `${reissued} phiếu phát lại vì máy hỏng` : '']
      .filter(Boolean)
      .join(' · '),
  elected: 'Trúng cử',
  notElected: 'Không trúng cử',
  tied: 'Số phiếu bằng nhau',
  vacantSeats: (count: number) => `Còn khuyết ${count} người: bầu thêm hoặc do Hội đồng quyết định`,
  allElected: (count: number) => `Đã bầu đủ ${count} người`,
  manyLow: 'Quá nửa tổng số đại biểu đánh giá tín nhiệm thấp',
  votesOf: (votes: number) => `${votes} phiếu`,
  needs: (needed: number, base: number) => `Cần ${needed} phiếu trên tổng số ${base}`,
  base: {
    all: 'tổng số đại biểu HĐND',
    present: 'số đại biểu có mặt',
    voting: 'số đại biểu bỏ phiếu',
    valid: 'số phiếu hợp lệ',
  },
  moreThan: (fraction: string, base: string) => `Quá ${fraction} ${base}`,
  atLeast: (fraction: string, base: string) => `Ít nhất ${fraction} ${base}`,
  // the tablet
  asking: 'Đang nhận phiếu…',
  markUpTo: (seats: number) => `Chọn tối đa ${seats} người`,
  marked: (count: number, seats: number) => `Đã chọn ${count}/${seats}`,
  review: 'Xem lại phiếu',
  reviewTitle: 'Phiếu của tôi',
  nobodyMarked: 'Chưa chọn ai: đây là phiếu trống.',
  blankInvalid: 'Phiếu trống là phiếu không hợp lệ.',
  tooMany: (seats: number) => `Chọn quá ${seats} người: phiếu sẽ không hợp lệ.`,
  someUnmarked: (count: number) => `Còn ${count} người chưa được đánh giá.`,
  notMarked: 'Không đánh dấu',
  castIt: 'Bỏ phiếu',
  markAgain: 'Sửa lại',
  exchange: 'Đổi phiếu khác',
  exchangeHint: 'Phiếu này bị hủy và được thay bằng một phiếu mới.',
  goesIn: 'Phiếu đang được bỏ vào hòm…',
  goesInHint: 'Máy chờ một lúc ngẫu nhiên để không ai biết phiếu nào của ai.',
  inDoubt: 'Chưa bỏ được phiếu. Phiếu nằm trên máy này và sẽ được bỏ khi có kết nối.',
  isCast: 'Phiếu đã vào hòm',
  myNumber: 'Số phiếu của tôi',
  numberHint: 'Chỉ máy này biết số này. Sau khi công bố, tìm số này trong danh sách phiếu để kiểm tra.',
  numbersHidden: 'Lần này số phiếu không hiện, để không ai bị ép phải cho xem.',
  found: 'Phiếu của tôi có trong hòm',
  notFound: 'Không thấy phiếu của tôi trong hòm: báo ngay cho chủ tọa.',
  tooLate: 'Bỏ phiếu đã kết thúc trước khi phiếu vào hòm.',
  askAgain: 'Nhận phiếu',
  mayChange: 'Có thể đổi ý kiến đến khi kết thúc.',
  until: (when: string) => `Đến ${when}`,
  byRollCall: 'Thư ký gọi tên từng đại biểu. Xin trả lời khi được gọi.',
  byHands: 'Biểu quyết bằng giơ tay. Thư ký đếm và nhập kết quả.',
  enteredMark: 'nhập thay theo lời đại biểu',
  handsMark: 'Đếm giơ tay, do thư ký nhập',
  receipt: 'Biên nhận lá phiếu',
  receiptHint: 'Máy giữ chữ ký của máy chủ trên nhật ký phiên họp: nếu nhật ký bị sửa sau này, biên nhận này cho thấy.',
  receiptLine: (sequence: number, hash: string) => `Dòng ${sequence} · ${hash}`,
  saveReceipt: 'Lưu biên nhận',
  // the console
  prepareTitle: 'Chuẩn bị biểu quyết',
  kindLabel: 'Hình thức',
  methodLabel: 'Cách biểu quyết',
  candidatesLabel: 'Danh sách (mỗi dòng một người; có thể thêm chức vụ sau dấu phẩy)',
  seatsLabel: 'Số người được bầu',
  majorityLabel: { choices: 'Tỷ lệ thông qua', candidates: 'Tỷ lệ trúng cử', levels: 'Mức tín nhiệm thấp cần chú ý' },
  majorities: {
    resolution: 'Quá nửa tổng số đại biểu',
    removal: 'Ít nhất hai phần ba tổng số đại biểu',
    present: 'Quá nửa số đại biểu có mặt',
    valid: 'Quá nửa số phiếu hợp lệ',
  },
  namedLabel: 'Hiện tên người cho ý kiến',
  hidesLabel: 'Không cho đại biểu xem số phiếu (không ai bị ép cho xem; cũng không tự kiểm tra được)',
  inTheBox: (cast: number, issued: number) => `Đã bỏ ${cast}/${issued} phiếu`,
  issuedTo: (issued: number, entitled: number) => `Đã phát ${issued}/${entitled} phiếu`,
  notIssued: (count: number) => `Còn ${count} đại biểu chưa nhận phiếu`,
  reissue: 'Cho phát lại phiếu',
  reissueQuestion: (name: string) =>
    `Cho phát lại phiếu cho ${name}? Chỉ khi máy của đại biểu hỏng trước khi bỏ phiếu. Việc này được ghi vào biên bản.`,
  reason: 'Lý do',
  isLost: 'chờ nhận phiếu phát lại',
  isIssued: 'đã nhận phiếu',
  enterFor: 'Nhập thay đại biểu',
  enterForHint: 'Chỉ theo lời đại biểu trước hội trường; được ghi rõ ai nhập và vì sao.',
  rollCallReason: 'Gọi tên theo danh sách',
  nextCalled: 'Đang gọi',
  noAnswer: 'Không trả lời',
  calledAgain: (names: string) => `Gọi lại ở cuối: ${names}`,
  allCalled: 'Đã gọi hết danh sách.',
  correct: 'Sửa phiếu đã nhập',
  correctHint: 'Cả hai lần nhập đều được ghi trong nhật ký.',
  enterQuestion: (name: string, choice: string) => `Nhập “${choice}” thay cho ${name}? Việc này được ghi vào biên bản.`,
  correctQuestion: (name: string, choice: string) => `Sửa phiếu của ${name} thành “${choice}”?`,
  asked: 'Số đại biểu được lấy ý kiến',
  quorumLost: (present: number) => `Trong lúc biểu quyết chỉ còn ${present} đại biểu có mặt, không đủ theo quy định`,
  ballotChosen: 'đã chọn, nay không còn trong danh sách',
  itemLabel: 'Thuộc nội dung',
  closeBallot: 'Kết thúc bỏ phiếu',
  openBallot: 'Bắt đầu bỏ phiếu',
  isClosed: 'Đã kết thúc bỏ phiếu, chưa công bố',
  myBallotWas: (choice: string) => `Phiếu của tôi: ${choice}`,
  heard: (choice: string) => `Đã trả lời: ${choice}`,
  notAnswered: 'không trả lời',
  strikeHint: 'Đánh dấu người được chọn. Không gạch tên.',
  pagesOf: (page: number, pages: number) => `Trang ${page}/${pages}`,
  handsCount: 'Ghi kết quả đếm',
  whichDelegate: 'Đại biểu',
  furtherRound: 'Chuẩn bị vòng tiếp theo',
  moveUp: 'Lên trước',
  sheetPdf: 'Biên bản kiểm phiếu (PDF)',
  sheetDocx: 'Biên bản kiểm phiếu (Word)',
  listCsv: 'Danh sách biểu quyết (CSV)',
  exportRecord: 'Xuất toàn bộ hồ sơ phiên họp',
  verifyRecord: 'Trang kiểm tra hồ sơ',
  days: (count: number) => `${count} ngày`,
};

type BallotWords = typeof vi;

const en: BallotWords = {
  kind: {
    open: 'Open vote',
    secret: 'Secret ballot',
    election: 'Election',
    'open-election': 'Open election',
    confidence: 'Vote of confidence',
    consultation: 'Consultation',
  },
  method: {
    electronic: 'On the delegates’ tablets',
    'roll-call': 'Roll call by name',
    'show-of-hands': 'Show of hands, counted by the secretariat',
  },
  level: { high: 'High confidence', confidence: 'Confidence', low: 'Low confidence' },
  isVoting: 'Ballots are being cast',
  issued: 'Ballots issued',
  collected: 'Ballots collected',
  valid: 'Valid ballots',
  invalid: 'Invalid ballots',
  exchangedOf: (exchanged, reissued) =>
    [exchanged > 0 ? `${exchanged} exchanged` : '', reissued > 0 ? `${reissued} issued again for a broken tablet` : '']
      .filter(Boolean)
      .join(' · '),
  elected: 'Elected',
  notElected: 'Not elected',
  tied: 'Equal votes',
  vacantSeats: (count) => `${count} still to be elected, or decided otherwise`,
  allElected: (count) => `All ${count} elected`,
  manyLow: 'Low confidence beyond the limit',
  votesOf: (votes) => `${votes} votes`,
  needs: (needed, base) => `${needed} of ${base} needed`,
  base: { all: 'all delegates', present: 'delegates present', voting: 'delegates voting', valid: 'valid ballots' },
  moreThan: (fraction, base) => `More than ${fraction} of ${base}`,
  atLeast: (fraction, base) => `At least ${fraction} of ${base}`,
  asking: 'Fetching your ballot…',
  markUpTo: (seats) => `Choose up to ${seats}`,
  marked: (count, seats) => `${count} of ${seats} chosen`,
  review: 'Review my ballot',
  reviewTitle: 'My ballot',
  nobodyMarked: 'Nobody is chosen: this is a blank ballot.',
  blankInvalid: 'A blank ballot is invalid.',
  tooMany: (seats) => `More than ${seats} are chosen: the ballot will be invalid.`,
  someUnmarked: (count) => `${count} have no mark.`,
  notMarked: 'No mark',
  castIt: 'Cast my ballot',
  markAgain: 'Change it',
  exchange: 'Exchange this ballot',
  exchangeHint: 'This ballot becomes void and a new one takes its place.',
  goesIn: 'Your ballot is on its way to the box…',
  goesInHint: 'The tablet waits for a random moment, so that nobody can tell whose ballot is whose.',
  inDoubt: 'Not in the box yet. The ballot is kept here and goes in when the connection is back.',
  isCast: 'Your ballot is in the box',
  myNumber: 'My ballot’s number',
  numberHint: 'Only this tablet knows it. Once published, look for it in the list of ballots.',
  numbersHidden: 'Numbers are not shown this time, so that nobody can be made to show hers.',
  found: 'My ballot is in the box',
  notFound: 'My ballot is not in the box: tell the chair at once.',
  tooLate: 'The vote closed before your ballot was in the box.',
  askAgain: 'Get my ballot',
  mayChange: 'You may change it until it closes.',
  until: (when) => `Until ${when}`,
  byRollCall: 'The secretariat calls each name. Please answer when you are called.',
  byHands: 'This vote is by a show of hands. The secretariat counts and enters it.',
  enteredMark: 'entered on the delegate’s word',
  handsMark: 'A show of hands, entered by the secretariat',
  receipt: 'Receipt',
  receiptHint: 'This tablet keeps the server’s signature on the record: if the record is changed later, this shows it.',
  receiptLine: (sequence, hash) => `Line ${sequence} · ${hash}`,
  saveReceipt: 'Save the receipt',
  prepareTitle: 'Prepare a vote',
  kindLabel: 'Kind',
  methodLabel: 'How it is taken',
  candidatesLabel: 'Names (one a line; an office may follow a comma)',
  seatsLabel: 'How many are elected',
  majorityLabel: { choices: 'Majority', candidates: 'What elects', levels: 'Low confidence that has consequences' },
  majorities: {
    resolution: 'More than half of all delegates',
    removal: 'At least two thirds of all delegates',
    present: 'More than half of those present',
    valid: 'More than half of the valid ballots',
  },
  namedLabel: 'Show who said what',
  hidesLabel: 'Keep the numbers from the delegates (nobody can be made to show hers, nor check it)',
  inTheBox: (cast, issued) => `${cast} of ${issued} ballots cast`,
  issuedTo: (issued, entitled) => `${issued} of ${entitled} ballots issued`,
  notIssued: (count) => `${count} have no ballot yet`,
  reissue: 'Issue a ballot again',
  reissueQuestion: (name) =>
    `Issue a ballot to ${name} again? Only if the tablet broke before the ballot was cast. This is recorded.`,
  reason: 'Reason',
  isLost: 'waits for another ballot',
  isIssued: 'has a ballot',
  enterFor: 'Enter for a delegate',
  enterForHint: 'Only on the delegate’s word before the hall; it is recorded who entered it, and why.',
  rollCallReason: 'Roll call',
  nextCalled: 'Calling',
  noAnswer: 'No answer',
  calledAgain: (names) => `Called again at the end: ${names}`,
  allCalled: 'Every name has been called.',
  correct: 'Correct an entry',
  correctHint: 'Both entries stand in the journal.',
  enterQuestion: (name, choice) => `Enter “${choice}” for ${name}? This is recorded.`,
  correctQuestion: (name, choice) => `Correct the ballot of ${name} to “${choice}”?`,
  asked: 'Delegates consulted',
  quorumLost: (present) => `While it ran only ${present} delegates were left, fewer than a quorum`,
  ballotChosen: 'chosen, and no longer on the list',
  itemLabel: 'Belongs to',
  closeBallot: 'End the ballot',
  openBallot: 'Begin the ballot',
  isClosed: 'Ballot ended, not published',
  myBallotWas: (choice) => `My ballot: ${choice}`,
  heard: (choice) => `Answered: ${choice}`,
  notAnswered: 'no answer',
  strikeHint: 'Mark whom you choose. No name is struck out.',
  pagesOf: (page, pages) => `Page ${page} of ${pages}`,
  handsCount: 'Enter the count',
  whichDelegate: 'Delegate',
  furtherRound: 'Prepare a further round',
  moveUp: 'Move up',
  sheetPdf: 'Record of the count (PDF)',
  sheetDocx: 'Record of the count (Word)',
  listCsv: 'List of votes (CSV)',
  exportRecord: 'Export the whole record',
  verifyRecord: 'The page that checks a record',
  days: (count) => `${count} days`,
};

export const ballotWords = (): BallotWords => (currentLanguage() === 'vi' ? vi : en);

const FRACTIONS: Record<string, [vi: string, en: string]> = {
  '1/2': ['nửa', 'half'],
  '2/3': ['hai phần ba', 'two thirds'],
};
/** A majority in words: "Quá nửa tổng số đại biểu HĐND". */
export function majorityText({
  base,
  threshold,
  fraction: { numerator, denominator },
}: {
  base: 'all' | 'present' | 'voting' | 'valid';
  threshold: 'more-than' | 'at-least';
  fraction: { numerator: number; denominator: number };
}): string {
  const w = ballotWords();
  const written = `${numerator}/${denominator}`;
  const fraction = FRACTIONS[written]?.[currentLanguage() === 'vi' ? 0 : 1] ?? written;
  return (threshold === 'more-than' ? w.moreThan : w.atLeast)(fraction, w.base[base]);
}

/** What stands on a ballot, in words. */
export function marksText({ candidates }: Pick<PlannedVote, 'candidates'>, marks: Marks): string {
  const w = ballotWords();
  if (marks.length === 0) return w.notMarked;
  const nameOf = (id: string) => candidates.find((one) => one.id === id)?.name ?? id;
  return marks
    .map((mark) => {
      const [id, level] = mark.split(':');
      if (level) return `${nameOf(id!)}: ${w.level[level as Level]}`;
      return (text().choice as Record<string, string>)[mark] ?? nameOf(mark);
    })
    .join('; ');
}

/** A ballot's number as it is shown: in groups of four. */
export const shownNumber = (number: string): string => number.replace(/(.{4})(?=.)/g, '$1 ');
