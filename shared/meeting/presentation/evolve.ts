/** How the presentation changes by what happens. */
import type { ClockEvent } from '../clock/state.ts';
import type { PhaseEvent } from '../phase/state.ts';
import type { PresentationEvent } from './state.ts';
import { nothingPresented, type PresentationState } from './state.ts';

export function evolvePresentation(
  presentation: PresentationState,
  event: PresentationEvent | PhaseEvent | ClockEvent,
): PresentationState {
  switch (event.type) {
    case 'presentation-started':
      return { ...presentation, shown: { document: event.document, page: event.page } };
    case 'page-turned':
      return presentation.shown
        ? { ...presentation, shown: { ...presentation.shown, page: event.page } }
        : presentation;
    case 'presentation-stopped':
    case 'meeting-closed':
      return nothingPresented;
    case 'presentation-handed':
      return { ...presentation, presenter: event.to };
    case 'following-asked':
      return { ...presentation, askedAt: event.at };
    case 'clock-stepped':
      return presentation.askedAt === null
        ? presentation
        : { ...presentation, askedAt: presentation.askedAt + event.byMs };
    default:
      return presentation;
  }
}
