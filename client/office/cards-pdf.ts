/** Cards to be printed and cut: eight on a page, each with its QR code; the PIN stands below a fold. */
import type { Member } from '../../shared/body/members.ts';
import { makePdf } from '../reports/print-pdf.ts';
import type { IssuedCard } from './office.ts';

export interface PrintedCard extends IssuedCard {
  member: Member;
  /** Her seat; empty where she has none. */
  seat: string;
}

const COLUMNS = 2;
/** Points: four rows and their padding fit on a page. */
const HEIGHT = 160;

const cell = (council: string, address: string, { member, seat, code, pin, password, key }: PrintedCard) => ({
  stack: [
    {
      columns: [
        {
          width: '*',
          stack: [
            { text: council, fontSize: 8, color: '#444444' },
            { text: member.name, bold: true, fontSize: 15, margin: [0, 4, 0, 2] },
            { text: [member.title, member.delegation].filter(Boolean).join(' · '), fontSize: 10 },
            {
              text: [`Mã: ${code}`, seat && `Ghế: ${seat}`].filter(Boolean).join('   '),
              bold: true,
              fontSize: 12,
              margin: [0, 6, 0, 0],
            },
            { text: address, fontSize: 8 },
          ],
        },
        { width: 84, qr: `${address}/#card=${key}`, fit: 84, eccLevel: 'M' },
      ],
      columnGap: 6,
    },
    {
      text: '- - - - - - - - - - - - gấp tại đây, giữ kín phần dưới - - - - - - - - - - - -',
      fontSize: 7,
      margin: [0, 8, 0, 6],
    },
    { text: [{ text: 'PIN: ' }, { text: pin, bold: true, fontSize: 15 }] },
    ...(password ? [{ text: [{ text: 'Mật khẩu: ' }, { text: password, bold: true, fontSize: 13 }] }] : []),
  ],
  margin: [6, 6, 6, 6],
});

/** @param address under which tablets open the server: it stands in every code */
export function cardsPdf(council: string, address: string, cards: readonly PrintedCard[]): Promise<Blob> {
  const rows = Array.from({ length: Math.ceil(cards.length / COLUMNS) }, (_, row) =>
    Array.from({ length: COLUMNS }, (_, column) => {
      const card = cards[row * COLUMNS + column];
      return card ? cell(council, address, card) : '';
    }),
  );
  return makePdf([
    {
      table: { widths: ['*', '*'], heights: HEIGHT, dontBreakRows: true, body: rows },
      layout: {
        hLineStyle: () => ({ dash: { length: 3 } }),
        vLineStyle: () => ({ dash: { length: 3 } }),
        hLineWidth: () => 0.5,
        vLineWidth: () => 0.5,
      },
    },
  ]);
}
