/** A draft of the minutes (Biên bản), in the official form, out of what the record knows; in Vietnamese. */

import type { ItemId } from '../../shared/ids.ts';
import { itemById, itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import type { Minutes, MinutesEntry } from '../../shared/meeting/minutes.ts';
import { answerTo, isPut } from '../../shared/meeting/questions/queries.ts';
import type { MeetingState } from '../../shared/meeting/state.ts';
import { voteById } from '../../shared/meeting/voting/queries.ts';
import type { CountedVote } from '../../shared/meeting/voting/state.ts';
import type { PaperKind } from '../../shared/papers.ts';
import { isDelegate, isGuest, type Person, personById } from '../../shared/people/roster.ts';
import { zoned } from '../../shared/vietnamese.ts';
import { floor as words } from '../text/vi/floor.ts';
import { conclusionOf, figures, namedTable } from './count-sheet.ts';
import { BLANK, dayOfPaper, dayText, moment, type OfficialSheet, type SheetTable, two } from './official-sheet.ts';

const withTitle = ({ name, title }: Person): string => (title ? `${name}, ${title}` : name);

/** "3 phút 05 giây" */
function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} giây` : `${minutes} phút ${two(seconds % 60)} giây`;
}

/** What a vote came to, in a few sentences. */
function voteSaid(view: MeetingState, id: string): string[] {
  const vote = voteById(view.voting, id as never);
  if (!vote) return [];
  if (!vote.result) return [`Biểu quyết “${vote.title}”: chưa có kết quả.`];
  const said = figures(vote, vote.result).map(([label, count, share]) => `${label}: ${count} (${share})`);
  const persons =
    vote.result.form === 'candidates'
      ? vote.result.votes.map(
          ({ id: candidate, votes }) => `${vote.candidates.find((one) => one.id === candidate)?.name}: ${votes} phiếu`,
        )
      : [];
  return [
    `Biểu quyết “${vote.title}”. ${said.join('; ')}.`,
    ...(persons.length > 0 ? [`${persons.join('; ')}.`] : []),
    ...conclusionOf(vote, vote.result),
  ];
}

/** A line of a paper: what the record says, which is nobody's to write over, and what is written beside it. */
export interface PaperLine {
  isHeading?: boolean;
  /** What the record says now; `key` names it whatever it says. Null: nothing of the record. */
  fact: { key: string; text: string } | null;
  text: string;
}
const factLine = (key: string, text: string, beside = ''): PaperLine => ({ fact: { key, text }, text: beside });
const textLine = (text: string): PaperLine => ({ fact: null, text });
const heading = (text: string): PaperLine => ({ isHeading: true, fact: null, text });

/** Written questions that were put to somebody, with what was answered in writing. */
function questionLines(view: MeetingState): PaperLine[] {
  const put = view.questions.filter(isPut);
  const nameOf = (id: string | null, otherwise: string) => {
    const person = personById(view, id);
    return person ? withTitle(person) : otherwise;
  };
  const lines = put.map((question) => {
    const answer = answerTo(question);
    const said = answer ? `Trả lời bằng văn bản: ${answer}` : 'Chưa có văn bản trả lời.';
    const who = nameOf(question.person, '');
    const whom = nameOf(question.to, question.addressee);
    return factLine(
      `question:${question.id}`,
      `- ${who} chất vấn ${whom} về “${question.subject}”: ${question.text} ${said}`,
    );
  });
  return lines.length === 0 ? [] : [heading('Chất vấn bằng văn bản'), ...lines];
}

/**
 * The draft of the minutes, line by line, out of what the record knows.
 * @param view of the chair's side
 */
export function minutesLines(view: MeetingState, { opened, closedAt, entries }: Minutes): PaperLine[] {
  const zone = view.procedure.timeZone;
  const time = (at: number) => timeIn(at, zone);
  const nameOf = (id: string) => personById(view, id)?.name ?? id;
  const numbers = itemNumbers(view.agenda.items);
  const { delegates, present, absent, guests } = attendanceOf(view, { opened, closedAt, entries });
  const mark = (person: Person) => view.attendance.marks[person.id];
  const withRole = (role: Person['roles'][number]) =>
    view.people
      .filter(({ roles }) => roles.includes(role))
      .map(withTitle)
      .join('; ') || BLANK;

  const lineOf = (entry: MinutesEntry): PaperLine[] => {
    switch (entry.type) {
      case 'item': {
        const item = itemById(view.agenda, entry.item);
        const title = `${numbers.get(entry.item) ?? ''}. ${item?.title ?? entry.item} (từ ${time(entry.at)})`;
        return [{ isHeading: true, fact: { key: `item:${entry.item}:${entry.at}`, text: title }, text: '' }];
      }
      case 'speech': {
        const person = personById(view, entry.person);
        const who = person ? withTitle(person) : entry.person;
        const said = `- ${who}: ${words.kinds[entry.kind].toLowerCase()}, ${duration(entry.spokenMs)}.`;
        return [factLine(`speech:${entry.person}:${entry.at}`, said, ` ${BLANK}${BLANK}`)];
      }
      case 'text':
        return [
          factLine(`text:${entry.person}:${entry.at}`, `- ${nameOf(entry.person)} gửi ý kiến bằng văn bản (kèm theo).`),
        ];
      case 'vote':
        return voteSaid(view, entry.vote).map((said, at) => factLine(`vote:${entry.vote}:${at}`, said));
      case 'vote-cancelled':
        return [
          factLine(
            `cancelled:${entry.vote}`,
            `Biểu quyết “${voteById(view.voting, entry.vote)?.title ?? ''}” được hủy. Lý do: ${entry.reason}`,
          ),
        ];
      case 'break':
        return [factLine(`break:${entry.at}`, `Tạm nghỉ từ ${time(entry.at)}.`)];
      case 'resumed':
        return [factLine(`resumed:${entry.at}`, `Họp tiếp từ ${time(entry.at)}.`)];
      case 'arrived':
        return [
          factLine(
            `arrived:${entry.person}:${entry.at}`,
            `${time(entry.at)}: đại biểu ${nameOf(entry.person)} vào họp.`,
          ),
        ];
      case 'left':
        return [
          factLine(
            `left:${entry.person}:${entry.at}`,
            `${time(entry.at)}: đại biểu ${nameOf(entry.person)} rời phiên họp.`,
          ),
        ];
    }
  };
  const kept = entries.filter(
    (entry) =>
      entry.type !== 'text' ||
      view.floor.texts.some(({ person, item }) => person === entry.person && item === entry.item),
  );
  const withReason = (person: Person) => {
    const reason = mark(person)?.reason;
    return reason ? `${person.name} (${reason})` : person.name;
  };
  return [
    heading('I. THỜI GIAN, THÀNH PHẦN'),
    factLine('opened', opened ? `Phiên họp bắt đầu lúc ${moment(opened.at, zone)}.` : 'Phiên họp chưa bắt đầu.'),
    factLine('chair', `Chủ tọa: ${withRole('chair')}.`),
    factLine('secretaries', `Thư ký: ${withRole('secretariat')}.`),
    factLine(
      'present',
      `Tổng số đại biểu Hội đồng nhân dân: ${delegates.length}. Có mặt khi bắt đầu: ${present.size}.`,
    ),
    ...(opened?.withoutQuorum
      ? [factLine('quorum', 'Khi bắt đầu chưa đủ số đại biểu có mặt theo quy định; chủ tọa quyết định vẫn tiến hành.')]
      : []),
    ...(absent.length > 0 ? [factLine('absent', `Vắng mặt: ${absent.map(withReason).join('; ')}.`)] : []),
    ...(guests.length > 0 ? [factLine('guests', `Khách mời có mặt: ${guests.map(withTitle).join('; ')}.`)] : []),
    heading('II. NỘI DUNG'),
    ...kept.flatMap(lineOf),
    ...questionLines(view),
    factLine('closed', closedAt ? `Phiên họp kết thúc lúc ${moment(closedAt, zone)}.` : 'Phiên họp chưa kết thúc.'),
    textLine(`Biên bản đã được đọc lại và thông qua. ${BLANK}`),
  ];
}

/** The draft of the conclusions: what was decided on each matter, to be put into words. */
export function conclusionLines(view: MeetingState, { opened, entries }: Minutes): PaperLine[] {
  const zone = view.procedure.timeZone;
  const numbers = itemNumbers(view.agenda.items);
  const dealtWith = [...new Set(entries.flatMap((entry) => (entry.type === 'item' ? [entry.item] : [])))];
  /** Those of an item; null: of items that were never on themselves. */
  const votesOn = (item: ItemId | null) =>
    entries.flatMap((entry) => {
      const vote = entry.type === 'vote' ? voteById(view.voting, entry.vote) : undefined;
      const isOne = vote && (item === null ? !dealtWith.includes(vote.item) : vote.item === item);
      if (!isOne || !vote.result) return [];
      return [factLine(`vote:${vote.id}`, `Biểu quyết “${vote.title}”: ${conclusionOf(vote, vote.result).join(' ')}`)];
    });
  return [
    factLine(
      'opened',
      opened
        ? `${dayText(opened.at, zone).replace('ngày', 'Ngày')}, ${view.council} đã tiến hành ${view.title}. Chủ tọa kết luận như sau:`
        : 'Phiên họp chưa bắt đầu.',
    ),
    ...dealtWith.flatMap((id): PaperLine[] => {
      const title = `${numbers.get(id) ?? ''}. ${itemById(view.agenda, id)?.title ?? id}`;
      return [{ isHeading: true, fact: { key: `item:${id}`, text: title }, text: '' }, ...votesOn(id), textLine(BLANK)];
    }),
    ...votesOn(null),
    textLine('Trên đây là kết luận của chủ tọa, xin thông báo để các cơ quan, đơn vị biết, thực hiện./.'),
  ];
}

const timeIn = (at: number, zone: string): string => {
  const { hour, minute } = zoned(at, zone);
  return `${two(hour)} giờ ${two(minute)} phút`;
};

function attendanceOf(view: MeetingState, { opened, entries }: Minutes) {
  const delegates = view.people.filter(isDelegate);
  const present = new Set<string>(opened?.present ?? []);
  const late = new Set(entries.flatMap((entry) => (entry.type === 'arrived' ? [entry.person as string] : [])));
  const absent = delegates.filter(({ id }) => !present.has(id) && !late.has(id));
  const guests = view.people.filter(
    (person) => isGuest(person) && view.attendance.marks[person.id]?.status === 'present',
  );
  return { delegates, present, absent, guests };
}

/** What stands around the text of a paper: head, signatures, annexes. */
export function paperFrame(
  kind: PaperKind,
  view: MeetingState,
  minutes: Minutes,
  about: { symbol: string; day: string },
): Omit<OfficialSheet, 'paragraphs'> {
  const { opened, closedAt, entries } = minutes;
  const zone = view.procedure.timeZone;
  const day = opened ? dayText(closedAt ?? opened.at, zone) : BLANK;
  const { delegates, present } = attendanceOf(view, minutes);
  const common = {
    council: view.council,
    meeting: view.session || view.title,
    placeAndDate: `${view.procedure.place || BLANK}, ${about.day ? dayOfPaper(about.day) : day}`,
    tables: [],
    conclusion: [],
  };
  if (kind === 'conclusion')
    return {
      ...common,
      number: `Số: ${about.symbol || `${BLANK}/TB-HĐND`}`,
      title: 'THÔNG BÁO',
      about: `Kết luận tại ${view.title}`,
      signers: [],
      signature: {
        authority: 'TL. CHỦ TỌA',
        title: 'CHÁNH VĂN PHÒNG',
        name: '',
        receivers: ['Các đại biểu', 'Lưu: VT'],
      },
    };
  return {
    ...common,
    number: `Số: ${about.symbol || `${BLANK}/BB-HĐND`}`,
    title: 'BIÊN BẢN',
    about: view.title,
    annexes: [
      {
        caption: 'Phụ lục: điểm danh đại biểu',
        head: ['TT', 'Họ và tên', 'Khi bắt đầu', 'Ghi chú'],
        rows: delegates.map((person, at) => [
          String(at + 1),
          person.name,
          present.has(person.id) ? 'Có mặt' : 'Vắng',
          attendanceNote(person, entries, (at) => timeIn(at, zone), view.attendance.marks[person.id]?.reason ?? ''),
        ]),
      },
      ...view.voting.votes.flatMap((vote) =>
        vote.result && vote.poll ? (namedTable(view, vote as CountedVote) ?? []) : [],
      ),
      ...writtenTexts(view),
    ],
    signers: ['THƯ KÝ', 'CHỦ TỌA'],
  };
}

/** Texts that were handed in instead of being said. */
function writtenTexts(view: MeetingState): SheetTable[] {
  const rows = view.floor.texts.map(({ person, item, text }, at) => [
    String(at + 1),
    personById(view, person)?.name ?? person,
    itemById(view.agenda, item)?.title ?? item,
    text,
  ]);
  const head = ['TT', 'Đại biểu', 'Nội dung', 'Văn bản'];
  return rows.length === 0
    ? []
    : [{ caption: 'Phụ lục: ý kiến gửi bằng văn bản', head, rows, widths: [6, 22, 24, 48] }];
}

export const linesOf = (kind: PaperKind, view: MeetingState, minutes: Minutes): PaperLine[] =>
  kind === 'minutes' ? minutesLines(view, minutes) : conclusionLines(view, minutes);

/** @param view of the chair's side */
export function minutesSheet(view: MeetingState, minutes: Minutes): OfficialSheet {
  const paragraphs = minutesLines(view, minutes).map(({ isHeading, fact, text }) => {
    const whole = `${fact?.text ?? ''}${text}`;
    return isHeading ? { heading: whole } : whole;
  });
  return { ...paperFrame('minutes', view, minutes, { symbol: '', day: '' }), paragraphs };
}

function attendanceNote(
  { id }: Person,
  entries: readonly MinutesEntry[],
  time: (at: number) => string,
  reason: string,
): string {
  const moves = entries.flatMap((entry) => {
    if (entry.type !== 'arrived' && entry.type !== 'left') return [];
    if (entry.person !== id) return [];
    return [`${entry.type === 'arrived' ? 'vào' : 'rời'} ${time(entry.at)}`];
  });
  return [reason, ...moves].filter(Boolean).join('; ');
}
