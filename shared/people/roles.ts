/** Who may do what: roles, and who is acting. */
import type { PersonId } from '../ids.ts';

/**
 * chủ tọa · thư ký · kỹ thuật · đại biểu · khách mời · màn hình · quản trị. A person may have several: the chair of a
 * People's Council is a delegate and votes. The administrator looks after a body's name, rules and rights, not its
 * meetings.
 */
export const personRoles = [
  'chair',
  'secretariat',
  'operator',
  'delegate',
  'guest',
  'display',
  'administrator',
] as const;

/** `system` is the server itself (deadlines). */
export const roles = [...personRoles, 'system'] as const;

export type Role = (typeof roles)[number];

export interface Actor {
  person: PersonId | null;
  roles: readonly Role[];
}

/** Chủ tọa and thư ký: those who conduct the meeting. */
export const conducts = ['chair', 'secretariat'] as const;

/** The chair's side: those who conduct, and the engineer at the screens. */
export const chairsSide = [...conducts, 'operator'] as const;

/** Whoever may take the floor or present: delegates and guests. */
export const inHall = ['delegate', 'guest'] as const;

/** Whether someone has one of some roles. */
export const hasRole = (held: readonly Role[], wanted: readonly Role[]): boolean =>
  held.some((role) => wanted.includes(role));
