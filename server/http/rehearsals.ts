/**
 * A rehearsal: a meeting of invented delegates beside the real one, for training a secretariat and for load. It is on
 * until it is dismissed, and never while a meeting is running.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Router } from 'express';
import * as v from 'valibot';
import { MeetingId, type PersonId } from '../../shared/ids.ts';
import { MeetingDefinition } from '../../shared/meeting/definition.ts';
import { chairsSide, hasRole } from '../../shared/people/roles.ts';
import type { Logins } from '../identity/logins.ts';
import type { Chamber } from '../live/chamber.ts';
import type { Registry } from '../registry/registry.ts';
import { parsed, Refused } from './errors.ts';
import { isFromHere, whoAsks } from './who.ts';

const Wanted = v.strictObject({ delegates: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5000)) });

export interface RehearsalsOptions {
  registry: Registry;
  logins: Logins;
  chamber: Chamber;
  meetingsFolder: string;
  /** Tells the pages that another meeting is on. */
  regather: () => void;
  release: (meeting: string) => void;
}

/** The prepared meeting, with invented people in the places of the real ones. */
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
  // Who really sits there may look on from the same console and screens.
  const onlookers = original.people
    .filter(({ roles }) => !roles.includes('delegate') && !roles.includes('guest'))
    .map(({ id, name, title, roles }) => ({ id, name, title, roles }));
  return v.parse(MeetingDefinition, {
    ...original,
    id,
    title: `Diễn tập: ${original.title}`.slice(0, 200),
    people: [...people, ...staff, ...onlookers],
  });
}

export function rehearsalsRouter(options: RehearsalsOptions): Router {
  const { registry, logins, chamber } = options;
  const router = Router();

  router.use((request, _response, next) => {
    const person = whoAsks(logins, request);
    const original = registry.meeting(registry.data.current);
    const roles = original?.people.find(({ id }) => id === person)?.roles ?? [];
    if (!hasRole(roles, chairsSide) && !(registry.data.sample && isFromHere(request)))
      throw new Refused(person ? 'not-allowed' : 'not-signed-in');
    next();
  });

  router.post('/', async (request, response) => {
    const { delegates } = parsed(Wanted, request.body);
    const original = registry.meeting(registry.data.current);
    if (!original) throw new Refused('not-found');
    const phase = chamber.current?.state.phase;
    if (phase === 'open' || phase === 'suspended') throw new Refused('meeting-running');
    const id = v.parse(MeetingId, `rehearsal-${Date.now()}`);
    const definition = rehearsalOf(original, id, delegates);
    await chamber.convene(definition);
    const invented = definition.people.filter((person) => person.id.startsWith(id));
    const tokens = await logins.openMany(invented.map((person) => person.id));
    options.regather();
    response.status(201).json({
      meeting: id,
      people: invented.map((person, index) => ({ id: person.id, roles: person.roles, token: tokens[index] })),
    });
  });

  router.delete('/:id', async (request, response) => {
    const id = v.safeParse(MeetingId, request.params.id);
    if (!id.success || !id.output.startsWith('rehearsal-') || !chamber.host(id.output)) throw new Refused('not-found');
    if (registry.data.current) chamber.turnTo(registry.data.current);
    options.release(id.output);
    await chamber.dismiss(id.output);
    await logins.closeAll((person: PersonId) => person.startsWith(`${id.output}-`));
    await rm(join(options.meetingsFolder, id.output), { recursive: true, force: true });
    response.json({});
  });

  return router;
}
