/** A document of the council as PDF. */
import type { OfficialSheet, SheetTable } from './official-sheet.ts';
import { makePdf } from './print-pdf.ts';

const STATE = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'];

const signed = ({ authority, title, name, receivers }: NonNullable<OfficialSheet['signature']>) => ({
  columns: [
    {
      width: '45%',
      stack: [
        { text: 'Nơi nhận:', bold: true, italics: true, fontSize: 11 },
        ...receivers.map((one, at) => ({ text: `- ${one}${at === receivers.length - 1 ? '.' : ';'}`, fontSize: 10 })),
      ],
    },
    {
      width: '*',
      alignment: 'center',
      // Between the two there is room for a signature and a stamp.
      stack: [
        { text: authority, bold: true },
        { text: title, bold: true, margin: [0, 0, 0, 70] },
        { text: name, bold: true },
      ],
    },
  ],
  margin: [0, 20, 0, 0],
  unbreakable: true,
});

/** One document of several sheets, each on pages of its own. */
export function sheetsPdf(sheets: readonly OfficialSheet[]): Promise<Blob> {
  return makePdf(
    sheets.map((sheet, at) => ({ stack: contentOf(sheet), ...(at === 0 ? {} : { pageBreak: 'before' }) })),
    sheets.some(({ isWide }) => isWide),
  );
}

function contentOf(sheet: OfficialSheet): object[] {
  /** Numbers of rows are narrow; names or labels take what the others leave. */
  const widthsOf = (head: readonly string[], widths: readonly number[] | undefined) => {
    const whole = (widths ?? []).reduce((sum, width) => sum + width, 0);
    if (widths) return widths.map((width) => `${(100 * width) / whole}%`);
    const [first, others] = [head[0] === 'TT' ? [24] : [], head.length > 3 ? 76 : 'auto'];
    return [...first, '*', ...head.slice(first.length + 1).map(() => others)];
  };
  const table = ({ head, rows, widths }: SheetTable) => ({
    margin: [0, 8, 0, 8],
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: widthsOf(head, widths),
      body: [
        head.map((text) => ({ text, bold: true, alignment: 'center' })),
        ...rows.map((row) =>
          row.map((text, at) => ({ text, alignment: at === (head[0] === 'TT' ? 1 : 0) ? 'left' : 'center' })),
        ),
      ],
    },
  });
  return [
    {
      columns: [
        {
          width: '46%',
          stack: [
            { text: sheet.council.toUpperCase(), bold: true },
            ...(sheet.meeting ? [{ text: sheet.meeting }] : []),
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
    ...(sheet.signature ? [signed(sheet.signature)] : []),
    ...(sheet.signers.length === 0
      ? []
      : [
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
        ]),
    ...(sheet.annexes ?? []).flatMap((annex) => [
      { text: annex.caption ?? '', bold: true, pageBreak: 'before' },
      table(annex),
    ]),
  ];
}
