/** Who is asking, in which body and which meeting: resolved once, before any router. */
import type { Request, RequestHandler, Response } from 'express';
import { meetingsOn } from '../../shared/body/meetings.ts';
import type { PersonId } from '../../shared/ids.ts';
import { type Actor, hasRole, type Role } from '../../shared/people/roles.ts';
import { personById } from '../../shared/people/roster.ts';
import type { Bodies } from '../bodies/bodies.ts';
import type { BodyLog } from '../bodies/body-log.ts';
import type { Logins } from '../identity/logins.ts';
import { tokenOf } from '../identity/request.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { Refused } from './errors.ts';

/** What the handlers below know of a request, put together on its way. */
interface Asked {
  person?: PersonId;
  token?: string;
  body?: BodyLog;
  meeting?: Meeting;
  roles?: readonly Role[];
}
const asked = (response: Response): Asked => response.locals as Asked;
const known = <Value>(value: Value | undefined, missing: string): Value => {
  if (value === undefined) throw new Error(`A router asks for ${missing}, and nothing on its way has resolved it.`);
  return value;
};

/** After `signedIn`. */
export const personOf = (response: Response): PersonId => known(asked(response).person, 'who is asking');
export const tokenIn = (response: Response): string => known(asked(response).token, 'a token');
/** After `inBody`. */
export const bodyOf = (response: Response): BodyLog => known(asked(response).body, 'a body');
/** After `inMeeting`. */
export const meetingOf = (response: Response): Meeting => known(asked(response).meeting, 'a meeting');
/** After `asRole`: who acts, as what. */
export const actorOf = (response: Response): Actor => ({
  person: personOf(response),
  roles: known(asked(response).roles, 'roles'),
});

/** Refuses who is not signed in. */
export const signedIn =
  (logins: Logins): RequestHandler =>
  (request, response, next) => {
    const token = tokenOf(request);
    const person = logins.personOf(token);
    if (!person || !token) throw new Refused('not-signed-in');
    Object.assign(asked(response), { person, token } satisfies Asked);
    next();
  };

/**
 * Resolves `:body`. Who does not belong to it is told the same of a body that is there and of one that is not: what one
 * body has is nobody else's business.
 */
export const inBody =
  (bodies: Bodies): RequestHandler<{ body: string }> =>
  (request, response, next) => {
    const body = bodies.body(request.params.body);
    const person = personOf(response);
    const roles = bodies.rolesIn(body, person);
    const belongs = roles.length > 0 || (body && meetingsOn(body.state).some(({ people }) => people.includes(person)));
    if (!body || !belongs) throw new Refused('not-in-body');
    Object.assign(asked(response), { body, roles } satisfies Asked);
    next();
  };

/** The meeting of a body that somebody takes part in, or null: it is not there, or not hers. */
async function meetingFor(
  meetings: Meetings,
  { params }: Request,
  person: PersonId,
): Promise<[Meeting, readonly Role[]] | null> {
  const meeting = await meetings.get(String(params.body), String(params.meeting));
  const roles = (meeting && personById(meeting.log.state, person)?.roles) ?? [];
  return meeting && roles.length > 0 ? [meeting, roles] : null;
}

/** Resolves `:body` and `:meeting` for who takes part in it; for anyone else there is no such meeting. */
export const inMeeting =
  (meetings: Meetings): RequestHandler =>
  async (request, response, next) => {
    const found = await meetingFor(meetings, request, personOf(response));
    if (!found) throw new Refused('not-in-meeting');
    const [meeting, roles] = found;
    Object.assign(asked(response), { meeting, roles } satisfies Asked);
    next();
  };

/** Refuses who has none of some roles, in the meeting or, before one is resolved, in the body. */
export const asRole =
  (wanted: readonly Role[]): RequestHandler =>
  (_request, response, next) => {
    if (!hasRole(actorOf(response).roles, wanted)) throw new Refused('not-allowed');
    next();
  };
