/** Papers of a meeting, written by several at once: minutes, conclusions. */
import { join } from 'node:path';
import { json, type Request, Router } from 'express';
import { LARGEST_UPDATE, type PaperAnswer, PaperChanges, PaperKind } from '../../shared/papers.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { NotAnUpdate, type Papers, PaperTooLarge } from '../papers/papers.ts';
import { Presence } from '../papers/presence.ts';
import { parsed, Refused } from './errors.ts';
import { meetingOf, personOf } from './middleware.ts';

export interface PapersOptions {
  meetings: Meetings;
  papers: Papers;
}

/** Below a meeting's address, for its chair's side. */
export function papersRouter({ meetings, papers }: PapersOptions): Router {
  const router = Router();
  const presence = new Presence();
  const kindIn = (request: Request) => parsed(PaperKind, request.params.kind);

  router.post('/:kind', json({ limit: LARGEST_UPDATE * 2 }), async (request, response) => {
    const kind = kindIn(request);
    const { have, update, begins } = parsed(PaperChanges, request.body);
    const { body, id } = meetingOf(response);
    const path = join(meetings.folderOf(body, id), 'papers', `${kind}.yjs`);
    const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
    try {
      const kept = await papers.sync(path, bytes(have), update === null ? null : bytes(update), begins);
      response.json({ ...kept, others: presence.see(path, personOf(response)) } satisfies PaperAnswer);
    } catch (error) {
      if (error instanceof NotAnUpdate) throw new Refused('malformed');
      if (error instanceof PaperTooLarge) throw new Refused('too-large');
      throw error;
    }
  });
  return router;
}
