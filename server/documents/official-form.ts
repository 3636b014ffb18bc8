/**
 * Fields proposed from a document that follows the official form (Decree 30/2020/NĐ-CP, annex I): the issuing body top
 * left, "Số: 12/TTr-UBND" below it, place and date top right, the kind in capitals, and who signed on the last page.
 * A person confirms them.
 */
import type { Proposal } from '../../shared/intake.ts';
import type { DocumentKind } from '../../shared/meeting/documents/state.ts';
import type { Line } from './lines.ts';

/** In this order: an appraisal is also a report. */
const kinds: readonly [RegExp, DocumentKind][] = [
  [/^B[ÁA]O C[ÁA]O\s+TH[ẨA]M TRA/iu, 'appraisal'],
  [/^T[ỜO] TR[ÌI]NH/iu, 'submission'],
  [/^(?:D[ỰU] TH[ẢA]O\s+)?NGH[ỊI] QUY[ẾE]T/iu, 'draft-resolution'],
  [/^B[ÁA]O C[ÁA]O/iu, 'report'],
  [/^GI[ẤA]Y M[ỜO]I/iu, 'invitation'],
  [/^CH[ƯU][ƠO]NG TR[ÌI]NH/iu, 'programme'],
  [
    /^(?:LU[ẬA]T|NGH[ỊI] [ĐD][ỊI]NH|QUY[ẾE]T [ĐD][ỊI]NH|TH[ÔO]NG B[ÁA]O|K[ẾE] HO[ẠA]CH|DANH S[ÁA]CH|T[ÀA]I LI[ỆE]U|QUY [ĐD][ỊI]NH|QUY CH[ẾE]|N[ỘO]I QUY|[ĐD][ỀE] [ÁA]N|H[ƯU][ỚO]NG D[ẪA]N|C[ÔO]NG [ĐD]I[ỆE]N|BI[ÊE]N B[ẢA]N|PH[ỤU] L[ỤU]C)/iu,
    'other',
  ],
];
/** The letters of a symbol name the kind too: 12/TTr-UBND, 7/BC-HĐND. */
const symbolKinds: readonly [RegExp, DocumentKind][] = [
  [/\/TTr/u, 'submission'],
  [/\/BC/u, 'report'],
  [/\/NQ/u, 'draft-resolution'],
  [/\/GM/u, 'invitation'],
  [/\/CTr/u, 'programme'],
];

const symbolText = /^(?:(?:Luật|Nghị quyết|Nghị định|Lệnh)\s+)?Số\s*:?\s*([\d…._ ]*\/?[\p{L}\d/-]*[\p{L}\d])/iu;
const dateText = /ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})/iu;
/** What a text relies on: a date or a number in it is another document's. */
const cited =
  /^(?:Căn cứ|Theo|Thực hiện|Xét|Tiếp theo|Nghị định số|Luật\s.*ngày)|(?:Nghị định|Luật|Nghị quyết|Quyết định|Thông tư|Công văn|Tờ trình|Báo cáo)\s+(?:số|ngày)/iu;
/** Where the text proper begins: on what it relies, with which decision it came. */
const relies = /^\(?(?:Căn cứ|Theo|Thực hiện|Xét|Tiếp theo|Ban hành kèm|Kèm theo|Trên cơ sở)\s/iu;
const subject = /^(?:V\s*\/\s*v|Về việc)\s*:?\s*/iu;
/** Where the two columns of the head have run into one line: the right one begins here. */
const rightColumn = /\s+(?=CỘNG\s*H[ÒO][ÀA]?\s*XÃ|Độc lập\s*[-–])/iu;
/** Also where letters of it were lost: fonts of some drivers have no text for H. */
const motto = /CỘNG\s*H?\s*[ÒO][ÀA]?\s*XÃ|XÃ\s*H?ỘI\s.*VI[ỆE]T\s*NAM|Độc lập\s*[-–]/iu;
/** Letters by themselves where words should be: what stands there can't be known. */
const isTorn = (text: string): boolean => {
  const words = text.split(/\s+/);
  return words.length > 2 && words.filter((word) => /^\p{L}$/u.test(word)).length >= words.length / 3;
};
const recipients = /^(Kính gửi|Nơi nhận|Căn cứ|Phần thứ|Chương|Điều|I\.|1\.)/u;
const isCapitals = (text: string) => /\p{Lu}{2}/u.test(text) && text === text.toLocaleUpperCase('vi');
/** Two to six capitalised words: a person's name. */
const nameText = /^(?:(?:Ông|Bà)\s+)?(\p{Lu}[\p{Ll}\p{M}]+(?:\s+\p{Lu}[\p{Ll}\p{M}]*){1,5})$/u;
const titleOf =
  /CH[ỦU] T[ỊI]CH|TR[ƯU][ỞO]NG BAN|GI[ÁA]M [ĐD][ỐO]C|CH[ÁA]NH V[ĂA]N PH[ÒO]NG|TH[ƯU] K[ÝY]|\b(?:T\/?\.?M|K\/?\.?T|T\/?\.?L|TUQ)\b[./]?/iu;

/**
 * What is not sure stays empty.
 * @param pages lines of each page; the first is of `width` points
 */
export function readOfficialForm(pages: readonly (readonly Line[])[], width: number): Proposal {
  const first = pages[0] ?? [];
  const symbolLine = first.find(({ text }) => symbolText.test(text));
  const symbol = symbolText.exec(symbolLine?.text ?? '')?.[1]?.replace(/\s+/g, '') ?? '';
  const kindLine = first.findIndex(({ text }) => kinds.some(([pattern]) => pattern.test(text)) && isHeading(text));
  const fromHeading = kinds.find(([pattern]) => pattern.test(first[kindLine]?.text ?? ''))?.[1];
  const kind = fromHeading ?? symbolKinds.find(([pattern]) => pattern.test(symbol))?.[1] ?? 'other';
  const date = dateFrom(first, kindLine);
  return {
    title: titleFrom(first, kindLine, symbolLine, width).slice(0, 300),
    kind,
    symbol: /^\d+\p{L}?\/[\p{L}\d]/u.test(symbol) ? symbol : '',
    body: bodyFrom(first, width, symbolLine ?? first[kindLine]),
    date: date ? `${date[3]}-${date[2]!.padStart(2, '0')}-${date[1]!.padStart(2, '0')}` : '',
    signer: signerFrom(pages),
    language: first.some(({ text }) => /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/iu.test(text))
      ? 'vi'
      : 'en',
  };
}

/** Its own date: in the head, above what it is about; never one of a text that it cites. */
function dateFrom(lines: readonly Line[], kindLine: number): RegExpExecArray | null {
  const head = lines.slice(0, kindLine > 0 ? kindLine : 12).filter(({ text }) => !cited.test(text));
  for (const { text } of head) {
    const found = dateText.exec(text);
    if (found) return found;
  }
  // "ngày 09 tháng 12" and "năm 2026" may stand in pieces of one line.
  return dateText.exec(head.map(({ text }) => text).join(' '));
}

const isHeading = (text: string) => isCapitals(text.split(/\s+/).slice(0, 2).join(' '));

/** A letter has no heading: what it is about stands below its number, in the left column ("V/v góp ý …"). */
function subjectFrom(lines: readonly Line[], width: number): string {
  const at = lines.findIndex(({ text, x }) => x < width / 2 && subject.test(text));
  if (at < 0 || at > 16) return '';
  const parts = [lines[at]!.text.replace(subject, '')];
  let before = lines[at]!;
  for (const line of lines.slice(at + 1)) {
    if (line.x >= width / 2) continue; // the right column
    if (line.y - before.y > 2 * before.size || recipients.test(line.text) || dateText.test(line.text)) break;
    parts.push(line.text);
    before = line;
  }
  const text = parts.join(' ').trim();
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}

/** The heading, and what stands below it until the text proper begins. */
function titleFrom(lines: readonly Line[], kindLine: number, symbolLine: Line | undefined, width: number): string {
  if (kindLine < 0) {
    const about = subjectFrom(lines, width);
    if (about) return about;
    // Nothing of the head: the body, the number, the motto, place and date are not what it is about.
    const isHead = ({ text, y }: Line) =>
      motto.test(text) ||
      dateText.test(text) ||
      symbolText.test(text) ||
      (symbolLine !== undefined && y <= symbolLine.y);
    const candidates = lines.slice(0, 16).filter((line) => /\p{L}{2}.*\p{L}{2}/u.test(line.text) && !isHead(line));
    const [largest] = candidates.toSorted((a, b) => b.size - a.size);
    // With a number it is an official text, and only a heading would be its title.
    const usual = lines.map(({ size }) => size).sort((a, b) => a - b)[Math.floor(lines.length / 2)] ?? 0;
    return largest && (!symbolLine || largest.size > 1.15 * usual) ? largest.text : '';
  }
  const heading = lines[kindLine]!;
  const parts = [heading.text];
  let before = heading;
  for (const line of lines.slice(kindLine + 1, kindLine + 6)) {
    const isFar = line.y - before.y > 2.6 * before.size;
    // In capitals again: "HỘI ĐỒNG NHÂN DÂN … KHÓA II, KỲ HỌP THỨ 3" says who decides, not what.
    const isWho = parts.length > 1 && isCapitals(line.text) && !isCapitals(parts.at(-1)!);
    const isOver = isFar || isWho || recipients.test(line.text) || relies.test(line.text);
    if (isOver || /^[_\-–—]+$/.test(line.text)) break;
    parts.push(line.text);
    before = line;
  }
  const [kind, ...about] = parts as [string, ...string[]];
  const rest = about.join(' ');
  const head = isCapitals(kind) ? kind.charAt(0) + kind.slice(1).toLocaleLowerCase('vi') : kind;
  const tail = isCapitals(rest) ? rest.toLocaleLowerCase('vi') : rest.charAt(0).toLocaleLowerCase('vi') + rest.slice(1);
  return [head, tail].filter(Boolean).join(' ');
}

/** Capitals in the left half above the symbol. */
function bodyFrom(lines: readonly Line[], width: number, symbolLine: Line | undefined): string {
  const below = symbolLine?.y ?? 160;
  const parts = lines
    .filter(({ x, y }) => y < below && x < width / 2)
    .map(({ text }) => text.split(rightColumn)[0]!.trim())
    .filter((text) => isCapitals(text) && !motto.test(text) && !isTorn(text) && !/^\d/.test(text));
  return parts.slice(0, 3).join(' ').slice(0, 200);
}

const isOffice = ({ text }: Line): boolean => titleOf.test(text) && isCapitals(text.replace(/\(.*\)/, ''));

/** Whoever signed: below an office, on the last page that has such a thing; annexes come after it. */
function signerFrom(pages: readonly (readonly Line[])[]): string {
  // Where the recipients stand ("Nơi nhận"), the signature stands too.
  const withRecipients = pages.filter((lines) => lines.some(({ text }) => /^Nơi nhận/iu.test(text)));
  for (const lines of [...withRecipients, ...pages.toReversed()]) {
    const name = signerOn(lines);
    if (name) return name;
  }
  return '';
}

/** The last name that stands below an office, in its column. */
function signerOn(lines: readonly Line[]): string {
  const at = lines.findIndex(isOffice);
  if (at < 0) return '';
  const left = lines[at]!.x - 120;
  const names = lines.slice(at + 1).flatMap(({ text, x }) => (x >= left ? (nameText.exec(text)?.[1] ?? []) : []));
  return names.at(-1) ?? '';
}
