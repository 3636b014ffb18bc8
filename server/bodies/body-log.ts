/** The log of a body. */
import { type BodyCommand, decideBody } from '../../shared/body/commands.ts';
import { evolveBody } from '../../shared/body/evolve.ts';
import { type BodyEvent, type BodyState, unbornBody } from '../../shared/body/state.ts';
import { upcastBody } from '../../shared/body/upcast.ts';
import type { Context } from '../../shared/rulebook/rulebook.ts';
import type { LogHost } from '../logs/log-host.ts';
import type { Rulebook } from '../logs/rulebook.ts';

export const bodyRulebook: Rulebook<BodyState, BodyCommand, BodyEvent> = {
  initial: unbornBody,
  version: 6,
  decide: decideBody,
  evolve: evolveBody,
  upcast: upcastBody,
};

export type BodyLog = LogHost<BodyState, BodyCommand, BodyEvent, Context>;
