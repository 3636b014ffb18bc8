/** Sending an invitation; answering it, by oneself or by the office on somebody's word. */
import * as v from 'valibot';
import { composed, line, oneLine, PersonId } from '../../ids.ts';
import { chairsSide, conducts, inHall } from '../../people/roles.ts';
import { isDelegate, isInHall, type PeoplePart, personById } from '../../people/roster.ts';
import type { ProcedurePart } from '../../procedure.ts';
import { type Context, type Outcome, reject, rowsOf } from '../../rulebook/rulebook.ts';
import type { PhasePart } from '../phase/state.ts';
import type { PlanningPart } from '../planning/state.ts';
import { comings, type InvitationAnswer, type InvitationEvent, type InvitationPart } from './state.ts';

type Needs = PeoplePart & ProcedurePart & PlanningPart & PhasePart & InvitationPart;
const command = rowsOf<Needs, InvitationEvent>();
const fields = {
  coming: v.picklist(comings),
  reason: v.optional(line(300)),
  substitute: v.optional(line(200)),
};
const text = (longest: number) => v.optional(v.pipe(v.string(), v.transform(oneLine), v.maxLength(longest)), '');

function answer(
  state: Needs,
  id: PersonId | null,
  {
    coming,
    reason = '',
    substitute = '',
  }: Pick<InvitationAnswer, 'coming'> & { [Said in 'reason' | 'substitute']?: string | undefined },
  by: InvitationAnswer['by'],
  { now }: Context,
): Outcome<InvitationEvent> {
  const person = personById(state, id);
  if (!person || !isInHall(person)) return reject('no-such-person');
  // From then on who is here is what counts.
  if (state.phase !== 'prepared') return reject('meeting-already-open');
  const before = state.answers[person.id];
  const said = coming === 'comes' ? '' : reason;
  const sends = coming === 'substitute';
  // A delegate was elected: nobody sits in her place.
  if (sends && (isDelegate(person) || !state.procedure.substitutes)) return reject('no-substitutes');
  if (sends && substitute === '') return reject('malformed');
  const instead = sends ? { substitute } : {};
  const isSame =
    before?.coming === coming && before.reason === said && (before.substitute ?? '') === (instead.substitute ?? '');
  if (isSame) return reject('nothing-changed');
  return [{ type: 'invitation-answered', at: now, person: person.id, coming, reason: said, ...instead, by }];
}

export const invitationCommands = {
  /** Again after a change: calendars take the higher number for the newer. */
  'send-invitations': command(
    conducts,
    {
      symbol: text(60),
      day: v.pipe(v.string(), v.isoDate()),
      authority: text(200),
      signerTitle: text(120),
      signer: text(120),
      notes: v.optional(v.pipe(v.string(), v.transform(composed), v.maxLength(2000)), ''),
      answerBy: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))), null),
    },
    (state, given, { now }) => {
      if (state.phase !== 'prepared') return reject('meeting-already-open');
      if (state.cancelled) return reject('meeting-cancelled');
      if (state.begins === null) return reject('no-time-yet');
      const times = (state.invitation?.times ?? 0) + 1;
      return [{ type: 'invitations-sent', at: now, invitation: { ...given, times, at: now } }];
    },
    { plans: true },
  ),
  'answer-invitation': command(
    inHall,
    fields,
    (state, given, context) => answer(state, context.actor.person, given, 'self', context),
    { plans: true },
  ),
  'enter-answer': command(
    chairsSide,
    { person: PersonId, ...fields },
    (state, { person, ...given }, context) => answer(state, person, given, 'hand', context),
    { plans: true },
  ),
};
