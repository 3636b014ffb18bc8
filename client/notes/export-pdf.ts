/** My notes as a PDF, made on this device. */
import { makePdf } from '../reports/print-pdf.ts';
import { noteText } from '../text/notes.ts';
import type { Exported } from './export.ts';

/** Rejects when the fonts can't be fetched. */
export async function asPdf({ name, groups }: Exported): Promise<Blob> {
  const w = noteText();
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
  return makePdf(content);
}
