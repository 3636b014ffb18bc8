/** Who belongs to a body, as what, from when to when. Someone who has left stays known: earlier meetings name her. */
import * as v from 'valibot';
import { line, PersonId } from '../ids.ts';
import { Person } from '../people/roster.ts';
import { reject, rowsOf } from '../rulebook/rulebook.ts';
import { compareNames } from '../vietnamese.ts';
import { office } from './office.ts';

/** YYYY-MM-DD; null where nobody has said. */
const day = v.optional(v.nullable(v.pipe(v.string(), v.isoDate())), null);

export const Member = v.strictObject({
  ...v.omit(Person, ['isFormer']).entries,
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
}

export type MembersEvent =
  | { type: 'member-added'; at: number; member: Member }
  | { type: 'member-corrected'; at: number; member: Member }
  | { type: 'membership-ended'; at: number; person: PersonId; until: string; reason: string }
  | { type: 'delegations-set'; at: number; delegations: readonly Delegation[] };

/** Whether somebody belongs to a body on a day (YYYY-MM-DD). */
export const isMemberOn = ({ from, until }: Member, today: string): boolean =>
  (from === null || from <= today) && (until === null || today <= until);

export const memberById = ({ members }: MembersPart, id: string | null): Member | undefined =>
  members.find((member) => member.id === id);

const command = rowsOf<MembersPart, MembersEvent>();
const isKnown = (state: MembersPart, person: string) => memberById(state, person) !== undefined;
const isBackwards = ({ from, until }: Member) => from !== null && until !== null && until < from;

export const membersCommands = {
  'add-member': command([...office, 'system'], { member: Member }, (state, { member }, { now }) => {
    if (isKnown(state, member.id)) return reject('person-exists');
    return isBackwards(member) ? reject('ends-before-it-begins') : [{ type: 'member-added', at: now, member }];
  }),
  'correct-member': command(office, { member: Member }, (state, { member }, { now }) => {
    if (!isKnown(state, member.id)) return reject('no-such-person');
    return isBackwards(member) ? reject('ends-before-it-begins') : [{ type: 'member-corrected', at: now, member }];
  }),
  'end-membership': command(
    office,
    { person: PersonId, until: v.pipe(v.string(), v.isoDate()), reason: line(300) },
    (state, { person, until, reason }, { now }) => {
      const member = memberById(state, person);
      if (!member) return reject('no-such-person');
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

export function evolveMembers<State extends MembersPart>(state: State, event: MembersEvent): State {
  switch (event.type) {
    case 'member-added':
      return { ...state, members: inOrder([...state.members, event.member]) };
    case 'member-corrected':
      return {
        ...state,
        members: inOrder(state.members.map((member) => (member.id === event.member.id ? event.member : member))),
      };
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
