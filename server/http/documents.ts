/** Documents by the hash of their content: immutable, with ranges, to whoever may read them. */
import { Router } from 'express';
import type { Logins } from '../identity/logins.ts';
import type { Chamber } from '../live/chamber.ts';
import { Refused } from './errors.ts';
import { whoAsks } from './who.ts';

export interface DocumentsOptions {
  chamber: Chamber;
  logins: Logins;
  pathOf: (hash: string) => string;
}

export function documentsRouter({ chamber, logins, pathOf }: DocumentsOptions): Router {
  const router = Router();
  router.get('/:name', (request, response) => {
    const hash = /^([0-9a-f]{64})\.pdf$/.exec(request.params.name)?.[1];
    const person = whoAsks(logins, request);
    const isHere = (host: { state: { people: readonly { id: string }[] } }) =>
      host.state.people.some(({ id }) => id === person);
    const entries = chamber.hosts.flatMap((host) =>
      host.state.documents.filter((document) => document.hash === hash).map((document) => ({ host, document })),
    );
    if (!hash || entries.length === 0) throw new Refused('not-found');
    const mayRead = entries.some(
      ({ host, document }) => (document.access === 'public' && !host.state.private) || isHere(host),
    );
    if (!mayRead) throw new Refused(person ? 'not-allowed' : 'not-signed-in');
    response.set({
      'Content-Type': 'application/pdf',
      'Cache-Control': 'private, max-age=31536000, immutable',
      'Content-Disposition': 'inline',
      ETag: `"${hash}"`,
    });
    response.sendFile(pathOf(hash), { cacheControl: false, etag: false, dotfiles: 'allow' });
  });
  return router;
}
