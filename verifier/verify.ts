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
}

// biome-ignore lint/suspicious/noExplicitAny: what it reads is not to be trusted to have any shape
type Json = Record<string, any>;
interface Line {
  number: number;
  hash: string;
  event: Json;
}

const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
const bytesOf = (words: string) => new TextEncoder().encode(words);
const hex = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const sha256 = async (bytes: Uint8Array | string) =>
  hex(await crypto.subtle.digest('SHA-256', (typeof bytes === 'string' ? bytesOf(bytes) : bytes) as BufferSource));
const fromBase64url = (words: string) =>
  Uint8Array.from(atob(words.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));

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
  if (manifest.format !== 1 || manifest.key !== about.key)
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

  // 4. Every vote, counted again.
  const votes = await replay(lines, bad);
  for (const vote of votes.values())
    if (vote.closed)
      good(`“${vote.plan.title}”: kiểm lại đúng kết quả đã công bố.`, `“${vote.plan.title}”: counted again.`);

  // 5. The other files say what the journal says.
  compare('ballots.csv', ballotsCsv(votes));
  compare('results.jsonl', resultsJsonl(votes));
  compare('documents.csv', documentsCsv(lines));
  function compare(name: string, expected: string): void {
    const found = read(name, (words) => words);
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
    lines.push({ number, hash: previous, event: entry.event as Json });
  }
  return lines;
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
  ballots: Map<string, string>;
  hands: Json | null;
  papers: Map<string, number>;
  lost: Set<string>;
  spoiled: string[];
  exchanged: number;
  reissued: number;
}
export type Votes = Map<string, Counted>;

const isSecret = ({ kind, named }: Json) =>
  ['secret', 'election', 'confidence'].includes(kind) || (kind === 'consultation' && named === false);

/** Follows the votes through the journal; says where something happens that may not. */
export async function replay(lines: readonly Line[], bad: Bad = () => {}): Promise<Votes> {
  const votes: Votes = new Map();
  let procedure: Json = {};
  let all = 0;
  const prepare = (plan: Json) =>
    votes.set(plan.id, {
      plan: { kind: 'open', method: 'electronic', candidates: [], seats: 1, named: true, ...plan },
      procedure,
      all,
      isPublished: false,
      isCancelled: false,
      ballots: new Map(),
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
    if (event.type === 'meeting-convened') {
      const { people = [], votes: planned = [] } = event.definition ?? {};
      procedure = event.definition?.procedure ?? {};
      all = people.filter(({ roles }: Json) => roles.includes('delegate')).length;
      for (const plan of planned) prepare(plan);
    }
    if (event.type === 'vote-prepared') prepare(event.vote);
    const vote = typeof event.vote === 'string' ? votes.get(event.vote) : undefined;
    if (!vote) continue;
    const isOpen = vote.opened && !vote.closed && !vote.isCancelled;
    const mayVote = (person: string) => vote.opened?.event.entitled.includes(person);
    switch (event.type) {
      case 'vote-opened':
        if (vote.opened || vote.isCancelled) wrong('Biểu quyết được mở hai lần.', 'A vote was opened twice.');
        vote.opened = line;
        break;
      case 'ballot-cast':
      case 'ballot-entered':
        if (!isOpen || isSecret(vote.plan)) wrong('Phiếu ngoài lúc biểu quyết.', 'A ballot outside of its vote.');
        if (!mayVote(event.voter))
          wrong(`${event.voter} không có quyền biểu quyết.`, `${event.voter} was not entitled.`);
        if (vote.ballots.has(event.voter) && vote.plan.kind !== 'consultation' && procedure.ballotChangeable !== true)
          wrong(`${event.voter} bỏ phiếu hai lần.`, `${event.voter} voted twice.`);
        vote.ballots.set(event.voter, event.choice);
        break;
      case 'hands-counted':
        if (!isOpen) wrong('Đếm ngoài lúc biểu quyết.', 'Hands counted outside of the vote.');
        vote.hands = event;
        break;
      case 'ballot-issued': {
        if (!isOpen || !isSecret(vote.plan))
          wrong('Phát phiếu ngoài lúc bỏ phiếu.', 'A ballot issued outside of its vote.');
        if (!mayVote(event.voter)) wrong(`${event.voter} không có quyền.`, `${event.voter} was not entitled.`);
        const had = vote.papers.get(event.voter) ?? 0;
        const isAllowed =
          event.paper === 'first'
            ? had === 0
            : event.paper === 'exchange'
              ? had > 0 && event.spoiled
              : vote.lost.has(event.voter);
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
        if (isSecret(vote.plan)) await checkBox(vote, wrong);
        checkResult(vote, wrong);
        break;
      case 'vote-published':
        if (!vote.closed) wrong('Công bố trước khi kiểm phiếu.', 'Published before it was counted.');
        vote.isPublished = true;
        break;
      case 'vote-cancelled':
        vote.isCancelled = true;
        break;
    }
  }
  return votes;
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
  for (const [at, { number, signature }] of box.entries()) {
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

/** Compares what was announced with a count of our own. */
function checkResult(vote: Counted, wrong: (vi: string, en: string) => void): void {
  const announced = vote.closed!.event.result as Json;
  for (const [name, value] of Object.entries(count(vote)))
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
  const marked: string[][] = secret
    ? (closed!.event.box ?? []).map(({ marks }: Json) => marks)
    : [...ballots.values()].map((choice) => [choice]);
  const isBlank = (marks: string[]) =>
    (kind === 'election' && marks.length === 0 && procedure.blankBallots !== 'valid') ||
    (kind === 'confidence' &&
      (marks.length === 0 || (procedure.partialBallots === 'invalid' && marks.length < candidates.length)));
  const isOverMarked = (marks: string[]) => kind === 'election' && marks.length > seats;
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
  const more = { ...figures, baseCount: base };
  if (kind === 'election') {
    const votes = candidates.map(({ id }: Json) => ({ id, votes: of(id) }));
    const reaching = votes.filter((one: Json) => reaches(one.votes));
    const asMany = (one: Json) => reaching.filter((other: Json) => other.votes >= one.votes).length;
    const ahead = (one: Json) => reaching.filter((other: Json) => other.votes > one.votes).length;
    const elected = reaching.filter((one: Json) => asMany(one) <= seats).map(({ id }: Json) => id);
    const tied = reaching.filter((one: Json) => asMany(one) > seats && ahead(one) < seats).map(({ id }: Json) => id);
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

const quoted = (value: unknown) =>
  /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
const csv = (rows: unknown[][]) => rows.map((row) => `${row.map(quoted).join(',')}\n`).join('');

export const ballotsCsv = (votes: Votes): string =>
  csv([
    ['vote', 'number', 'marks', 'signature'],
    ...[...votes.values()].flatMap(({ plan, closed }) =>
      ((closed?.event.box ?? []) as Json[]).map(({ number, marks, signature }) => [
        plan.id,
        number,
        marks.join(' '),
        signature,
      ]),
    ),
  ]);

export const resultsJsonl = (votes: Votes): string =>
  [...votes.values()]
    .filter(({ closed }) => closed)
    .map(
      ({ plan, closed, isPublished }) =>
        `${JSON.stringify({ vote: plan.id, title: plan.title, kind: plan.kind, isPublished, result: closed!.event.result })}\n`,
    )
    .join('');

export function documentsCsv(lines: readonly { event: Json }[]): string {
  const documents = new Map<string, Json>();
  for (const { event } of lines) {
    for (const document of event.type === 'meeting-convened' ? (event.definition?.documents ?? []) : [])
      documents.set(document.id, document);
    if (event.type === 'document-added' || event.type === 'document-described')
      documents.set(event.document.id, event.document);
    if (event.type === 'document-replaced' && event.document?.id) documents.set(event.document.id, event.document);
  }
  return csv([
    ['id', 'title', 'pages', 'sha256'],
    ...[...documents.values()].map(({ id, title, pages, hash }) => [id, title, pages, hash]),
  ]);
}

/** The lines of a journal, for who exports it: checked while it is read. */
export const journalLines = (journal: Uint8Array, meeting: string): Promise<Line[]> =>
  chain(journal, meeting, () => {});
