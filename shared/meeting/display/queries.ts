/** What the screen shows now, and whether the hall hears a gong. */

import type { ProcedurePart } from '../../procedure.ts';
import type { AgendaPart } from '../agenda/state.ts';
import type { FloorPart } from '../floor/state.ts';
import type { PhasePart } from '../phase/state.ts';
import type { PresentationPart } from '../presentation/state.ts';
import { openVote } from '../voting/queries.ts';
import type { VotingPart } from '../voting/state.ts';
import type { DisplayPart, DisplayView } from './state.ts';

/** Whether the hall hears a gong at the warning and at the end of a speaker's time. */
export const soundsGong = (state: DisplayPart & ProcedurePart): boolean =>
  state.display.sound ?? state.procedure.sound === 'gong';

/** What the screen shows now: what is held, or what is happening. */
export function shownView(
  state: PhasePart & AgendaPart & FloorPart & VotingPart & PresentationPart & DisplayPart,
): DisplayView {
  const { held, vote } = state.display;
  if (held) return held;
  if (state.phase === 'prepared' || state.phase === 'closed') return { show: 'welcome' };
  const running = openVote(state.voting);
  if (running) return { show: 'vote', vote: running.id };
  if (state.phase === 'suspended') return { show: 'pause' };
  if (vote) return { show: 'vote', vote };
  if (state.presentation.shown) return { show: 'page' };
  if (state.floor.speech) return { show: 'speaker' };
  return state.agenda.current ? { show: 'item' } : { show: 'attendance' };
}
