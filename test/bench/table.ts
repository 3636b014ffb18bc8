/** The benchmark's rows: what was measured, beside what, against which budget. */

export interface Row {
  what: string;
  measured: string;
  limit: string;
  budget: string;
  /** Null where there is no budget: measured to be known. */
  holds: boolean | null;
}
export const rows: Row[] = [];
export const verdictOf = ({ holds }: Row): string => {
  if (holds === null) return '';
  return holds ? 'holds' : '**falls short**';
};
export const ms = (value: number) => `${value.toFixed(1)} ms`;
export const at = (list: readonly number[], part: number) =>
  list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))] ?? Number.NaN;
export const median = (list: readonly number[]) => at(list, 0.5);
export const say = (words: string) => process.stderr.write(`${words}\n`);
export function add(row: Row): void {
  rows.push(row);
  say(`  ${row.what}: ${row.measured}, beside ${row.limit} (${row.budget}) ${verdictOf(row)}`);
}
