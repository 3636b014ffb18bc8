/** A command over HTTP, for pages that hold no socket of the meeting: as over the wire, once for each id. */
import type { Request, Response } from 'express';
import * as v from 'valibot';
import { CommandId } from '../../shared/ids.ts';
import type { Actor } from '../../shared/people/roles.ts';
import { checkCommand } from '../../shared/rulebook/rulebook.ts';
import type { Answered } from '../logs/log-host.ts';
import { parsed, Refused } from './errors.ts';
import { actorOf } from './middleware.ts';

const Given = v.strictObject({ id: CommandId, command: v.looseObject({ type: v.string() }) });

/** Checks the request's command by the rows of a rulebook, has it carried out and answers. Throws `Refused`. */
export async function answerCommand<Command extends { type: string }>(
  rows: Parameters<typeof checkCommand>[0],
  log: { execute: (id: string, command: Command, actor: Actor) => Promise<Answered> },
  request: Request,
  response: Response,
): Promise<void> {
  const { id, command } = parsed(Given, request.body);
  const checked = checkCommand<Command>(rows, command);
  if ('refused' in checked) throw new Refused(checked.refused);
  const answer = await log.execute(id, checked, actorOf(response));
  if (!answer.accepted) throw new Refused(answer.code);
  response.json(answer);
}
