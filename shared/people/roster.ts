/** Those who take part, by name, office and role. */
import * as v from 'valibot';
import { ContentHash, line, PersonId } from '../ids.ts';
import { hasRole, inHall, personRoles } from './roles.ts';

export const Person = v.strictObject({
  id: PersonId,
  name: line(120),
  /** Chức vụ, as announced and shown on the screen. */
  title: v.optional(v.string(), ''),
  /** Tổ đại biểu; empty for guests and staff. */
  delegation: v.optional(v.string(), ''),
  roles: v.array(v.picklist(personRoles)),
  /** SHA-256 of her photo, one of her body's pictures; not there where there is none. */
  photo: v.optional(ContentHash),
  /** She left during the meeting: her name stays for what she has said and voted on, her roles are none. */
  isFormer: v.optional(v.literal(true)),
});

export type Person = v.InferOutput<typeof Person>;

export const isDelegate = (person: Person): boolean => person.roles.includes('delegate');

export const isGuest = (person: Person): boolean => person.roles.includes('guest');

export const isInHall = (person: Person): boolean => hasRole(person.roles, inHall);

/** What a state has that knows people. */
export interface PeoplePart {
  /** In the order of every list and board: by given name. */
  people: readonly Person[];
}

export const personById = ({ people }: PeoplePart, id: string | null | undefined): Person | undefined =>
  people.find((person) => person.id === id);
