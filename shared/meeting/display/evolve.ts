/** How the screen changes by what happens. */

import type { AgendaEvent } from '../agenda/state.ts';
import type { FloorEvent } from '../floor/state.ts';
import type { PhaseEvent } from '../phase/state.ts';
import type { PresentationEvent } from '../presentation/state.ts';
import type { VotingEvent } from '../voting/state.ts';
import type { DisplayEvent, DisplayState } from './state.ts';

export function evolveDisplay(
  display: DisplayState,
  event: DisplayEvent | AgendaEvent | FloorEvent | VotingEvent | PresentationEvent | PhaseEvent,
): DisplayState {
  switch (event.type) {
    case 'display-held':
      return { ...display, held: event.view };
    case 'display-released':
      return { ...display, held: null };
    case 'notice-shown':
      return { ...display, notice: event.text };
    case 'board-set':
      return { ...display, board: event.by };
    case 'sound-set':
      return { ...display, sound: event.on };
    case 'vote-opened':
    case 'vote-published':
      return event.isAside ? display : { ...display, vote: event.vote };
    case 'vote-cancelled':
      return display.vote === event.vote ? { ...display, vote: null } : display;
    case 'item-started':
    case 'speech-started':
    case 'presentation-started':
    case 'page-turned':
    case 'meeting-suspended':
    case 'meeting-closed':
      return display.vote === null ? display : { ...display, vote: null };
    default:
      return display;
  }
}
