/** A document of the council in the official form, as plain content: PDF and DOCX are made of the same. */
import { zoned } from '../../shared/vietnamese.ts';

export interface SheetTable {
  caption?: string;
  head: string[];
  rows: string[][];
  /** How wide its columns are beside each other; without them a column of names is wide, one of numbers is not. */
  widths?: number[];
}

export interface OfficialSheet {
  council: string;
  meeting: string;
  /** "Số: …/BB-HĐND" */
  number: string;
  /** "Hải Sơn, ngày 09 tháng 12 năm 2026" */
  placeAndDate: string;
  title: string;
  about: string;
  /** `heading`: of a part. */
  paragraphs: (string | { heading: string })[];
  tables: SheetTable[];
  conclusion: string[];
  /** Several who sign by hand; none where there is a `signature`. */
  signers: string[];
  /** One who signs for the council, with whom the paper goes to at her left. */
  signature?: { authority: string; title: string; name: string; receivers: string[] };
  /** On pages of their own, behind the signatures. */
  annexes?: SheetTable[];
  /** On pages that lie: for tables of many columns. */
  isWide?: boolean;
}

export const two = (number: number) => String(number).padStart(2, '0');
/** As the council's clock shows it, whatever the laptop is set to. Days, and the months 1 and 2, with two digits. */
export const dayText = (at: number, zone: string): string => {
  const { day, month, year } = zoned(at, zone);
  return dayOfPaper(`${year}-${month}-${day}`);
};
/** "ngày 09 tháng 12 năm 2026", of YYYY-MM-DD. */
export const dayOfPaper = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return `ngày ${two(date)} tháng ${month < 3 ? two(month) : month} năm ${year}`;
};
export const moment = (at: number, zone: string): string => {
  const { hour, minute } = zoned(at, zone);
  return `${two(hour)} giờ ${two(minute)} phút, ${dayText(at, zone)}`;
};
/** To be written in by hand. */
export const BLANK = '………';
