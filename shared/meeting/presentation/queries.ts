/** The page that the hall is on, the one it will probably turn to, and who may turn it. */

import { type Actor, chairsSide, hasRole } from '../../people/roles.ts';
import { currentItem, neighbour } from '../agenda/queries.ts';
import type { AgendaPart } from '../agenda/state.ts';
import { documentById } from '../documents/queries.ts';
import type { DocumentEntry, DocumentsPart } from '../documents/state.ts';
import type { PresentationPart } from './state.ts';

/** One page of one document; pages count from 1. */
export interface Place {
  document: DocumentEntry;
  page: number;
}

/** The page that the hall is on, with its document; null when nothing is presented. */
export function shownPage(state: PresentationPart & DocumentsPart): Place | null {
  const { shown } = state.presentation;
  const document = documentById(state, shown?.document);
  return shown && document ? { document, page: shown.page } : null;
}

/**
 * The document that the hall will probably turn to: the next of this item's, or else the first of the next item's; so
 * that its first page can stand ready. Null at the end, or where the next has none.
 */
export function nextDocument(state: AgendaPart & DocumentsPart & PresentationPart): DocumentEntry | null {
  const items = [currentItem(state.agenda), neighbour(state.agenda, 1)];
  const ids = items.flatMap((item) => item?.documents ?? []);
  const { shown } = state.presentation;
  const next = ids[shown ? ids.indexOf(shown.document) + 1 : 0];
  return documentById(state, next) ?? null;
}

/** Whether someone may turn pages now: the chair's side always, and whom it was handed to. */
export const mayPresent = (state: PresentationPart, actor: Actor): boolean =>
  hasRole(actor.roles, chairsSide) || (actor.person !== null && actor.person === state.presentation.presenter);
