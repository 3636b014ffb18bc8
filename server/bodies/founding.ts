/** Founds a body from what a meeting's definition says of it: for the sample, and for data of before there were bodies. */
import * as v from 'valibot';
import { Hall } from '../../shared/body/halls.ts';
import { Member } from '../../shared/body/members.ts';
import { procedureFor } from '../../shared/body/procedures.ts';
import { BodyProfile, type VotersSite } from '../../shared/body/profile.ts';
import { BodyId, HallId, PersonId } from '../../shared/ids.ts';
import type { MeetingDefinition } from '../../shared/meeting/definition.ts';
import { slug } from '../../shared/vietnamese.ts';
import { system } from '../logs/rulebook.ts';
import type { Bodies } from './bodies.ts';
import type { BodyLog } from './body-log.ts';

/** The one hall that a body begins with. */
export const firstHall = v.parse(HallId, 'hoi-truong');

/** "Hội đồng nhân dân tỉnh Hải Sơn" as a folder and an address can have it: hoi-dong-nhan-dan-tinh-hai-son. */
export const bodyIdFor = (name: string): BodyId => v.parse(BodyId, slug(name) || 'co-quan');

/** Gives a body that is being founded what it begins with; each once, however often it is begun. */
const giving = (body: BodyLog) => async (name: string, command: Parameters<BodyLog['execute']>[1]) => {
  const answer = await body.execute(`found-${name}`, command, system);
  if (!answer.accepted) throw new Error(`The body “${body.id}” could not be founded: ${name}: ${answer.code}`);
};

/** A body with nothing but its rules, one hall and its first secretary. */
export async function foundEmptyBody(
  bodies: Bodies,
  { name, kind, place }: { name: string; kind: BodyProfile['kind']; place: string },
  secretary: string,
): Promise<{ body: BodyLog; secretary: PersonId }> {
  const id = bodyIdFor(name);
  // One for each body: begun again after a power cut, it is the same person.
  const first = v.parse(PersonId, `${id}-tk`);
  const procedure = { ...procedureFor(kind), place };
  const profile = v.parse(BodyProfile, { name, kind });
  const body = bodies.body(id) ?? (await bodies.create(id, profile, procedure));
  const give = giving(body);
  await give(`member-${first}`, {
    type: 'add-member',
    member: v.parse(Member, { id: first, name: secretary, title: 'Thư ký', roles: ['administrator', 'secretariat'] }),
  });
  await give('hall', { type: 'add-hall', hall: v.parse(Hall, { id: firstHall, name: 'Hội trường' }) });
  return { body, secretary: first };
}

/** @param site for voters: the sample shows all there is, data of an earlier version what it showed then */
export async function foundBody(
  bodies: Bodies,
  { council, people, procedure }: MeetingDefinition,
  site: VotersSite = { isOn: false },
): Promise<BodyLog> {
  const id = bodyIdFor(council);
  const { timeZone } = procedure;
  const profile = v.parse(BodyProfile, { name: council, kind: 'provincial-council', timeZone, site });
  const body = await bodies.create(id, profile, procedure);
  const give = giving(body);
  // All at once: they share one sync.
  await Promise.all(
    people.map(({ isFormer: _, ...person }) =>
      give(`member-${person.id}`, { type: 'add-member', member: v.parse(Member, person) }),
    ),
  );
  const screens = people.filter(({ roles }) => roles.includes('display')).map((screen) => screen.id);
  const hall = v.parse(Hall, { id: firstHall, name: 'Hội trường', seats: people.length - screens.length, screens });
  await give('hall', { type: 'add-hall', hall });
  return body;
}
