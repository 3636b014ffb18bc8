/** Reads the first sheet of an Excel file, or a CSV as offices save it, into cells of text. */
import { parse } from 'csv-parse/browser/esm/sync';

/** More is no list of people. */
export const MOST_BYTES = 20 * 1024 * 1024;

/** Bytes of a CSV as text: UTF-8 or UTF-16 with their marks, UTF-8 without, else the Vietnamese Windows code page. */
export function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1258').decode(bytes).normalize('NFC');
  }
}

/** What separates the cells: whichever stands most often in the first lines. */
export function separatorOf(text: string): ',' | ';' | '\t' {
  const beginning = text.split(/\r?\n/, 20).join('\n');
  const count = (sign: string) => beginning.split(sign).length;
  const signs = [';', ',', '\t'] as const;
  return signs.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** Throws where it is no CSV. */
export function cellsOfCsv(bytes: Uint8Array): string[][] {
  const text = decoded(bytes);
  return parse(text, {
    bom: true,
    delimiter: separatorOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
  }) as string[][];
}

const asText = (cell: unknown): string => {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
};

/** Rejects where the file is neither. */
export async function cellsOf(file: File): Promise<string[][]> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isZip) return cellsOfCsv(bytes);
  const { readSheet } = await import('read-excel-file/browser');
  return ((await readSheet(file)) as unknown[][]).map((row) => row.map(asText));
}
