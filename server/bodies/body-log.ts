/** The log of a body. */
import { type BodyCommand, decideBody } from '../../shared/body/commands.ts';
import { evolveBody } from '../../shared/body/evolve.ts';
import { upcastListed } from '../../shared/body/meetings.ts';
import { type BodyEvent, type BodyState, unbornBody } from '../../shared/body/state.ts';
import type { Context } from '../../shared/rulebook/rulebook.ts';
import type { LogHost } from '../logs/log-host.ts';
import type { Rulebook } from '../logs/rulebook.ts';

export const bodyRulebook: Rulebook<BodyState, BodyCommand, BodyEvent> = {
  initial: unbornBody,
  version: 3,
  decide: decideBody,
  evolve: evolveBody,
  upcast: (event) =>
    ('meeting' in event && typeof event.meeting === 'object'
      ? { ...event, meeting: upcastListed(event.meeting) }
      : event) as BodyEvent,
};

export type BodyLog = LogHost<BodyState, BodyCommand, BodyEvent, Context>;
