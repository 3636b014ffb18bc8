/** What was removed more than thirty days ago goes for good: out of the lists, and a meeting's folder with it. */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { RESTORABLE_MS } from '../../shared/body/office.ts';
import { system } from '../logs/rulebook.ts';
import type { Meetings } from '../meetings/meetings.ts';
import type { Bodies } from './bodies.ts';

const EVERY_MS = 24 * 3_600_000;

/** Once over all bodies. A folder that can't be deleted is tried again the next day, as one that nobody lists. */
export async function purgeRemoved(bodies: Bodies, meetings: Meetings, now: number): Promise<void> {
  const before = now - RESTORABLE_MS;
  for (const body of bodies.all) {
    const gone = body.state.meetings.filter(({ removedAt }) => removedAt !== null && removedAt <= before);
    // Folders first: cut off in between, the list still says what is left to do.
    for (const { id } of gone) await rm(meetings.folderOf(body.id, id), { recursive: true, force: true });
    await body.execute(`purge-${randomUUID()}`, { type: 'purge-removed', before }, system);
  }
}

/** At once and then every day. Answers with the way to stop. */
export function purgeDaily(
  bodies: Bodies,
  meetings: Meetings,
  now: () => number,
  warn: (message: string, error?: unknown) => void,
): () => void {
  const purge = () =>
    void purgeRemoved(bodies, meetings, now()).catch((error: unknown) =>
      warn('What was removed could not be purged; it is tried again tomorrow.', error),
    );
  purge();
  const timer = setInterval(purge, EVERY_MS).unref();
  return () => clearInterval(timer);
}
