/** Documents by the hash of their content, their page images and their text: immutable, to whoever may read them. */
import { type Request, type Response, Router } from 'express';
import { chairsSide, hasRole } from '../../shared/people/roles.ts';
import { personById } from '../../shared/people/roster.ts';
import type { DocumentStore } from '../documents/document-store.ts';
import type { Intake } from '../documents/intake.ts';
import { findDocument } from '../documents/library.ts';
import type { Logins } from '../identity/logins.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { Refused } from './errors.ts';
import { whoAsks } from './who.ts';

export interface DocumentsOptions {
  meetings: Meetings;
  intake: Intake;
  logins: Logins;
  store: DocumentStore;
}

/** `/documents/<body>/<meeting>/…`: a file is read as a document of a meeting, and of no other. */
export function documentsRouter({ meetings, intake, logins, store }: DocumentsOptions): Router {
  const router = Router();

  /** Refuses whoever may not read it; says how it may be kept. */
  async function allow(hash: string | undefined, request: Request, response: Response): Promise<string> {
    const person = whoAsks(logins, request);
    const { body, meeting: id } = request.params as { body: string; meeting: string };
    const meeting = hash ? await meetings.get(body, id) : null;
    if (!hash || !meeting) throw new Refused('not-found');
    const { access, document } = findDocument(meeting.log, hash, person);
    const reader = personById(meeting.log.state, person);
    const isComingIn = intake
      .entriesOf({ body: meeting.body, meeting: meeting.id })
      .some(({ state }) => state.phase === 'ready' && state.hash === hash);
    const prepares = hasRole(reader?.roles ?? [], chairsSide);
    if (access !== 'yes' && !(isComingIn && prepares)) {
      // Whoever has no part in the meeting hears nothing of what it has.
      if ((access === 'unknown' && !isComingIn) || (person && !reader)) throw new Refused('not-found');
      throw new Refused(person ? 'not-allowed' : 'not-signed-in');
    }
    const isConfidential = document?.confidential === true;
    // Read in our reader only, with the reader's name across it: never opened or saved as a file of its own.
    if (isConfidential && /^(document|iframe|object|embed)$/.test(String(request.headers['sec-fetch-dest'] ?? '')))
      throw new Refused('not-allowed');
    response.set('Cache-Control', isConfidential ? 'no-store' : 'private, max-age=31536000, immutable');
    return hash;
  }
  const send = (response: Response, path: string): void =>
    response.sendFile(path, { cacheControl: false, etag: false, dotfiles: 'allow' }, (error) => {
      if (!error || response.headersSent) return;
      response.removeHeader('Cache-Control');
      const isMissing =
        (error as NodeJS.ErrnoException).code === 'ENOENT' || (error as { status?: number }).status === 404;
      response.req.next?.(isMissing ? new Refused('not-found') : error);
    });

  router.get('/:body/:meeting/:name', async (request, response) => {
    const hash = await allow(/^([0-9a-f]{64})\.pdf$/.exec(request.params.name)?.[1], request, response);
    response.set({ 'Content-Type': 'application/pdf', 'Content-Disposition': 'inline', ETag: `"${hash}"` });
    send(response, store.pathOf(hash));
  });

  router.get('/:body/:meeting/:hash/:name', async (request, response) => {
    const { hash, name } = request.params;
    if (!/^[0-9a-f]{64}$/.test(hash) || !/^(?:[1-9]\d{0,4}(?:-small)?\.webp|text\.json|sizes\.json)$/.test(name))
      throw new Refused('not-found');
    await allow(hash, request, response);
    send(response, store.imageOf(hash, name));
  });
  return router;
}
