/** The full text of a meeting's documents, indexed; what someone may not read is never found. */
import MiniSearch from 'minisearch';
import type { PersonId } from '../../shared/ids.ts';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { type Found, find, type Indexed, indexOptions, type SearchedPage, searchedPage } from '../../shared/search.ts';
import type { MeetingService } from '../meetings/meeting.ts';
import type { MeetingLog } from '../meetings/meeting-log.ts';
import type { DocumentStore } from './document-store.ts';
import { readableDocuments } from './library.ts';

/** So many pages are indexed before others have their turn: the meeting is not to wait for a search. */
const PAGES_AT_ONCE = 4;

class MeetingIndex {
  readonly #index = new MiniSearch<Indexed>(indexOptions);
  /** What is indexed of each document, by hash; the title may change without the file. */
  readonly #known = new Map<string, { title: string; pages: SearchedPage[] }>();
  #last: Promise<void> = Promise.resolve();

  /** Brings the index to what the documents are now. */
  catchUp(documents: readonly DocumentEntry[], store: DocumentStore): Promise<void> {
    const caughtUp = this.#last.then(async () => {
      const wanted = new Map(documents.map((document) => [document.hash, titleOf(document)]));
      for (const [hash, { title, pages }] of this.#known) {
        if (wanted.get(hash) === title) continue;
        for (let index = 0; index <= pages.length; index += 1) this.#index.discard(`${hash}/${index}`);
        this.#known.delete(hash);
      }
      for (const [hash, title] of wanted) {
        if (this.#known.has(hash)) continue;
        const text = await store.text(hash);
        if (!text) continue; // not read yet: at the next change
        const pages = text.map(searchedPage);
        this.#known.set(hash, { title, pages });
        const entries = [
          { id: `${hash}/0`, title, text: '' },
          ...pages.map((page, index) => ({ id: `${hash}/${index + 1}`, title: '', text: page.text })),
        ];
        await this.#index.addAllAsync(entries, { chunkSize: PAGES_AT_ONCE });
      }
    });
    this.#last = caughtUp.catch(() => undefined); // the caller hears of it; the next one tries again
    return caughtUp;
  }

  search(query: string, readable: readonly DocumentEntry[]): Found[] {
    return find(
      this.#index,
      (hash, page) => this.#known.get(hash)?.pages[page - 1],
      query,
      new Map(readable.map((document) => [document.hash, { id: document.id }])),
    );
  }
}

const titleOf = ({ title, symbol, body, signer }: DocumentEntry) => [title, symbol, body, signer].join(' ');

/** A service beside every meeting: what is asked for is indexed, and what comes later as well. */
export class Search implements MeetingService {
  readonly #indexes = new WeakMap<MeetingLog, MeetingIndex>();
  readonly #store: DocumentStore;

  constructor(store: DocumentStore) {
    this.#store = store;
  }

  start({ log }: { log: MeetingLog }): () => void {
    return log.listen((applied) => {
      // Only where somebody has searched already: an index is made when it is first wanted.
      if (this.#indexes.has(log) && applied.some(({ event }) => event.type.startsWith('document')))
        this.warm(log).catch(() => undefined); // the next search tries again, and says what is wrong
    });
  }

  #indexOf(log: MeetingLog): MeetingIndex {
    let index = this.#indexes.get(log);
    if (!index) {
      index = new MeetingIndex();
      this.#indexes.set(log, index);
    }
    return index;
  }

  /** Indexes what is new, so that the next search need not. */
  warm(log: MeetingLog): Promise<void> {
    return this.#indexOf(log).catchUp(log.state.documents, this.#store);
  }

  /** Pages of the meeting's documents where all words of a query stand, the best first. */
  async search(log: MeetingLog, person: PersonId | null, query: string): Promise<Found[]> {
    await this.warm(log);
    return this.#indexOf(log).search(query, readableDocuments(log, person));
  }
}
