/**
 * Ghi chú của tôi: what one person marks and writes on documents. Kept on her devices first, then on the server; two
 * copies of a note meet in `merge`, whatever the order.
 */
import * as v from 'valibot';
import { ContentHash, DocumentId } from './ids.ts';
import { searchWords } from './vietnamese.ts';

/** `speech` is no mark on a document: it is what I will say on an item. */
export const noteKinds = ['highlight', 'underline', 'strike', 'ink', 'sticky', 'bookmark', 'speech'] as const;
export type NoteKind = (typeof noteKinds)[number];
export const noteColours = ['yellow', 'green', 'blue', 'pink', 'red', 'black'] as const;
export type NoteColour = (typeof noteColours)[number];

/** Of the page's width or height. */
const share = v.pipe(v.number(), v.minValue(-0.5), v.maxValue(1.5));
const moment = v.pipe(v.number(), v.integer(), v.minValue(0));

export const Note = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/)),
  document: DocumentId,
  /** The version it was made on, or carried over to. */
  hash: ContentHash,
  page: v.pipe(v.number(), v.integer(), v.minValue(1)),
  kind: v.picklist(noteKinds),
  colour: v.picklist(noteColours),
  /** Left, top, width, height. Empty for a quote whose place on this version is to be found in the text. */
  rects: v.pipe(v.array(v.tuple([share, share, share, share])), v.maxLength(400)),
  /** Free ink: width as a share of the page's width; points as x, y and pressure (0 to 1), one after the other. */
  strokes: v.pipe(
    v.array(
      v.strictObject({
        width: v.pipe(v.number(), v.minValue(0), v.maxValue(0.1)),
        points: v.pipe(v.array(v.pipe(v.number(), v.minValue(-0.5), v.maxValue(1.5))), v.maxLength(30_000)),
      }),
    ),
    v.maxLength(400),
  ),
  /** The words that were marked, and which of their places on the page it is, from 0. */
  quote: v.pipe(v.string(), v.maxLength(5000)),
  occurrence: v.pipe(v.number(), v.integer(), v.minValue(0)),
  text: v.pipe(v.string(), v.maxLength(20_000)),
  /** Its words are not in the newest version: it is listed, and shown on the version it was made on. */
  isLost: v.boolean(),
  madeAt: moment,
  changedAt: moment,
  /** Which device changed it last: decides between changes of one millisecond. */
  device: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
  /** Deleted; it stays as a mark of that, so that no other device brings it back. */
  isGone: v.boolean(),
});
export type Note = v.InferOutput<typeof Note>;

export const MOST_NOTES = 20_000;
/** The most notes of one message. */
export const NOTES_AT_ONCE = 200;

/** Of two copies of one note the later change; the same whichever comes first. */
export function merge(one: Note, other: Note): Note {
  if (one.changedAt !== other.changedAt) return one.changedAt > other.changedAt ? one : other;
  if (one.device !== other.device) return one.device > other.device ? one : other;
  // The same change, or a clock that stood still: decided by content, so that every device decides alike.
  return JSON.stringify(one) >= JSON.stringify(other) ? one : other;
}

const SHINGLE = 4;
const shinglesOf = (words: readonly string[]): Set<string> =>
  new Set(
    words.length < SHINGLE ? words : words.slice(SHINGLE - 1).map((_, at) => words.slice(at, at + SHINGLE).join(' ')),
  );

/** Share of shingles in common, 0 to 1. */
function likeness(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return 0;
  const [a, b] = [shinglesOf(one), shinglesOf(other)];
  const common = [...a].filter((shingle) => b.has(shingle)).length;
  return common / (a.size + b.size - common);
}

/** Below this, a page is another page. */
const SAME_PAGE = 0.5;

/** Where the words of a quote stand among a page's words. */
function placesOf(quote: readonly string[], words: readonly string[]): number[] {
  const places: number[] = [];
  for (let at = 0; at + quote.length <= words.length; at += 1)
    if (quote.every((word, step) => words[at + step] === word)) places.push(at);
  return places;
}

const CONTEXT = 12;

/** How many words next to a place, outward in both directions, are the same in both texts. */
function commonAround(
  one: readonly string[],
  at: number,
  other: readonly string[],
  there: number,
  length: number,
): number {
  let common = 0;
  for (let step = 1; step <= CONTEXT && at >= step && one[at - step] === other[there - step]; step += 1) common += 1;
  for (let step = length; step < length + CONTEXT && at + step < one.length; step += 1) {
    if (one[at + step] !== other[there + step]) break;
    common += 1;
  }
  return common;
}

/**
 * Where a note belongs in another version: the page, and for a quote which of its places there. Of several places the
 * one whose surroundings are most like those it had; then the nearest page. Null where its words are no more, or, for
 * a note without words, where no page is like its own.
 * @param before the text of each page of the version it is on
 * @param after of the version it is to be carried over to
 */
export function carryOver(
  { page, quote, occurrence }: Pick<Note, 'page' | 'quote' | 'occurrence'>,
  before: readonly string[],
  after: readonly string[],
): { page: number; occurrence: number } | null {
  const own = searchWords(before[page - 1] ?? '');
  const words = searchWords(quote);
  let best: { page: number; occurrence: number; score: number; distance: number } | null = null;
  const consider = (candidate: NonNullable<typeof best>) => {
    if (
      !best ||
      candidate.score > best.score + 1e-9 ||
      (candidate.score > best.score - 1e-9 && candidate.distance < best.distance)
    )
      best = candidate;
  };
  if (words.length > 0) {
    const at = placesOf(words, own)[occurrence];
    for (const [index, text] of after.entries()) {
      const there = searchWords(text);
      for (const [number, place] of placesOf(words, there).entries()) {
        const score = at === undefined ? 0 : commonAround(own, at, there, place, words.length);
        consider({ page: index + 1, occurrence: number, score, distance: Math.abs(index + 1 - page) });
      }
    }
  } else {
    for (const [index, text] of after.entries()) {
      const score = likeness(own, searchWords(text));
      if (score >= SAME_PAGE) consider({ page: index + 1, occurrence: 0, score, distance: Math.abs(index + 1 - page) });
    }
  }
  const found = best as { page: number; occurrence: number } | null;
  return found && { page: found.page, occurrence: found.occurrence };
}

/** What a device sends: its changes, and up to which revision it knows those of the others. */
export const NotesChanges = v.strictObject({
  since: v.pipe(v.number(), v.integer(), v.minValue(0)),
  notes: v.pipe(v.array(Note), v.maxLength(NOTES_AT_ONCE)),
});
export interface NotesAnswer {
  revision: number;
  notes: Note[];
}
