/** Who has opened which document: what the office is told, and what a tablet says. */
import * as v from 'valibot';
import { DocumentId, type PersonId } from './ids.ts';

export const DocumentOpened = v.strictObject({ document: DocumentId });

export interface ReadingAnswer {
  /** Whether the office sees who has opened a document, or how many have. */
  isNamed: boolean;
  /** For the chair's side: by document, how many, and who where that is kept. Not there for anyone else. */
  documents?: Readonly<Record<DocumentId, { count: number; people: readonly PersonId[] }>>;
}
