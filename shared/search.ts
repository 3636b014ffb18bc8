/**
 * Finding words in documents: how text is folded and cut into words, what a query means, what a result looks like. The
 * index itself is a library's (MiniSearch), the same on the server and on a tablet that is offline.
 */
import type { DocumentId } from './ids.ts';
import { fold, searchWords } from './vietnamese.ts';

export const LONGEST_QUERY = 200;
const MOST_RESULTS = 60;
/** So many of the best pages are looked at again: whether the words stand together. */
const LOOKED_AT = 200;
const TOGETHER = 3;
const SNIPPET = 180;

/** One page, or (page 0) what is said about the document. */
export interface Indexed {
  /** `<hash>/<page>` */
  id: string;
  text: string;
  title: string;
}

/** The part of MiniSearch's options that decides what is found. */
export const indexOptions = {
  fields: ['title', 'text'],
  idField: 'id',
  tokenize: searchWords,
  processTerm: (word: string) => word,
  searchOptions: { boost: { title: 3 }, combineWith: 'AND' as const },
};

/** The part of MiniSearch that is used. */
export interface Index {
  search(
    query: string,
    options: {
      prefix: (word: string, index: number, all: string[]) => boolean;
      filter: (found: { id: string }) => boolean;
    },
  ): { id: string; score: number }[];
}

export interface Query {
  /** Folded words, all of which must be there. */
  words: string[];
  /** Folded words in quotes that must stand together. */
  phrases: string[][];
}

/** Words, and phrases in quotes (“…”, "…"). */
export function parseQuery(text: string): Query {
  const phrases = [...text.matchAll(/["“”]([^"“”]+)["“”]/g)]
    .map(([, inner]) => searchWords(inner!))
    .filter((words) => words.length > 0);
  return { words: searchWords(text), phrases };
}

export type Snippet = { text: string; isHit: boolean }[];
export interface Found {
  document: DocumentId;
  hash: string;
  /** From 1. */
  page: number;
  /** The words around the first hit; empty when they stand in the title only. */
  snippet: Snippet;
}

/** What of the documents may be found: their entries by hash. */
export type Readable = ReadonlyMap<string, { id: DocumentId }>;

/** A page's text, composed (NFC), and its folded words with a space around each: made once, looked through often. */
export interface SearchedPage {
  text: string;
  folded: string;
}
export const searchedPage = (text: string): SearchedPage => {
  const composed = text.normalize('NFC');
  return { text: composed, folded: ` ${searchWords(composed).join(' ')} ` };
};

export function find(
  index: Index,
  pageOf: (hash: string, page: number) => SearchedPage | undefined,
  query: string,
  readable: Readable,
): Found[] {
  const { words, phrases } = parseQuery(query.slice(0, LONGEST_QUERY));
  if (words.length === 0) return [];
  const ranked = index
    .search(words.join(' '), {
      // As one types, the last word is not finished yet.
      prefix: (word, position, all) => position === all.length - 1 && word.length > 1,
      filter: ({ id }) => readable.has(id.split('/')[0]!),
    })
    .slice(0, phrases.length > 0 ? undefined : LOOKED_AT);
  const found: (Omit<Found, 'snippet'> & { score: number; text: string })[] = [];
  for (const { id, score } of ranked) {
    const [hash, number] = id.split('/') as [string, string];
    const page = Math.max(1, Number(number));
    const { text = '', folded = '' } = pageOf(hash, page) ?? {};
    if (Number(number) > 0 && !phrases.every((phrase) => folded.includes(` ${phrase.join(' ')}`))) continue;
    if (Number(number) === 0 && phrases.length > 0) continue;
    const isTogether = words.length > 1 && folded.includes(` ${words.join(' ')}`);
    found.push({ document: readable.get(hash)!.id, hash, page, text, score: isTogether ? TOGETHER * score : score });
  }
  found.sort((a, b) => b.score - a.score);
  const seen = new Set<string>();
  return found
    .filter(({ hash, page }) => !seen.has(`${hash}/${page}`) && seen.add(`${hash}/${page}`))
    .slice(0, MOST_RESULTS)
    .map(({ score, text, ...place }) => ({ ...place, snippet: snippetOf(text, query) }));
}

/** Each character folded by itself, so that places in the folded text are places in the text. */
function foldedInPlace(text: string): { folded: string; places: number[] } {
  let folded = '';
  const places: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const piece = fold(text[index]!);
    folded += piece;
    for (let step = 0; step < piece.length; step += 1) places.push(index);
  }
  places.push(text.length);
  return { folded, places };
}

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Where the words of a query stand in a text, as `[start, end)` of UTF-16 units, in order. Words that stand together
 * in the query and in the text are one hit; where that is nowhere so, each word is.
 */
export function hitsIn(text: string, query: string): [number, number][] {
  const { words, phrases } = parseQuery(query);
  if (words.length === 0) return [];
  const { folded, places } = foldedInPlace(text);
  const whole = (list: readonly string[]) => list.map(escaped).join('[^\\p{L}\\p{N}]+');
  const search = (pattern: string) =>
    [...folded.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${pattern}`, 'gu'))].map((match): [number, number] => {
      const end = match.index + match[0].length;
      return [places[match.index]!, places[end - 1]! + 1];
    });
  if (phrases.length > 0) return phrases.flatMap((phrase) => search(whole(phrase))).sort((a, b) => a[0] - b[0]);
  const together = search(whole(words));
  if (together.length > 0 || words.length === 1) return together;
  return words.flatMap((word) => search(escaped(word))).sort((a, b) => a[0] - b[0]);
}

/** The words around the first hit, one line, hits apart. */
export function snippetOf(text: string, query: string): Snippet {
  const line = text.replace(/\s+/g, ' ');
  const hits = hitsIn(line, query);
  if (hits.length === 0) return [];
  const first = hits[0]![0];
  const begin = first < 60 ? 0 : line.indexOf(' ', first - 60) + 1;
  const end = Math.min(line.length, begin + SNIPPET);
  const snippet: Snippet = [];
  const add = (piece: string, isHit: boolean) => piece && snippet.push({ text: piece, isHit });
  let at = begin;
  if (begin > 0) add('… ', false);
  for (const [from, to] of hits) {
    if (from < at || to > end) continue;
    add(line.slice(at, from), false);
    add(line.slice(from, to), true);
    at = to;
  }
  add(line.slice(at, end) + (end < line.length ? ' …' : ''), false);
  return snippet;
}
