/** The intake and the documents of a meeting, for those who prepare it. */
import { type Request, type Response, Router } from 'express';
import * as v from 'valibot';
import { DocumentId, ItemId, line } from '../../shared/ids.ts';
import type { IntakeNews } from '../../shared/intake.ts';
import type { Command } from '../../shared/meeting/commands.ts';
import { documentById, itemsOf } from '../../shared/meeting/documents/queries.ts';
import { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import type { DocumentStore } from '../documents/document-store.ts';
import type { Intake } from '../documents/intake.ts';
import { changeDocuments, documentIdFor } from '../documents/library.ts';
import type { Answered } from '../logs/log-host.ts';
import { parsed, Refused } from './errors.ts';
import { actorOf, meetingOf, personOf } from './middleware.ts';

export interface IntakeOptions {
  intake: Intake;
  store: DocumentStore;
}

export const Announced = v.strictObject({
  name: line(300),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  from: v.optional(v.pipe(v.string(), v.maxLength(300)), ''),
  replaces: v.optional(v.nullable(DocumentId), null),
});
const { id: _, pages: __, hash: ___, bytes: ____, earlier: _____, ...described } = DocumentEntry.entries;
/** What a person says of a document; the rest is the file's. */
const Described = v.strictObject({ document: v.strictObject(described), items: v.array(ItemId) });

/** Takes a piece of a file, from the offset that `?from=` says. Throws `Refused`. */
export async function receiveBytes(intake: Intake, id: string, request: Request): Promise<object> {
  const offset = Number(request.query.from ?? 0);
  if (!Number.isSafeInteger(offset) || offset < 0) throw new Refused('malformed');
  const received = await intake.receive(id, offset, request);
  if (received === 'gone') throw new Refused('no-such-upload');
  if (received === 'wrong-offset') throw new Refused('wrong-offset');
  if (received === 'too-large') throw new Refused('upload-too-large');
  return received;
}

/** Below a meeting's address, for its chair's side. */
export function intakeRouter({ intake, store }: IntakeOptions): Router {
  const router = Router();

  /** A file that was sent for this meeting: no other's are seen here. */
  const entryOf = (request: Request, response: Response) => {
    const entry = intake.entry(String(request.params.id));
    const { body, id } = meetingOf(response);
    if (!entry || entry.body !== body || entry.meeting !== id) throw new Refused('no-such-upload');
    return entry;
  };
  const stateOf = (response: Response) => meetingOf(response).log.state;
  const change = async (response: Response, command: Command, id?: string): Promise<void> => {
    const answered = await changeDocuments(meetingOf(response).log, command, actorOf(response), id);
    if (!answered.accepted) throw new Refused(answered.code);
  };
  /** What a file becomes is one command, named by the file: sent again, or after a crash half way, it is done once. */
  const become = (response: Response, entry: string, command: Command): Promise<Answered> =>
    changeDocuments(meetingOf(response).log, command, actorOf(response), `take-${entry}`);

  router.get('/', async (_request, response) => {
    const { body, id: meeting } = meetingOf(response);
    const mine = intake.entriesOf({ body, meeting });
    const entries = await Promise.all(
      mine.map(async (entry) => {
        const report = entry.state.phase === 'ready' ? await store.report(entry.state.hash) : null;
        const { sketch, sizes, ...shown } = report ?? { sketch: 0, sizes: 0 };
        const received = await intake.received(entry.id);
        return { ...entry, received, report: report && (shown as IntakeNews['entries'][number]['report']) };
      }),
    );
    const { limits, remaking } = intake;
    const progress = mine.some(({ id }) => id === intake.progress?.id) ? intake.progress : null;
    response.json({ limits, entries, progress, remaking } satisfies IntakeNews);
  });

  router.post('/', async (request, response) => {
    // Said by itself, since a clerk can mend it.
    if (String((request.body as { name?: unknown } | undefined)?.name ?? '').trim().length > 300)
      throw new Refused('name-too-long');
    const file = parsed(Announced, request.body);
    if (file.replaces !== null && !documentById(stateOf(response), file.replaces))
      throw new Refused('no-such-document');
    const { body, id: meeting } = meetingOf(response);
    const entry = await intake.announce({ ...file, body, meeting, by: personOf(response) });
    if (!entry) throw new Refused('upload-too-large');
    response.status(201).json(entry);
  });

  /** The file's bytes, from where the last ones ended; as many at a time as one likes. */
  router.put('/:id/bytes', async (request, response) => {
    response.json(await receiveBytes(intake, entryOf(request, response).id, request));
  });

  router.post('/:id/again', async (request, response) => {
    if (!(await intake.again(entryOf(request, response).id))) throw new Refused('no-such-upload');
    response.json({});
  });

  router.delete('/:id', async (request, response) => {
    await intake.remove(entryOf(request, response).id);
    response.json({});
  });

  /** A person has confirmed what it is: from now on it is a document, or a new version of one. */
  router.post('/:id/take', async (request, response) => {
    // Its answer was lost on the way, so it is asked again: the document is there, and there once.
    const earlier = documentIdFor(String(request.params.id));
    if (!intake.entry(String(request.params.id)) && documentById(stateOf(response), earlier)) {
      response.status(201).json({ document: earlier });
      return;
    }
    const { id, state, replaces } = entryOf(request, response);
    if (state.phase !== 'ready') throw new Refused('not-examined');
    const [report, bytes] = await Promise.all([store.report(state.hash), store.sizeOf(state.hash)]);
    if (!report || bytes === null) throw new Refused('not-examined');
    const file = { hash: state.hash, pages: report.pages, bytes };
    let document = replaces;
    if (document) {
      const answer = await become(response, id, { type: 'replace-document', id: document, ...file });
      // In place already: the crash came between the change and the list.
      if (!answer.accepted && answer.code !== 'same-version') throw new Refused(answer.code);
    } else {
      const { document: fields, items } = parsed(Described, request.body);
      document = documentIdFor(id);
      const added = { ...fields, ...file, id: document };
      const answer = await become(response, id, { type: 'add-document', document: added, items });
      if (!answer.accepted && answer.code !== 'document-exists') throw new Refused(answer.code);
    }
    await intake.taken(id);
    response.status(201).json({ document });
  });

  /** This file is the new version of a document, after all; or it is none. */
  router.put('/:id/replaces', async (request, response) => {
    const { replaces } = parsed(v.strictObject({ replaces: v.nullable(DocumentId) }), request.body);
    if (replaces && !documentById(stateOf(response), replaces)) throw new Refused('no-such-document');
    await intake.setReplaces(entryOf(request, response).id, replaces);
    response.json({});
  });

  const known = (request: Request, response: Response) => {
    const document = documentById(stateOf(response), String(request.params.id));
    if (!document) throw new Refused('no-such-document');
    return document;
  };

  router.put('/documents/:id', async (request, response) => {
    const before = known(request, response);
    const { document, items } = parsed(Described, request.body);
    await change(response, { type: 'describe-document', document: { ...before, ...document }, items });
    response.json({});
  });

  router.delete('/documents/:id', async (request, response) => {
    await change(response, { type: 'remove-document', id: known(request, response).id });
    response.json({});
  });

  /** The order of an item's documents; prepared or live. */
  router.put('/order/:item', async (request, response) => {
    const documents = parsed(v.array(DocumentId), request.body);
    const item = parsed(ItemId, request.params.item);
    await change(response, { type: 'order-documents', item, documents });
    response.json({});
  });

  /** The report on a document that is in already. */
  router.get('/documents/:id/report', async (request, response) => {
    const { id, hash } = known(request, response);
    const report = await store.report(hash);
    if (!report) throw new Refused('not-examined');
    const { sketch, ...shown } = report;
    response.json({ ...shown, items: itemsOf(stateOf(response), id) });
  });

  return router;
}
