/** How the documents change by what happens. */

import type { AgendaPart } from '../agenda/state.ts';
import type { DocumentEntry, DocumentsEvent, DocumentsPart, ItemDocuments } from './state.ts';

function reorder<State extends AgendaPart>(state: State, order: readonly ItemDocuments[]): State {
  if (order.length === 0) return state;
  const changed = state.agenda.items.map((item) => {
    const documents = order.find((entry) => entry.item === item.id)?.documents;
    return documents ? { ...item, documents: [...documents] } : item;
  });
  return { ...state, agenda: { ...state.agenda, items: changed } };
}

/** With another access it goes to the end: for an audience that sees it come, it comes last. */
function described(documents: readonly DocumentEntry[], document: DocumentEntry): DocumentEntry[] {
  const before = documents.find(({ id }) => id === document.id);
  return before?.access === document.access
    ? documents.map((other) => (other.id === document.id ? document : other))
    : [...documents.filter(({ id }) => id !== document.id), document];
}

/** It touches the agenda too, so it takes and gives the whole state. */
export function evolveDocuments<State extends AgendaPart & DocumentsPart>(state: State, fact: DocumentsEvent): State {
  switch (fact.type) {
    case 'document-added':
      return reorder({ ...state, documents: [...state.documents, fact.document] }, fact.order);
    case 'document-replaced': {
      const documents = state.documents.map((document) =>
        document.id === fact.document.id ? fact.document : document,
      );
      return { ...state, documents };
    }
    case 'document-described':
      return reorder({ ...state, documents: described(state.documents, fact.document) }, fact.order);
    case 'document-removed':
      return reorder({ ...state, documents: state.documents.filter(({ id }) => id !== fact.document) }, fact.order);
    case 'documents-ordered':
      return reorder(state, fact.order);
    case 'forgetting-set':
      return { ...state, forgetsDocuments: fact.forgets };
    default:
      return state;
  }
}
