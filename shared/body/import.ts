/**
 * People from a spreadsheet: columns matched by their names, every row read into a member or into what is wrong with it.
 * Pure: reading the file, and giving the command, is the page's business.
 */
import * as v from 'valibot';
import { oneLine } from '../ids.ts';
import type { Role } from '../people/roles.ts';
import { fold } from '../vietnamese.ts';
import { Email, Member, type MembersPart } from './members.ts';

/** What a column may hold. `family` and `given` together are a name. */
export const importFields = [
  'name',
  'family',
  'given',
  'title',
  'delegation',
  'role',
  'from',
  'until',
  'seat',
  'email',
] as const;
export type ImportField = (typeof importFields)[number];

/** Heads of columns, folded, as offices write them. */
const heads: Record<ImportField, readonly string[]> = {
  name: ['ho va ten', 'ho ten', 'ho, ten', 'ten dai bieu', 'dai bieu', 'full name', 'name'],
  family: ['ho', 'ho dem', 'ho va dem', 'ho va ten dem', 'ho lot', 'family name', 'last name'],
  given: ['ten', 'given name', 'first name'],
  title: ['chuc vu', 'chuc danh', 'chuc vu, don vi', 'don vi cong tac', 'title', 'office'],
  delegation: ['to dai bieu', 'to', 'doan', 'doan dai bieu', 'don vi bau cu', 'delegation'],
  role: ['vai tro', 'tu cach', 'thanh phan', 'loai', 'role'],
  from: ['tu ngay', 'ngay bat dau', 'from'],
  until: ['den ngay', 'ngay ket thuc', 'thoi dai bieu', 'until'],
  email: ['email', 'e-mail', 'thu dien tu', 'hop thu', 'dia chi email', 'hop thu dien tu'],
  seat: ['ghe', 'so ghe', 'cho ngoi', 'vi tri', 'vi tri ngoi', 'seat'],
};

/** What stands in a column of roles, folded. */
const roleWords: readonly (readonly [word: string, roles: readonly Exclude<Role, 'system'>[]])[] = [
  ['chu toa', ['chair', 'delegate']],
  ['dai bieu', ['delegate']],
  ['khach moi', ['guest']],
  ['khach', ['guest']],
  ['quan tri', ['administrator', 'secretariat']],
  ['thu ky', ['secretariat']],
  ['ky thuat', ['operator']],
  ['chair', ['chair', 'delegate']],
  ['delegate', ['delegate']],
  ['guest', ['guest']],
  ['secretary', ['secretariat']],
  ['operator', ['operator']],
];

export type ImportFault =
  /** No name in the row. */
  | 'no-name'
  /** Longer than a name may be, or with digits in it. */
  | 'odd-name'
  | 'unknown-role'
  | 'unknown-date'
  /** Not the form of an e-mail address. */
  | 'odd-email'
  | 'ends-before-it-begins'
  /** The same person stands in an earlier row of the file. */
  | 'twice'
  /** Two people of this name are known, and nothing in the row says which is meant. */
  | 'ambiguous';

export interface ImportRow {
  /** As the spreadsheet counts it, from 1. */
  line: number;
  cells: readonly string[];
  state: 'new' | 'changed' | 'same' | 'faulty';
  /** Null where the row is faulty. */
  member: Member | null;
  fault: ImportFault | null;
  /** The seat that the row names, as it is called in the hall's plan; empty where it names none. */
  seat: string;
}
export interface ImportTable {
  /** What each column holds; null for one that is not read. */
  columns: readonly (ImportField | null)[];
  head: readonly string[];
  /** The line of the first row below the head, from 1. */
  firstLine: number;
  rows: readonly (readonly string[])[];
}

/** Among how many first rows the head is looked for: offices put titles above it. */
const HEAD_WITHIN = 15;

const fieldOf = (head: string): ImportField | null => {
  const folded = fold(oneLine(head))
    .replace(/[.:*()]/g, '')
    .trim();
  return importFields.find((field) => heads[field].includes(folded)) ?? null;
};

/** What each column holds, by its head. A column without a head after the name is the rest of a merged name. */
function columnsOf(head: readonly string[], rows: readonly (readonly string[])[]): (ImportField | null)[] {
  const columns: (ImportField | null)[] = [];
  head.forEach((cell, at) => {
    const field = fieldOf(cell);
    const isRest =
      oneLine(cell) === '' && columns[at - 1] === 'name' && rows.some((row) => oneLine(row[at] ?? '') !== '');
    if (isRest) {
      columns[at - 1] = 'family';
      columns.push('given');
    } else columns.push(field && columns.includes(field) ? null : field);
  });
  return columns;
}

/** Finds head and columns of a table; null where no row names a column of names. */
export function readTable(cells: readonly (readonly string[])[]): ImportTable | null {
  for (let at = 0; at < Math.min(HEAD_WITHIN, cells.length); at += 1) {
    const rows = cells.slice(at + 1);
    const columns = columnsOf(cells[at]!, rows);
    const hasNames = columns.includes('name') || (columns.includes('family') && columns.includes('given'));
    if (hasNames) return { columns, head: cells[at]!.map(oneLine), firstLine: at + 2, rows };
  }
  return null;
}

/** `31/12/2026`, `31-12-2026` or `2026-12-31` as YYYY-MM-DD; null where it is none, empty where nothing stands there. */
export function readDay(text: string): string | null {
  if (text === '') return '';
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const iso = parts ? `${parts[3]}-${parts[2]!.padStart(2, '0')}-${parts[1]!.padStart(2, '0')}` : text.slice(0, 10);
  const at = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== iso ? null : iso;
}

const rolesIn = (text: string): readonly Exclude<Role, 'system'>[] | null => {
  if (text === '') return ['delegate'];
  const folded = fold(text);
  return roleWords.find(([word]) => folded === word || folded.startsWith(`${word} `))?.[1] ?? null;
};

type Read = Omit<Member, 'id'> | ImportFault;

function readRow(columns: ImportTable['columns'], row: readonly string[]): Read {
  const of = (field: ImportField): string => oneLine(row[columns.indexOf(field)] ?? '');
  const name = columns.includes('name') ? of('name') : oneLine(`${of('family')} ${of('given')}`);
  if (name === '') return 'no-name';
  if (/\d/.test(name) || name.length > 120 || !/\p{L}/u.test(name)) return 'odd-name';
  const roles = rolesIn(of('role'));
  if (!roles) return 'unknown-role';
  const [from, until] = [readDay(of('from')), readDay(of('until'))];
  if (from === null || until === null) return 'unknown-date';
  const email = of('email');
  if (email !== '' && !v.is(Email, email)) return 'odd-email';
  if (from && until && until < from) return 'ends-before-it-begins';
  return {
    name,
    title: of('title'),
    delegation: of('delegation'),
    roles: [...roles],
    from: from || null,
    until: until || null,
    ...(email ? { email } : {}),
  };
}

/** A list of delegates takes no administrator's rights from her. */
const rolesAfter = (before: Member, read: Member['roles']): Member['roles'] =>
  before.roles.includes('administrator') && !read.includes('administrator') ? [...read, 'administrator'] : read;

const keyOf = ({ name, delegation }: Pick<Member, 'name' | 'delegation'>): string =>
  `${name.toLowerCase()}|${fold(delegation)}`;

/**
 * What would come of a table: who is new, who changes, who stays, and which rows can't be read. What a table has no
 * column for stays as it is.
 * @param newId gives the id of somebody new
 */
export function planImport(
  { members }: MembersPart,
  { columns, rows, firstLine }: ImportTable,
  newId: () => string,
): ImportRow[] {
  const seen = new Set<string>();
  // Once for all rows: a list of thousands is compared with as many.
  const byName = new Map<string, Member[]>();
  for (const member of members) {
    const name = member.name.toLowerCase();
    const namesakes = byName.get(name);
    if (namesakes) namesakes.push(member);
    else byName.set(name, [member]);
  }
  return rows.flatMap((row, at): ImportRow[] => {
    if (row.every((cell) => oneLine(cell) === '')) return [];
    const seat = oneLine(row[columns.indexOf('seat')] ?? '').toLocaleUpperCase('vi');
    const base = { line: firstLine + at, cells: row, seat };
    const faulty = (fault: ImportFault): ImportRow[] => [{ ...base, state: 'faulty', member: null, fault }];
    const read = readRow(columns, row);
    if (typeof read === 'string') return faulty(read);
    const key = keyOf(read);
    if (seen.has(key)) return faulty('twice');
    seen.add(key);
    const namesakes = byName.get(read.name.toLowerCase()) ?? [];
    const exact = namesakes.filter((member) => keyOf(member) === key);
    const found = exact.length === 1 ? exact : namesakes;
    if (found.length > 1) return faulty('ambiguous');
    const [before] = found;
    if (!before) {
      const member = v.safeParse(Member, { ...read, id: newId() });
      return member.success ? [{ ...base, state: 'new', member: member.output, fault: null }] : faulty('odd-name');
    }
    const has = (field: ImportField) => columns.includes(field);
    const member: Member = {
      ...before,
      title: has('title') ? read.title : before.title,
      delegation: has('delegation') ? read.delegation : before.delegation,
      roles: has('role') ? rolesAfter(before, read.roles) : before.roles,
      from: has('from') ? read.from : before.from,
      until: has('until') ? read.until : before.until,
      ...(has('email') && read.email ? { email: read.email } : {}),
    };
    const isSame = JSON.stringify(member) === JSON.stringify(before);
    return [{ ...base, state: isSame ? 'same' : 'changed', member, fault: null }];
  });
}
