/** `GET …/search?q=…`: pages of a meeting, as far as one may read them. */
import { Router } from 'express';
import * as v from 'valibot';
import { LONGEST_QUERY } from '../../shared/search.ts';
import type { Search } from '../documents/search.ts';
import { parsed } from './errors.ts';
import { meetingOf, personOf } from './middleware.ts';

const Asked = v.object({ q: v.pipe(v.string(), v.maxLength(LONGEST_QUERY)) });

export interface SearchOptions {
  search: Search;
}

export function searchRouter({ search }: SearchOptions): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const { q } = parsed(Asked, request.query);
    response.json({ found: await search.search(meetingOf(response).log, personOf(response), q) });
  });
  return router;
}
