/** Trình chiếu: the document and the page that the hall follows, and who turns it. */
import * as v from 'valibot';
import { currentItem, neighbour } from './agenda.ts';
import { DocumentId, PersonId } from './ids.ts';
import type { MeetingEvent, MeetingState } from './meeting.ts';
import type { DocumentEntry } from './roster.ts';
import { type Actor, type Context, chairsSide, command, conducts, hasRole, type Outcome, reject } from './rulebook.ts';

export interface PresentationState {
  /** Whom the chair handed it to; null when the chair's side presents. */
  presenter: PersonId | null;
  /** Null when nothing is presented. Pages count from 1. */
  shown: { document: DocumentId; page: number } | null;
  /** When the chair's side last asked everyone to follow; milliseconds since 1970. A request, never a theft. */
  askedAt: number | null;
}

export type PresentationEvent =
  | { type: 'presentation-started'; at: number; document: DocumentId; page: number }
  | { type: 'page-turned'; at: number; page: number }
  | { type: 'presentation-stopped'; at: number }
  | { type: 'presentation-handed'; at: number; to: PersonId | null }
  | { type: 'following-asked'; at: number };

/** One page of one document; pages count from 1. */
export interface Place {
  document: DocumentEntry;
  page: number;
}

export const nothingPresented: PresentationState = { presenter: null, shown: null, askedAt: null };

/** Asking again within this time would only be a nuisance. */
const ASK_AGAIN_MS = 5000;

const presenters = [...chairsSide, 'delegate', 'guest'] as const;
const page = v.pipe(v.number(), v.integer(), v.minValue(1));

/** The page that the hall is on, with its document; null when nothing is presented. */
export function shownPage({ presentation: { shown }, documents }: MeetingState): Place | null {
  const document = documents.find((one) => one.id === shown?.document);
  return shown && document ? { document, page: shown.page } : null;
}

/**
 * The document that the hall will probably turn to: the next of this item's, or else the first of the next item's; so
 * that its first page can stand ready. Null at the end, or where the next has none.
 */
export function nextDocument(state: MeetingState): DocumentEntry | null {
  const items = [currentItem(state.agenda), neighbour(state.agenda, 1)];
  const ids = items.flatMap((item) => item?.documents ?? []);
  const { shown } = state.presentation;
  const next = ids[shown ? ids.indexOf(shown.document) + 1 : 0];
  return state.documents.find(({ id }) => id === next) ?? null;
}

/** Whether someone may turn pages now: the chair's side always, and whom it was handed to. */
export const mayPresent = (state: MeetingState, actor: Actor): boolean =>
  hasRole(actor.roles, chairsSide) || (actor.person !== null && actor.person === state.presentation.presenter);

/** For commands that only a presenter may give, and only before the meeting is closed. */
const asPresenter =
  <Fields>(decide: (state: MeetingState, fields: Fields, context: Context) => Outcome) =>
  (state: MeetingState, fields: Fields, context: Context): Outcome => {
    if (!mayPresent(state, context.actor)) return reject('not-allowed');
    return state.phase === 'closed' ? reject('meeting-closed') : decide(state, fields, context);
  };

export const presentationCommands = {
  'start-presentation': command(
    presenters,
    { document: DocumentId, page: v.optional(page) },
    asPresenter((state, { document: id, page = 1 }, { now }) => {
      const document = state.documents.find((one) => one.id === id);
      if (!document) return reject('no-such-document');
      // What only some may read is not for the hall's screens.
      if (document.access === 'named') return reject('document-for-few');
      if (page > document.pages) return reject('no-such-page');
      return [{ type: 'presentation-started', at: now, document: id, page }];
    }),
  ),

  'turn-page': command(
    presenters,
    { page },
    asPresenter((state, { page }, { now }) => {
      const shown = shownPage(state);
      if (!shown) return reject('not-presenting');
      if (page > shown.document.pages) return reject('no-such-page');
      return [{ type: 'page-turned', at: now, page }];
    }),
  ),

  'stop-presentation': command(
    presenters,
    {},
    asPresenter((state, _, { now }) =>
      state.presentation.shown ? [{ type: 'presentation-stopped', at: now }] : reject('not-presenting'),
    ),
  ),

  /** Hands the presentation to a delegate or guest, or takes it back (null); document and page stay. */
  'hand-presentation': command(conducts, { to: v.nullable(PersonId) }, (state, { to }, { now }) => {
    if (to !== null && !state.people.some((person) => person.id === to)) return reject('no-such-person');
    return [{ type: 'presentation-handed', at: now, to }];
  }),

  /** Asks everyone to follow the hall's page: each tablet shows the question, and each delegate decides. */
  'ask-to-follow': command(conducts, {}, (state, _, { now }) => {
    if (!state.presentation.shown) return reject('not-presenting');
    const { askedAt } = state.presentation;
    if (askedAt !== null && now - askedAt < ASK_AGAIN_MS) return reject('asked-already');
    return [{ type: 'following-asked', at: now }];
  }),
};

export function evolvePresentation(presentation: PresentationState, event: MeetingEvent): PresentationState {
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
