/**
 * The two doors of a secret vote. `issue` wants a login and records that a ballot was issued; `cast` wants none, takes
 * none, and writes nothing down but the ballot: no address, no time, no order.
 */
import { json, Router } from 'express';
import * as v from 'valibot';
import { BodyId, MeetingId, VoteId } from '../../shared/ids.ts';
import type { RefusalCode } from '../../shared/wire/rejections.ts';
import { CastBallot } from '../ballots/box.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { parsed, Refused } from './errors.ts';
import { meetingOf, personOf } from './middleware.ts';

const Issue = v.strictObject({
  vote: VoteId,
  /** A blinded ballot number: 384 bytes, base64url. */
  blinded: v.pipe(v.string(), v.regex(/^[\w-]{512}$/)),
  /** A ballot that is given back for this one. */
  spoiled: v.optional(v.nullable(v.omit(CastBallot, ['marks'])), null),
});
const Cast = v.strictObject({ body: BodyId, meeting: MeetingId, vote: VoteId, ballot: CastBallot });

/** Below a meeting's address. */
export function issueRouter(): Router {
  const router = Router();
  router.post('/issue', json({ limit: '16kb' }), async (request, response) => {
    const { vote, blinded, spoiled } = parsed(Issue, request.body);
    const { ballots } = meetingOf(response);
    const issued = await ballots.issue(vote, personOf(response), Buffer.from(blinded, 'base64url'), spoiled);
    if ('refused' in issued) throw new Refused(issued.refused);
    response.json(issued);
  });
  return router;
}

/** Outside of it: who casts a secret ballot is asked for nothing. */
export function castRouter({ meetings }: { meetings: Meetings }): Router {
  const router = Router();
  router.post('/', json({ limit: '16kb' }), async (request, response) => {
    const { body, meeting: id, vote, ballot } = parsed(Cast, request.body);
    // A vote that runs keeps its meeting awake; one that sleeps has none.
    const meeting = meetings.opened(body, id);
    if (!meeting) throw new Refused('vote-not-open');
    // Not even a failure is logged: a line in a log has a time. Its sender is told, and tries again.
    const refused = await meeting.ballots.cast(vote, ballot).catch((): RefusalCode => 'unexpected');
    if (refused) throw new Refused(refused);
    response.json({});
  });
  return router;
}
