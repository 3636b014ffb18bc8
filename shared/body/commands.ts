/** Every command that a body knows, and what follows from one. */
import * as v from 'valibot';
import { type CommandRule, type Context, type Outcome, reject } from '../rulebook/rulebook.ts';
import type { RefusalCode } from '../wire/rejections.ts';
import { hallsCommands } from './halls.ts';
import { meetingsCommands } from './meetings.ts';
import { membersCommands } from './members.ts';
import { profileCommands } from './profile.ts';
import type { BodyEvent, BodyState } from './state.ts';

export const bodyCommands = { ...profileCommands, ...membersCommands, ...hallsCommands, ...meetingsCommands };

export type BodyCommandType = keyof typeof bodyCommands;
export type BodyCommand = {
  [Type in BodyCommandType]: { type: Type } & v.InferInput<(typeof bodyCommands)[Type]['fields']>;
}[BodyCommandType];

type BodyRule = CommandRule<BodyState, BodyEvent>;
export const bodyRule = (type: BodyCommandType): BodyRule => bodyCommands[type] as unknown as BodyRule;

/** What follows from a command: at least one event, or a rejection. Fields are taken as checked by the row's schema. */
export function decideBody(state: BodyState, { type, ...fields }: BodyCommand, context: Context): Outcome<BodyEvent> {
  const rule = bodyRule(type);
  if (!rule.by.some((role) => context.actor.roles.includes(role))) return reject('not-allowed');
  if (state.id === '' && type !== 'create-body') return reject('not-found');
  return rule.decide(state, fields, context);
}

/** Checks a command from outside; text comes back trimmed and in NFC. */
export function parseBodyCommand(input: unknown): BodyCommand | { refused: RefusalCode } {
  const envelope = v.safeParse(v.looseObject({ type: v.string() }), input);
  if (!envelope.success) return { refused: 'malformed' };
  const { type, ...fields } = envelope.output;
  if (!Object.hasOwn(bodyCommands, type)) return { refused: 'unknown-command' };
  const checked = v.safeParse(bodyRule(type as BodyCommandType).fields, fields);
  return checked.success ? ({ type, ...(checked.output as object) } as BodyCommand) : { refused: 'malformed' };
}
