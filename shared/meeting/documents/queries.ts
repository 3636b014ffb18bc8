/** Documents, their versions, and who may read them. */

import type { DocumentId, ItemId, PersonId } from '../../ids.ts';
import { chairsSide, hasRole } from '../../people/roles.ts';
import type { PeoplePart, Person } from '../../people/roster.ts';
import { isInHall, personById } from '../../people/roster.ts';
import { isDraft } from '../agenda/queries.ts';
import type { AgendaPart } from '../agenda/state.ts';
import type { PhasePart } from '../phase/state.ts';
import type { DocumentEntry, DocumentsPart } from './state.ts';

export const documentById = (state: DocumentsPart, id: string | undefined): DocumentEntry | undefined =>
  state.documents.find((document) => document.id === id);

/** Whether someone may read a document because she is named, herself or by her delegation. */
export const isNamed = ({ readers }: DocumentEntry, { id, delegation, isFormer }: Person): boolean =>
  !isFormer && (readers.people.includes(id) || (delegation !== '' && readers.delegations.includes(delegation)));

/** Whether someone of the meeting may read a document. The chair's side reads all that it hands out. */
export const mayRead = (document: DocumentEntry, person: Person): boolean =>
  document.access !== 'named' || isNamed(document, person) || hasRole(person.roles, chairsSide);

/** Whether a file is one of a document's versions, the one in use or an earlier one. */
export const isVersionOf = (document: DocumentEntry, hash: string): boolean =>
  document.hash === hash || document.earlier.some((version) => version.hash === hash);

/** The documents that are for named readers only, as far as one person may read them. */
export function namedDocuments(state: PeoplePart & DocumentsPart, person: PersonId): readonly DocumentEntry[] {
  const reader = personById(state, person);
  return reader ? state.documents.filter((document) => document.access === 'named' && isNamed(document, reader)) : [];
}

/**
 * Pages that would have been printed: each document for each delegate and guest who may read it, once the agenda was
 * sent or the meeting has begun. A draft is nobody's paper yet.
 */
export function pagesDelivered(state: AgendaPart & DocumentsPart & PeoplePart & PhasePart): number {
  if (isDraft(state)) return 0;
  const readers = state.people.filter(isInHall);
  return state.documents.reduce(
    (sum, document) => sum + document.pages * readers.filter((person) => mayRead(document, person)).length,
    0,
  );
}

export const itemsOf = (state: AgendaPart, document: DocumentId): ItemId[] =>
  state.agenda.items.filter(({ documents }) => documents.includes(document)).map(({ id }) => id);
