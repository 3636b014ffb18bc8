/** Times of day as the council's clock shows them, whatever zone a laptop is set to. */
import { zoned } from '../../shared/vietnamese.ts';

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
