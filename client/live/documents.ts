/** The documents that this person may read: the hall's, and those that name her. */
import type { AgendaItem } from '../../shared/agenda.ts';
import type { DocumentEntry } from '../../shared/roster.ts';
import type { Live } from './connection.ts';

export function readableDocuments({ view, own }: Pick<Live, 'view' | 'own'>): DocumentEntry[] {
  if (!view) return [];
  const known = new Set(view.documents.map(({ id }) => id));
  return [...view.documents, ...own.documents.map(({ document }) => document).filter(({ id }) => !known.has(id))];
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
