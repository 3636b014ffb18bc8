/** A table that the office works on further: as a Word document in the council's form, or as an Excel file. */
import type { MeetingState } from '../../shared/meeting/state.ts';
import { save } from '../ui/save.ts';
import { saveSpreadsheet } from '../ui/save-spreadsheet.ts';
import { BLANK, dayText, type SheetTable } from './official-sheet.ts';
import { made } from './sheet.ts';

export interface TableToSave extends SheetTable {
  title: string;
  about: string;
  /** Widths of the columns, in characters. */
  widths: number[];
}

export async function saveTable(
  kind: 'docx' | 'xlsx',
  view: MeetingState,
  table: TableToSave,
  at: number,
  name: string,
): Promise<void> {
  const { title, about, head, rows, widths } = table;
  if (kind === 'docx') {
    const sheet = {
      ...{ council: view.council, meeting: view.session || view.title, number: `Số: ${BLANK}`, title, about },
      placeAndDate: `${view.procedure.place || BLANK}, ${dayText(at, view.procedure.timeZone)}`,
      ...{ paragraphs: [], tables: [{ head, rows, widths }], conclusion: [], signers: ['NGƯỜI TỔNG HỢP'] },
      isWide: true,
    };
    return save(await made('docx', sheet), `${name}.docx`);
  }
  return saveSpreadsheet(`${name}.xlsx`, { head, rows, widths, wraps: true });
}
