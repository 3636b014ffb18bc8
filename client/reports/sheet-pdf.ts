/** A document of the council as PDF. */
import type { OfficialSheet, SheetTable } from './official-sheet.ts';
import { makePdf } from './print-pdf.ts';

const STATE = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'];

export function sheetPdf(sheet: OfficialSheet): Promise<Blob> {
  /** Numbers of rows are narrow; names or labels take what the others leave. */
  const widthsOf = (head: readonly string[]) => {
    const [first, others] = [head[0] === 'TT' ? [24] : [], head.length > 3 ? 76 : 'auto'];
    return [...first, '*', ...head.slice(first.length + 1).map(() => others)];
  };
  const table = ({ head, rows }: SheetTable) => ({
    margin: [0, 8, 0, 8],
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: widthsOf(head),
      body: [
        head.map((text) => ({ text, bold: true, alignment: 'center' })),
        ...rows.map((row) =>
          row.map((text, at) => ({ text, alignment: at === (head[0] === 'TT' ? 1 : 0) ? 'left' : 'center' })),
        ),
      ],
    },
  });
  return makePdf([
    {
      columns: [
        {
          width: '46%',
          stack: [
            { text: sheet.council.toUpperCase(), bold: true },
            { text: sheet.meeting },
            { text: sheet.number, margin: [0, 4, 0, 0] },
          ],
          alignment: 'center',
        },
        {
          width: '*',
          stack: [
            { text: STATE[0], bold: true },
            { text: STATE[1], bold: true, decoration: 'underline' },
            { text: sheet.placeAndDate, italics: true, margin: [0, 6, 0, 0] },
          ],
          alignment: 'center',
        },
      ],
      fontSize: 11,
    },
    { text: sheet.title, bold: true, fontSize: 15, alignment: 'center', margin: [0, 26, 0, 4] },
    { text: sheet.about, bold: true, alignment: 'center', margin: [20, 0, 20, 14] },
    ...sheet.paragraphs.map((text) =>
      typeof text === 'string'
        ? { text, margin: [0, 3, 0, 3] }
        : { text: text.heading, bold: true, margin: [0, 10, 0, 3] },
    ),
    ...sheet.tables.flatMap((one) => [
      ...(one.caption ? [{ text: one.caption, bold: true, margin: [0, 10, 0, 0] }] : []),
      table(one),
    ]),
    ...sheet.conclusion.map((text) => ({ text, margin: [0, 3, 0, 3], bold: text.startsWith('Kết luận') })),
    {
      columns: sheet.signers.map((text) => ({
        stack: [
          { text, bold: true },
          { text: '(Ký, ghi rõ họ tên)', italics: true, fontSize: 10 },
        ],
        alignment: 'center',
      })),
      fontSize: 11,
      columnGap: 12,
      margin: [0, 26, 0, 80],
      unbreakable: true,
    },
    ...(sheet.annexes ?? []).flatMap((annex) => [
      { text: annex.caption ?? '', bold: true, pageBreak: 'before' },
      table(annex),
    ]),
  ]);
}
