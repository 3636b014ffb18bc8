/** A body for its members and its office: what there is, and what its office changes. */
import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import * as v from 'valibot';
import { type BodyCommand, bodyCommands } from '../../shared/body/commands.ts';
import { office } from '../../shared/body/office.ts';
import { bodyViewOf } from '../../shared/body/views.ts';
import { CommandId, MeetingId } from '../../shared/ids.ts';
import { endsBeforeItBegins } from '../../shared/meeting/planning/queries.ts';
import { MeetingDescription } from '../../shared/meeting/planning/state.ts';
import { hasRole } from '../../shared/people/roles.ts';
import { checkCommand } from '../../shared/rulebook/rulebook.ts';
import { dayIn } from '../../shared/vietnamese.ts';
import { type Meetings, plainDefinition } from '../meetings/meetings.ts';
import { parsed, Refused } from './errors.ts';
import { actorOf, asRole, bodyOf } from './middleware.ts';

export interface BodiesOptions {
  meetings: Meetings;
  now: () => number;
}

const Given = v.strictObject({ id: CommandId, command: v.looseObject({ type: v.string() }) });

/** Below `/api/bodies/:body`, for who belongs to it. */
export function bodyRouter({ meetings, now }: BodiesOptions): Router {
  const router = Router();

  /** With `?since=` the sequence number of an earlier answer: nothing but the number, where nothing has happened since. */
  router.get('/', (request, response) => {
    const { state, sequence } = bodyOf(response);
    if (request.query.since === String(sequence)) {
      response.json({ sequence });
      return;
    }
    const isOffice = hasRole(actorOf(response).roles, office);
    response.json({ sequence, body: bodyViewOf(state, isOffice ? 'office' : 'members') });
  });

  /** A command of the body's rulebook, once for each id. */
  router.post('/commands', asRole(office), async (request, response) => {
    const { id, command } = parsed(Given, request.body);
    const checked = checkCommand<BodyCommand>(bodyCommands, command);
    if ('refused' in checked) throw new Refused(checked.refused);
    // A meeting is planned below, since its own log has to begin.
    if (checked.type === 'plan-meeting') throw new Refused('unknown-command');
    const answer = await bodyOf(response).execute(id, checked, actorOf(response));
    if (!answer.accepted) throw new Refused(answer.code);
    response.json(answer);
  });

  /** Plans a meeting by the body's rules and with its members; everything else about it is a command of its own log. */
  router.post('/meetings', asRole(office), async (request, response) => {
    const description = parsed(MeetingDescription, request.body);
    const body = bodyOf(response);
    if (description.hall !== null && !body.state.halls.some(({ id }) => id === description.hall))
      throw new Refused('no-such-hall');
    if (endsBeforeItBegins(description)) throw new Refused('ends-before-it-begins');
    const id = v.parse(MeetingId, `meeting-${randomBytes(6).toString('hex')}`);
    const today = dayIn(body.state.profile.timeZone, now());
    await meetings.create(body, plainDefinition(body, id, description, today));
    response.status(201).json({ meeting: id });
  });
  return router;
}
