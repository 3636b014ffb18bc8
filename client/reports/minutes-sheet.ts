/** A draft of the minutes (Biên bản), in the official form, out of what the record knows; in Vietnamese. */
import { itemById, itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import type { Minutes, MinutesEntry } from '../../shared/meeting/minutes.ts';
import type { MeetingState } from '../../shared/meeting/state.ts';
import { voteById } from '../../shared/meeting/voting/queries.ts';
import { isDelegate, isGuest, type Person, personById } from '../../shared/people/roster.ts';
import { zoned } from '../../shared/vietnamese.ts';
import { floor as words } from '../text/vi/floor.ts';
import { conclusionOf, figures } from './count-sheet.ts';
import { BLANK, dayText, moment, type OfficialSheet, two } from './official-sheet.ts';

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

/** @param view of the chair's side */
export function minutesSheet(view: MeetingState, { opened, closedAt, entries }: Minutes): OfficialSheet {
  const zone = view.procedure.timeZone;
  const time = (at: number) => {
    const { hour, minute } = zoned(at, zone);
    return `${two(hour)} giờ ${two(minute)} phút`;
  };
  const nameOf = (id: string) => personById(view, id)?.name ?? id;
  const numbers = itemNumbers(view.agenda.items);
  const delegates = view.people.filter(isDelegate);
  const wasPresent = new Set<string>(opened?.present ?? []);
  const mark = (person: Person) => view.attendance.marks[person.id];
  const later = entries.filter((entry) => entry.type === 'arrived' && !wasPresent.has(entry.person));
  const lateIds = new Set(later.map((entry) => (entry.type === 'arrived' ? entry.person : '')));
  const absent = delegates.filter(({ id }) => !wasPresent.has(id) && !lateIds.has(id));
  const guests = view.people.filter((person) => isGuest(person) && mark(person)?.status === 'present');
  const withRole = (role: Person['roles'][number]) =>
    view.people
      .filter(({ roles }) => roles.includes(role))
      .map(withTitle)
      .join('; ') || BLANK;

  const lineOf = (entry: MinutesEntry): OfficialSheet['paragraphs'] => {
    switch (entry.type) {
      case 'item': {
        const item = itemById(view.agenda, entry.item);
        return [{ heading: `${numbers.get(entry.item) ?? ''}. ${item?.title ?? entry.item} (từ ${time(entry.at)})` }];
      }
      case 'speech': {
        const person = personById(view, entry.person);
        const who = person ? withTitle(person) : entry.person;
        return [`- ${who}: ${words.kinds[entry.kind].toLowerCase()}, ${duration(entry.spokenMs)}. ${BLANK}${BLANK}`];
      }
      case 'text':
        return [`- ${nameOf(entry.person)} gửi ý kiến bằng văn bản (kèm theo).`];
      case 'vote':
        return voteSaid(view, entry.vote);
      case 'vote-cancelled':
        return [`Biểu quyết “${voteById(view.voting, entry.vote)?.title ?? ''}” được hủy. Lý do: ${entry.reason}`];
      case 'break':
        return [`Tạm nghỉ từ ${time(entry.at)}.`];
      case 'resumed':
        return [`Họp tiếp từ ${time(entry.at)}.`];
      case 'arrived':
        return [`${time(entry.at)}: đại biểu ${nameOf(entry.person)} vào họp.`];
      case 'left':
        return [`${time(entry.at)}: đại biểu ${nameOf(entry.person)} rời phiên họp.`];
    }
  };
  const kept = entries.filter(
    (entry) =>
      entry.type !== 'text' ||
      view.floor.texts.some(({ person, item }) => person === entry.person && item === entry.item),
  );

  return {
    council: view.council,
    meeting: view.session || view.title,
    number: `Số: ${BLANK}/BB-HĐND`,
    placeAndDate: `${view.procedure.place || BLANK}, ${opened ? dayText(closedAt ?? opened.at, zone) : BLANK}`,
    title: 'BIÊN BẢN',
    about: view.title,
    paragraphs: [
      { heading: 'I. THỜI GIAN, THÀNH PHẦN' },
      opened ? `Phiên họp bắt đầu lúc ${moment(opened.at, zone)}.` : 'Phiên họp chưa bắt đầu.',
      `Chủ tọa: ${withRole('chair')}.`,
      `Thư ký: ${withRole('secretariat')}.`,
      `Tổng số đại biểu Hội đồng nhân dân: ${delegates.length}. Có mặt khi bắt đầu: ${wasPresent.size}.`,
      ...(opened?.withoutQuorum
        ? ['Khi bắt đầu chưa đủ số đại biểu có mặt theo quy định; chủ tọa quyết định vẫn tiến hành.']
        : []),
      ...(absent.length > 0
        ? [
            `Vắng mặt: ${absent.map((person) => (mark(person)?.reason ? `${person.name} (${mark(person)!.reason})` : person.name)).join('; ')}.`,
          ]
        : []),
      ...(guests.length > 0 ? [`Khách mời có mặt: ${guests.map(withTitle).join('; ')}.`] : []),
      { heading: 'II. NỘI DUNG' },
      ...kept.flatMap(lineOf),
    ],
    tables: [],
    annexes: [
      {
        caption: 'Phụ lục: điểm danh đại biểu',
        head: ['TT', 'Họ và tên', 'Khi bắt đầu', 'Ghi chú'],
        rows: delegates.map((person, at) => [
          String(at + 1),
          person.name,
          wasPresent.has(person.id) ? 'Có mặt' : 'Vắng',
          attendanceNote(person, entries, time, mark(person)?.reason ?? ''),
        ]),
      },
    ],
    conclusion: [
      closedAt ? `Phiên họp kết thúc lúc ${moment(closedAt, zone)}.` : 'Phiên họp chưa kết thúc.',
      `Biên bản đã được đọc lại và thông qua. ${BLANK}`,
    ],
    signers: ['THƯ KÝ', 'CHỦ TỌA'],
  };
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
