/** How HTTP refuses: always JSON, a code and a sentence in two languages. */
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import * as v from 'valibot';
import { type RefusalCode, refusal } from '../../shared/wire/rejections.ts';
import { JournalDamaged } from '../journal/engine.ts';

const statuses: Partial<Record<RefusalCode, number>> = {
  'not-signed-in': 401,
  'wrong-credentials': 401,
  'password-needed': 401,
  'signed-in-elsewhere': 409,
  'too-many-tries': 429,
  'card-locked': 423,
  'passkey-refused': 401,
  'passkey-needs-name': 400,
  'link-used': 401,
  'notes-locked': 423,
  'not-allowed': 403,
  'only-here': 403,
  'foreign-origin': 403,
  'not-in-meeting': 403,
  'not-in-body': 403,
  'wrong-setup-link': 403,
  'person-elsewhere': 403,
  'already-set-up': 409,
  'not-set-up': 503,
  'not-found': 404,
  'meeting-running': 409,
  'no-such-upload': 404,
  'no-such-link': 404,
  'no-such-document': 404,
  'wrong-offset': 409,
  'not-examined': 409,
  'upload-too-large': 413,
  'too-large': 413,
  'no-such-range': 416,
  'too-many': 429,
  'storage-failed': 507,
  'journal-damaged': 500,
  unexpected: 500,
};

/** Thrown by a router; answered as its code says. */
export class Refused extends Error {
  /** @param more what the asker needs beside the sentence */
  constructor(
    readonly code: RefusalCode,
    readonly more: object = {},
  ) {
    super(code);
  }
}

/** The body as its schema says, or a refusal. */
export function parsed<Schema extends v.GenericSchema>(schema: Schema, body: unknown): v.InferOutput<Schema> {
  const checked = v.safeParse(schema, body);
  if (!checked.success) throw new Refused('malformed');
  return checked.output;
}

export const notFound: RequestHandler = () => {
  throw new Refused('not-found');
};

export const answerErrors =
  (log: Logger): ErrorRequestHandler =>
  (error: Error & { type?: string; status?: number; code?: string }, request, response, next) => {
    if (response.headersSent) return next(error);
    let code: RefusalCode = 'unexpected';
    if (error instanceof Refused) code = error.code;
    else if (error instanceof JournalDamaged) code = 'journal-damaged';
    else if (error.type === 'entity.too.large') code = 'too-large';
    else if (error.status === 404) code = 'not-found';
    else if (error.status === 416) code = 'no-such-range';
    else if (error.status && error.status < 500) code = 'malformed';
    else if (error.code === 'ENOSPC' || error.code === 'EIO') code = 'storage-failed';
    if (code === 'unexpected' || code === 'storage-failed')
      log.error({ error, url: request.path }, 'A request failed.');
    response.status(statuses[code] ?? 400).json({ ...refusal(code), ...(error instanceof Refused ? error.more : {}) });
  };
