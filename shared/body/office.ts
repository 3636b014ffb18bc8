/** Văn phòng: who looks after a body's people, halls and meetings. */
import { chairsSide } from '../people/roles.ts';

export const office = [...chairsSide, 'administrator'] as const;

/** What is removed can be had back for so long; then nothing of it is left in any list. */
export const RESTORABLE_MS = 30 * 24 * 3_600_000;

/** Something that was taken off a list, and when. */
export interface Removed<Thing> {
  thing: Thing;
  at: number;
}

export const isRestorable = ({ at }: { at: number }, now: number): boolean => now - at <= RESTORABLE_MS;
