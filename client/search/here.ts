/** The index of what is on this tablet, made when it is first needed; the same as the server's. */
import MiniSearch from 'minisearch';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { type Found, find, type Indexed, indexOptions, type SearchedPage, searchedPage } from '../../shared/search.ts';
import { textsOf } from '../reader/paper.ts';

/** So many pages are indexed before the page has its turn. */
const PAGES_AT_ONCE = 8;

const index = new MiniSearch<Indexed>(indexOptions);
/** What is indexed of each document, by hash; the title may change without the file. */
const known = new Map<string, { title: string; pages: SearchedPage[] }>();

/** Pages where all words of a query stand, the best first; of documents whose text is on this tablet. */
export async function searchHere(documents: readonly DocumentEntry[], query: string): Promise<Found[]> {
  for (const { hash, ...about } of documents) {
    const title = [about.title, about.symbol, about.body, about.signer].join(' ');
    const before = known.get(hash);
    if (before?.title === title) continue;
    if (before) {
      index.replace({ id: `${hash}/0`, title, text: '' });
      known.set(hash, { ...before, title });
      continue;
    }
    const pages = await textsOf(hash).catch(() => null); // not on this tablet: what is, is searched
    if (!pages) continue;
    known.set(hash, { title, pages: pages.map(searchedPage) });
    await index.addAllAsync(
      [
        { id: `${hash}/0`, title, text: '' },
        ...pages.map((text, at) => ({ id: `${hash}/${at + 1}`, title: '', text })),
      ],
      { chunkSize: PAGES_AT_ONCE },
    );
  }
  return find(
    index,
    (hash, page) => known.get(hash)?.pages[page - 1],
    query,
    new Map(documents.map((document) => [document.hash, { id: document.id }])),
  );
}
