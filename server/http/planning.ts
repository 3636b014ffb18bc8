/** A meeting for its office, while nobody has it open: commands for it, and what it still lacks. */
import { Router } from 'express';
import * as v from 'valibot';
import { ItemId } from '../../shared/ids.ts';
import { changesSince, itemById } from '../../shared/meeting/agenda/queries.ts';
import { type Command, commands } from '../../shared/meeting/commands.ts';
import { countAnswers } from '../../shared/meeting/invitation/queries.ts';
import { isLate } from '../../shared/meeting/questions/queries.ts';
import { definitionOf } from '../../shared/meeting/state.ts';
import { isInHall } from '../../shared/people/roster.ts';
import { seatOf } from '../../shared/people/seating.ts';
import type { Readiness } from '../../shared/readiness.ts';
import type { HandIns } from '../documents/hand-ins.ts';
import type { Intake } from '../documents/intake.ts';
import type { Logins } from '../identity/logins.ts';
import { answerCommand } from './commands.ts';
import { parsed, Refused } from './errors.ts';
import { meetingOf } from './middleware.ts';

export interface PlanningOptions {
  intake: Intake;
  logins: Logins;
  handIns: HandIns;
  now: () => number;
}

/** Below a meeting's address, for its chair's side. */
export function planningRouter({ intake, logins, handIns, now }: PlanningOptions): Router {
  const router = Router();

  router.post('/commands', (request, response) =>
    answerCommand<Command>(commands, meetingOf(response).log, request, response),
  );

  router.get('/readiness', (_request, response) => {
    const { log, body, id: meeting } = meetingOf(response);
    const { state } = log;
    const { agenda, documents, votes } = definitionOf(state);
    const inHall = state.people.filter((person) => isInHall(person) && !person.isFormer);
    const parents = new Set(agenda.map(({ parent }) => parent));
    const known = new Set<string>(documents.map(({ id }) => id));
    const lacking = agenda.filter(
      (item) => item.submitter !== '' && !parents.has(item.id) && !item.documents.some((id) => known.has(id)),
    );
    const signedIn = logins.devices();
    response.json({
      items: agenda.length,
      sentAt: state.agenda.sent?.at ?? null,
      changed: changesSince(state.agenda).length,
      votes: votes.length,
      lacking: lacking.map(({ id, title, submitter }) => ({ id, title, submitter })),
      waiting: intake.entriesOf({ body, meeting }).length,
      people: inHall.length,
      seatless: state.seating ? inHall.filter(({ id }) => seatOf(state.seating, id) === '').length : 0,
      isInvited: state.invitation !== null,
      questions: {
        waiting: state.questions.filter(({ status }) => status === 'sent').length,
        late: state.questions.filter((question) => isLate(question, now())).length,
      },
      answered: countAnswers(log.state).answered,
      signedIn: inHall.filter(({ id }) => (signedIn.get(id) ?? 0) > 0).length,
      cancelled: state.cancelled?.reason ?? null,
    } satisfies Readiness);
  });
  /** The items for which a link to hand in holds. */
  router.get('/hand-ins', (_request, response) => {
    const { body, id } = meetingOf(response);
    response.json({ items: handIns.itemsOf(body, id) });
  });
  /** A new link for an item: shown this once, and the earlier one ends. */
  router.post('/hand-ins', async (request, response) => {
    const { item } = parsed(v.strictObject({ item: ItemId }), request.body);
    const { log, body, id } = meetingOf(response);
    if (!itemById(log.state.agenda, item)) throw new Refused('no-such-item');
    response.status(201).json({ token: await handIns.make({ body, meeting: id, item }) });
  });
  router.delete('/hand-ins/:item', async (request, response) => {
    const item = parsed(ItemId, request.params.item);
    const { body, id } = meetingOf(response);
    await handIns.end({ body, meeting: id, item });
    response.json({});
  });
  return router;
}
