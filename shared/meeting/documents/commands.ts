/**
 * A file comes in only when the intake has examined it: that is what the decision depends on beside the state. The journal
 * keeps every version's hash.
 */

import * as v from 'valibot';
import { DocumentId, ItemId } from '../../ids.ts';
import { chairsSide, conducts } from '../../people/roles.ts';
import { type Context, type Outcome, reject, rowsOf } from '../../rulebook/rulebook.ts';
import { itemById } from '../agenda/queries.ts';
import type { AgendaItem, AgendaPart } from '../agenda/state.ts';
import type { PresentationEvent, PresentationPart } from '../presentation/state.ts';
import { documentById } from './queries.ts';
import type { DocumentsEvent, DocumentsPart } from './state.ts';
import { DocumentEntry, type ItemDocuments } from './state.ts';

type Needs = AgendaPart & DocumentsPart & PresentationPart;
type Follows = DocumentsEvent | PresentationEvent;

export interface DocumentsContext extends Context {
  /** The file that the command names, as the intake has examined it; missing when it has not. */
  examined?: { hash: string; pages: number; bytes: number } | undefined;
}
const command = rowsOf<Needs, Follows, DocumentsContext>();

const isExamined = (
  { hash, pages, bytes }: { hash: string; pages: number; bytes: number },
  { examined }: DocumentsContext,
) => examined?.hash === hash && examined.pages === pages && examined.bytes === bytes;

/** The order of every item that gains or loses a document, when it is to stand in `wanted`. */
function orderWith(items: readonly AgendaItem[], document: DocumentId, wanted: readonly ItemId[]): ItemDocuments[] {
  return items.flatMap(({ id, documents }) => {
    const isThere = documents.includes(document);
    if (isThere === wanted.includes(id)) return [];
    return [
      { item: id, documents: isThere ? documents.filter((other) => other !== document) : [...documents, document] },
    ];
  });
}

const items = v.pipe(v.array(ItemId), v.maxLength(200));

const hasItems = (state: Needs, wanted: readonly ItemId[]) =>
  wanted.every((id) => state.agenda.items.some((item) => item.id === id));

/** A confidential document is nobody's outside of the hall. */
const isSound = ({ access, confidential }: DocumentEntry) => !(confidential && access === 'public');

function describe(state: Needs, document: DocumentEntry, wanted: readonly ItemId[]): Outcome<Follows> | null {
  if (!hasItems(state, wanted)) return reject('no-such-item');
  return isSound(document) ? null : reject('confidential-not-public');
}

export const documentsCommands = {
  'add-document': command(
    chairsSide,
    { document: DocumentEntry, items },
    (state, { document: given, items }, context) => {
      const { now } = context;
      const document = { ...given, earlier: [] };
      if (documentById(state, document.id)) return reject('document-exists');
      if (!isExamined(document, context)) return reject('not-examined');
      return (
        describe(state, document, items) ?? [
          { type: 'document-added', at: now, document, order: orderWith(state.agenda.items, document.id, items) },
        ]
      );
    },
    { afterClosing: true, plans: true },
  ),

  /** Another file in its place: the one before stays among its earlier versions. */
  'replace-document': command(
    chairsSide,
    {
      id: DocumentId,
      hash: DocumentEntry.entries.hash,
      pages: DocumentEntry.entries.pages,
      bytes: DocumentEntry.entries.bytes,
    },
    (state, { id, hash, pages, bytes }, context) => {
      const { now } = context;
      const before = documentById(state, id);
      if (!before) return reject('no-such-document');
      if (before.hash === hash) return reject('same-version');
      if (!isExamined({ hash, pages, bytes }, context)) return reject('not-examined');
      const earlier = [...before.earlier, { hash: before.hash, pages: before.pages, until: now }];
      const document = { ...before, hash, pages, bytes, earlier };
      const { shown } = state.presentation;
      // The hall stays on its page, or on the last there is.
      const turned =
        shown?.document === id && shown.page > pages ? [{ type: 'page-turned', at: now, page: pages } as const] : [];
      return [{ type: 'document-replaced', at: now, from: before.hash, document }, ...turned];
    },
    { afterClosing: true, plans: true },
  ),

  /** What is said about it, who may read it, and where it stands; never the file itself. */
  'describe-document': command(
    chairsSide,
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
    { afterClosing: true, plans: true },
  ),

  'remove-document': command(
    chairsSide,
    { id: DocumentId },
    (state, { id }, { now }) => {
      if (!documentById(state, id)) return reject('no-such-document');
      if (state.presentation.shown?.document === id) return reject('document-presented');
      return [{ type: 'document-removed', at: now, document: id, order: orderWith(state.agenda.items, id, []) }];
    },
    { afterClosing: true, plans: true },
  ),

  /** The same documents of an item in another order. */
  'order-documents': command(
    chairsSide,
    { item: ItemId, documents: v.pipe(v.array(DocumentId), v.maxLength(500)) },
    (state, { item, documents }, { now }) => {
      const before = itemById(state.agenda, item)?.documents;
      if (!before) return reject('no-such-item');
      const isSame = documents.length === before.length && before.every((id) => documents.includes(id));
      return isSame
        ? [{ type: 'documents-ordered', at: now, order: [{ item, documents }] }]
        : reject('no-such-document');
    },
    { afterClosing: true, plans: true },
  ),

  'set-forgetting': command(
    conducts,
    { forgets: v.boolean() },
    (state, { forgets }, { now }) =>
      forgets === state.forgetsDocuments ? reject('nothing-changed') : [{ type: 'forgetting-set', at: now, forgets }],
    { afterClosing: true, plans: true },
  ),
};
