/** The record of the meeting as a ZIP, for those who conduct it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Router } from 'express';
import yazl from 'yazl';
import { chairsSide, hasRole } from '../../shared/people/roles.ts';
import type { Logins } from '../identity/logins.ts';
import type { Chamber } from '../live/chamber.ts';
import type { RecordKey } from '../record/record-key.ts';
import { NothingRecorded, recordFiles } from '../reports/record.ts';
import { Refused } from './errors.ts';
import { whoAsks } from './who.ts';

export interface RecordOptions {
  logins: Logins;
  chamber: Chamber;
  meetingsFolder: string;
  recordKey: RecordKey;
}

export function recordRouter({ logins, chamber, meetingsFolder, recordKey }: RecordOptions): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const host = chamber.current;
    const person = whoAsks(logins, request);
    if (!person) throw new Refused('not-signed-in');
    if (!host) throw new Refused('not-found');
    const roles = host.state.people.find(({ id }) => id === person)?.roles ?? [];
    if (!hasRole(roles, chairsSide)) throw new Refused('not-allowed');
    const { id } = host.definition;
    const journal = await readFile(join(meetingsFolder, id, 'journal.jsonl'));
    const files = await recordFiles(id, journal, recordKey).catch((error: unknown) => {
      throw error instanceof NothingRecorded ? new Refused('not-found') : error;
    });
    const zip = new yazl.ZipFile();
    for (const [name, content] of files) zip.addBuffer(content, `${id}/${name}`);
    zip.end();
    response.set('Content-Type', 'application/zip');
    response.set('Content-Disposition', `attachment; filename="${id}.zip"`);
    zip.outputStream.pipe(response);
  });
  return router;
}
