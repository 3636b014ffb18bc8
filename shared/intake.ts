/**
 * What the intake finds in a file, and what to do about it. The intake's worker writes reports, the clerk's page shows
 * them, the registry keeps them beside the document.
 */
import * as v from 'valibot';
import { BodyId, DocumentId, ItemId, MeetingId, PersonId } from './ids.ts';
import { documentKinds } from './meeting/documents/state.ts';
import { QuestionId } from './meeting/questions/state.ts';

interface Sentence {
  vi: string;
  en: string;
}
interface Advice extends Sentence {
  /** What to do about it. */
  todo: Sentence;
}

const nothingToDo: Sentence = { vi: 'Không cần làm gì.', en: 'Nothing to do.' };

/** Whatever does not keep a document out, but should be known before the hall finds it. */
export const findings = {
  damaged: {
    vi: 'Tệp bị hỏng cấu trúc, đã đọc lại được',
    en: 'The file’s structure is damaged; it was recovered',
    todo: {
      vi: 'Xem lướt từng trang; nếu thiếu gì, xin cơ quan gửi lại tệp.',
      en: 'Leaf through it; if anything is missing, ask for the file again.',
    },
  },
  'page-incomplete': {
    vi: 'Trang có phần không đọc được',
    en: 'Part of the page cannot be read',
    todo: {
      vi: 'Mở các trang này và so với bản giấy trước khi xác nhận.',
      en: 'Open these pages and compare them with the paper before you confirm.',
    },
  },
  'not-read-in-full': {
    vi: 'Tệp rất dài: các trang cuối chưa được đọc kỹ',
    en: 'A very long file: its last pages were not read in full',
    todo: { vi: 'Xem lướt các trang này.', en: 'Leaf through these pages.' },
  },
  'blank-pages': {
    vi: 'Trang trắng',
    en: 'Blank pages',
    todo: {
      vi: 'Nếu là mặt sau của bản quét thì để nguyên; nếu là trang thiếu, xin lại tệp.',
      en: 'If it is the back of a scan, leave it; if a page is missing, ask for the file again.',
    },
  },
  'rotated-pages': {
    vi: 'Trang nằm ngang hoặc xoay',
    en: 'Rotated pages',
    todo: { vi: 'Xem trang có đứng chiều đọc không.', en: 'See that they stand the right way up.' },
  },
  'mixed-sizes': {
    vi: 'Trang khác khổ',
    en: 'Pages of another size',
    todo: { vi: 'Bình thường với phụ lục; xem lướt các trang này.', en: 'Usual for annexes; leaf through them.' },
  },
  'page-numbers-jump': {
    vi: 'Số trang in nhảy cách: có thể thiếu trang',
    en: 'Printed page numbers jump: a page may be missing',
    todo: {
      vi: 'Tìm trang thiếu trong bản giấy, rồi tải lên bản đủ.',
      en: 'Find it in the paper, then take in the full file.',
    },
  },
  'page-numbers-repeat': {
    vi: 'Số trang in lặp lại',
    en: 'Printed page numbers repeat',
    todo: { vi: 'Xem có trang thừa không.', en: 'See whether a page is there twice.' },
  },
  'page-numbers-backwards': {
    vi: 'Số trang in chạy lùi: có thể sai thứ tự',
    en: 'Printed page numbers run backwards: pages may be out of order',
    todo: { vi: 'Xếp lại trang rồi tải lên lại.', en: 'Put the pages in order and take it in again.' },
  },
  'no-text': {
    vi: 'Trang quét, không có chữ để tìm kiếm',
    en: 'Scanned pages without text: they cannot be searched',
    todo: {
      vi: 'Đọc vẫn được. Muốn tìm kiếm được thì tải lên bản xuất từ Word.',
      en: 'They can be read. To make them searchable, take in a file exported from Word.',
    },
  },
  'fonts-not-embedded': {
    vi: 'Phông chữ không nhúng trong tệp, máy khác có thể hiện khác',
    en: 'Fonts are not in the file: other devices may show it differently',
    todo: { vi: 'Xuất lại PDF với “nhúng phông chữ”, nhất là chữ có dấu.', en: 'Export it again with fonts embedded.' },
  },
  'fonts-broken': {
    vi: 'Phông chữ trong tệp bị lỗi, hiện bằng phông thay thế',
    en: 'A font in the file is broken and is replaced',
    todo: { vi: 'Xem lướt; nếu chữ sai, xuất lại PDF.', en: 'Leaf through it; if letters are wrong, export it again.' },
  },
  encrypted: {
    vi: 'Tệp được mã hóa nhưng mở không cần mật khẩu',
    en: 'The file is encrypted but opens without a password',
    todo: nothingToDo,
  },
  signed: {
    vi: 'Có chữ ký số',
    en: 'Digitally signed',
    todo: { vi: 'Xem người ký bên dưới.', en: 'See the signers below.' },
  },
  'signature-broken': {
    vi: 'Chữ ký số không khớp với nội dung',
    en: 'A digital signature does not match the content',
    todo: { vi: 'Không dùng; xin cơ quan gửi lại bản đã ký.', en: 'Do not use it; ask for the signed file again.' },
  },
  'signature-unchecked': {
    vi: 'Không kiểm được chữ ký số này: chưa thể nói nội dung còn nguyên vẹn',
    en: 'This digital signature could not be checked: nothing is said of the content',
    todo: { vi: 'Mở bằng phần mềm ký số để kiểm tra.', en: 'Check it with the signing software.' },
  },
  'legacy-encoding': {
    vi: 'Chữ gõ bằng bảng mã cũ (TCVN3, VNI): đã đổi sang Unicode để tìm kiếm, trang vẫn như cũ',
    en: 'Typed in an old encoding (TCVN3, VNI): rewritten for searching, the page is as it was',
    todo: { vi: 'Xem lại tên văn bản được đề xuất.', en: 'Look over the proposed title.' },
  },
  'from-pictures': {
    vi: 'Ghép từ ảnh chụp, ảnh quét',
    en: 'Made of pictures',
    todo: {
      vi: 'Xem thứ tự trang; không tìm kiếm được chữ trong ảnh.',
      en: 'See that the pages are in order; they can’t be searched.',
    },
  },
  'changed-after-signing': {
    vi: 'Tệp có phần thêm vào sau khi ký',
    en: 'Something was added after it was signed',
    todo: { vi: 'Hỏi cơ quan ban hành phần thêm là gì.', en: 'Ask the issuing body what was added.' },
  },
  scripts: {
    vi: 'Có mã lệnh bên trong; hệ thống không bao giờ chạy',
    en: 'Contains scripts; they are never run',
    todo: nothingToDo,
  },
  forms: {
    vi: 'Có biểu mẫu điền; hiện như đã in',
    en: 'Contains a form; it is shown as printed',
    todo: nothingToDo,
  },
  'xfa-form': {
    vi: 'Biểu mẫu kiểu XFA; có thể chỉ hiện trang chờ',
    en: 'An XFA form; it may show a placeholder only',
    todo: { vi: 'In ra PDF thường rồi tải lên lại.', en: 'Print it to an ordinary PDF and take that in.' },
  },
  attachments: {
    vi: 'Có tệp đính kèm bên trong; đại biểu không thấy',
    en: 'Contains embedded files; delegates do not see them',
    todo: { vi: 'Nếu cần, tải lên riêng các tệp đó.', en: 'If they matter, take them in as documents of their own.' },
  },
  'same-document': {
    vi: 'Trùng hoàn toàn với tài liệu đã có',
    en: 'The very same file is there already',
    todo: { vi: 'Bỏ tệp này, hoặc dùng lại tài liệu kia.', en: 'Leave this one out.' },
  },
  'similar-document': {
    vi: 'Nội dung gần giống tài liệu đã có',
    en: 'Nearly the same text as another document',
    todo: {
      vi: 'Nếu là bản sửa, chọn “Thay bản mới” cho tài liệu kia.',
      en: 'If it is a new version, choose “Replace” on that document.',
    },
  },
  'images-failed': {
    vi: 'Không tạo được ảnh trang; trang này mở chậm hơn',
    en: 'No picture of the page could be made; it opens more slowly',
    todo: { vi: 'Mở thử các trang này trên máy tính bảng.', en: 'Try these pages on a tablet.' },
  },
  converted: {
    vi: 'Chuyển từ Word, Excel hoặc PowerPoint',
    en: 'Converted from Word, Excel or PowerPoint',
    todo: { vi: 'Xem lướt: ngắt trang có thể khác bản gốc.', en: 'Leaf through it: page breaks may differ.' },
  },
} as const satisfies Record<string, Advice>;
export type FindingCode = keyof typeof findings;
export const findingCodes = Object.keys(findings) as [FindingCode, ...FindingCode[]];

/** Why a file is not taken in. */
export const reasons = {
  'not-found': { vi: 'Không tìm thấy tệp.', en: 'There is no such file.' },
  empty: { vi: 'Tệp rỗng. Xin gửi lại tệp.', en: 'The file is empty. Ask for it again.' },
  'not-a-document': {
    vi: 'Không phải tệp PDF. Xuất ra PDF rồi tải lên lại.',
    en: 'Not a PDF file. Export it to PDF and take that in.',
  },
  damaged: {
    vi: 'Tệp hỏng, không đọc được. Xin gửi lại tệp.',
    en: 'The file is damaged and cannot be read. Ask for it again.',
  },
  'page-unreadable': {
    vi: 'Có trang không hiện được, nên máy tính bảng cũng không hiện được. Xin gửi lại tệp.',
    en: 'A page cannot be shown, so tablets could not show it either. Ask for the file again.',
  },
  'no-pages': { vi: 'Tệp không có trang nào.', en: 'The file has no pages.' },
  password: {
    vi: 'Tệp có mật khẩu. Mở bằng mật khẩu, in ra PDF không mật khẩu, rồi tải lên lại.',
    en: 'The file needs a password. Open it with the password, print it to a PDF without one, then take that in.',
  },
  'too-large': { vi: 'Tệp lớn hơn mức cho phép.', en: 'The file is larger than allowed.' },
  'too-many-pages': { vi: 'Tệp khai quá nhiều trang.', en: 'The file claims too many pages.' },
  'too-slow': {
    vi: 'Tệp quá phức tạp, mở quá lâu. Xuất lại PDF đơn giản hơn.',
    en: 'The file is too complex and takes too long to open. Export a simpler PDF.',
  },
  'too-much-memory': {
    vi: 'Tệp cần quá nhiều bộ nhớ, máy tính bảng không mở được. Xuất lại với ảnh nhỏ hơn.',
    en: 'The file needs more memory than a tablet has. Export it with smaller pictures.',
  },
  crashed: {
    vi: 'Tệp làm trình đọc dừng đột ngột. Xuất lại PDF rồi tải lên.',
    en: 'The file makes the reader stop. Export it to PDF again.',
  },
  'nothing-inside': {
    vi: 'Tệp nén không có tài liệu PDF, Word, Excel hay PowerPoint nào.',
    en: 'The archive holds no PDF, Word, Excel or PowerPoint file.',
  },
  'other-archive': {
    vi: 'Tệp nén kiểu này (RAR, 7z…) không mở được ở đây. Giải nén rồi gửi từng tệp, hoặc nén lại thành ZIP.',
    en: 'This kind of archive (RAR, 7z …) can’t be opened here. Unpack it and send the files, or make it a ZIP.',
  },
  'no-converter-kind': {
    vi: 'Máy chủ chỉ cài phần soạn thảo văn bản của LibreOffice, chưa nhận Excel, PowerPoint. Xuất ra PDF rồi tải lên, hoặc cài thêm.',
    en: 'Only LibreOffice Writer is installed on the server: Excel and PowerPoint files can’t be taken in. Export to PDF, or install the rest.',
  },
  'no-converter': {
    vi: 'Máy chủ chưa cài LibreOffice nên chưa nhận Word, Excel, PowerPoint. Xuất ra PDF rồi tải lên.',
    en: 'LibreOffice is not installed on the server, so Word, Excel and PowerPoint files cannot be taken in. Export to PDF.',
  },
  'not-converted': {
    vi: 'Không chuyển được tệp này sang PDF. Xuất ra PDF rồi tải lên.',
    en: 'This file could not be converted. Export it to PDF.',
  },
} as const satisfies Record<string, Sentence>;
export type ReasonCode = keyof typeof reasons;
export const reasonCodes = Object.keys(reasons) as [ReasonCode, ...ReasonCode[]];

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const Finding = v.strictObject({
  code: v.picklist(findingCodes),
  /** The pages that it is about, from 1; empty when it is about the whole file. */
  pages: v.optional(v.array(count), []),
  /** Names of fonts, missing numbers, the other document's title. */
  detail: v.optional(v.string(), ''),
});
export type Finding = v.InferOutput<typeof Finding>;

/** A PAdES signature, as the file claims it; `isIntact` is what we computed. */
export const Signature = v.strictObject({
  signer: v.string(),
  organisation: v.string(),
  issuer: v.string(),
  /** ISO 8601, as the signer's clock said; empty when the file does not tell. */
  time: v.string(),
  /** Whether the signed bytes are as they were signed; null when its kind is not known here. */
  isIntact: v.nullable(v.boolean()),
  /** Whether it covers the file to its end. */
  coversAll: v.boolean(),
  /** Whether its certificate leads to a root that this council installed; null when none is installed. */
  isTrusted: v.nullable(v.boolean()),
});
export type Signature = v.InferOutput<typeof Signature>;

/** Fields read off the first and last page where they follow the official form (Decree 30/2020/NĐ-CP, annex I). */
export const Proposal = v.strictObject({
  title: v.string(),
  kind: v.picklist(documentKinds),
  symbol: v.string(),
  body: v.string(),
  /** YYYY-MM-DD, or empty. */
  date: v.string(),
  signer: v.string(),
  language: v.picklist(['vi', 'en']),
});
export type Proposal = v.InferOutput<typeof Proposal>;

export const Report = v.strictObject({
  /** Which intake made it: another one makes it again. */
  engine: v.string(),
  pages: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Width and height of each page as shown, in points (1/72 inch). */
  sizes: v.array(v.tuple([v.number(), v.number()])),
  findings: v.array(Finding),
  signatures: v.array(Signature),
  proposal: Proposal,
  /** The smallest hashes of the text's shingles: how alike two texts are. */
  sketch: v.array(v.number()),
});
export type Report = v.InferOutput<typeof Report>;

export type Verdict =
  | { verdict: 'accepted'; report: Report; text: string[] }
  | { verdict: 'refused'; reason: ReasonCode; pages: number | null; detail: string };

const id = v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/));

/** A file on its way in, from the first byte until a person has confirmed what it is. */
export const IntakeEntry = v.strictObject({
  id,
  body: BodyId,
  meeting: MeetingId,
  name: v.pipe(v.string(), v.maxLength(300)),
  bytes: count,
  /** The folder or ZIP that it came in; empty when it came alone. */
  from: v.string(),
  /** What was done to make a PDF of it before it stood here. */
  made: v.optional(v.array(v.picklist(findingCodes)), []),
  /** The document that it is a new version of. */
  replaces: v.nullable(DocumentId),
  by: v.nullable(PersonId),
  /** The item that it was handed in for by a link; not there where a clerk brought it. */
  item: v.optional(ItemId),
  /** The written question that it was sent with. */
  question: v.optional(QuestionId),
  at: v.number(),
  state: v.variant('phase', [
    v.strictObject({ phase: v.literal('arriving') }),
    v.strictObject({ phase: v.literal('waiting') }),
    v.strictObject({ phase: v.literal('ready'), hash: v.string(), also: v.array(Finding) }),
    v.strictObject({
      phase: v.literal('refused'),
      reason: v.picklist(reasonCodes),
      pages: v.nullable(count),
      detail: v.string(),
    }),
  ]),
});
export type IntakeEntry = v.InferOutput<typeof IntakeEntry>;

/** How far the file is that is being examined now. */
export interface IntakeProgress {
  id: string;
  step: 'converting' | 'unpacking' | 'reading' | 'drawing';
  page: number;
  pages: number;
}

/** What the clerk's page is told: `GET /api/intake`. */
export interface IntakeNews {
  limits: { bytes: number; converts: boolean };
  entries: (IntakeEntry & { received: number; report: Omit<Report, 'sketch' | 'sizes'> | null })[];
  progress: IntakeProgress | null;
  /** Documents whose page images are still being made. */
  remaking: number;
}
