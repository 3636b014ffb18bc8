/** Majorities, marks and numbers of ballots in words. */
import type { Level, Marks } from '../../shared/meeting/voting/ballots.ts';
import type { PlannedVote } from '../../shared/meeting/voting/planned.ts';
import { ballotText } from '../text/ballots.ts';
import { currentLanguage, text } from '../text/language.ts';

const FRACTIONS: Record<string, [vi: string, en: string]> = {
  '1/2': ['nửa', 'half'],
  '2/3': ['hai phần ba', 'two thirds'],
};
/** A majority in words: "Quá nửa tổng số đại biểu HĐND". */
export function majorityText({
  base,
  threshold,
  fraction: { numerator, denominator },
}: {
  base: 'all' | 'present' | 'voting' | 'valid';
  threshold: 'more-than' | 'at-least';
  fraction: { numerator: number; denominator: number };
}): string {
  const w = ballotText();
  const written = `${numerator}/${denominator}`;
  const fraction = FRACTIONS[written]?.[currentLanguage() === 'vi' ? 0 : 1] ?? written;
  return (threshold === 'more-than' ? w.moreThan : w.atLeast)(fraction, w.base[base]);
}

/** What stands on a ballot, in words. */
export function marksText({ candidates }: Pick<PlannedVote, 'candidates'>, marks: Marks): string {
  const w = ballotText();
  if (marks.length === 0) return w.notMarked;
  const nameOf = (id: string) => candidates.find((candidate) => candidate.id === id)?.name ?? id;
  return marks
    .map((mark) => {
      const [id, level] = mark.split(':');
      if (level) return `${nameOf(id!)}: ${w.level[level as Level]}`;
      return (text().choice as Record<string, string>)[mark] ?? nameOf(mark);
    })
    .join('; ');
}

/** A ballot's number as it is shown: in groups of four. */
export const shownNumber = (number: string): string => number.replace(/(.{4})(?=.)/g, '$1 ');
