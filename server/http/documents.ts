/** Documents by the hash of their content, their page images and their text: immutable, to whoever may read them. */
import { type Request, type Response, Router } from 'express';
import type { Intake } from '../documents/intake.ts';
import type { Library } from '../documents/library.ts';
import type { Shelf } from '../documents/shelf.ts';
import type { Logins } from '../identity/logins.ts';
import { Refused } from './errors.ts';
import { whoAsks } from './who.ts';

export interface DocumentsOptions {
  library: Library;
  intake: Intake;
  logins: Logins;
  shelf: Shelf;
}

export function documentsRouter({ library, intake, logins, shelf }: DocumentsOptions): Router {
  const router = Router();

  /** Refuses whoever may not read it; says how it may be kept. */
  function allow(hash: string | undefined, request: Request, response: Response): string {
    const person = whoAsks(logins, request);
    if (!hash) throw new Refused('not-found');
    const { access, document } = library.find(hash, person);
    const isComingIn = intake.entries.some(({ state }) => state.phase === 'ready' && state.hash === hash);
    if (access !== 'yes' && !(isComingIn && library.prepares(person))) {
      if (access === 'unknown' && !isComingIn) throw new Refused('not-found');
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

  router.get('/:name', (request, response) => {
    const hash = allow(/^([0-9a-f]{64})\.pdf$/.exec(request.params.name)?.[1], request, response);
    response.set({ 'Content-Type': 'application/pdf', 'Content-Disposition': 'inline', ETag: `"${hash}"` });
    send(response, shelf.pathOf(hash));
  });

  router.get('/:hash/:name', (request, response) => {
    const { hash, name } = request.params;
    if (!/^[0-9a-f]{64}$/.test(hash) || !/^(?:[1-9]\d{0,4}(?:-small)?\.webp|text\.json|sizes\.json)$/.test(name))
      throw new Refused('not-found');
    allow(hash, request, response);
    send(response, shelf.imageOf(hash, name));
  });
  return router;
}
