/**
 * Sổ đăng ký văn bản: the numbers of what a body issues, by kind and calendar year (30/2020/NĐ-CP Art. 15). A number is
 * taken once; one that was taken by mistake stays in the book, struck out.
 */
import * as v from 'valibot';
import { line, MeetingId } from '../ids.ts';
import { reject, rowsOf } from '../rulebook/rulebook.ts';
import { office } from './office.ts';
import type { ProfilePart } from './profile.ts';

export const registerKinds = ['invitation', 'resolution', 'minutes', 'conclusion', 'report', 'submission'] as const;
/** Giấy mời · Nghị quyết · Biên bản · Thông báo kết luận · Báo cáo · Tờ trình */
export type RegisterKind = (typeof registerKinds)[number];

/** What stands between the number and the body's letters: "12/GM-HĐND". */
export const abbreviations: Record<RegisterKind, string> = {
  invitation: 'GM',
  resolution: 'NQ',
  minutes: 'BB',
  conclusion: 'TB',
  report: 'BC',
  submission: 'TTr',
};

export const RegisterEntryId = v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/), v.brand('RegisterEntryId'));
export type RegisterEntryId = v.InferOutput<typeof RegisterEntryId>;

export interface RegisterEntry {
  id: RegisterEntryId;
  kind: RegisterKind;
  number: number;
  year: number;
  /** Số, ký hiệu: "12/GM-HĐND". */
  symbol: string;
  /** Of the paper: YYYY-MM-DD. */
  day: string;
  /** Trích yếu: what it is about. */
  subject: string;
  /** The meeting that it is of; null where it is of none. */
  meeting: MeetingId | null;
  at: number;
  /** Why it was struck out; null while it holds. */
  struck: string | null;
}

export interface RegisterPart {
  /** In the order in which they were taken. For the office. */
  register: readonly RegisterEntry[];
}

export type RegisterEvent =
  | { type: 'number-taken'; at: number; entry: RegisterEntry }
  | { type: 'number-struck'; at: number; entry: RegisterEntryId; why: string };

/** The number that comes next in a year. */
export const nextNumber = ({ register }: RegisterPart, kind: RegisterKind, year: number): number =>
  1 +
  Math.max(0, ...register.filter((entry) => entry.kind === kind && entry.year === year).map(({ number }) => number));

const command = rowsOf<ProfilePart & RegisterPart, RegisterEvent>();

export const registerCommands = {
  /** The next one, or (`number`) one that the office's book on paper says; the same entry again is the same number. */
  'take-number': command(
    office,
    {
      entry: RegisterEntryId,
      kind: v.picklist(registerKinds),
      day: v.pipe(v.string(), v.isoDate()),
      subject: line(300),
      meeting: v.optional(v.nullable(MeetingId), null),
      number: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999_999))), null),
    },
    (state, { entry: id, kind, day, subject, meeting, number: wanted }, { now }) => {
      if (state.register.some((entry) => entry.id === id)) return reject('nothing-changed');
      const year = Number(day.slice(0, 4));
      const number = wanted ?? nextNumber(state, kind, year);
      const isTaken = state.register.some(
        (entry) => entry.kind === kind && entry.year === year && entry.number === number && entry.struck === null,
      );
      if (isTaken) return reject('number-taken');
      const symbol = `${number}/${abbreviations[kind]}-${state.profile.letters}`;
      const entry = { id, kind, number, year, symbol, day, subject, meeting, at: now, struck: null };
      return [{ type: 'number-taken', at: now, entry }];
    },
  ),
  'strike-number': command(office, { entry: RegisterEntryId, why: line(300) }, (state, { entry: id, why }, { now }) => {
    const entry = state.register.find((one) => one.id === id);
    if (!entry) return reject('not-found');
    return entry.struck === null ? [{ type: 'number-struck', at: now, entry: id, why }] : reject('nothing-changed');
  }),
};

export function evolveRegister<State extends RegisterPart>(state: State, event: RegisterEvent): State {
  switch (event.type) {
    case 'number-taken':
      return { ...state, register: [...state.register, event.entry] };
    case 'number-struck':
      return {
        ...state,
        register: state.register.map((entry) => (entry.id === event.entry ? { ...entry, struck: event.why } : entry)),
      };
    default:
      return state;
  }
}
