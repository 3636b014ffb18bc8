/** Tài liệu: what the hall reads, in the order of the agenda. */
import * as v from 'valibot';
import { ContentHash, DocumentId, type ItemId, line, PersonId, VoteId } from '../../ids.ts';
import { QuestionId } from '../questions/state.ts';

export const documentKinds = [
  'submission',
  'report',
  'appraisal',
  'draft-resolution',
  'invitation',
  'programme',
  'resolution',
  'minutes',
  'conclusion',
  'other',
] as const;

/**
 * Tờ trình · Báo cáo · Báo cáo thẩm tra · Dự thảo nghị quyết · Giấy mời · Chương trình · Nghị quyết · Biên bản ·
 * Thông báo kết luận · Tài liệu khác
 */
export type DocumentKind = (typeof documentKinds)[number];

const pages = v.pipe(v.number(), v.integer(), v.minValue(1));

const text = (longest: number) => v.optional(v.pipe(v.string(), v.maxLength(longest)), '');

export const DocumentEntry = v.strictObject({
  id: DocumentId,
  title: line(300),
  kind: v.picklist(documentKinds),
  /** Số, ký hiệu: "12/TTr-UBND". */
  symbol: text(60),
  /** Cơ quan ban hành. */
  body: text(200),
  /** Of the document: YYYY-MM-DD, or empty. */
  date: v.optional(v.pipe(v.string(), v.regex(/^(?:\d{4}-\d\d-\d\d)?$/)), ''),
  /** Người ký. */
  signer: text(120),
  language: v.optional(v.picklist(['vi', 'en']), 'vi'),
  pages,
  /** SHA-256 of the file, hexadecimal: names the file on disk and proves what was read. */
  hash: ContentHash,
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /**
   * `public`: anyone; `hall`: delegates, guests and staff of this meeting; `named`: the chair's side and `readers`.
   */
  access: v.picklist(['public', 'hall', 'named']),
  /** Whom a `named` document is for: persons, and delegations (tổ) as they are written on the roster. */
  readers: v.optional(
    v.strictObject({
      people: v.pipe(v.array(PersonId), v.maxLength(500)),
      delegations: v.pipe(v.array(v.pipe(v.string(), v.maxLength(120))), v.maxLength(100)),
    }),
    { people: [], delegations: [] },
  ),
  /** Mật: read on the tablet with the reader's name across it, never downloaded, never offline, never public. */
  confidential: v.optional(v.boolean(), false),
  /** The vote by which it was passed: a resolution stands with it. */
  vote: v.optional(v.nullable(VoteId)),
  /** The written question that it was sent with. */
  question: v.optional(v.nullable(QuestionId)),
  /** Until when comments are asked for, milliseconds since 1970; 0, or not there, where they are not. */
  commentsUntil: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** The versions before this one, oldest first; `until` when it was replaced, milliseconds since 1970. */
  earlier: v.optional(v.array(v.strictObject({ hash: ContentHash, pages, until: v.number() })), []),
});

export type DocumentEntry = v.InferOutput<typeof DocumentEntry>;
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

/** What a state has that knows this topic. */
export interface DocumentsPart {
  documents: readonly DocumentEntry[];
  /** Whether tablets forget the documents once the meeting is closed. */
  forgetsDocuments: boolean;
}
