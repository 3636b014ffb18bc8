/**
 * Checks the exported record of a meeting, with nothing but this file and Web Crypto: no server, no library, no network.
 * It takes nobody's word: it follows the chain of the journal line by line, checks every signature, counts every vote
 * again by its own rules and compares that with what was announced. README.md beside it describes the format.
 */

/** The files of an export, by their path in its folder. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** One thing that was looked at: what, whether it holds, and where it does not. */
export interface Finding {
  holds: boolean;
  vi: string;
  en: string;
  /** `journal.jsonl:17`, or a file. */
  where?: string;
  /** What is here holds, and more is to come: the meeting is still open, or what came afterwards was cut off. */
  isUnfinished?: true;
}

// biome-ignore lint/suspicious/noExplicitAny: what it reads is not to be trusted to have any shape
type Json = Record<string, any>;
interface Line {
  number: number;
  hash: string;
  event: Json;
  /** Who gave the command that it came of. */
  actor: Json;
}

const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
const bytesOf = (words: string) => new TextEncoder().encode(words);
const hex = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const sha256 = async (bytes: Uint8Array | string) =>
  hex(await crypto.subtle.digest('SHA-256', (typeof bytes === 'string' ? bytesOf(bytes) : bytes) as BufferSource));
/**
 * Nothing for what is no base64url: no key and no signature then. The last character of most lengths carries bits that
 * no byte needs; only the one writing with those bits at zero counts, or a changed character would go unseen.
 */
function fromBase64url(words: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(words)) return new Uint8Array();
  try {
    const bytes = atob(words.replaceAll('-', '+').replaceAll('_', '/'));
    if (btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') !== words) return new Uint8Array();
    return Uint8Array.from(bytes, (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array(); // of a length that nothing encodes to
  }
}

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});
const crc32 = (bytes: Uint8Array) =>
  ((bytes.reduce((crc, byte) => crcTable[(crc ^ byte) & 255]! ^ (crc >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0)
    .toString(16)
    .padStart(8, '0');

async function isSigned(key: string, signature: string, words: string): Promise<boolean> {
  try {
    const imported = await crypto.subtle.importKey('raw', fromBase64url(key), { name: 'Ed25519' }, false, ['verify']);
    return await crypto.subtle.verify({ name: 'Ed25519' }, imported, fromBase64url(signature), bytesOf(words));
  } catch {
    return false; // not a key, or not a signature: it does not hold
  }
}

/** The verdict in one line, for a program and a page. */
export function verdictOf(findings: readonly Finding[]): { holds: boolean; words: string } {
  const wrong = findings.filter(({ holds }) => !holds).length;
  if (wrong > 0)
    return {
      holds: false,
      words: `Hồ sơ KHÔNG đúng: ${wrong} điểm. · The record does NOT hold: ${wrong} findings.`,
    };
  return findings.some(({ isUnfinished }) => isUnfinished)
    ? {
        holds: true,
        words: 'Hồ sơ đúng cho đến đây; phiên họp CHƯA kết thúc. · The record holds so far; the meeting is still OPEN.',
      }
    : { holds: true, words: 'Hồ sơ đúng. · The record holds.' };
}

/** Signs off what the manifest says of every file. */
export const manifestText = (meeting: string, files: Record<string, string>): string =>
  `nghi-truong manifest\n${meeting}\n${Object.keys(files)
    .sort()
    .map((name) => `${files[name]} ${name}`)
    .join('\n')}`;
const headText = (meeting: string, { sequence, hash }: Json) => `nghi-truong head\n${meeting}\n${sequence}\n${hash}`;

export async function verify(files: Files): Promise<Finding[]> {
  const findings: Finding[] = [];
  const good = (vi: string, en: string) => findings.push({ holds: true, vi, en });
  const bad = (where: string, vi: string, en: string) => findings.push({ holds: false, vi, en, where });
  /** The content of a file, or undefined after saying that it can't be read. */
  const read = <Value>(name: string, how: (words: string) => Value): Value | undefined => {
    try {
      return how(text(files.get(name)!));
    } catch {
      bad(name, 'Thiếu tệp này, hoặc không đọc được.', 'This file is missing, or can’t be read.');
      return undefined;
    }
  };

  const manifest = read('manifest.json', (words) => JSON.parse(words) as Json);
  const about = read('meeting.json', (words) => JSON.parse(words) as Json);
  const journalText = files.get('journal.jsonl');
  if (!journalText) bad('journal.jsonl', 'Thiếu nhật ký.', 'The journal is missing.');
  if (!manifest || !about || !journalText) return findings;
  const meeting = String(about.id);

  // 1. Every file is the one that was exported.
  const before = findings.length;
  const listed = (manifest.files ?? {}) as Record<string, string>;
  if (!(await isSigned(String(about.key), String(manifest.signature), manifestText(meeting, listed))))
    bad('manifest.json', 'Chữ ký của danh mục tệp không đúng.', 'The manifest’s signature is not right.');
  const format = Number(manifest.format);
  if (![1, 2].includes(format) || manifest.key !== about.key)
    bad('manifest.json', 'Danh mục không khớp với phiên họp.', 'The manifest does not go with the meeting.');
  for (const [name, hash] of Object.entries(listed)) {
    const content = files.get(name);
    if (!content) bad(name, 'Thiếu tệp này.', 'This file is missing.');
    else if ((await sha256(content)) !== hash)
      bad(name, 'Tệp đã bị thay đổi sau khi xuất.', 'This file was changed after the export.');
  }
  for (const name of files.keys())
    if (!(name in listed) && name !== 'manifest.json' && !name.startsWith('receipts/'))
      bad(name, 'Tệp này không có trong danh mục.', 'This file is not in the manifest.');
  if (findings.length === before)
    good(
      `${Object.keys(listed).length} tệp đúng như khi xuất.`,
      `${Object.keys(listed).length} files are as they were exported.`,
    );

  // 2. The journal: each line whole, in its place, naming the line before.
  const lines = await chain(journalText, meeting, bad);
  const head = lines.at(-1);
  if (head && (head.number !== about.sequence || head.hash !== about.hash))
    bad(
      'meeting.json',
      `Nhật ký kết thúc ở dòng ${head.number}, hồ sơ ghi dòng ${about.sequence}.`,
      `The journal ends at line ${head.number}; the record says ${about.sequence}, or another hash.`,
    );
  good(`Nhật ký: ${lines.length} dòng nối tiếp nhau.`, `The journal: ${lines.length} lines that follow each other.`);

  // 3. Signed heads, in the journal and on the tablets.
  const heads = lines.filter(({ event }) => event.type === 'head-signed');
  for (const { number, event } of heads) await checkHead(event, `journal.jsonl:${number}`);
  if (heads.length > 0)
    good(
      `${heads.length} chữ ký của máy chủ trên nhật ký.`,
      `${heads.length} signatures of the server on the journal.`,
    );
  const receipts = [...files.keys()].filter((name) => name.startsWith('receipts/'));
  for (const name of receipts) {
    const receipt = read(name, (words) => JSON.parse(words) as Json);
    if (receipt && receipt.meeting === meeting) await checkHead(receipt, name);
    else if (receipt) bad(name, 'Biên nhận của phiên họp khác.', 'A receipt of another meeting.');
  }
  if (receipts.length > 0)
    good(`${receipts.length} biên nhận được đối chiếu.`, `${receipts.length} receipts were compared.`);

  async function checkHead(signed: Json, where: string): Promise<void> {
    if (signed.key !== about!.key)
      bad(where, 'Khóa ký khác với khóa của máy chủ.', 'Signed by another key than the server’s.');
    if (!(await isSigned(String(signed.key), String(signed.signature), headText(meeting, signed))))
      return void bad(where, 'Chữ ký không đúng.', 'The signature is not right.');
    const line = lines[Number(signed.sequence) - 1];
    if (!line || line.hash !== signed.hash)
      bad(
        where,
        `Nhật ký ở dòng ${signed.sequence} không còn là nhật ký đã được ký.`,
        `The journal’s line ${signed.sequence} is not the one that was signed.`,
      );
  }

  // 4. Who did what, when, and in which order; every vote, counted again.
  checkConduct(lines, bad);
  const end = endOf(lines);
  if (end === 'closed') good('Phiên họp đã kết thúc và được ký.', 'The meeting is closed, and its end is signed.');
  else if (end === 'unsigned')
    bad(
      'journal.jsonl',
      'Phiên họp đã kết thúc nhưng phần cuối không được ký: có thể thiếu dòng.',
      'The meeting is closed, but its end is not signed: lines may be missing.',
    );
  else
    findings.push({
      holds: true,
      isUnfinished: true,
      vi: 'Phiên họp CHƯA kết thúc: hồ sơ này dừng giữa chừng.',
      en: 'The meeting is still OPEN: this record ends in the middle of it.',
    });
  const votes = await replay(lines, bad).catch((error: unknown): Votes => {
    bad('journal.jsonl', `Không kiểm lại được: ${error}`, `It can’t be followed: ${error}`);
    return new Map();
  });
  for (const vote of votes.values())
    if (vote.closed) good(`“${vote.plan.title}”: đã kiểm lại.`, `“${vote.plan.title}”: counted again.`);

  // 5. The other files say what the journal says.
  compare('ballots.csv', ballotsCsv(votes, format));
  compare('results.jsonl', resultsJsonl(votes));
  compare('documents.csv', documentsCsv(lines, format));
  function compare(name: string, expected: string): void {
    // As bytes say it: reading text would take the mark at its beginning away.
    const found = read(name, () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(files.get(name)!));
    if (found === undefined || found === expected) return;
    const [a, b] = [found.split('\n'), expected.split('\n')];
    const at = a.findIndex((line, index) => line !== b[index]);
    bad(
      `${name}:${(at === -1 ? a.length : at) + 1}`,
      'Dòng này khác với nhật ký.',
      'This line is not what the journal says.',
    );
  }
  return findings;
}

type Bad = (where: string, vi: string, en: string) => void;

async function chain(journal: Uint8Array, meeting: string, bad: Bad): Promise<Line[]> {
  const lines: Line[] = [];
  let previous = await sha256(meeting);
  for (let start = 0, number = 1; start < journal.length; number += 1) {
    const found = journal.indexOf(0x0a, start);
    const end = found === -1 ? journal.length : found;
    const bytes = journal.subarray(start, end);
    const where = `journal.jsonl:${number}`;
    start = end + 1;
    let entry: Json;
    try {
      entry = JSON.parse(text(bytes)) as Json;
    } catch {
      bad(
        where,
        'Dòng này không đọc được; các dòng sau không được kiểm.',
        'This line can’t be read; those after it were not checked.',
      );
      return lines;
    }
    // Of all before the checksum itself: ,"crc":"00000000"}
    if (crc32(bytes.subarray(0, -18)) !== entry.crc) bad(where, 'Dòng này đã bị sửa.', 'This line was changed.');
    if (entry.sequence !== number)
      bad(
        where,
        'Số thứ tự không đúng: thiếu hoặc thừa dòng.',
        'The number is wrong: a line is missing, or one too many.',
      );
    if (entry.previous !== previous) bad(where, 'Không nối tiếp dòng trước.', 'It does not follow the line before.');
    previous = await sha256(bytes);
    lines.push({ number, hash: previous, event: (entry.event ?? {}) as Json, actor: (entry.actor ?? {}) as Json });
  }
  return lines;
}

/** Who may cause an event: the verifier's own table, written by hand. `system` is the server itself. */
const conducting = ['chair', 'secretariat'];
const beside = [...conducting, 'operator'];
const inHall = ['delegate', 'guest'];
const mayCause: Record<string, readonly string[]> = {
  'meeting-created': ['system'],
  // By the server when it moved the data of an earlier version.
  'meeting-described': [...conducting, 'system'],
  'procedure-set': conducting,
  'person-added': conducting,
  'person-corrected': conducting,
  'person-removed': conducting,
  'item-changed': conducting,
  'item-noted': conducting,
  'agenda-sent': conducting,
  'meeting-cancelled': conducting,
  'meeting-restored': conducting,
  'seats-arranged': beside,
  'notice-sent': beside,
  'notice-withdrawn': beside,
  'secretariat-called': inHall,
  'call-ended': [...beside, ...inHall],
  'invitation-answered': [...beside, ...inHall],
  'invitations-sent': conducting,
  'question-sent': ['delegate'],
  'question-withdrawn': ['delegate'],
  'question-returned': beside,
  'question-forwarded': beside,
  'question-answered': [...beside, ...inHall],
  'question-judged': ['delegate'],
  'draft-commented': inHall,
  'comment-withdrawn': inHall,
  'comment-settled': beside,
  'item-removed': conducting,
  'vote-removed': conducting,
  'meeting-convened': [...beside, ...inHall, 'system'],
  'meeting-opened': ['chair'],
  'meeting-suspended': ['chair'],
  'meeting-resumed': ['chair'],
  'meeting-closed': ['chair'],
  'item-started': conducting,
  'item-skipped': conducting,
  'item-restored': conducting,
  'item-added': conducting,
  'item-moved': conducting,
  'person-arrived': [...conducting, ...inHall],
  'person-left': [...conducting, ...inHall],
  'person-absent': conducting,
  'attendance-cleared': conducting,
  'quorum-lost': [...conducting, ...inHall],
  'list-opened': conducting,
  'list-closed': conducting,
  'list-ordered': conducting,
  'floor-requested': [...conducting, ...inHall],
  'request-withdrawn': [...conducting, ...inHall],
  'request-restored': [...conducting, ...inHall],
  'request-moved': conducting,
  'text-handed-in': inHall,
  'speech-started': ['chair'],
  'speech-paused': ['chair'],
  'speech-resumed': ['chair'],
  'speech-extended': ['chair'],
  // Going on to another item ends a speech, and whoever speaks may end her own.
  'speech-ended': [...conducting, ...inHall],
  'speech-reopened': ['chair'],
  'speech-taken-back': ['chair'],
  'vote-prepared': conducting,
  'vote-changed': conducting,
  'votes-ordered': conducting,
  'vote-opened': ['chair'],
  'ballot-cast': ['delegate'],
  'ballot-entered': conducting,
  'ballot-corrected': conducting,
  'name-unanswered': conducting,
  'hands-counted': conducting,
  'ballot-issued': ['system'],
  'reissue-allowed': ['chair'],
  'vote-closed': ['chair', 'system'],
  'vote-published': ['chair'],
  'vote-cancelled': ['chair'],
  'presentation-started': [...beside, ...inHall],
  'page-turned': [...beside, ...inHall, 'system'],
  'presentation-stopped': [...beside, ...inHall],
  'presentation-handed': conducting,
  'following-asked': conducting,
  'display-held': beside,
  'display-released': beside,
  'notice-shown': beside,
  'sound-set': beside,
  'board-set': beside,
  // Before 0.2 the server did it for the clerk.
  'document-added': [...beside, 'system'],
  'document-replaced': [...beside, 'system'],
  'document-described': [...beside, 'system'],
  'document-removed': [...beside, 'system'],
  'documents-ordered': [...beside, 'system'],
  'forgetting-set': conducting,
  'clock-stepped': ['system'],
  'head-signed': ['system'],
};
/** What is planned before the hall begins; what was frozen then counts, whatever stands before it. */
const planning =
  /^(?:meeting-(?:created|described|convened|cancelled|restored)|agenda-sent|seats-arranged|notice-(?:sent|withdrawn)|secretariat-called|call-ended|invitation-answered|invitations-sent|question-.*|draft-commented|comment-.*|floor-requested|request-withdrawn|procedure-set|person-(?:added|corrected|removed)|item-(?:added|changed|noted|removed|moved)|vote-(?:prepared|changed|removed)|votes-ordered|documents?-.*|forgetting-set|clock-stepped)$/;
/** What may still happen when the meeting is closed. */
const afterClosing =
  /^(?:text-handed-in|vote-published|display-.*|notice-(?:shown|sent|withdrawn)|call-ended|head-signed|clock-stepped|documents?-.*|forgetting-set|question-.*|comment-settled)$/;
/** Whose doing an event says it is, where it says so: that must be who did it. */
function claimedBy({ type, voter, by, person, text, question, comment }: Json): unknown {
  if (type === 'ballot-cast') return voter;
  if (['ballot-entered', 'ballot-corrected', 'hands-counted', 'reissue-allowed'].includes(type)) return by;
  if (['person-arrived', 'person-left', 'invitation-answered'].includes(type) && by === 'self') return person;
  if (type === 'question-sent') return question?.person;
  if (type === 'draft-commented') return comment?.person;
  return type === 'text-handed-in' ? text?.person : undefined;
}

/** Every line by whoever may do such a thing, in a possible order, at a time that is not before the last. */
export function checkConduct(lines: readonly Line[], bad: Bad): void {
  const roles = new Map<string, readonly string[]>();
  let isConvened = false;
  let phase = 'prepared';
  let last = Number.NEGATIVE_INFINITY;
  const after: [person: string, roles: readonly string[]][] = [];
  for (const { number, event, actor } of lines) {
    const wrong = (vi: string, en: string) => bad(`journal.jsonl:${number}`, vi, en);
    const { type, at } = event;
    const isDefining = type === 'meeting-created' || type === 'meeting-convened';
    if (number === 1 && !isDefining)
      wrong('Dòng đầu phải là phần chuẩn bị.', 'The first line must say what was prepared.');
    if (isDefining && (!event.definition || (type === 'meeting-created' ? number > 1 : isConvened)))
      wrong('Phần chuẩn bị thiếu hoặc ghi hai lần.', 'What was prepared is missing, or stands there twice.');
    if (!isConvened && !planning.test(String(type)))
      wrong('Việc này ghi trước khi phiên họp bắt đầu.', 'This stands before the hall began.');
    if (isConvened && /^(?:procedure-set|vote-removed)$/.test(String(type)))
      wrong('Việc này chỉ được làm khi chuẩn bị.', 'This may be done only while it is planned.');
    if (isDefining) {
      roles.clear();
      for (const person of (event.definition?.people ?? []) as Json[]) roles.set(person.id, person.roles);
    }
    // Who convenes by her first deed has the roles that are frozen with it.
    if (type === 'meeting-convened') isConvened = true;
    if (/^person-(?:added|corrected)$/.test(String(type))) after.push([event.person?.id, event.person?.roles ?? []]);
    if (type === 'person-removed') after.push([event.person, []]);
    const held: readonly string[] = actor.roles ?? [];
    const allowed = Object.hasOwn(mayCause, type) ? mayCause[type]! : [];
    if (!held.some((role) => allowed.includes(role)))
      wrong(
        `Người có vai trò “${held.join(', ')}” không được làm việc này (${type}).`,
        `${type} by “${held.join(', ')}”, who may not.`,
      );
    // The server acts in nobody's name, or for the clerk who hands it a document.
    const isServer = held.length === 1 && held[0] === 'system';
    if (!isServer && JSON.stringify(roles.get(actor.person)) !== JSON.stringify(held))
      wrong(
        `${actor.person} không có các vai trò ghi ở dòng này.`,
        `${actor.person} has other roles than this line says.`,
      );
    const claimed = claimedBy(event);
    if (claimed !== undefined && claimed !== actor.person)
      wrong(
        `Việc của ${claimed} lại do ${actor.person} làm.`,
        `What ${claimed} is said to have done was done by ${actor.person}.`,
      );
    if (typeof at !== 'number') wrong('Thiếu thời điểm.', 'The time is missing.');
    // Two milliseconds: both ends of a step are rounded.
    const isBackwards = type === 'clock-stepped' ? at - event.byMs < last - 2 : at < last;
    if (isBackwards)
      wrong('Thời gian chạy lùi mà không có chỉnh đồng hồ.', 'Time runs backwards, and no clock was set.');
    last = at;
    if (phase === 'closed' && !afterClosing.test(String(type)))
      wrong('Việc này ghi sau khi phiên họp đã kết thúc.', 'This stands after the end of the meeting.');
    const [from, to] = phases[String(type)] ?? [];
    if (from && !from.includes(phase)) wrong(`Không thể ${type} lúc này.`, `${type} can’t follow “${phase}”.`);
    phase = to ?? phase;
    // From the next line on: who changes her own roles did so with the old ones.
    for (const [person, now] of after.splice(0)) roles.set(person, now);
  }
}
const phases: Record<string, [from: readonly string[], to: string]> = {
  'meeting-opened': [['prepared'], 'open'],
  'meeting-suspended': [['open'], 'suspended'],
  'meeting-resumed': [['suspended'], 'open'],
  'meeting-closed': [['open', 'suspended'], 'closed'],
};

/** How a record ends: with a meeting that is closed and a signature on that, without the signature, or in its middle. */
function endOf(lines: readonly Line[]): 'open' | 'closed' | 'unsigned' {
  const closed = lines.find(({ event }) => event.type === 'meeting-closed');
  if (!closed) return 'open';
  const isSigned = lines.some(({ event }) => event.type === 'head-signed' && event.sequence >= closed.number);
  return isSigned ? 'closed' : 'unsigned';
}

interface Counted {
  plan: Json;
  procedure: Json;
  all: number;
  opened?: Line;
  closed?: Line;
  isPublished: boolean;
  isCancelled: boolean;
  /** Open ballots by voter, hands, and how many papers of a secret vote each voter was given. */
  ballots: Map<string, string[]>;
  /** Whose ballots were entered by hand: only those may be corrected. */
  entered: Set<string>;
  /** By when it closes, moved with the clock. */
  closesAt: number | null;
  hands: Json | null;
  papers: Map<string, number>;
  lost: Set<string>;
  spoiled: string[];
  exchanged: number;
  reissued: number;
}
export type Votes = Map<string, Counted>;

/** What stands on an open ballot; before 0.2 it was one choice. */
const marksIn = ({ marks, choice }: Json): string[] => marks ?? [choice];

const isSecret = ({ kind, named }: Json) =>
  ['secret', 'election', 'confidence'].includes(kind) || (kind === 'consultation' && named === false);

/** The list of people after an event: in its order, since boards and those entitled stand in it. */
function peopleAfter(people: Json[], event: Json): Json[] {
  const { type, person } = event;
  if (type === 'person-corrected') return people.map((other) => (other.id === person?.id ? person : other));
  if (type === 'person-removed')
    return event.stays
      ? people.map((other) => (other.id === person ? { ...other, roles: [] } : other))
      : people.filter(({ id }) => id !== person);
  if (type !== 'person-added') return people;
  const others = people.filter(({ id }) => id !== person?.id);
  const at = others.findIndex(({ id }) => id === event.before);
  return at === -1 ? [...others, person] : others.toSpliced(at, 0, person);
}

/** Follows the votes through the journal; says where something happens that may not. */
export async function replay(lines: readonly Line[], bad: Bad = () => {}): Promise<Votes> {
  const votes: Votes = new Map();
  let procedure: Json = {};
  let all = 0;
  let people: Json[] = [];
  let delegates: string[] = [];
  const present = new Set<string>();
  let isInSession = false;
  let isConvened = false;
  const whole = (plan: Json) => ({
    kind: 'open',
    method: 'electronic',
    candidates: [],
    seats: 1,
    named: true,
    ...plan,
  });
  const hasQuorum = () => {
    const { numerator = 2, denominator = 3 } = procedure.quorum ?? {};
    return present.size * denominator >= all * numerator;
  };
  const prepare = (plan: Json) =>
    votes.set(plan.id, {
      plan: whole(plan),
      procedure,
      all,
      isPublished: false,
      isCancelled: false,
      ballots: new Map(),
      entered: new Set(),
      closesAt: null,
      hands: null,
      papers: new Map(),
      lost: new Set(),
      spoiled: [],
      exchanged: 0,
      reissued: 0,
    });
  for (const line of lines) {
    const { event, number } = line;
    const where = `journal.jsonl:${number}`;
    const wrong = (vi: string, en: string) => bad(where, vi, en);
    if (event.type === 'meeting-created' || event.type === 'meeting-convened') {
      people = event.definition?.people ?? [];
      procedure = event.definition?.procedure ?? {};
      if (event.type === 'meeting-convened') isConvened = true;
      votes.clear();
      for (const plan of event.definition?.votes ?? []) prepare(plan);
    }
    if (event.type === 'procedure-set') procedure = event.procedure;
    people = peopleAfter(people, event);
    const wasDelegates = delegates;
    delegates = people.filter(({ roles }: Json) => roles?.includes('delegate')).map(({ id }: Json) => id);
    all = delegates.length;
    for (const id of present) if (!delegates.includes(id)) present.delete(id);
    if (
      isConvened &&
      event.type.startsWith('person-') &&
      wasDelegates.length !== all &&
      String(event.reason ?? '') === ''
    )
      wrong('Số đại biểu thay đổi mà không ghi lý do.', 'The number of delegates changes, and nobody says why.');
    if (event.type === 'person-corrected' && event.counts === 1) present.add(event.person?.id);
    if (event.type === 'vote-removed') votes.delete(event.vote);
    if (event.type === 'vote-prepared') {
      if (votes.has(event.vote.id)) wrong('Biểu quyết này đã có.', 'There is such a vote already.');
      else prepare(event.vote);
    }
    if (event.type === 'vote-changed') {
      const vote = votes.get(event.vote.id);
      if (!vote || vote.opened || vote.isCancelled)
        wrong('Đổi một biểu quyết đã mở.', 'A vote was changed that had been opened.');
      else vote.plan = whole(event.vote);
    }
    if (event.type === 'person-arrived' && delegates.includes(event.person)) present.add(event.person);
    if (['person-left', 'person-absent', 'attendance-cleared'].includes(event.type)) present.delete(event.person);
    if (event.type === 'meeting-opened' && event.withoutQuorum === hasQuorum())
      wrong('Ghi sai việc đủ số đại biểu.', 'What is said of the quorum is wrong.');
    if (/^meeting-(?:opened|resumed)$/.test(event.type)) isInSession = true;
    if (/^meeting-(?:suspended|closed)$/.test(event.type)) {
      isInSession = false;
      for (const { opened, closed, isCancelled, plan } of votes.values())
        if (opened && !closed && !isCancelled && (plan.kind !== 'consultation' || event.type === 'meeting-closed'))
          wrong('Còn biểu quyết đang mở.', 'A vote was still open.');
    }
    if (event.type === 'clock-stepped')
      for (const vote of votes.values()) if (vote.closesAt !== null) vote.closesAt += event.byMs;
    const vote = typeof event.vote === 'string' ? votes.get(event.vote) : undefined;
    if (!vote) continue;
    const isOpen = vote.opened && !vote.closed && !vote.isCancelled;
    const mayVote = (person: string) => vote.opened?.event.entitled.includes(person);
    switch (event.type) {
      case 'vote-opened':
        if (vote.opened || vote.isCancelled) wrong('Biểu quyết được mở hai lần.', 'A vote was opened twice.');
        checkOpening(vote, event, wrong);
        vote.opened = line;
        vote.closesAt = event.closesAt ?? null;
        break;
      case 'quorum-lost':
        if (!isOpen || event.present !== present.size || hasQuorum())
          wrong('Ghi sai việc thiếu số đại biểu.', 'What is said of the lost quorum is wrong.');
        break;
      case 'name-unanswered':
        if (!isOpen || !mayVote(event.voter))
          wrong('Gọi tên ngoài lúc biểu quyết.', 'A name called outside of its vote.');
        break;
      case 'ballot-corrected':
        if (!isOpen || !vote.entered.has(event.voter))
          wrong('Sửa một phiếu không do thư ký nhập.', 'A ballot was corrected that was not entered by hand.');
        vote.ballots.set(event.voter, marksIn(event));
        break;
      case 'ballot-cast':
      case 'ballot-entered':
        if (vote.closesAt !== null && event.at > vote.closesAt)
          wrong('Phiếu sau thời hạn.', 'A ballot after the deadline.');
        if (!fitsPaper(vote.plan, marksIn(event))) wrong('Phiếu không đúng mẫu.', 'No such ballot.');
        if (event.type === 'ballot-cast' ? vote.plan.method !== 'electronic' : vote.plan.method === 'show-of-hands')
          wrong('Phiếu không theo cách biểu quyết này.', 'A ballot in another way than this vote is taken.');
        if (event.type === 'ballot-entered') vote.entered.add(event.voter);
        else vote.entered.delete(event.voter);
        if (!isOpen || isSecret(vote.plan)) wrong('Phiếu ngoài lúc biểu quyết.', 'A ballot outside of its vote.');
        if (!mayVote(event.voter))
          wrong(`${event.voter} không có quyền biểu quyết.`, `${event.voter} was not entitled.`);
        if (vote.ballots.has(event.voter) && vote.plan.kind !== 'consultation' && procedure.ballotChangeable !== true)
          wrong(`${event.voter} bỏ phiếu hai lần.`, `${event.voter} voted twice.`);
        vote.ballots.set(event.voter, marksIn(event));
        break;
      case 'hands-counted':
        if (!isOpen || vote.plan.method !== 'show-of-hands')
          wrong('Đếm ngoài lúc biểu quyết.', 'Hands counted outside of the vote.');
        vote.hands = event;
        break;
      case 'ballot-issued': {
        if (!isOpen || !isSecret(vote.plan))
          wrong('Phát phiếu ngoài lúc bỏ phiếu.', 'A ballot issued outside of its vote.');
        if (!mayVote(event.voter)) wrong(`${event.voter} không có quyền.`, `${event.voter} was not entitled.`);
        const had = vote.papers.get(event.voter) ?? 0;
        const isAnother = event.paper === 'exchange' ? had > 0 && event.spoiled : vote.lost.has(event.voter);
        const isAllowed = event.paper === 'first' ? had === 0 : isAnother;
        if (!isAllowed) wrong(`${event.voter} được phát phiếu hai lần.`, `${event.voter} was issued a ballot twice.`);
        vote.papers.set(event.voter, had + 1);
        vote.lost.delete(event.voter);
        if (event.paper === 'exchange') vote.exchanged += 1;
        if (event.paper === 'reissue') vote.reissued += 1;
        if (event.spoiled) vote.spoiled.push(event.spoiled);
        break;
      }
      case 'reissue-allowed':
        vote.lost.add(event.voter);
        break;
      case 'vote-closed':
        if (!isOpen) wrong('Kết thúc một biểu quyết không mở.', 'A vote was closed that was not open.');
        vote.closed = line;
        vote.all = all;
        if (isSecret(vote.plan)) await checkBox(vote, wrong);
        checkResult(vote, wrong);
        break;
      case 'vote-published':
        if (!vote.closed) wrong('Công bố trước khi kiểm phiếu.', 'Published before it was counted.');
        if (vote.isPublished) wrong('Công bố hai lần.', 'Published twice.');
        for (const name of Object.keys(event))
          if (!['type', 'at', 'vote', 'isAside'].includes(name))
            wrong(`Công bố có thêm “${name}”.`, `The publication has a field “${name}” that nobody knows.`);
        vote.isPublished = true;
        break;
      case 'vote-cancelled':
        if (vote.closed) wrong('Hủy một biểu quyết đã xong.', 'A vote was cancelled that was over.');
        vote.isCancelled = true;
        break;
    }
  }
  return votes;

  /** Whoever is entitled was here, in the hall's own votes; there is one at a time, while the meeting is in session. */
  function checkOpening(vote: Counted, event: Json, wrong: (vi: string, en: string) => void): void {
    const isAside = vote.plan.kind === 'consultation';
    const entitled = delegates.filter((id) => isAside || present.has(id));
    if (JSON.stringify(event.entitled) !== JSON.stringify(entitled))
      wrong('Danh sách người biểu quyết không đúng.', 'Those entitled are not the delegates who were present.');
    if (Boolean(event.isAside) !== isAside || Boolean(event.key) !== isSecret(vote.plan))
      wrong('Mở sai hình thức.', 'Opened as a vote of another kind.');
    if (isAside) return;
    if (!isInSession) wrong('Mở biểu quyết khi không họp.', 'A vote was opened while the meeting was not in session.');
    if (event.withoutQuorum === hasQuorum())
      wrong('Ghi sai việc đủ số đại biểu.', 'What is said of the quorum is wrong.');
    for (const { opened, closed, isCancelled, plan } of votes.values())
      if (opened && !closed && !isCancelled && plan.kind !== 'consultation')
        wrong('Hai biểu quyết mở cùng lúc.', 'Two votes were open at once.');
  }
}

/** The box of a secret vote: genuine, in order, nothing twice, nothing spoiled, no more than were issued. */
async function checkBox(vote: Counted, wrong: (vi: string, en: string) => void): Promise<void> {
  const box = (vote.closed!.event.box ?? []) as Json[];
  const key = await crypto.subtle
    .importKey('spki', fromBase64url(String(vote.opened?.event.key)), { name: 'RSA-PSS', hash: 'SHA-384' }, false, [
      'verify',
    ])
    .catch(() => null);
  if (!key) return wrong('Không có khóa của lần bỏ phiếu.', 'The vote’s key is missing.');
  for (const [at, { number, signature, marks, ...others }] of box.entries()) {
    if (Object.keys(others).length > 0 || !fitsPaper(vote.plan, marks))
      wrong(`Phiếu ${number} không đúng mẫu.`, `Ballot ${number} says what no such ballot can.`);
    if (at > 0 && !(box[at - 1]!.number < number))
      wrong(`Phiếu ${number} trùng hoặc sai thứ tự.`, `Ballot ${number} is there twice, or out of order.`);
    if (vote.spoiled.includes(number))
      wrong(`Phiếu ${number} đã đổi mà vẫn được tính.`, `Ballot ${number} was exchanged, and counted.`);
    const isGenuine = await crypto.subtle
      .verify({ name: 'RSA-PSS', saltLength: 48 }, key, fromBase64url(String(signature)), bytesOf(String(number)))
      .catch(() => false);
    if (!isGenuine)
      wrong(`Phiếu ${number} không do máy chủ phát ra.`, `Ballot ${number} was not issued for this vote.`);
  }
  const issued = [...vote.papers.values()].reduce((sum, count) => sum + count, 0);
  if (box.length > issued - vote.exchanged)
    wrong('Phiếu thu về nhiều hơn phiếu phát ra.', 'More ballots were collected than issued.');
}

const isElection = (kind: string) => kind === 'election' || kind === 'open-election';

/** Whether marks can stand on such a paper: known ones, each once, in its order; one level for each person. */
function fitsPaper({ kind, candidates }: Json, marks: unknown): boolean {
  if (!Array.isArray(marks)) return false;
  const ids: string[] = candidates.map(({ id }: Json) => id);
  const levels = ['high', 'confidence', 'low'];
  const ofPersons = ids.flatMap((id) => levels.map((level) => `${id}:${level}`));
  const other = kind === 'confidence' ? ofPersons : ['approve', 'reject', 'abstain'];
  const possible = isElection(kind) ? ids : other;
  const places = marks.map((mark) => possible.indexOf(mark));
  const inOrder = places.every((place, at) => place >= 0 && (at === 0 || place > places[at - 1]!));
  const persons = marks.map((mark) => String(mark).split(':')[0]);
  if (kind === 'confidence') return inOrder && new Set(persons).size === marks.length;
  return inOrder && (isElection(kind) || marks.length === 1);
}

/** Compares what was announced with a count of our own. */
function checkResult(vote: Counted, wrong: (vi: string, en: string) => void): void {
  const announced = (vote.closed!.event.result ?? {}) as Json;
  const counted = count(vote);
  for (const name of Object.keys(vote.closed!.event))
    if (!['type', 'at', 'vote', 'result', ...(isSecret(vote.plan) ? ['box'] : [])].includes(name))
      wrong(`Kết thúc có thêm “${name}”.`, `The closing has a field “${name}” that nobody knows.`);
  for (const name of Object.keys(announced))
    if (!(name in counted))
      wrong(`Kết quả có thêm “${name}”.`, `The result has a field “${name}” that nobody can count again.`);
  for (const [name, value] of Object.entries(counted))
    if (JSON.stringify(announced?.[name]) !== JSON.stringify(value))
      wrong(
        `Kết quả công bố sai: ${name} = ${JSON.stringify(announced?.[name])}, kiểm lại là ${JSON.stringify(value)}.`,
        `The announced result is wrong: ${name} = ${JSON.stringify(announced?.[name])}; counted again it is ${JSON.stringify(value)}.`,
      );
}

function count({ plan, procedure, all, opened, closed, ballots, hands, papers, exchanged, reissued }: Counted): Json {
  const { kind, candidates, seats, majority } = plan;
  const secret = isSecret(plan);
  const present = (opened?.event.entitled ?? []).length;
  const issued = secret ? [...papers.values()].reduce((sum, one) => sum + one, 0) : present;
  const marked: string[][] = secret ? (closed!.event.box ?? []).map(({ marks }: Json) => marks) : [...ballots.values()];
  const isBlank = (marks: string[]) =>
    (isElection(kind) && marks.length === 0 && procedure.blankBallots !== 'valid') ||
    (kind === 'confidence' &&
      (marks.length === 0 || (procedure.partialBallots === 'invalid' && marks.length < candidates.length)));
  const isOverMarked = (marks: string[]) => isElection(kind) && marks.length > seats;
  const valid = marked.filter((marks) => !isBlank(marks) && !isOverMarked(marks));
  const of = (mark: string): number => (hands ? hands[mark] : valid.filter((marks) => marks.includes(mark)).length);
  const cast = hands ? of('approve') + of('reject') + of('abstain') : marked.length;
  const figures = {
    all,
    present,
    issued,
    exchanged,
    reissued,
    cast,
    valid: hands ? cast : valid.length,
    blank: marked.filter(isBlank).length,
    overMarked: marked.filter(isOverMarked).length,
  };
  const base: number = { all, present, voting: cast, valid: figures.valid }[majority.base as 'all'];
  const { numerator, denominator } = majority.fraction;
  const reaches = (votes: number) =>
    base > 0 &&
    (majority.threshold === 'more-than'
      ? votes * denominator > base * numerator
      : votes * denominator >= base * numerator);
  // The smallest whole number that reaches it: looked for, so that it owes nothing to a formula of the server's.
  let needed = 0;
  const isEnough = (votes: number) =>
    majority.threshold === 'more-than'
      ? votes * denominator > base * numerator
      : votes * denominator >= base * numerator;
  while (!isEnough(needed)) needed += 1;
  const other = kind === 'confidence' ? 'levels' : 'choices';
  const form = isElection(kind) ? 'candidates' : other;
  const more = { form, ...figures, baseCount: base, needed };
  if (isElection(kind)) {
    const votes = candidates.map(({ id }: Json) => ({ id, votes: of(id) }));
    const reaching = votes.filter((vote: Json) => reaches(vote.votes));
    const asMany = (one: Json) => reaching.filter((other: Json) => other.votes >= one.votes).length;
    const ahead = (one: Json) => reaching.filter((other: Json) => other.votes > one.votes).length;
    const elected = reaching.filter((candidate: Json) => asMany(candidate) <= seats).map(({ id }: Json) => id);
    const tied = reaching
      .filter((candidate: Json) => asMany(candidate) > seats && ahead(candidate) < seats)
      .map(({ id }: Json) => id);
    return { ...more, votes, elected, tied, vacant: seats - elected.length };
  }
  if (kind === 'confidence')
    return {
      ...more,
      persons: candidates.map(({ id }: Json) => {
        const [high, confidence, low] = ['high', 'confidence', 'low'].map((level) => of(`${id}:${level}`));
        return { id, high, confidence, low, isLow: reaches(low!) };
      }),
    };
  return {
    ...more,
    approve: of('approve'),
    reject: of('reject'),
    abstain: of('abstain'),
    passed: reaches(of('approve')),
  };
}

// What an export makes of the journal beside it, and what is compared with it.

/** What a spreadsheet would take for a formula is made harmless by an apostrophe. */
const harmless = (value: unknown) => String(value).replace(/^(?=[=+\-@\t\r])/, "'");
const quoted = (value: string) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
/** @param format 1 wrote no mark that spreadsheets know UTF-8 by, and formulas as they were */
const csv = (rows: unknown[][], format: number) =>
  (format === 1 ? '' : '\uFEFF') +
  rows
    .map((row) => `${row.map((value) => quoted(format === 1 ? String(value) : harmless(value))).join(',')}\n`)
    .join('');

export const ballotsCsv = (votes: Votes, format = 2): string =>
  csv(
    [
      ['vote', 'number', 'marks', 'signature'],
      ...[...votes.values()].flatMap(({ plan, closed }) =>
        ((closed?.event.box ?? []) as Json[]).map(({ number, marks, signature }) => [
          plan.id,
          number,
          marks.join(' '),
          signature,
        ]),
      ),
    ],
    format,
  );

export const resultsJsonl = (votes: Votes): string =>
  [...votes.values()]
    .filter(({ closed }) => closed)
    .map(
      ({ plan, closed, isPublished }) =>
        `${JSON.stringify({ vote: plan.id, title: plan.title, kind: plan.kind, isPublished, result: closed!.event.result })}\n`,
    )
    .join('');

export function documentsCsv(lines: readonly { event: Json }[], format = 2): string {
  const documents = new Map<string, Json>();
  for (const { event } of lines) {
    for (const document of /^meeting-(?:created|convened)$/.test(event.type) ? (event.definition?.documents ?? []) : [])
      documents.set(document.id, document);
    if (event.type === 'document-added' || event.type === 'document-described')
      documents.set(event.document.id, event.document);
    if (event.type === 'document-replaced' && event.document?.id) documents.set(event.document.id, event.document);
  }
  return csv(
    [
      ['id', 'title', 'pages', 'sha256'],
      ...[...documents.values()].map(({ id, title, pages, hash }) => [id, title, pages, hash]),
    ],
    format,
  );
}

/** The lines of a journal, for who exports it: checked while it is read. */
export const journalLines = (journal: Uint8Array, meeting: string): Promise<Line[]> =>
  chain(journal, meeting, () => {});
