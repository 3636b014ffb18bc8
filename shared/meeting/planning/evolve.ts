/** How a meeting's description and rules change. */
import type { ProcedurePart } from '../../procedure.ts';
import type { PlanningEvent, PlanningPart } from './state.ts';

export function evolvePlanning<State extends PlanningPart & ProcedurePart>(state: State, event: PlanningEvent): State {
  switch (event.type) {
    case 'meeting-described':
      return { ...state, ...event.description };
    case 'procedure-set':
      return { ...state, procedure: event.procedure };
    case 'meeting-cancelled':
      return { ...state, cancelled: { at: event.at, reason: event.reason } };
    case 'meeting-restored':
      return { ...state, cancelled: null };
    default:
      return state;
  }
}
