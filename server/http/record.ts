/** The record of a meeting as a ZIP, for those who conduct it. */
import { Router } from 'express';
import yazl from 'yazl';
import type { RecordKey } from '../record/record-key.ts';
import { minutesOf } from '../reports/minutes.ts';
import { NothingRecorded, recordFiles } from '../reports/record.ts';
import { Refused } from './errors.ts';
import { meetingOf } from './middleware.ts';

export interface RecordOptions {
  recordKey: RecordKey;
}

export function recordRouter({ recordKey }: RecordOptions): Router {
  const router = Router();
  router.get('/minutes', async (_request, response) => {
    response.json(await minutesOf(await meetingOf(response).log.lines()));
  });
  router.get('/', async (_request, response) => {
    const { id, log } = meetingOf(response);
    const files = await recordFiles(id, await log.lines(), recordKey).catch((error: unknown) => {
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
