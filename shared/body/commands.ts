/** Every command that a body knows, and what follows from one. */
import type * as v from 'valibot';
import { hasRole } from '../people/roles.ts';
import { type CommandRule, type Context, type Outcome, reject } from '../rulebook/rulebook.ts';
import { hallsCommands } from './halls.ts';
import { meetingsCommands } from './meetings.ts';
import { membersCommands } from './members.ts';
import { profileCommands } from './profile.ts';
import { registerCommands } from './register.ts';
import type { BodyEvent, BodyState } from './state.ts';

export const bodyCommands = {
  ...profileCommands,
  ...membersCommands,
  ...hallsCommands,
  ...meetingsCommands,
  ...registerCommands,
};

export type BodyCommandType = keyof typeof bodyCommands;
export type BodyCommand = {
  [Type in BodyCommandType]: { type: Type } & v.InferInput<(typeof bodyCommands)[Type]['fields']>;
}[BodyCommandType];

type BodyRule = CommandRule<BodyState, BodyEvent>;
export const bodyRule = (type: BodyCommandType): BodyRule => bodyCommands[type] as unknown as BodyRule;

/** What follows from a command: at least one event, or a rejection. Fields are taken as checked by the row's schema. */
export function decideBody(state: BodyState, { type, ...fields }: BodyCommand, context: Context): Outcome<BodyEvent> {
  const rule = bodyRule(type);
  if (!hasRole(context.actor.roles, rule.by)) return reject('not-allowed');
  if (state.id === '' && type !== 'create-body') return reject('not-found');
  return rule.decide(state, fields, context);
}
