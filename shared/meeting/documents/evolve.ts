/** How the documents change by what happens. */
import type { Fact, MeetingState } from '../state.ts';
import type { DocumentEntry, ItemDocuments } from './state.ts';

function reorder(state: MeetingState, order: readonly ItemDocuments[]): MeetingState {
  if (order.length === 0) return state;
  const changed = state.agenda.items.map((item) => {
    const documents = order.find((one) => one.item === item.id)?.documents;
    return documents ? { ...item, documents: [...documents] } : item;
  });
  return { ...state, agenda: { ...state.agenda, items: changed } };
}

/** With another access it goes to the end: for an audience that sees it come, it comes last. */
function described(documents: readonly DocumentEntry[], document: DocumentEntry): DocumentEntry[] {
  const before = documents.find(({ id }) => id === document.id);
  return before?.access === document.access
    ? documents.map((one) => (one.id === document.id ? document : one))
    : [...documents.filter(({ id }) => id !== document.id), document];
}

/** It touches the agenda too, so it takes and gives the whole state. */
export function evolveDocuments(state: MeetingState, fact: Fact): MeetingState {
  switch (fact.type) {
    case 'document-added':
      return reorder({ ...state, documents: [...state.documents, fact.document] }, fact.order);
    case 'document-replaced': {
      const documents = state.documents.map((one) => (one.id === fact.document.id ? fact.document : one));
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
