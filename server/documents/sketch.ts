/** How alike two texts are: the smallest hashes of their shingles (Broder 1997, bottom-k sketch). */
import { searchWords } from '../../shared/vietnamese.ts';

const WORDS_A_SHINGLE = 5;
const SIZE = 128;

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

/** Share of shingles that two texts have in common, 0 to 1, estimated; 0 for texts too short to tell. */
export function likeness(one: readonly number[], other: readonly number[]): number {
  if (one.length < 16 || other.length < 16) return 0;
  const both = new Set([...one, ...other]);
  const smallest = [...both].sort((a, b) => a - b).slice(0, Math.min(SIZE, one.length, other.length));
  const [inOne, inOther] = [new Set(one), new Set(other)];
  return smallest.filter((hash) => inOne.has(hash) && inOther.has(hash)).length / smallest.length;
}
