/** Which documents were opened, and by how many: said by tablets, asked by the office. */
import { join } from 'node:path';
import { type Response, Router } from 'express';
import { documentById, mayRead } from '../../shared/meeting/documents/queries.ts';
import { chairsSide, hasRole } from '../../shared/people/roles.ts';
import { personById } from '../../shared/people/roster.ts';
import { DocumentOpened, type ReadingAnswer } from '../../shared/reading.ts';
import type { Bodies } from '../bodies/bodies.ts';
import type { Meetings } from '../meetings/meetings.ts';
import type { Readings } from '../reading/readings.ts';
import { parsed, Refused } from './errors.ts';
import { actorOf, meetingOf, personOf } from './middleware.ts';

export interface ReadingOptions {
  bodies: Bodies;
  meetings: Meetings;
  readings: Readings;
}

/** Below a meeting's address, for whoever is in it. */
export function readingRouter({ bodies, meetings, readings }: ReadingOptions): Router {
  const router = Router();
  const isNamedIn = (body: string) => bodies.body(body)?.state.profile.reading === 'names';
  const fileOf = (response: Response) => {
    const { body, id } = meetingOf(response);
    return join(meetings.folderOf(body, id), 'readings.json');
  };

  router.get('/', async (_request, response) => {
    const isNamed = isNamedIn(meetingOf(response).body);
    const isOffice = hasRole(actorOf(response).roles, chairsSide);
    const documents = isOffice ? await readings.of(fileOf(response)) : undefined;
    // Names that were kept while they were allowed are no longer shown when they are not.
    const shown = Object.fromEntries(
      Object.entries(documents ?? {}).map(([id, { count, people }]) => [id, { count, people: isNamed ? people : [] }]),
    );
    response.json({ isNamed, ...(isOffice ? { documents: shown } : {}) } satisfies ReadingAnswer);
  });

  router.post('/', async (request, response) => {
    const { document: id } = parsed(DocumentOpened, request.body);
    const { body, log } = meetingOf(response);
    const reader = personById(log.state, personOf(response));
    const document = documentById(log.state, id);
    if (!document || !reader || !mayRead(document, reader)) throw new Refused('no-such-document');
    await readings.opened(fileOf(response), id, reader.id, isNamedIn(body));
    response.json({});
  });
  return router;
}
