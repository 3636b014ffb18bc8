/** How many have answered, and what. */
import type { PersonId } from '../../ids.ts';
import { isInHall, type PeoplePart } from '../../people/roster.ts';
import type { AttendanceEvent, AttendancePart } from '../attendance/state.ts';
import { type Coming, comings, type InvitationAnswer, type InvitationPart } from './state.ts';

export interface AnswerCount extends Record<Coming, number> {
  /** Delegates and guests. */
  invited: number;
  answered: number;
}

export function countAnswers({ people, answers }: PeoplePart & InvitationPart): AnswerCount {
  const invited = people.filter(isInHall);
  const given = invited.flatMap(({ id }) => answers[id]?.coming ?? []);
  const of = (coming: Coming) => given.filter((one) => one === coming).length;
  const counts = Object.fromEntries(comings.map((coming) => [coming, of(coming)])) as Record<Coming, number>;
  return { ...counts, invited: invited.length, answered: given.length };
}

/** Whether she does not come herself. */
const isNotComing = (answer: InvitationAnswer | undefined): boolean =>
  answer?.coming === 'absent' || answer?.coming === 'substitute';
/** Why, for the list of attendance: who sends somebody says whom. */
const reasonOf = ({ reason, substitute }: InvitationAnswer): string =>
  [substitute ? `dự thay: ${substitute}` : '', reason].filter(Boolean).join('; ');

/** When the meeting begins: who has said that she does not come is absent, with her reason, unless she was marked. */
export const excused = (
  { people, answers, attendance }: PeoplePart & InvitationPart & AttendancePart,
  at: number,
): AttendanceEvent[] =>
  people
    .filter((person) => isInHall(person) && !attendance.marks[person.id] && isNotComing(answers[person.id]))
    .map(({ id }) => ({
      type: 'person-absent',
      at,
      person: id as PersonId,
      reason: reasonOf(answers[id]!),
      counts: false,
    }));
