/**
 * What stands in the record of a count (Biên bản kiểm phiếu; Biên bản kết quả biểu quyết), in the official form, as
 * plain content: PDF and DOCX are made of the same. It is a document of the council, so it is in Vietnamese.
 */

import { itemById } from '../../shared/meeting/agenda/queries.ts';
import type { MeetingState } from '../../shared/meeting/state.ts';
import {
  type CandidateId,
  type Choice,
  choices,
  levels,
  type Marks,
  type VoteResult,
} from '../../shared/meeting/voting/ballots.ts';
import { hasNames, isSecret, kinds } from '../../shared/meeting/voting/kinds.ts';
import { entriesOf, pollIn, votesFor } from '../../shared/meeting/voting/queries.ts';
import type { CountedVote, Vote } from '../../shared/meeting/voting/state.ts';
import { isDelegate, personById } from '../../shared/people/roster.ts';
import type { Majority } from '../../shared/procedure.ts';
import { percent } from '../../shared/vietnamese.ts';
import { all as vi } from '../text/vi/all.ts';
import { BLANK, dayText, moment, type OfficialSheet, type SheetTable } from './official-sheet.ts';

/** As the screens say it, whatever language they speak now. */
const choiceName = vi.choice;
/** What stands on an open ballot. */
function marksSaid({ candidates }: Vote, marks: Marks): string {
  if (marks.length === 0) return 'Không chọn ai';
  const nameOf = (id: string) => candidates.find((candidate) => candidate.id === id)?.name ?? id;
  return marks.map((mark) => (mark in choiceName ? choiceName[mark as Choice] : nameOf(mark))).join('; ');
}
const levelName = { high: 'Tín nhiệm cao', confidence: 'Tín nhiệm', low: 'Tín nhiệm thấp' } as const;
const kindName = {
  open: 'biểu quyết công khai',
  secret: 'bỏ phiếu kín',
  election: 'bầu cử bằng bỏ phiếu kín',
  'open-election': 'bầu cử bằng biểu quyết công khai',
  confidence: 'lấy phiếu tín nhiệm bằng bỏ phiếu kín',
  consultation: 'lấy ý kiến bằng phiếu',
} as const;
const baseName = {
  all: 'tổng số đại biểu Hội đồng nhân dân',
  present: 'số đại biểu có mặt',
  voting: 'số đại biểu bỏ phiếu',
  valid: 'số phiếu hợp lệ',
} as const;

function majorityWords({ base, threshold, fraction: { numerator, denominator } }: Majority): string {
  const part = numerator === 1 && denominator === 2 ? 'nửa' : `${numerator}/${denominator}`;
  return `${threshold === 'more-than' ? 'quá' : 'ít nhất'} ${part} ${baseName[base]}`;
}

export function figures(vote: Vote, result: VoteResult): string[][] {
  const row = (label: string, count: number) => [label, String(count), percent(count, result.all)];
  const invalid = result.blank + result.overMarked;
  return [
    row('Tổng số đại biểu Hội đồng nhân dân', result.all),
    row(kinds[vote.kind].isAside ? 'Số đại biểu được lấy ý kiến' : 'Số đại biểu có mặt', result.present),
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
      : [
          row('Số đại biểu biểu quyết', result.cast),
          ...(hasNames(vote.kind) && invalid > 0 ? [row('Trong đó: phiếu không hợp lệ', invalid)] : []),
        ]),
    ...(result.form === 'choices' ? choices.map((choice) => row(choiceName[choice], result[choice])) : []),
  ];
}

export function conclusionOf(vote: Vote, result: VoteResult): string[] {
  const nameOf = (id: string) => vote.candidates.find((candidate) => candidate.id === id)?.name ?? id;
  const needed = `Theo quy định, cần ${majorityWords(vote.majority)} (${result.needed} phiếu trên ${result.baseCount}).`;
  if (kinds[vote.kind].isAside) return ['Kết quả lấy ý kiến dùng để tham khảo, không có giá trị thông qua.'];
  if (result.form === 'choices')
    return [needed, result.passed ? 'Kết luận: THÔNG QUA.' : 'Kết luận: KHÔNG ĐƯỢC THÔNG QUA.'];
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
    ...(result.tied.length > 0 ? [`Số phiếu bằng nhau ở vị trí cuối: ${result.tied.map(nameOf).join(', ')}.`] : []),
    ...(result.vacant > 0 ? [`Còn khuyết ${result.vacant} người: bầu thêm hoặc do Hội đồng quyết định.`] : []),
  ];
}

/** Whose ballots were entered by others, and why: part of the record. */
function entries(view: MeetingState, vote: Vote): string[] {
  const nameOf = (id: string) => personById(view, id)?.name ?? id;
  const said = Object.entries(entriesOf(vote)).map(([voter, { by, reason, earlier = [] }]) => {
    const before = earlier.map(
      (version) =>
        `${nameOf(version.by)} nhập “${
          version.marks === 'hidden' ? '' : marksSaid(vote, version.marks)
        }”: ${version.reason}; sửa lại, `,
    );
    return `${nameOf(voter)} (${before.join('')}${nameOf(by)} ${isSecret(vote) ? 'cho phát lại' : 'nhập'}: ${reason})`;
  });
  const counted = pollIn(vote, 'hands')?.hands;
  const hands = counted ? [`Kết quả đếm giơ tay do ${nameOf(counted.by)} nhập.`] : [];
  if (said.length === 0) return hands;
  return [
    ...hands,
    `${
      isSecret(vote) ? 'Phát lại phiếu' : 'Biểu quyết được nhập theo lời đại biểu trước hội trường'
    }: ${said.join('; ')}.`,
  ];
}

/** Each person with her votes or levels; null where choices were voted on. */
function personsTable(
  vote: Vote,
  result: VoteResult,
  share: (count: number) => string,
  base: string,
): SheetTable | null {
  if (result.form === 'choices') return null;
  const named = ({ name, title }: Vote['candidates'][number]) => (title ? `${name}, ${title}` : name);
  if (result.form === 'levels')
    return {
      head: ['TT', 'Họ và tên', ...levels.map((level) => levelName[level])],
      rows: vote.candidates.map((candidate, at) => {
        const person = result.persons.find(({ id }) => id === candidate.id)!;
        const said = levels.map((level) => `${person[level]} (${share(person[level])})`);
        return [String(at + 1), named(candidate), ...said];
      }),
    };
  const outcomeOf = (id: CandidateId) => {
    if (result.elected.includes(id)) return 'Trúng cử';
    return result.tied.includes(id) ? 'Số phiếu bằng nhau' : '';
  };
  return {
    head: ['TT', 'Họ và tên', 'Số phiếu', `Tỷ lệ (${base})`, 'Kết quả'],
    rows: vote.candidates.map((candidate, at) => {
      const votes = votesFor(result, candidate.id);
      return [String(at + 1), named(candidate), String(votes), share(votes), outcomeOf(candidate.id)];
    }),
  };
}

const methodName: Record<Vote['method'], string> = {
  electronic: 'trên thiết bị của đại biểu',
  'roll-call': 'gọi tên từng đại biểu',
  'show-of-hands': 'giơ tay',
};

/** @param vote counted already */
export function countSheet(view: MeetingState, vote: CountedVote): OfficialSheet {
  const result = vote.result!;
  const { poll } = vote;
  const secret = isSecret(vote);
  const zone = view.procedure.timeZone;
  const base = baseName[vote.majority.base];
  // Of persons the share is of what their threshold is a part of.
  const share = (count: number) => percent(count, result.baseCount);
  const item = itemById(view.agenda, vote.item);
  const persons = personsTable(vote, result, share, base);
  return {
    council: view.council,
    meeting: view.title,
    number: `Số: ${BLANK}/BB-HĐND`,
    placeAndDate: `${view.procedure.place || BLANK}, ${dayText(poll.closedAt ?? poll.openedAt, zone)}`,
    title: secret ? 'BIÊN BẢN KIỂM PHIẾU' : 'BIÊN BẢN KẾT QUẢ BIỂU QUYẾT',
    about: vote.title,
    paragraphs: [
      ...(item ? [`Nội dung: ${item.title}.`] : []),
      `Hình thức: ${kindName[vote.kind]}, ${methodName[vote.method]}.`,
      `Bắt đầu lúc ${moment(poll.openedAt, zone)}; kết thúc lúc ${moment(poll.closedAt ?? poll.openedAt, zone)}.`,
      ...(secret ? [`Ban kiểm phiếu gồm: Trưởng ban ${BLANK}${BLANK}; các thành viên ${BLANK}${BLANK}${BLANK}.`] : []),
      ...(poll.withoutQuorum
        ? ['Khi bắt đầu chưa đủ số đại biểu có mặt theo quy định; chủ tọa quyết định vẫn tiến hành.']
        : []),
      ...(poll.quorumLost
        ? [
            `Từ ${moment(poll.quorumLost.at, zone)} chỉ còn ${poll.quorumLost.present} đại biểu có mặt, không đủ số đại biểu theo quy định.`,
          ]
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

/** Who voted how in an open vote, for an annex; null where names are nobody's business. */
export function namedTable(view: MeetingState, vote: CountedVote): SheetTable | null {
  const { entitled, ballots, way } = vote.poll;
  if (way !== 'open' || isSecret(vote)) return null;
  const said = entitled.map((id, at) => {
    const mark = ballots[at];
    return [personById(view, id)?.name ?? id, Array.isArray(mark) ? marksSaid(vote, mark) : 'Chưa biểu quyết'];
  });
  if (!ballots.every((mark) => mark === null || Array.isArray(mark))) return null;
  return {
    caption: `Phụ lục: đại biểu biểu quyết “${vote.title}”`,
    head: ['TT', 'Họ và tên', 'Biểu quyết'],
    rows: said.map((cells, at) => [String(at + 1), ...cells]),
    widths: [6, 50, 44],
  };
}

/** What a spreadsheet would take for a formula is made harmless by an apostrophe. */
const harmless = (text: string) => text.replace(/^(?=[=+\-@\t\r])/, "'");
const quoted = (text: string) => (/[",\n\r;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
/** Who voted how, one line a delegate, in the order of the roster; with a mark that spreadsheets know UTF-8 by. */
export function namedList(view: MeetingState, vote: CountedVote): string {
  const { entitled, ballots } = vote.poll;
  const places = new Map(entitled.map((id, at) => [id, ballots[at]]));
  const rows = view.people.filter(isDelegate).map((person) => {
    const mark = places.get(person.id);
    const missing = places.has(person.id) ? 'Chưa biểu quyết' : 'Vắng mặt';
    const said = Array.isArray(mark) ? marksSaid(vote, mark) : missing;
    return [person.name, person.delegation, said, entriesOf(vote)[person.id]?.reason ?? ''];
  });
  const lines = [['Họ và tên', 'Tổ đại biểu', 'Biểu quyết', 'Nhập thay vì'], ...rows].map((row) =>
    row.map((cell) => quoted(harmless(cell))).join(view.procedure.csvSeparator),
  );
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
