/** My notes as a PDF, made on this device; the library and its fonts are only loaded for it. */

import regular from '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf?url';
import italic from '@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf?url';
import bold from '@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf?url';
import pdfMake from 'pdfmake/build/pdfmake';
import type { Exported } from './export.ts';
import { words } from './words.ts';

const absolute = (path: string) => new URL(path, location.href).href;

/** Rejects when the fonts can't be fetched. */
export async function asPdf({ name, groups }: Exported): Promise<Blob> {
  const w = words();
  pdfMake.addFonts({
    Tinos: {
      normal: absolute(regular),
      bold: absolute(bold),
      italics: absolute(italic),
      bolditalics: absolute(bold),
    },
  });
  const content: object[] = [
    { text: `${w.mine} · ${name}`.normalize('NFC'), fontSize: 18, bold: true, margin: [0, 0, 0, 12] },
  ];
  for (const { title, symbol, notes } of groups) {
    content.push({
      text: (symbol ? `${title} (${symbol})` : title).normalize('NFC'),
      fontSize: 13,
      bold: true,
      margin: [0, 10, 0, 4],
    });
    for (const note of notes) {
      const head = `${w.page(note.page)}, ${w.kinds[note.kind]}${note.isLost ? ` (${w.lost})` : ''}`;
      content.push({ text: head, fontSize: 10, color: '#555555', margin: [0, 6, 0, 0] });
      if (note.quote) content.push({ text: `“${note.quote}”`.normalize('NFC'), italics: true, margin: [12, 0, 0, 0] });
      if (note.text) content.push({ text: note.text.normalize('NFC'), margin: [12, 0, 0, 0] });
    }
  }
  const pdf = pdfMake.createPdf({
    content: content as never,
    defaultStyle: { font: 'Tinos', fontSize: 12 },
    pageSize: 'A4',
    pageMargins: [56, 56, 56, 56],
    footer: (page: number, pages: number) => ({ text: `${page}/${pages}`, alignment: 'center', fontSize: 9 }),
  });
  return pdf.getBlob();
}
