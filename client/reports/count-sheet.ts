/**
 * What stands in the record of a count (Biên bản kiểm phiếu; Biên bản kết quả biểu quyết), in the official form, as
 * plain content: PDF and DOCX are made of the same. It is a document of the council, so it is in Vietnamese.
 */
import { choices, levels, type VoteResult } from '../../shared/ballots.ts';
import type { MeetingState } from '../../shared/meeting.ts';
import type { Majority } from '../../shared/procedure.ts';
import { isDelegate } from '../../shared/roster.ts';
import { percent } from '../../shared/vietnamese.ts';
import { isSecret, type Vote } from '../../shared/voting.ts';
import { vi } from '../text/vi.ts';

export interface CountSheet {
  council: string;
  meeting: string;
  title: string;
  about: string;
  paragraphs: string[];
  tables: { head: string[]; rows: string[][] }[];
  conclusion: string[];
  signers: string[];
}

/** As the screens say it, whatever language they speak now. */
const choiceName = vi.choice;
const levelName = { high: 'Tín nhiệm cao', confidence: 'Tín nhiệm', low: 'Tín nhiệm thấp' } as const;
const kindName = {
  open: 'biểu quyết công khai',
  secret: 'bỏ phiếu kín',
  election: 'bầu cử bằng bỏ phiếu kín',
  confidence: 'lấy phiếu tín nhiệm bằng bỏ phiếu kín',
  consultation: 'lấy ý kiến bằng phiếu',
} as const;
const baseName = {
  all: 'tổng số đại biểu Hội đồng nhân dân',
  present: 'số đại biểu có mặt',
  voting: 'số đại biểu bỏ phiếu',
  valid: 'số phiếu hợp lệ',
} as const;

const moment = (at: number): string => {
  const date = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(date.getHours())} giờ ${two(date.getMinutes())} phút, ngày ${two(date.getDate())} tháng ${two(date.getMonth() + 1)} năm ${date.getFullYear()}`;
};

function majorityWords({ base, threshold, fraction: { numerator, denominator } }: Majority): string {
  const part = numerator === 1 && denominator === 2 ? 'nửa' : `${numerator}/${denominator}`;
  return `${threshold === 'more-than' ? 'quá' : 'ít nhất'} ${part} ${baseName[base]}`;
}

function figures(vote: Vote, result: VoteResult): string[][] {
  const row = (label: string, count: number) => [label, String(count), percent(count, result.all)];
  const invalid = result.blank + result.overMarked;
  return [
    row('Tổng số đại biểu Hội đồng nhân dân', result.all),
    row('Số đại biểu có mặt', result.present),
    ...(isSecret(vote)
      ? [
          row('Số phiếu phát ra', result.issued),
          ...(result.exchanged > 0 ? [row('Trong đó: đổi phiếu', result.exchanged)] : []),
          ...(result.reissued > 0 ? [row('Trong đó: phát lại vì máy hỏng', result.reissued)] : []),
          row('Số phiếu thu về', result.cast),
          row('Số phiếu hợp lệ', result.valid),
          row('Số phiếu không hợp lệ', invalid),
          ...(invalid > 0
            ? [row('Trong đó: phiếu trống', result.blank), row('Trong đó: đánh dấu quá số', result.overMarked)]
            : []),
        ]
      : [row('Số đại biểu biểu quyết', result.cast)]),
    ...(result.form === 'choices' ? choices.map((choice) => row(choiceName[choice], result[choice])) : []),
  ];
}

function conclusionOf(vote: Vote, result: VoteResult): string[] {
  const nameOf = (id: string) => vote.candidates.find((one) => one.id === id)?.name ?? id;
  const needed = `Theo quy định, cần ${majorityWords(vote.majority)} (${result.needed} phiếu trên ${result.baseCount}).`;
  if (vote.kind === 'consultation') return ['Kết quả lấy ý kiến dùng để tham khảo, không có giá trị thông qua.'];
  if (result.form === 'choices') return [needed, result.passed ? 'Kết luận: THÔNG QUA.' : 'Kết luận: KHÔNG THÔNG QUA.'];
  if (result.form === 'levels') {
    const low = result.persons.filter(({ isLow }) => isLow).map(({ id }) => nameOf(id));
    return [
      low.length > 0
        ? `Có tín nhiệm thấp ${majorityWords(vote.majority)}: ${low.join(', ')}.`
        : `Không có người nào bị đánh giá tín nhiệm thấp ${majorityWords(vote.majority)}.`,
    ];
  }
  return [
    needed,
    result.elected.length > 0 ? `Trúng cử: ${result.elected.map(nameOf).join(', ')}.` : 'Không có người nào trúng cử.',
    ...(result.tied.length > 0 ? [`Bằng phiếu nhau ở vị trí cuối: ${result.tied.map(nameOf).join(', ')}.`] : []),
    ...(result.vacant > 0 ? [`Còn thiếu ${result.vacant} người so với số được bầu.`] : []),
  ];
}

/** Whose ballots were entered by others, and why: part of the record. */
function entries(view: MeetingState, vote: Vote): string[] {
  const nameOf = (id: string) => view.people.find((person) => person.id === id)?.name ?? id;
  const said = Object.entries(vote.poll?.entered ?? {}).map(
    ([voter, { by, reason }]) =>
      `${nameOf(voter)} (${nameOf(by)} ${isSecret(vote) ? 'cho phát lại' : 'nhập'}: ${reason})`,
  );
  const hands = vote.poll?.hands ? [`Kết quả đếm giơ tay do ${nameOf(vote.poll.hands.by)} nhập.`] : [];
  if (said.length === 0) return hands;
  return [
    ...hands,
    `${isSecret(vote) ? 'Phát lại phiếu' : 'Biểu quyết được nhập theo lời đại biểu trước hội trường'}: ${said.join('; ')}.`,
  ];
}

/** @param vote counted already */
export function countSheet(view: MeetingState, vote: Vote): CountSheet {
  const result = vote.result!;
  const poll = vote.poll!;
  const secret = isSecret(vote);
  const share = (count: number) => percent(count, result.all);
  const item = view.agenda.items.find(({ id }) => id === vote.item);
  const persons =
    result.form === 'candidates'
      ? {
          head: ['TT', 'Họ và tên', 'Số phiếu', 'Tỷ lệ (tổng số đại biểu)', 'Kết quả'],
          rows: vote.candidates.map(({ id, name, title }, at) => {
            const votes = result.votes.find((one) => one.id === id)?.votes ?? 0;
            const outcome = result.elected.includes(id) ? 'Trúng cử' : result.tied.includes(id) ? 'Bằng phiếu' : '';
            return [String(at + 1), title ? `${name}, ${title}` : name, String(votes), share(votes), outcome];
          }),
        }
      : result.form === 'levels'
        ? {
            head: ['TT', 'Họ và tên', ...levels.map((level) => levelName[level])],
            rows: vote.candidates.map(({ id, name, title }, at) => {
              const person = result.persons.find((one) => one.id === id)!;
              return [
                String(at + 1),
                title ? `${name}, ${title}` : name,
                ...levels.map((level) => `${person[level]} (${share(person[level])})`),
              ];
            }),
          }
        : null;
  return {
    council: view.council,
    meeting: view.title,
    title: secret ? 'BIÊN BẢN KIỂM PHIẾU' : 'BIÊN BẢN KẾT QUẢ BIỂU QUYẾT',
    about: vote.title,
    paragraphs: [
      ...(item ? [`Nội dung: ${item.title}.`] : []),
      `Hình thức: ${kindName[vote.kind]}${vote.method === 'roll-call' ? ', gọi tên từng đại biểu' : vote.method === 'show-of-hands' ? ', giơ tay' : ', trên thiết bị của đại biểu'}.`,
      `Bắt đầu lúc ${moment(poll.openedAt)}; kết thúc lúc ${moment(poll.closedAt ?? poll.openedAt)}.`,
      ...(poll.withoutQuorum
        ? ['Khi bắt đầu chưa đủ số đại biểu có mặt theo quy định; chủ tọa quyết định vẫn tiến hành.']
        : []),
      ...entries(view, vote),
    ],
    tables: [
      { head: ['Nội dung', 'Số lượng', 'Tỷ lệ (tổng số đại biểu)'], rows: figures(vote, result) },
      ...(persons ? [persons] : []),
    ],
    conclusion: conclusionOf(vote, result),
    signers: secret ? ['THƯ KÝ BAN KIỂM PHIẾU', 'TRƯỞNG BAN KIỂM PHIẾU', 'CHỦ TỌA'] : ['THƯ KÝ KỲ HỌP', 'CHỦ TỌA'],
  };
}

const quoted = (text: string) => (/[",\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
/** Who voted how, one line a delegate, in the order of the roster; with a mark that spreadsheets know UTF-8 by. */
export function namedList(view: MeetingState, vote: Vote): string {
  const places = new Map(vote.poll?.entitled.map((id, at) => [id, vote.poll!.ballots[at]]));
  const rows = view.people.filter(isDelegate).map((person) => {
    const mark = places.get(person.id);
    const said = !places.has(person.id)
      ? 'Vắng mặt'
      : mark === 'approve' || mark === 'reject' || mark === 'abstain'
        ? choiceName[mark]
        : 'Chưa biểu quyết';
    return [person.name, person.delegation, said, vote.poll?.entered[person.id]?.reason ?? ''];
  });
  return `\uFEFF${[['Họ và tên', 'Tổ đại biểu', 'Biểu quyết', 'Nhập thay vì'], ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
}
