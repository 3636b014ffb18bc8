/** Says something else of a document that is in: by the intake, as the form beside the list does. */
import type { ItemId } from '../../shared/ids.ts';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { type Refusal, refusal } from '../../shared/wire/rejections.ts';
import { request } from '../live/login.ts';
import { inMeeting } from '../live/place.ts';

/** Resolves with why it was refused, or null. */
export async function describeDocument(document: DocumentEntry, items: readonly ItemId[]): Promise<Refusal | null> {
  const { id, pages, hash, bytes, earlier, ...described } = document;
  try {
    const response = await request(inMeeting(`/intake/documents/${id}`), 'PUT', { document: described, items });
    return response.ok ? null : ((await response.json()) as Refusal);
  } catch {
    return refusal('unexpected');
  }
}
