/** A word to everyone, to some or to one; a call from a seat, and its answer. */
import * as v from 'valibot';
import { composed, line, PersonId, prose } from '../../ids.ts';
import { chairsSide, hasRole, inHall } from '../../people/roles.ts';
import { isInHall, type PeoplePart, personById } from '../../people/roster.ts';
import { reject, rowsOf } from '../../rulebook/rulebook.ts';
import { CallId, callNeeds, type MessagesEvent, type MessagesPart, NoticeId } from './state.ts';

const command = rowsOf<PeoplePart & MessagesPart, MessagesEvent>();

const note = v.optional(v.pipe(v.string(), v.transform(composed), v.maxLength(200)), '');

export const messagesCommands = {
  /** Without `people` and `delegations`: to everyone in the hall. Kept, also for who comes later. */
  'send-notice': command(
    chairsSide,
    {
      text: prose(500),
      people: v.optional(v.pipe(v.array(PersonId), v.maxLength(500)), []),
      delegations: v.optional(v.pipe(v.array(line(120)), v.maxLength(200)), []),
    },
    (state, { text, people, delegations }, { now, sequence }) => {
      if (people.some((id) => !personById(state, id))) return reject('no-such-person');
      const isMeant = people.length > 0 || delegations.length > 0;
      const wanted = new Set<string>(people);
      const to = isMeant
        ? state.people
            .filter((person) => wanted.has(person.id) || (isInHall(person) && delegations.includes(person.delegation)))
            .map(({ id }) => id)
        : null;
      if (to?.length === 0) return reject('no-such-person');
      const id = v.parse(NoticeId, `notice-${sequence}`);
      return [{ type: 'notice-sent', at: now, notice: { id, at: now, text, to } }];
    },
    { plans: true, afterClosing: true },
  ),
  'withdraw-notice': command(
    chairsSide,
    { notice: NoticeId },
    (state, { notice }, { now }) =>
      state.messages.notices.some(({ id }) => id === notice)
        ? [{ type: 'notice-withdrawn', at: now, notice }]
        : reject('no-such-notice'),
    { plans: true, afterClosing: true },
  ),

  /** One of a kind at a time: a second touch is no second glass. */
  'call-secretariat': command(
    inHall,
    { need: v.picklist(callNeeds), note },
    (state, { need, note }, { now, sequence, actor }) => {
      const { person } = actor;
      if (person === null) return reject('not-allowed');
      if (state.messages.calls.some((call) => call.person === person && call.need === need))
        return reject('already-called');
      const id = v.parse(CallId, `call-${sequence}`);
      return [{ type: 'secretariat-called', at: now, call: { id, at: now, person, need, note } }];
    },
    { plans: true },
  ),
  /** By whoever answers, or by who called. */
  'end-call': command(
    [...chairsSide, ...inHall],
    { call: CallId },
    (state, { call: id }, { now, actor }) => {
      const call = state.messages.calls.find((call) => call.id === id);
      if (!call) return reject('no-such-call');
      if (call.person === actor.person) return [{ type: 'call-ended', at: now, call: id, by: 'caller' }];
      return hasRole(actor.roles, chairsSide)
        ? [{ type: 'call-ended', at: now, call: id, by: 'secretariat' }]
        : reject('not-allowed');
    },
    { plans: true, afterClosing: true },
  ),
};
