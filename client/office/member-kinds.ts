/** As what somebody takes part: one word for the roles that go together. */
import type { Member } from '../../shared/body/members.ts';
import type { Role } from '../../shared/people/roles.ts';

export const memberKinds = [
  'delegate',
  'chair',
  'guest',
  'secretariat',
  'operator',
  'administrator',
  'display',
] as const;
export type MemberKind = (typeof memberKinds)[number];

export const rolesOf: Record<MemberKind, Member['roles']> = {
  delegate: ['delegate'],
  chair: ['chair', 'delegate'],
  guest: ['guest'],
  secretariat: ['secretariat'],
  operator: ['operator'],
  administrator: ['administrator', 'secretariat'],
  display: ['display'],
};

/** Whoever chairs is a delegate too: what she is first of all. */
export const kindOf = (roles: readonly Role[]): MemberKind =>
  (['chair', 'administrator', ...memberKinds] as const).find((kind) => roles.includes(kind)) ?? 'guest';
