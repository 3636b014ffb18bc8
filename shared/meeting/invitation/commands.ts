/** Answering an invitation, by oneself or by the office on somebody's word. */
import * as v from 'valibot';
import { line, PersonId } from '../../ids.ts';
import { chairsSide, inHall } from '../../people/roles.ts';
import { isInHall, type PeoplePart, personById } from '../../people/roster.ts';
import { type Context, type Outcome, reject, rowsOf } from '../../rulebook/rulebook.ts';
import type { PhasePart } from '../phase/state.ts';
import { comings, type InvitationAnswer, type InvitationEvent, type InvitationPart } from './state.ts';

type Needs = PeoplePart & PhasePart & InvitationPart;
const command = rowsOf<Needs, InvitationEvent>();
const fields = { coming: v.picklist(comings), reason: v.optional(line(300)) };

function answer(
  state: Needs,
  id: PersonId | null,
  { coming, reason = '' }: { coming: InvitationAnswer['coming']; reason?: string | undefined },
  by: InvitationAnswer['by'],
  { now }: Context,
): Outcome<InvitationEvent> {
  const person = personById(state, id);
  if (!person || !isInHall(person)) return reject('no-such-person');
  // From then on who is here is what counts.
  if (state.phase !== 'prepared') return reject('meeting-already-open');
  const before = state.answers[person.id];
  const said = coming === 'comes' ? '' : reason;
  if (before?.coming === coming && before.reason === said) return reject('nothing-changed');
  return [{ type: 'invitation-answered', at: now, person: person.id, coming, reason: said, by }];
}

export const invitationCommands = {
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
