/** Handing in the documents of one item, for who has its link and no account. What came so is seen by the clerk first. */
import { type Request, Router } from 'express';
import * as v from 'valibot';
import { itemById } from '../../shared/meeting/agenda/queries.ts';
import type { HandIns } from '../documents/hand-ins.ts';
import type { Intake } from '../documents/intake.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { parsed, Refused } from './errors.ts';
import { Announced, receiveBytes } from './intake.ts';

export interface HandInOptions {
  handIns: HandIns;
  intake: Intake;
  meetings: Meetings;
}

/** One link is for one department's papers of one item. */
const MOST_FILES = 30;
/** A new file, never in place of one: what was handed in before is the clerk's. */
const New = v.strictObject({ ...Announced.entries, replaces: v.optional(v.null(), null) });

/** Below `/api/hand-in/:token`. */
export function handInRouter({ handIns, intake, meetings }: HandInOptions): Router {
  const router = Router({ mergeParams: true });

  /** What a link is for. The same is said of one that never was and one that has ended. */
  const asked = async (request: Request) => {
    const link = handIns.find(String(request.params.token));
    const meeting = link && (await meetings.get(link.body, link.meeting));
    const item = meeting && itemById(meeting.log.state.agenda, link.item);
    if (!link || !meeting || !item || meeting.log.state.phase === 'closed') throw new Refused('no-such-link');
    const mine = intake.entriesOf({ body: link.body, meeting: link.meeting }).filter((entry) => entry.item === item.id);
    return { link, item, state: meeting.log.state, mine: mine.filter(({ by }) => by === null) };
  };

  router.get('/', async (request, response) => {
    const { item, state, mine } = await asked(request);
    const entries = await Promise.all(
      mine.map(async ({ id, name, bytes, state: { phase } }) => {
        const received = await intake.received(id);
        return { id, name, bytes, received, phase };
      }),
    );
    const { council, title, begins, procedure } = state;
    response.json({
      ...{ council, title, begins, timeZone: procedure.timeZone },
      ...{ item: item.title, submitter: item.submitter, limit: intake.limits.bytes, entries },
    });
  });

  router.post('/', async (request, response) => {
    const { link, item, mine } = await asked(request);
    const { name, bytes } = parsed(New, request.body);
    if (mine.length >= MOST_FILES) throw new Refused('too-many');
    const place = { body: link.body, meeting: link.meeting, item: item.id };
    const entry = await intake.announce({ name, bytes, ...place, from: item.submitter, replaces: null, by: null });
    if (!entry) throw new Refused('upload-too-large');
    response.status(201).json({ id: entry.id });
  });

  router.put('/:id/bytes', async (request, response) => {
    const { mine } = await asked(request);
    const id = String(request.params.id);
    if (!mine.some((entry) => entry.id === id)) throw new Refused('no-such-upload');
    response.json(await receiveBytes(intake, id, request));
  });
  return router;
}
