/**
 * Fields proposed from a document that follows the official form (Decree 30/2020/NĐ-CP, annex I): the issuing body top
 * left, "Số: 12/TTr-UBND" below it, place and date top right, the kind in capitals, and who signed on the last page.
 * A person confirms them.
 */
import type { Proposal } from '../../shared/intake.ts';
import type { DocumentKind } from '../../shared/roster.ts';
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
    /^(?:LU[ẬA]T|NGH[ỊI] [ĐD][ỊI]NH|QUY[ẾE]T [ĐD][ỊI]NH|TH[ÔO]NG B[ÁA]O|K[ẾE] HO[ẠA]CH|DANH S[ÁA]CH|T[ÀA]I LI[ỆE]U)/iu,
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

const symbolText = /^(?:(?:Luật|Nghị quyết|Nghị định|Lệnh)\s+)?Số\s*:?\s*([\d…._ ]*\/?[\p{L}\d/-]*[\p{L}])/iu;
const dateText = /ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})/iu;
const motto = /CỘNG\s*H[ÒO][ÀA]?\s*XÃ HỘI|Độc lập\s*[-–]/iu;
const recipients = /^(Kính gửi|Nơi nhận|Căn cứ|Phần thứ|Chương|Điều|I\.|1\.)/u;
const isCapitals = (text: string) => /\p{Lu}{2}/u.test(text) && text === text.toLocaleUpperCase('vi');
/** Two to six capitalised words: a person's name. */
const nameText = /^(?:(?:Ông|Bà)\s+)?(\p{Lu}[\p{Ll}\p{M}]+(?:\s+\p{Lu}[\p{Ll}\p{M}]*){1,5})$/u;
const titleOf = /CH[ỦU] T[ỊI]CH|TR[ƯU][ỞO]NG BAN|GI[ÁA]M [ĐD][ỐO]C|CH[ÁA]NH V[ĂA]N PH[ÒO]NG|TM\.|KT\.|TL\./iu;

/**
 * @param first lines of the first page, of `width` points
 * @param last lines of the last page
 */
export function readOfficialForm(first: readonly Line[], width: number, last: readonly Line[]): Proposal {
  const symbolLine = first.find(({ text }) => symbolText.test(text));
  const symbol = symbolText.exec(symbolLine?.text ?? '')?.[1]?.replace(/\s+/g, '') ?? '';
  const date = dateText.exec(first.map(({ text }) => text).join(' '));
  const kindLine = first.findIndex(({ text }) => kinds.some(([pattern]) => pattern.test(text)) && isHeading(text));
  const fromHeading = kinds.find(([pattern]) => pattern.test(first[kindLine]?.text ?? ''))?.[1];
  const kind = fromHeading ?? symbolKinds.find(([pattern]) => pattern.test(symbol))?.[1] ?? 'other';
  return {
    title: titleFrom(first, kindLine).slice(0, 300),
    kind,
    symbol: symbol.includes('/') ? symbol : '',
    body: bodyFrom(first, width, symbolLine),
    date: date ? `${date[3]}-${date[2]!.padStart(2, '0')}-${date[1]!.padStart(2, '0')}` : '',
    signer: signerFrom(last),
    language: first.some(({ text }) => /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/iu.test(text))
      ? 'vi'
      : 'en',
  };
}

const isHeading = (text: string) => isCapitals(text.split(/\s+/).slice(0, 2).join(' '));

/** The heading, and what stands below it until the text proper begins. */
function titleFrom(lines: readonly Line[], kindLine: number): string {
  if (kindLine < 0) {
    const largest = lines
      .slice(0, 12)
      .filter(({ text }) => /\p{L}{2}.*\p{L}{2}/u.test(text) && !motto.test(text))
      .sort((a, b) => b.size - a.size)[0];
    return largest?.text ?? '';
  }
  const heading = lines[kindLine]!;
  const parts = [heading.text];
  let before = heading;
  for (const line of lines.slice(kindLine + 1, kindLine + 6)) {
    const isFar = line.y - before.y > 2.6 * before.size;
    if (isFar || recipients.test(line.text) || /^[_\-–—]+$/.test(line.text)) break;
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
  const parts = lines.filter(
    ({ text, x, y }) => y < below && x < width / 2 && isCapitals(text) && !motto.test(text) && !/^\d/.test(text),
  );
  return parts
    .slice(0, 3)
    .map(({ text }) => text)
    .join(' ')
    .slice(0, 200);
}

/** The last name that stands below an office. */
function signerFrom(lines: readonly Line[]): string {
  const office = lines.findIndex(({ text }) => titleOf.test(text) && isCapitals(text.replace(/\(.*\)/, '')));
  if (office < 0) return '';
  const names = lines.slice(office + 1).flatMap(({ text }) => nameText.exec(text)?.[1] ?? []);
  return names.at(-1) ?? '';
}
