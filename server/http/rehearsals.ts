/**
 * A rehearsal: a meeting of invented delegates beside the real ones, for training a secretariat and for load. It is
 * there until it is dismissed; the meeting that it is made from is not touched.
 */
import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import * as v from 'valibot';
import { listedMeeting } from '../../shared/body/meetings.ts';
import { MeetingId, type PersonId } from '../../shared/ids.ts';
import { MeetingDefinition } from '../../shared/meeting/definition.ts';
import { definitionOf } from '../../shared/meeting/state.ts';
import type { Bodies } from '../bodies/bodies.ts';
import type { Logins } from '../identity/logins.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { parsed, Refused } from './errors.ts';
import { meetingOf } from './middleware.ts';

const Wanted = v.strictObject({ delegates: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5000)) });

export interface RehearsalsOptions {
  bodies: Bodies;
  meetings: Meetings;
  logins: Logins;
}

/** A meeting as it is planned, with invented people in the places of the real ones. */
function rehearsalOf(original: MeetingDefinition, id: MeetingId, delegates: number): MeetingDefinition {
  const width = String(delegates).length;
  const people = Array.from({ length: delegates }, (_, index) => {
    const number = String(index + 1).padStart(width, '0');
    return {
      id: `${id}-d${number}`,
      name: `Đại biểu diễn tập ${number}`,
      delegation: `Tổ ${(index % 6) + 1}`,
      roles: ['delegate'],
    };
  });
  const staff = [
    { id: `${id}-chair`, name: 'Chủ tọa diễn tập', title: 'Chủ tọa', roles: ['chair'] },
    { id: `${id}-screen`, name: 'Màn hình diễn tập', roles: ['display'] },
  ];
  // Who really sits there may look on from the same console.
  const onlookers = original.people
    .filter(
      ({ roles }) =>
        roles.length > 0 && !['delegate', 'guest', 'display'].some((role) => roles.includes(role as never)),
    )
    .map(({ id, name, title, roles }) => ({ id, name, title, roles }));
  return v.parse(MeetingDefinition, {
    ...original,
    id,
    // In no hall: its screens show what is really on there.
    hall: null,
    title: `Diễn tập: ${original.title}`.slice(0, 200),
    people: [...people, ...staff, ...onlookers],
  });
}

/** Below a meeting's address, for its chair's side. */
export function rehearsalsRouter({ bodies, meetings, logins }: RehearsalsOptions): Router {
  const router = Router();

  router.post('/', async (request, response) => {
    const { delegates } = parsed(Wanted, request.body);
    const original = meetingOf(response);
    const id = v.parse(MeetingId, `rehearsal-${randomBytes(6).toString('hex')}`);
    const definition = rehearsalOf(definitionOf(original.log.state), id, delegates);
    await meetings.create(bodies.body(original.body)!, definition, true);
    const invented = definition.people.filter((person) => person.id.startsWith(id));
    const tokens = await logins.openMany(invented.map((person) => person.id));
    response.status(201).json({
      body: original.body,
      meeting: id,
      people: invented.map((person, index) => ({ id: person.id, roles: person.roles, token: tokens[index] })),
    });
  });

  router.delete('/:id', async (request, response) => {
    const body = bodies.body(meetingOf(response).body)!;
    const rehearsal = listedMeeting(body.state, request.params.id);
    if (!rehearsal?.isRehearsal) throw new Refused('not-found');
    await meetings.dismiss(body, rehearsal.id);
    await logins.closeAll((person: PersonId) => person.startsWith(`${rehearsal.id}-`));
    response.json({});
  });

  return router;
}
