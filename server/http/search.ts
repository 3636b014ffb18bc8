/** `GET /api/search?q=…`: pages of the meeting that is on, as far as one may read them. */
import { Router } from 'express';
import * as v from 'valibot';
import { LONGEST_QUERY } from '../../shared/search.ts';
import type { Library } from '../documents/library.ts';
import type { Search } from '../documents/search.ts';
import type { Logins } from '../identity/logins.ts';
import { parsed, Refused } from './errors.ts';
import { whoAsks } from './who.ts';

const Asked = v.object({ q: v.pipe(v.string(), v.maxLength(LONGEST_QUERY)) });

export interface SearchOptions {
  search: Search;
  library: Library;
  logins: Logins;
}

export function searchRouter({ search, library, logins }: SearchOptions): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const person = whoAsks(logins, request);
    if (!person) throw new Refused('not-signed-in');
    const { q } = parsed(Asked, request.query);
    const host = library.chamber.current;
    if (!host) throw new Refused('not-found');
    response.json({ found: await search.search(host, person, q) });
  });
  return router;
}
