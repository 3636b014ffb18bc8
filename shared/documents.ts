/**
 * Tài liệu: what the hall reads, in the order of the agenda. Commands come from the intake alone (the server itself),
 * which has seen the file; the journal keeps every version's hash.
 */
import * as v from 'valibot';
import type { AgendaItem } from './agenda.ts';
import { DocumentId, ItemId, type PersonId } from './ids.ts';
import type { Fact, MeetingState } from './meeting.ts';
import { DocumentEntry, type Person } from './roster.ts';
import { chairsSide, command, conducts, hasRole, type Outcome, reject } from './rulebook.ts';

/** The documents of an item, in order, as they are from now on. */
export interface ItemDocuments {
  item: ItemId;
  documents: readonly DocumentId[];
}

export type DocumentsEvent =
  | { type: 'document-added'; at: number; document: DocumentEntry; order: readonly ItemDocuments[] }
  /** `from` is the hash of the version that was there before. */
  | { type: 'document-replaced'; at: number; from: string; document: DocumentEntry }
  | { type: 'document-described'; at: number; document: DocumentEntry; order: readonly ItemDocuments[] }
  | { type: 'document-removed'; at: number; document: DocumentId; order: readonly ItemDocuments[] }
  | { type: 'documents-ordered'; at: number; order: readonly ItemDocuments[] }
  /** Whether tablets forget the documents once the meeting is closed. */
  | { type: 'forgetting-set'; at: number; forgets: boolean };

export const documentById = (state: MeetingState, id: string | undefined): DocumentEntry | undefined =>
  state.documents.find((document) => document.id === id);

/** Whether someone may read a document because she is named, herself or by her delegation. */
export const isNamed = ({ readers }: DocumentEntry, { id, delegation }: Person): boolean =>
  readers.people.includes(id) || (delegation !== '' && readers.delegations.includes(delegation));

/** Whether someone of the meeting may read a document. The chair's side reads all that it hands out. */
export const mayRead = (document: DocumentEntry, person: Person): boolean =>
  document.access !== 'named' || isNamed(document, person) || hasRole(person.roles, chairsSide);

/** Whether a file is one of a document's versions, the one in use or an earlier one. */
export const isVersionOf = (document: DocumentEntry, hash: string): boolean =>
  document.hash === hash || document.earlier.some((one) => one.hash === hash);

/** The documents that are for named readers only, as far as one person may read them. */
export function namedDocuments(state: MeetingState, person: PersonId): readonly DocumentEntry[] {
  const reader = state.people.find(({ id }) => id === person);
  return reader ? state.documents.filter((one) => one.access === 'named' && isNamed(one, reader)) : [];
}

export const itemsOf = (state: MeetingState, document: DocumentId): ItemId[] =>
  state.agenda.items.filter(({ documents }) => documents.includes(document)).map(({ id }) => id);

/** The order of every item that gains or loses a document, when it is to stand in `wanted`. */
function orderWith(items: readonly AgendaItem[], document: DocumentId, wanted: readonly ItemId[]): ItemDocuments[] {
  return items.flatMap(({ id, documents }) => {
    const isThere = documents.includes(document);
    if (isThere === wanted.includes(id)) return [];
    return [{ item: id, documents: isThere ? documents.filter((one) => one !== document) : [...documents, document] }];
  });
}

const items = v.pipe(v.array(ItemId), v.maxLength(200));
const hasItems = (state: MeetingState, wanted: readonly ItemId[]) =>
  wanted.every((id) => state.agenda.items.some((item) => item.id === id));
/** A confidential document is nobody's outside of the hall. */
const isSound = ({ access, confidential }: DocumentEntry) => !(confidential && access === 'public');

function describe(state: MeetingState, document: DocumentEntry, wanted: readonly ItemId[]): Outcome | null {
  if (!hasItems(state, wanted)) return reject('no-such-item');
  return isSound(document) ? null : reject('confidential-not-public');
}

export const documentsCommands = {
  'add-document': command(
    ['system'],
    { document: DocumentEntry, items },
    (state, { document, items }, { now }) => {
      if (documentById(state, document.id)) return reject('document-exists');
      return (
        describe(state, document, items) ?? [
          { type: 'document-added', at: now, document, order: orderWith(state.agenda.items, document.id, items) },
        ]
      );
    },
    { afterClosing: true },
  ),

  /** Another file in its place: the one before stays among its earlier versions. */
  'replace-document': command(
    ['system'],
    {
      id: DocumentId,
      hash: DocumentEntry.entries.hash,
      pages: DocumentEntry.entries.pages,
      bytes: DocumentEntry.entries.bytes,
    },
    (state, { id, hash, pages, bytes }, { now }) => {
      const before = documentById(state, id);
      if (!before) return reject('no-such-document');
      if (before.hash === hash) return reject('same-version');
      const earlier = [...before.earlier, { hash: before.hash, pages: before.pages, until: now }];
      const document = { ...before, hash, pages, bytes, earlier };
      const { shown } = state.presentation;
      // The hall stays on its page, or on the last there is.
      const turned =
        shown?.document === id && shown.page > pages ? [{ type: 'page-turned', at: now, page: pages } as const] : [];
      return [{ type: 'document-replaced', at: now, from: before.hash, document }, ...turned];
    },
    { afterClosing: true },
  ),

  /** What is said about it, who may read it, and where it stands; never the file itself. */
  'describe-document': command(
    ['system'],
    { document: DocumentEntry, items },
    (state, fields, { now }) => {
      const before = documentById(state, fields.document.id);
      if (!before) return reject('no-such-document');
      const { hash, pages, bytes, earlier } = before;
      const document = { ...fields.document, hash, pages, bytes, earlier };
      if (document.access !== before.access && state.presentation.shown?.document === before.id)
        return reject('document-presented');
      return (
        describe(state, document, fields.items) ?? [
          {
            type: 'document-described',
            at: now,
            document,
            order: orderWith(state.agenda.items, document.id, fields.items),
          },
        ]
      );
    },
    { afterClosing: true },
  ),

  'remove-document': command(
    ['system'],
    { id: DocumentId },
    (state, { id }, { now }) => {
      if (!documentById(state, id)) return reject('no-such-document');
      if (state.presentation.shown?.document === id) return reject('document-presented');
      return [{ type: 'document-removed', at: now, document: id, order: orderWith(state.agenda.items, id, []) }];
    },
    { afterClosing: true },
  ),

  /** The same documents of an item in another order. */
  'order-documents': command(
    [...conducts, 'system'],
    { item: ItemId, documents: v.pipe(v.array(DocumentId), v.maxLength(500)) },
    (state, { item, documents }, { now }) => {
      const before = state.agenda.items.find(({ id }) => id === item)?.documents;
      if (!before) return reject('no-such-item');
      const isSame = documents.length === before.length && before.every((id) => documents.includes(id));
      return isSame
        ? [{ type: 'documents-ordered', at: now, order: [{ item, documents }] }]
        : reject('no-such-document');
    },
    { afterClosing: true },
  ),

  'set-forgetting': command(
    conducts,
    { forgets: v.boolean() },
    (state, { forgets }, { now }) =>
      forgets === state.forgetsDocuments ? reject('nothing-changed') : [{ type: 'forgetting-set', at: now, forgets }],
    { afterClosing: true },
  ),
};

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
