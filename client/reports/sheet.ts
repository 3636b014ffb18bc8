/** Saves the record of a count, or the list of an open vote, on this device. */
import type { MeetingState } from '../../shared/meeting/state.ts';
import type { CountedVote } from '../../shared/meeting/voting/state.ts';
import { slug } from '../../shared/vietnamese.ts';
import { save } from '../ui/save.ts';
import { type CountSheet, countSheet, namedList } from './count-sheet.ts';

/** Everything in composed Unicode: what fonts in documents need. */
const composed = (sheet: CountSheet): CountSheet => JSON.parse(JSON.stringify(sheet).normalize('NFC')) as CountSheet;
const fileName = (vote: CountedVote, ending: string) => `kiem-phieu-${slug(vote.title) || vote.id}.${ending}`;

export async function saveSheet(kind: 'pdf' | 'docx' | 'csv', view: MeetingState, vote: CountedVote): Promise<void> {
  if (kind === 'csv')
    return save(new Blob([namedList(view, vote).normalize('NFC')], { type: 'text/csv' }), fileName(vote, 'csv'));
  const sheet = composed(countSheet(view, vote));
  const made =
    kind === 'pdf'
      ? await (await import('./sheet-pdf.ts')).sheetPdf(sheet)
      : await (await import('./sheet-docx.ts')).sheetDocx(sheet);
  save(made, fileName(vote, kind));
}
