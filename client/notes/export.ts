/** My notes as plain text. */
import type { Note } from '../../shared/notes.ts';
import { noteText } from '../text/notes.ts';

export interface Exported {
  name: string;
  groups: { title: string; symbol: string; notes: readonly Note[] }[];
}

export function asText({ name, groups }: Exported): string {
  const w = noteText();
  const lines = [`${w.mine} · ${name}`, ''];
  for (const { title, symbol, notes } of groups) {
    lines.push(symbol ? `${title} (${symbol})` : title);
    for (const note of notes) {
      lines.push(`- ${w.page(note.page)}, ${w.kinds[note.kind]}${note.isLost ? ` (${w.lost})` : ''}`);
      if (note.quote) lines.push(`  “${note.quote}”`);
      if (note.text) lines.push(...note.text.split('\n').map((line) => `  ${line}`));
    }
    lines.push('');
  }
  return lines.join('\n').normalize('NFC');
}
