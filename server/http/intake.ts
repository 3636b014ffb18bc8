/** The intake and the documents of the meeting that is on, for those who prepare it. */
import { type Request, Router } from 'express';
import * as v from 'valibot';
import { DocumentId, ItemId, line, type PersonId } from '../../shared/ids.ts';
import type { IntakeNews } from '../../shared/intake.ts';
import { documentById, itemsOf } from '../../shared/meeting/documents/queries.ts';
import { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import type { RefusalCode } from '../../shared/wire/rejections.ts';
import type { Intake } from '../documents/intake.ts';
import type { Library } from '../documents/library.ts';
import type { Shelf } from '../documents/shelf.ts';
import type { Logins } from '../identity/logins.ts';
import type { Answered, MeetingHost } from '../live/meeting-host.ts';
import { parsed, Refused } from './errors.ts';
import { whoAsks } from './who.ts';

export interface IntakeOptions {
  intake: Intake;
  library: Library;
  shelf: Shelf;
  logins: Logins;
}

const Announced = v.strictObject({
  name: line(300),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  from: v.optional(v.pipe(v.string(), v.maxLength(300)), ''),
  replaces: v.optional(v.nullable(DocumentId), null),
});
const { id: _, pages: __, hash: ___, bytes: ____, earlier: _____, ...described } = DocumentEntry.entries;
/** What a person says of a document; the rest is the file's. */
const Described = v.strictObject({ document: v.strictObject(described), items: v.array(ItemId) });

export function intakeRouter({ intake, library, shelf, logins }: IntakeOptions): Router {
  const router = Router();
  const clerks = new WeakMap<Request, PersonId>();

  router.use((request, _response, next) => {
    const person = whoAsks(logins, request);
    if (!person) throw new Refused('not-signed-in');
    if (!library.prepares(person)) throw new Refused('not-allowed');
    clerks.set(request, person);
    next();
  });

  const meeting = (): MeetingHost => {
    const host = library.chamber.current;
    if (!host) throw new Refused('not-found');
    return host;
  };
  const entryOf = (request: Request) => {
    const entry = intake.entry(String(request.params.id));
    if (!entry) throw new Refused('no-such-upload');
    return entry;
  };
  /** The meeting that a file was sent for: it lands there and nowhere else, whatever meeting is on by now. */
  const meetingOf = (request: Request): MeetingHost => {
    const host = library.chamber.host(entryOf(request).meeting);
    if (!host || !library.prepares(clerks.get(request)!, host)) throw new Refused('other-meeting');
    return host;
  };
  const accepted = (answered: Answered): void => {
    if (!answered.accepted) throw new Refused(answered.code);
  };
  const change = async (request: Request, command: Parameters<Library['change']>[1]) =>
    accepted(await library.change(meeting(), command, clerks.get(request)!));
  /** What a file becomes is one command, named by the file: sent again, or after a crash half way, it is done once. */
  const become = (request: Request, command: Parameters<Library['change']>[1]): Promise<Answered> =>
    library.change(meetingOf(request), command, clerks.get(request)!, `take-${entryOf(request).id}`);

  router.get('/', async (_request, response) => {
    const entries = await Promise.all(
      intake.entries.map(async (entry) => {
        const report = entry.state.phase === 'ready' ? await shelf.report(entry.state.hash) : null;
        const { sketch, sizes, ...told } = report ?? { sketch: 0, sizes: 0 };
        const received = await intake.received(entry.id);
        return { ...entry, received, report: report && (told as IntakeNews['entries'][number]['report']) };
      }),
    );
    const { limits, progress, remaking } = intake;
    response.json({ limits, entries, progress, remaking } satisfies IntakeNews);
  });

  router.post('/', async (request, response) => {
    // Said by itself, since a clerk can mend it.
    if (String((request.body as { name?: unknown } | undefined)?.name ?? '').trim().length > 300)
      throw new Refused('name-too-long');
    const file = parsed(Announced, request.body);
    const host = meeting();
    if (file.replaces !== null && !documentById(host.state, file.replaces)) throw new Refused('no-such-document');
    const entry = await intake.announce({ ...file, meeting: host.definition.id, by: clerks.get(request)! });
    if (!entry) throw new Refused('upload-too-large');
    response.status(201).json(entry);
  });

  /** The file's bytes, from where the last ones ended; as many at a time as one likes. */
  router.put('/:id/bytes', async (request, response) => {
    const { id } = entryOf(request);
    const offset = Number(request.query.from ?? 0);
    if (!Number.isSafeInteger(offset) || offset < 0) throw new Refused('malformed');
    const received = await intake.receive(id, offset, request);
    if (received === 'gone') throw new Refused('no-such-upload');
    if (received === 'wrong-offset') throw new Refused('wrong-offset');
    if (received === 'too-large') throw new Refused('upload-too-large');
    response.json(received);
  });

  router.post('/:id/again', async (request, response) => {
    if (!(await intake.again(entryOf(request).id))) throw new Refused('no-such-upload');
    response.json({});
  });

  router.delete('/:id', async (request, response) => {
    await intake.remove(entryOf(request).id);
    response.json({});
  });

  /** A person has confirmed what it is: from now on it is a document, or a new version of one. */
  router.post('/:id/take', async (request, response) => {
    // Its answer was lost on the way, so it is asked again: the document is there, and there once.
    const earlier = library.idFor(String(request.params.id));
    if (!intake.entry(String(request.params.id)) && documentById(meeting().state, earlier)) {
      response.status(201).json({ document: earlier });
      return;
    }
    const { id, bytes, state, replaces } = entryOf(request);
    if (state.phase !== 'ready') throw new Refused('not-examined');
    const report = await shelf.report(state.hash);
    if (!report) throw new Refused('not-examined');
    const file = { hash: state.hash, pages: report.pages, bytes };
    let document = replaces;
    if (document) {
      const answer = await become(request, { type: 'replace-document', id: document, ...file });
      // In place already: the crash came between the change and the list.
      if (!answer.accepted && answer.code !== 'same-version') throw new Refused(answer.code);
    } else {
      const { document: fields, items } = parsed(Described, request.body);
      document = library.idFor(id);
      const added = { ...fields, ...file, id: document };
      const answer = await become(request, { type: 'add-document', document: added, items });
      if (!answer.accepted && answer.code !== 'document-exists') throw new Refused(answer.code);
    }
    await intake.taken(id);
    response.status(201).json({ document });
  });

  /** This file is the new version of a document, after all; or it is none. */
  router.put('/:id/replaces', async (request, response) => {
    const { replaces } = parsed(v.strictObject({ replaces: v.nullable(DocumentId) }), request.body);
    if (replaces && !documentById(meetingOf(request).state, replaces)) throw new Refused('no-such-document');
    await intake.setReplaces(entryOf(request).id, replaces);
    response.json({});
  });

  const known = (request: Request) => {
    const document = documentById(meeting().state, String(request.params.id));
    if (!document) throw new Refused('no-such-document' satisfies RefusalCode);
    return document;
  };

  router.put('/documents/:id', async (request, response) => {
    const before = known(request);
    const { document, items } = parsed(Described, request.body);
    await change(request, { type: 'describe-document', document: { ...before, ...document }, items });
    response.json({});
  });

  router.delete('/documents/:id', async (request, response) => {
    await change(request, { type: 'remove-document', id: known(request).id });
    response.json({});
  });

  /** The order of an item's documents; prepared or live. */
  router.put('/order/:item', async (request, response) => {
    const documents = parsed(v.array(DocumentId), request.body);
    const item = parsed(ItemId, request.params.item);
    const host = meeting();
    const actor = clerks.get(request)!;
    accepted(await library.change(host, { type: 'order-documents', item, documents }, actor));
    response.json({});
  });

  /** The report on a document that is in already. */
  router.get('/documents/:id/report', async (request, response) => {
    const { id, hash } = known(request);
    const report = await shelf.report(hash);
    if (!report) throw new Refused('not-examined');
    const { sketch, ...told } = report;
    response.json({ ...told, items: itemsOf(meeting().state, id) });
  });

  return router;
}
