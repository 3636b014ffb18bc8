/** Who belongs to a body, as what, from when to when. Someone who has left stays known: earlier meetings name her. */
import * as v from 'valibot';
import { line, PersonId } from '../ids.ts';
import type { Actor } from '../people/roles.ts';
import { Person } from '../people/roster.ts';
import { reject, rowsOf } from '../rulebook/rulebook.ts';
import { compareNames } from '../vietnamese.ts';
import { type MeetingsEvent, type MeetingsPart, meetingsOn } from './meetings.ts';
import { isRestorable, office, type Removed } from './office.ts';

/** YYYY-MM-DD; null where nobody has said. */
const day = v.optional(v.nullable(v.pipe(v.string(), v.isoDate())), null);

export const Email = v.pipe(v.string(), v.trim(), v.maxLength(200), v.email());

export const Member = v.strictObject({
  ...v.omit(Person, ['isFormer']).entries,
  /** Where invitations go; for the office alone, and on no list of a meeting. Not there where nobody has said. */
  email: v.optional(Email),
  /** First and last day of her membership. */
  from: day,
  until: day,
});
export type Member = v.InferOutput<typeof Member>;

/** Tổ đại biểu: delegates of one place, and who heads them. */
export const Delegation = v.strictObject({ name: line(120), head: v.optional(v.nullable(PersonId), null) });
export type Delegation = v.InferOutput<typeof Delegation>;

export interface MembersPart {
  /** By given name; those who have left among them. */
  members: readonly Member[];
  delegations: readonly Delegation[];
  removedMembers: readonly Removed<Member>[];
}

export type MembersEvent =
  | { type: 'member-added'; at: number; member: Member }
  | { type: 'member-corrected'; at: number; member: Member }
  | { type: 'member-removed'; at: number; person: PersonId }
  | { type: 'member-restored'; at: number; person: PersonId }
  /** Added or corrected, all at once. */
  | { type: 'members-imported'; at: number; members: readonly Member[] }
  | { type: 'membership-ended'; at: number; person: PersonId; until: string; reason: string }
  | { type: 'delegations-set'; at: number; delegations: readonly Delegation[] };

/** Whether somebody belongs to a body on a day (YYYY-MM-DD). */
export const isMemberOn = ({ from, until }: Member, today: string): boolean =>
  (from === null || from <= today) && (until === null || today <= until);

export const memberById = ({ members }: MembersPart, id: string | null): Member | undefined =>
  members.find((member) => member.id === id);

const command = rowsOf<MembersPart & MeetingsPart, MembersEvent>();
const isKnown = (state: MembersPart, person: string) => memberById(state, person) !== undefined;
const isBackwards = ({ from, until }: Member) => from !== null && until !== null && until < from;

/** Who looks after the body's people and cards: without one of them nobody could let anyone in. */
const isClerk = ({ roles, until }: Member): boolean => roles.includes('secretariat') && until === null;
/** Whether a body that has a clerk would have none. */
const losesLastClerk = (state: MembersPart, without: string): boolean => {
  const clerks = state.members.filter(isClerk);
  return clerks.length === 1 && clerks[0]!.id === without;
};

/** The most people that come in at once. */
export const MOST_IMPORTED = 10_000;

const isAdministrator = (member: Pick<Member, 'roles'> | undefined): boolean =>
  member?.roles.includes('administrator') ?? false;
/**
 * Who makes or unmakes an administrator is one; where there is none yet, whoever looks after the body. So nobody gives
 * herself the rights to give rights.
 */
const mayGive = (state: MembersPart, members: readonly Member[], { roles }: Actor): boolean =>
  roles.includes('system') ||
  roles.includes('administrator') ||
  !state.members.some(isAdministrator) ||
  members.every((member) => isAdministrator(member) === isAdministrator(memberById(state, member.id)));

export const membersCommands = {
  'add-member': command([...office, 'system'], { member: Member }, (state, { member }, { now, actor }) => {
    if (isKnown(state, member.id)) return reject('person-exists');
    if (!mayGive(state, [member], actor)) return reject('administrator-only');
    return isBackwards(member) ? reject('ends-before-it-begins') : [{ type: 'member-added', at: now, member }];
  }),
  'correct-member': command(office, { member: Member }, (state, { member }, { now, actor }) => {
    if (!isKnown(state, member.id)) return reject('no-such-person');
    if (!mayGive(state, [member], actor)) return reject('administrator-only');
    if (!isClerk(member) && losesLastClerk(state, member.id)) return reject('last-secretary');
    if (JSON.stringify(memberById(state, member.id)) === JSON.stringify(member)) return reject('nothing-changed');
    return isBackwards(member) ? reject('ends-before-it-begins') : [{ type: 'member-corrected', at: now, member }];
  }),
  /** Somebody who was added by mistake; who takes part in a meeting stays known. */
  'remove-member': command(office, { person: PersonId }, (state, { person }, { now, actor }) => {
    const member = memberById(state, person);
    if (!member) return reject('no-such-person');
    if (!mayGive(state, [{ ...member, roles: [] }], actor)) return reject('administrator-only');
    if (losesLastClerk(state, person)) return reject('last-secretary');
    if (meetingsOn(state).some(({ people }) => people.includes(person))) return reject('person-in-use');
    return [{ type: 'member-removed', at: now, person }];
  }),
  'restore-member': command(office, { person: PersonId }, (state, { person }, { now, actor }) => {
    const removed = state.removedMembers.find(({ thing }) => thing.id === person);
    if (!removed) return reject('no-such-person');
    if (isKnown(state, person)) return reject('person-exists');
    if (!mayGive(state, [removed.thing], actor)) return reject('administrator-only');
    return isRestorable(removed, now) ? [{ type: 'member-restored', at: now, person }] : reject('too-late');
  }),
  /** People from a spreadsheet: all of them or none. Those who are known already are corrected. */
  'import-members': command(
    office,
    { members: v.pipe(v.array(Member), v.minLength(1), v.maxLength(MOST_IMPORTED)) },
    (state, { members }, { now, actor }) => {
      if (!mayGive(state, members, actor)) return reject('administrator-only');
      if (new Set(members.map(({ id }) => id)).size !== members.length) return reject('person-exists');
      if (members.some(isBackwards)) return reject('ends-before-it-begins');
      if (members.some((member) => !isClerk(member) && losesLastClerk(state, member.id)))
        return reject('last-secretary');
      const known = new Map(state.members.map((member) => [member.id, JSON.stringify(member)]));
      const changed = members.filter((member) => known.get(member.id) !== JSON.stringify(member));
      return changed.length === 0
        ? reject('nothing-changed')
        : [{ type: 'members-imported', at: now, members: changed }];
    },
  ),
  'end-membership': command(
    office,
    { person: PersonId, until: v.pipe(v.string(), v.isoDate()), reason: line(300) },
    (state, { person, until, reason }, { now }) => {
      const member = memberById(state, person);
      if (!member) return reject('no-such-person');
      if (losesLastClerk(state, person)) return reject('last-secretary');
      if (isBackwards({ ...member, until })) return reject('ends-before-it-begins');
      return [{ type: 'membership-ended', at: now, person, until, reason }];
    },
  ),
  'set-delegations': command(
    office,
    { delegations: v.pipe(v.array(Delegation), v.maxLength(200)) },
    (state, { delegations }, { now }) =>
      delegations.some(({ head }) => head !== null && !isKnown(state, head))
        ? reject('no-such-person')
        : [{ type: 'delegations-set', at: now, delegations }],
  ),
};

const inOrder = (members: readonly Member[]) => members.toSorted((a, b) => compareNames(a.name, b.name));

export function evolveMembers<State extends MembersPart>(state: State, event: MembersEvent | MeetingsEvent): State {
  switch (event.type) {
    case 'member-added':
      return { ...state, members: inOrder([...state.members, event.member]) };
    case 'member-corrected':
      return {
        ...state,
        members: inOrder(state.members.map((member) => (member.id === event.member.id ? event.member : member))),
      };
    case 'member-removed':
      return {
        ...state,
        members: state.members.filter(({ id }) => id !== event.person),
        removedMembers: [
          ...state.removedMembers.filter(({ thing }) => thing.id !== event.person),
          ...state.members.filter(({ id }) => id === event.person).map((thing) => ({ thing, at: event.at })),
        ],
        delegations: state.delegations.map((delegation) =>
          delegation.head === event.person ? { ...delegation, head: null } : delegation,
        ),
      };
    case 'member-restored': {
      const isBack = ({ thing }: Removed<Member>) => thing.id === event.person;
      const back = state.removedMembers.filter(isBack).map(({ thing }) => thing);
      return {
        ...state,
        members: inOrder([...state.members, ...back]),
        removedMembers: state.removedMembers.filter((removed) => !isBack(removed)),
      };
    }
    case 'removed-purged':
      return { ...state, removedMembers: state.removedMembers.filter(({ at }) => at > event.before) };
    case 'members-imported': {
      const imported = new Set(event.members.map(({ id }) => id));
      const others = state.members.filter(({ id }) => !imported.has(id));
      return { ...state, members: inOrder([...others, ...event.members]) };
    }
    case 'membership-ended':
      return {
        ...state,
        members: state.members.map((member) =>
          member.id === event.person ? { ...member, until: event.until } : member,
        ),
      };
    case 'delegations-set':
      return { ...state, delegations: event.delegations };
    default:
      return state;
  }
}
