/** A document of the council as a Word document, to be added to by hand. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  type ISectionOptions,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { OfficialSheet, SheetTable } from './official-sheet.ts';

const FONT = 'Times New Roman';
interface Look {
  bold?: boolean;
  italics?: boolean;
  size?: number;
  centred?: boolean;
  left?: boolean;
  before?: number;
}
const paragraph = (
  text: string,
  { bold = false, italics = false, size = 13, centred = false, left = false, before = 60 }: Look = {},
) => {
  const aside = left ? AlignmentType.LEFT : AlignmentType.JUSTIFIED;
  return new Paragraph({
    alignment: centred ? AlignmentType.CENTER : aside,
    spacing: { before, after: 60 },
    children: [new TextRun({ text, bold, italics, size: size * 2, font: FONT })],
  });
};

const none = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' };
const noBorders = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none };
const full = { size: 100, type: WidthType.PERCENTAGE };
/** Columns without lines, as heads and signatures stand. */
/** Margins of the official form (30/2020/NĐ-CP, Phụ lục I): 20, 15, 20 and 30 mm, in twentieths of a point. */
const margin = { top: 1134, right: 850, bottom: 1134, left: 1701 };
/** @param shares of the width, a hundred in all; the same for each where nothing is said */
const columns = (cells: Paragraph[][], shares?: readonly number[]) =>
  new Table({
    width: full,
    borders: noBorders,
    rows: [
      new TableRow({
        children: cells.map(
          (children, at) =>
            new TableCell({
              children,
              ...(shares ? { width: { size: shares[at]!, type: WidthType.PERCENTAGE } } : {}),
            }),
        ),
      }),
    ],
    ...(shares ? { columnWidths: shares.map((share) => share * 93) } : {}),
  });

/** One document of several sheets, each on pages of its own. */
export function sheetsDocx(sheets: readonly OfficialSheet[]): Promise<Blob> {
  return Packer.toBlob(new Document({ sections: sheets.map(sectionOf) }));
}

/** Room for a signature and a stamp. */
const SIGNATURE_LINES = 4;
const signed = ({ authority, title, name, receivers }: NonNullable<OfficialSheet['signature']>) =>
  columns([
    [
      paragraph('Nơi nhận:', { bold: true, italics: true, left: true, size: 12, before: 300 }),
      ...receivers.map((one, at) =>
        paragraph(`- ${one}${at === receivers.length - 1 ? '.' : ';'}`, { left: true, size: 11, before: 0 }),
      ),
    ],
    [
      ...(authority ? [paragraph(authority, { bold: true, centred: true, before: 300 })] : []),
      ...(title ? [paragraph(title, { bold: true, centred: true })] : []),
      ...Array.from({ length: SIGNATURE_LINES }, () => paragraph('')),
      paragraph(name, { bold: true, centred: true }),
    ],
  ]);

function sectionOf(sheet: OfficialSheet): ISectionOptions {
  const cell = (text: string, share: number, look: Look) =>
    new TableCell({
      width: { size: share, type: WidthType.PERCENTAGE },
      children: [paragraph(text, { size: 12, ...look })],
    });
  const tableOf = ({ caption, head, rows, widths }: SheetTable) => {
    // A column of names or labels takes what numbers leave.
    const wide = head[0] === 'TT' ? 1 : 0;
    const others = head.length - 1 - wide;
    const widest = 100 - 6 * wide - 17 * others;
    const usual = [...Array.from({ length: wide }, () => 6), widest, ...Array.from({ length: others }, () => 17)];
    const whole = (widths ?? []).reduce((sum, width) => sum + width, 0);
    const shares = widths ? widths.map((width) => (100 * width) / whole) : usual;
    const isLeft = (at: number) => (widths ? at > 0 : at === wide);
    const row = (texts: string[], look: Look, isHead: boolean) =>
      new TableRow({
        tableHeader: isHead,
        cantSplit: true,
        children: texts.map((text, at) =>
          cell(text, shares[at]!, { ...look, ...(isHead || !isLeft(at) ? { centred: true } : { left: true }) }),
        ),
      });
    return [
      ...(caption ? [paragraph(caption, { bold: true, left: true, before: 160 })] : []),
      new Table({
        width: full,
        columnWidths: shares.map((share) => share * 90),
        rows: [row(head, { bold: true }, true), ...rows.map((texts) => row(texts, {}, false))],
      }),
      paragraph(''),
    ];
  };
  return {
    properties: { page: { margin, ...(sheet.isWide ? { size: { orientation: PageOrientation.LANDSCAPE } } : {}) } },
    children: [
      columns(
        [
          [
            paragraph(sheet.council.toUpperCase(), { bold: true, centred: true, size: 11 }),
            ...(sheet.meeting ? [paragraph(sheet.meeting, { centred: true, size: 12 })] : []),
            paragraph(sheet.number, { centred: true, size: 13 }),
          ],
          [
            paragraph('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { bold: true, centred: true, size: 11 }),
            paragraph('Độc lập - Tự do - Hạnh phúc', { bold: true, centred: true, size: 12 }),
            paragraph(sheet.placeAndDate, { italics: true, centred: true, size: 13 }),
          ],
        ],
        [43, 57],
      ),
      paragraph(sheet.title, { bold: true, size: 15, centred: true, before: 400 }),
      paragraph(sheet.about, { bold: true, centred: true }),
      ...sheet.paragraphs.map((text) =>
        typeof text === 'string' ? paragraph(text) : paragraph(text.heading, { bold: true, left: true, before: 160 }),
      ),
      ...sheet.tables.flatMap(tableOf),
      ...sheet.conclusion.map((text) => paragraph(text, { bold: text.startsWith('Kết luận') })),
      ...(sheet.signature ? [signed(sheet.signature)] : []),
      ...(sheet.signers.length > 0
        ? [
            columns(
              sheet.signers.map((text) => [
                paragraph(text, { bold: true, centred: true, before: 300 }),
                paragraph('(Ký, ghi rõ họ tên)', { italics: true, centred: true, size: 11 }),
              ]),
            ),
          ]
        : []),
      ...(sheet.annexes ?? []).flatMap((annex) => [
        new Paragraph({ pageBreakBefore: true, children: [] }),
        ...tableOf(annex),
      ]),
    ],
  };
}
