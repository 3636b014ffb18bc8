/** Trình chiếu: the document and the page that the hall follows, and who turns it. */
import type { DocumentId, PersonId } from '../../ids.ts';

export interface PresentationState {
  /** Whom the chair handed it to; null when the chair's side presents. */
  presenter: PersonId | null;
  /** Null when nothing is presented. Pages count from 1. */
  shown: { document: DocumentId; page: number } | null;
  /** When the chair's side last asked everyone to follow; milliseconds since 1970. A request, never a theft. */
  askedAt: number | null;
}

export type PresentationEvent =
  | { type: 'presentation-started'; at: number; document: DocumentId; page: number }
  | { type: 'page-turned'; at: number; page: number }
  | { type: 'presentation-stopped'; at: number }
  | { type: 'presentation-handed'; at: number; to: PersonId | null }
  | { type: 'following-asked'; at: number };

export const nothingPresented: PresentationState = { presenter: null, shown: null, askedAt: null };

/** What a state has that knows this topic. */
export interface PresentationPart {
  presentation: PresentationState;
}
