/** How alike two texts are: the smallest hashes of their shingles (Broder 1997, bottom-k sketch; containment). */
import { searchWords } from '../../shared/vietnamese.ts';

const WORDS_A_SHINGLE = 4;
/** So many that a text is still known as a part of a collection some fifty times as long. */
const SIZE = 1024;

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

export function sketchOf(text: string): number[] {
  const words = searchWords(text);
  const hashes = new Set<number>();
  for (let index = 0; index + WORDS_A_SHINGLE <= words.length; index += 1)
    hashes.add(hashOf(words.slice(index, index + WORDS_A_SHINGLE).join(' ')));
  return [...hashes].sort((a, b) => a - b).slice(0, SIZE);
}

/** Fewer shingles than this tell nothing. */
const LEAST = 12;

/**
 * Which share of the shorter text's shingles stands in the longer one too, 0 to 1, estimated: a version with some words
 * changed, a text of which half is another, a part of a collection. Both sketches are complete up to the lower of their
 * largest hashes; only that far they are compared. 0 for texts too short to tell.
 */
export function likeness(one: readonly number[], other: readonly number[]): number {
  if (one.length < LEAST || other.length < LEAST) return 0;
  const upTo = Math.min(one.length < SIZE ? 0xffffffff : one.at(-1)!, other.length < SIZE ? 0xffffffff : other.at(-1)!);
  const [a, b] = [one.filter((hash) => hash <= upTo), other.filter((hash) => hash <= upTo)];
  const shorter = Math.min(a.length, b.length);
  if (shorter < LEAST) return 0;
  const known = new Set(b);
  return a.filter((hash) => known.has(hash)).length / shorter;
}
