/**
 * The two doors of a secret vote. `issue` wants a login and records that a ballot was issued; `cast` wants none, takes
 * none, and writes nothing down but the ballot: no address, no time, no order.
 */
import { json, Router } from 'express';
import * as v from 'valibot';
import { MeetingId, VoteId } from '../../shared/ids.ts';
import type { RefusalCode } from '../../shared/wire/rejections.ts';
import type { Ballots } from '../ballots/ballots.ts';
import { CastBallot } from '../ballots/box.ts';
import type { Logins } from '../identity/logins.ts';
import { parsed, Refused } from './errors.ts';
import { whoAsks } from './who.ts';

export interface BallotsOptions {
  logins: Logins;
  /** The ballots of a meeting that is live. */
  ballotsOf: (meeting: string) => Ballots | undefined;
}

const Issue = v.strictObject({
  meeting: MeetingId,
  vote: VoteId,
  /** A blinded ballot number: 384 bytes, base64url. */
  blinded: v.pipe(v.string(), v.regex(/^[\w-]{512}$/)),
  /** A ballot that is given back for this one. */
  spoiled: v.optional(v.nullable(v.omit(CastBallot, ['marks'])), null),
});
const Cast = v.strictObject({ meeting: MeetingId, vote: VoteId, ballot: CastBallot });

export function issueRouter({ logins, ballotsOf }: BallotsOptions): Router {
  const router = Router();
  router.post('/issue', json({ limit: '16kb' }), async (request, response) => {
    const person = whoAsks(logins, request);
    if (!person) throw new Refused('not-signed-in');
    const { meeting, vote, blinded, spoiled } = parsed(Issue, request.body);
    const ballots = ballotsOf(meeting);
    if (!ballots) throw new Refused('not-found');
    const issued = await ballots.issue(vote, person, Buffer.from(blinded, 'base64url'), spoiled);
    if ('refused' in issued) throw new Refused(issued.refused);
    response.json(issued);
  });
  return router;
}

export function castRouter({ ballotsOf }: Pick<BallotsOptions, 'ballotsOf'>): Router {
  const router = Router();
  router.post('/', json({ limit: '16kb' }), async (request, response) => {
    const { meeting, vote, ballot } = parsed(Cast, request.body);
    const ballots = ballotsOf(meeting);
    if (!ballots) throw new Refused('not-found');
    // Not even a failure is logged: a line in a log has a time. Its sender is told, and tries again.
    const refused = await ballots.cast(vote, ballot).catch((): RefusalCode => 'unexpected');
    if (refused) throw new Refused(refused);
    response.json({});
  });
  return router;
}
