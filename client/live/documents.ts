/** The documents that this person may read: the hall's, and those that name her. */
import type { AgendaItem } from '../../shared/meeting/agenda/state.ts';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import type { Live } from './connection.ts';

const none: readonly DocumentEntry[] = [];
let last = { hall: none, named: [] as Live['own']['documents'], all: none };

/** The same array as before while nothing has changed: whoever shows it need not draw anew. */
export function readableDocuments({ view, own }: Pick<Live, 'view' | 'own'>): readonly DocumentEntry[] {
  if (!view || own.documents.length === 0) return view?.documents ?? none;
  if (last.hall === view.documents && last.named === own.documents) return last.all;
  const known = new Set(view.documents.map(({ id }) => id));
  const named = own.documents.map(({ document }) => document).filter(({ id }) => !known.has(id));
  last = { hall: view.documents, named: own.documents, all: [...view.documents, ...named] };
  return last.all;
}

/** The documents of an item, in order; those that name her come last. */
export function documentsOf(live: Pick<Live, 'view' | 'own'>, item: AgendaItem): DocumentEntry[] {
  const all = readableDocuments(live);
  const named = live.own.documents.filter(
    ({ items, document }) => items.includes(item.id) && !item.documents.includes(document.id),
  );
  return [
    ...item.documents.flatMap((id) => all.find((document) => document.id === id) ?? []),
    ...named.map(({ document }) => document),
  ];
}

/** Somebody wants to read a document: the page opens it. */
export class DocumentWanted extends Event {
  constructor(readonly document: DocumentEntry) {
    super('document-wanted', { bubbles: true, composed: true });
  }
}
