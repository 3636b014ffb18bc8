/** Góp ý: what a delegate says to a draft before the sitting, on a passage, a page, or the whole. */
import * as v from 'valibot';
import type { DocumentId, PersonId } from '../../ids.ts';

export const CommentId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/), v.brand('CommentId'));
export type CommentId = v.InferOutput<typeof CommentId>;

/** tiếp thu · tiếp thu một phần · không tiếp thu */
export const takings = ['taken', 'partly', 'not-taken'] as const;
export type Taking = (typeof takings)[number];

export interface Comment {
  id: CommentId;
  document: DocumentId;
  /** The version that was read: its file's SHA-256. */
  hash: string;
  /** From 1; null: on the whole. */
  page: number | null;
  /** The words that it is about; empty where it is on a page or the whole. */
  quote: string;
  text: string;
  person: PersonId;
  at: number;
  /** What the drafters made of it; null while nobody has said. */
  settled: { taking: Taking; why: string; at: number } | null;
}

export type CommentsEvent =
  | { type: 'draft-commented'; at: number; comment: Comment }
  | { type: 'comment-withdrawn'; at: number; comment: CommentId }
  | { type: 'comment-settled'; at: number; comment: CommentId; taking: Taking; why: string };

/** What a state has that knows this topic: all of them for the chair's side, each her own. */
export interface CommentsPart {
  comments: readonly Comment[];
}
