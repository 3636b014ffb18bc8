/** Papers that are written after a sitting, by several at once: which there are, and how a page asks for what is new. */
import * as v from 'valibot';
import type { PersonId } from './ids.ts';

export const paperKinds = ['minutes', 'conclusion'] as const;
/** Biên bản · Thông báo kết luận */
export type PaperKind = (typeof paperKinds)[number];
export const PaperKind = v.picklist(paperKinds);

/** Bytes of one change: a whole draft is some hundred thousand. */
export const LARGEST_UPDATE = 2 * 1024 * 1024;
const base64 = v.pipe(v.string(), v.maxLength(Math.ceil((LARGEST_UPDATE * 4) / 3)), v.regex(/^[A-Za-z0-9+/]*={0,2}$/));

/** What a page knows (a Yjs state vector), and what it has changed (a Yjs update); base64. */
export const PaperChanges = v.strictObject({
  have: base64,
  update: v.optional(v.nullable(base64), null),
  /** The first draft: taken only where nothing stands there yet, so that two who begin at once begin one paper. */
  begins: v.optional(v.boolean(), false),
});
export interface PaperAnswer {
  /** What the page does not know yet; base64. */
  update: string;
  isEmpty: boolean;
  /** Whether what it sent was taken. */
  isTaken: boolean;
  /** Who else has it open just now. */
  others: PersonId[];
}
