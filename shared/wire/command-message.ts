/** A `command` message, checked where it comes in: apart from the wire's types, so that no page has to hold the rules for it. */
import * as v from 'valibot';
import { CommandId } from '../ids.ts';
import { type Command, commands } from '../meeting/commands.ts';
import { checkCommand } from '../rulebook/rulebook.ts';
import type { CommandMessage } from './protocol.ts';
import type { RefusalCode } from './rejections.ts';

const Envelope = v.strictObject({ id: CommandId, command: v.looseObject({ type: v.string() }) });

/** Checks a `command` message from outside; text comes back trimmed and in NFC. */
export function parseCommandMessage(input: unknown): CommandMessage | { refused: RefusalCode } {
  const envelope = v.safeParse(Envelope, input);
  if (!envelope.success) return { refused: 'malformed' };
  const { id, command } = envelope.output;
  const checked = checkCommand<Command>(commands, command);
  return 'refused' in checked ? checked : { id, command: checked };
}
