/** Times of day as the council's clock shows them, whatever zone a laptop is set to. */
import { zoned } from '../../shared/vietnamese.ts';
import { currentLanguage } from '../text/language.ts';

const two = (value: number) => String(value).padStart(2, '0');

/** "14:05" */
export function timeText(at: number, zone: string): string {
  const { hour, minute } = zoned(at, zone);
  return `${two(hour)}:${two(minute)}`;
}
/** "14:05, 09/12" */
export function dayAndTimeText(at: number, zone: string): string {
  const { day, month } = zoned(at, zone);
  return `${timeText(at, zone)}, ${two(day)}/${two(month)}`;
}
/** "2026-12-09T08:00", as `<input type="datetime-local">` takes it. */
export function inputTime(at: number, zone: string): string {
  const { year, month, day, hour, minute } = zoned(at, zone);
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}
/**
 * A moment as `<input type="datetime-local">` has it ("2026-12-09T08:00"), on the clock of a zone.
 * @returns milliseconds since 1970; null where nothing stands there
 */
export function atZone(text: string, zone: string): number | null {
  const guess = Date.parse(`${text}Z`);
  if (Number.isNaN(guess)) return null;
  // The offset that the zone has about then; asked again where the guess fell beyond a change of it.
  const offsetAt = (at: number) => {
    const { year, month, day, hour, minute } = zoned(at, zone);
    return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / 60_000) * 60_000;
  };
  const first = guess - offsetAt(guess);
  return guess - offsetAt(first);
}

/** `5 phút trước`, `hôm qua`: how long ago, in the language of the page. */
export function agoText(at: number, now = Date.now()): string {
  const minutes = Math.round((at - now) / 60_000);
  const words = new Intl.RelativeTimeFormat(currentLanguage(), { numeric: 'auto' });
  if (minutes > -60) return words.format(Math.min(minutes, 0), 'minute');
  const hours = Math.round(minutes / 60);
  return hours > -24 ? words.format(hours, 'hour') : words.format(Math.round(hours / 24), 'day');
}
