/** Rows as an Excel file: as text, all of it, so that no spreadsheet takes what somebody wrote for a formula. */
import { save } from './save.ts';

export interface Spreadsheet {
  /** In bold above the rows; none where the first row is already data. */
  head?: readonly string[];
  rows: readonly (readonly string[])[];
  /** Widths of the columns, in characters. */
  widths: readonly number[];
  /** Long texts go on in the next line of their cell. */
  wraps?: boolean;
}

/** `name` comes with its ending. The library is fetched when somebody saves, and not before. */
export async function saveSpreadsheet(name: string, { head, rows, widths, wraps = false }: Spreadsheet): Promise<void> {
  const { default: writeExcelFile } = await import('write-excel-file/browser');
  const cell = (value: string) => ({ value, type: String, ...(wraps ? { wrap: true } : {}) });
  const bold = (value: string) => ({ ...cell(value), fontWeight: 'bold' as const });
  const cells = [...(head ? [head.map(bold)] : []), ...rows.map((row) => row.map(cell))];
  save(await writeExcelFile(cells, { columns: widths.map((width) => ({ width })) }).toBlob(), name);
}
