/** Saves what the council signs on this device: the record of a count, the list of an open vote, the minutes. */
import type { Minutes } from '../../shared/meeting/minutes.ts';
import type { MeetingState } from '../../shared/meeting/state.ts';
import type { CountedVote } from '../../shared/meeting/voting/state.ts';
import { slug } from '../../shared/vietnamese.ts';
import { save } from '../ui/save.ts';
import { countSheet, namedList } from './count-sheet.ts';
import { minutesSheet } from './minutes-sheet.ts';
import type { OfficialSheet } from './official-sheet.ts';

/** Everything in composed Unicode: what fonts in documents need. */
const composed = (sheet: OfficialSheet): OfficialSheet =>
  JSON.parse(JSON.stringify(sheet).normalize('NFC')) as OfficialSheet;
const fileName = (vote: CountedVote, ending: string) => `kiem-phieu-${slug(vote.title) || vote.id}.${ending}`;

export async function saveSheet(kind: 'pdf' | 'docx' | 'csv', view: MeetingState, vote: CountedVote): Promise<void> {
  if (kind === 'csv')
    return save(new Blob([namedList(view, vote).normalize('NFC')], { type: 'text/csv' }), fileName(vote, 'csv'));
  save(await made(kind, countSheet(view, vote)), fileName(vote, kind));
}

/** As a file. */
export async function made(kind: 'pdf' | 'docx', ...sheets: readonly OfficialSheet[]): Promise<Blob> {
  const whole = sheets.map(composed);
  return kind === 'pdf'
    ? (await import('./sheet-pdf.ts')).sheetsPdf(whole)
    : (await import('./sheet-docx.ts')).sheetsDocx(whole);
}

/** The draft of a meeting's minutes: what the record knows, to be added to and signed. */
export async function saveMinutes(kind: 'pdf' | 'docx', view: MeetingState, minutes: Minutes): Promise<void> {
  save(await made(kind, minutesSheet(view, minutes)), `bien-ban-${slug(view.title) || view.id}.${kind}`);
}
