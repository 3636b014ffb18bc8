/** A body for its members and its office: what there is, and what its office changes. */
import { randomBytes } from 'node:crypto';
import { Router, raw } from 'express';
import * as v from 'valibot';
import { type BodyCommand, bodyCommands } from '../../shared/body/commands.ts';
import { Invited, meetingsAt } from '../../shared/body/meetings.ts';
import { office } from '../../shared/body/office.ts';
import { bodyViewOf } from '../../shared/body/views.ts';
import { type BodyId, ContentHash, MeetingId } from '../../shared/ids.ts';
import { endsBeforeItBegins } from '../../shared/meeting/planning/queries.ts';
import { MeetingDescription } from '../../shared/meeting/planning/state.ts';
import { definitionOf } from '../../shared/meeting/state.ts';
import { hasRole } from '../../shared/people/roles.ts';
import { dayIn } from '../../shared/vietnamese.ts';
import type { Bodies } from '../bodies/bodies.ts';
import { pictureType } from '../bodies/picture-type.ts';
import { keepPicture, LARGEST_PICTURE, pictureOf } from '../bodies/pictures.ts';
import { SAMPLE_BODY } from '../bodies/sample.ts';
import type { Accounts } from '../identity/accounts.ts';
import type { Logins } from '../identity/logins.ts';
import type { SignOut } from '../identity/sign-out.ts';
import { invitedMembers, type Meetings, plainDefinition } from '../meetings/meetings.ts';
import { answerCommand } from './commands.ts';
import { parsed, Refused } from './errors.ts';
import { actorOf, asRole, bodyOf } from './middleware.ts';

export interface BodiesOptions {
  bodies: Bodies;
  meetings: Meetings;
  accounts: Accounts;
  logins: Logins;
  signOut: SignOut;
  now: () => number;
}

/** Null: everyone. */
const invitedGroups = v.optional(v.nullable(Invited), null);
const Asked = v.strictObject({
  begins: MeetingDescription.entries.begins,
  ends: MeetingDescription.entries.ends,
  invited: invitedGroups,
  except: v.optional(v.pipe(v.string(), v.maxLength(64)), ''),
});
const Planned = v.strictObject({
  ...MeetingDescription.entries,
  invited: invitedGroups,
  /** An earlier meeting of the body that it is to be like. */
  like: v.optional(v.nullable(MeetingId), null),
});
// A meeting is planned by an address of its own, since its own log has to begin.
const { 'plan-meeting': _planned, ...commandsByAnyPage } = bodyCommands;

/** Below `/api/bodies/:body`, for who belongs to it. */
export function bodyRouter({ bodies, meetings, accounts, logins, signOut, now }: BodiesOptions): Router {
  const router = Router();

  /** With `?since=` the sequence number of an earlier answer: nothing but the number, where nothing has happened since. */
  router.get('/', (request, response) => {
    const { state, sequence } = bodyOf(response);
    if (request.query.since === String(sequence)) {
      response.json({ sequence });
      return;
    }
    const isOffice = hasRole(actorOf(response).roles, office);
    const isSample = accounts.isSample && state.id === SAMPLE_BODY;
    response.json({ sequence, isSample, body: bodyViewOf(state, isOffice ? 'office' : 'members') });
  });

  /** A command of the body's rulebook, once for each id. */
  router.post('/commands', asRole(office), (request, response) =>
    answerCommand<BodyCommand>(commandsByAnyPage, bodyOf(response), request, response),
  );

  /** Who of those invited is asked to be in another meeting of the body at that time. */
  router.post('/clashes', asRole(office), (request, response) => {
    const { begins, ends, invited, except } = parsed(Asked, request.body);
    const { state } = bodyOf(response);
    const today = dayIn(state.profile.timeZone, now());
    const wanted = new Map(invitedMembers(state, invited, today).map(({ id, name }) => [id, name]));
    const clashes = meetingsAt(state, { begins, ends }, except).map(({ title, people }) => ({
      title,
      names: people.flatMap((person) => wanted.get(person) ?? []),
    }));
    response.json({ clashes: clashes.filter(({ names }) => names.length > 0) });
  });

  /** Plans a meeting by the body's rules and with its members; everything else about it is a command of its own log. */
  router.post('/meetings', asRole(office), async (request, response) => {
    const { invited, like: earlier, ...description } = parsed(Planned, request.body);
    const body = bodyOf(response);
    const like = earlier === null ? null : await meetings.get(body.id, earlier);
    if (earlier !== null && !like) throw new Refused('not-found');
    if (description.hall !== null && !body.state.halls.some(({ id }) => id === description.hall))
      throw new Refused('no-such-hall');
    if (endsBeforeItBegins(description)) throw new Refused('ends-before-it-begins');
    const id = v.parse(MeetingId, `meeting-${randomBytes(6).toString('hex')}`);
    const today = dayIn(body.state.profile.timeZone, now());
    const planning = { id, description, today, invited, like: like && definitionOf(like.log.state) };
    await meetings.create(body, plainDefinition(body, planning));
    response.status(201).json({ meeting: id });
  });

  /** Removes the sample as a whole, once there is another body to go on with. */
  router.delete('/sample', asRole(office), async (_request, response) => {
    const body = bodyOf(response);
    if (!accounts.isSample || body.id !== SAMPLE_BODY) throw new Refused('not-the-sample');
    if (bodies.all.length === 1) throw new Refused('only-body');
    const elsewhere = new Set(
      bodies.all.filter(({ id }) => id !== body.id).flatMap(({ state }) => state.members.map(({ id }) => id)),
    );
    const gone = new Set<string>(body.state.members.map(({ id }) => id).filter((id) => !elsewhere.has(id)));
    await meetings.closeAllOf(body);
    await bodies.remove(body.id as BodyId);
    await accounts.dropSample(gone);
    for (const login of await logins.closeAll((person) => gone.has(person))) signOut(login, 'login-ended');
    response.json({});
  });

  /** Keeps a picture: a photo, the emblem. Answers with the hash that it is named by. */
  router.post(
    '/pictures',
    asRole(office),
    raw({ type: () => true, limit: LARGEST_PICTURE }),
    async (request, response) => {
      if (!Buffer.isBuffer(request.body) || pictureType(request.body) === null) throw new Refused('not-a-picture');
      const hash = await keepPicture(bodies.folderOf(bodyOf(response).id), request.body);
      response.status(201).json({ hash });
    },
  );
  router.get('/pictures/:hash', async (request, response) => {
    const hash = parsed(ContentHash, request.params.hash);
    const picture = await pictureOf(bodies.folderOf(bodyOf(response).id), hash);
    if (!picture) throw new Refused('not-found');
    response.set({
      'Cache-Control': 'private, max-age=31536000, immutable',
      'Content-Type': picture.type,
      'X-Content-Type-Options': 'nosniff',
    });
    response.send(picture.content);
  });
  return router;
}
