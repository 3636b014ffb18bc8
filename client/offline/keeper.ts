/**
 * Fetches the documents of the meeting ahead, so that they open without a network: in the order of the agenda, piece by
 * piece, resumed where it stopped, and never in such haste that eighty tablets at once would be felt in the hall. What
 * is confidential is never kept.
 */

import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { authorization } from '../live/login.ts';
import { pause } from '../live/pause.ts';
import { fileAddress, imageAddress, sizesAddress, textAddress } from '../live/place.ts';

/** The service worker reads from the first; pieces of what is not whole yet stand in the second. */
const WHOLE = 'documents';
const PIECES = 'documents-pieces';
const OWNER = 'documents-owner';
const PIECE = 512 * 1024;
const FIRST_AFTER_MS = 6000;
const BETWEEN_MS = 120;
const TRY_AGAIN_MS = 4000;
const LOOK_AGAIN_MS = 40_000;

/** Why nothing is kept: no secure connection, no storage, or it is full. Reading online goes on. */
export type Problem = 'insecure' | 'unavailable' | 'full';

const somewhat = (ms: number): number => ms * (0.5 + Math.random());

export class Keeper extends EventTarget {
  /** Documents that are here whole, of those that may be kept. */
  done = 0;
  all = 0;
  /** Bytes here of all their bytes: for the bar. */
  share = 0;
  problem: Problem | null = null;
  /** Taken away after the meeting, as the council has set it. */
  isForgotten = false;
  #documents: readonly DocumentEntry[] = [];
  #working = false;
  #started = false;
  #bytes = new Map<string, number>();
  /** Something was not there yet (the intake is still at it): looked for again after a while. */
  #isIncomplete = false;

  static get isPossible(): boolean {
    return 'caches' in globalThis && 'serviceWorker' in navigator;
  }

  constructor() {
    super();
    if (!globalThis.isSecureContext) this.problem = 'insecure';
    else if (!Keeper.isPossible) this.problem = 'unavailable';
  }

  /** What should be here, in the order in which it is wanted. Whatever else is here goes. */
  keep(documents: readonly DocumentEntry[]): void {
    if (this.problem === 'insecure' || this.problem === 'unavailable' || this.isForgotten) return;
    const wanted = documents.filter(({ confidential }) => !confidential);
    const isSame =
      wanted.length === this.#documents.length && wanted.every(({ hash }, at) => hash === this.#documents[at]!.hash);
    if (isSame && this.#started) return;
    this.#documents = wanted;
    this.#started = true;
    void this.#work();
  }

  /** Takes everything from this tablet. */
  async forget(): Promise<void> {
    if (this.isForgotten) return;
    this.isForgotten = true;
    this.#documents = [];
    await forgetDocuments();
    this.#changed();
  }

  #changed(): void {
    const sizes = this.#documents.reduce((sum, { bytes }) => sum + bytes, 0);
    const here = this.#documents.reduce((sum, { hash, bytes }) => sum + Math.min(bytes, this.#bytes.get(hash) ?? 0), 0);
    this.all = this.#documents.length;
    this.share = sizes > 0 ? here / sizes : 1;
    this.dispatchEvent(new Event('change'));
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      const [whole, pieces] = [await caches.open(WHOLE), await caches.open(PIECES)];
      await this.#look(whole, pieces);
      await pause(somewhat(FIRST_AFTER_MS));
      for (let documents = null as readonly DocumentEntry[] | null; documents !== this.#documents; ) {
        // Another list meanwhile: from its beginning.
        documents = this.#documents;
        await this.#clean(whole, pieces);
        for (const document of documents)
          if (documents === this.#documents) await this.#fetchWhole(document, whole, pieces);
        for (const document of documents) if (documents === this.#documents) await this.#fetchImages(document, whole);
      }
      if (this.problem === 'full') this.problem = null;
      if (this.#isIncomplete) setTimeout(() => void this.#work(), somewhat(LOOK_AGAIN_MS));
      this.#isIncomplete = false;
    } catch (error) {
      // No storage in this browser's private mode, or it is full; both are said, and reading goes on.
      const isFull = (error as Error).name === 'QuotaExceededError';
      const hasRoom = isFull && (await this.#forgetOthers().catch(() => false)); // what can't be looked at stays
      if (hasRoom) setTimeout(() => void this.#work(), somewhat(TRY_AGAIN_MS));
      else this.problem = isFull ? 'full' : 'unavailable';
    } finally {
      this.#working = false;
      this.#changed();
    }
  }

  async #look(whole: Cache, pieces: Cache): Promise<void> {
    this.done = 0;
    for (const { hash, bytes } of this.#documents) {
      if (await whole.match(fileAddress(hash))) {
        this.#bytes.set(hash, bytes);
        this.done += 1;
      } else {
        const there = await pieces.keys(fileAddress(hash), { ignoreSearch: true });
        this.#bytes.set(hash, there.length * PIECE);
      }
    }
    this.#changed();
  }

  /** What is no document of this meeting any more goes; what other meetings have left stays, while there is room. */
  async #clean(whole: Cache, pieces: Cache): Promise<void> {
    const hashes = new Set(this.#documents.map(({ hash }) => hash));
    for (const cache of [whole, pieces])
      for (const request of await cache.keys()) {
        const { isHere, hash } = documentIn(request.url);
        if (isHere && !hashes.has(hash)) await cache.delete(request);
      }
    await this.#look(whole, pieces);
  }

  /** Makes room by what other meetings have left. Answers whether there was anything. */
  async #forgetOthers(): Promise<boolean> {
    let found = false;
    for (const name of [WHOLE, PIECES]) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        if (!documentIn(request.url).isHere) found = (await cache.delete(request)) || found;
    }
    return found;
  }

  /** Until it is here: a broken line costs the piece that was on its way. */
  async #insist<T>(fetched: () => Promise<T>): Promise<T | null> {
    const documents = this.#documents;
    for (;;) {
      try {
        return await fetched();
      } catch (error) {
        if ((error as Error).name === 'QuotaExceededError') throw error;
        if (documents !== this.#documents) return null;
        if (error instanceof Gone) {
          this.#isIncomplete = true;
          return null;
        }
        await pause(somewhat(TRY_AGAIN_MS));
      }
    }
  }

  async #get(address: string, headers: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(address, { headers: { ...authorization(), ...headers } });
    // Not there, or not mine to read: trying again is of no use.
    if (response.status >= 400 && response.status < 500 && response.status !== 429) throw new Gone(address);
    if (!response.ok) throw new Error(`${address} answered ${response.status}`);
    return response;
  }

  async #fetchWhole({ hash, bytes }: DocumentEntry, whole: Cache, pieces: Cache): Promise<void> {
    const address = fileAddress(hash);
    for (const about of [sizesAddress(hash), textAddress(hash)])
      if (!(await whole.match(about))) await this.#insist(async () => whole.put(about, await this.#get(about)));
    if (await whole.match(address)) return;
    for (let from = 0; from < bytes; from += PIECE) {
      const piece = `${address}?from=${from}`;
      if (await pieces.match(piece)) continue;
      const to = Math.min(bytes, from + PIECE) - 1;
      const isHere = await this.#insist(async () => {
        const response = await this.#get(address, { Range: `bytes=${from}-${to}` });
        await pieces.put(piece, new Response(await response.blob()));
        return true;
      });
      if (!isHere) return;
      this.#bytes.set(hash, to + 1);
      this.#changed();
      await pause(somewhat(BETWEEN_MS));
    }
    const parts: Blob[] = [];
    for (let from = 0; from < bytes; from += PIECE) {
      const part = await pieces.match(`${address}?from=${from}`);
      if (!part) return; // taken away meanwhile: the next time
      parts.push(await part.blob());
    }
    const file = new Blob(parts, { type: 'application/pdf' });
    if (file.size === bytes) {
      const headers = { 'Content-Type': 'application/pdf', 'Content-Length': String(bytes), 'Accept-Ranges': 'bytes' };
      await whole.put(address, new Response(file, { headers }));
      this.done += 1;
    }
    for (const request of await pieces.keys(address, { ignoreSearch: true })) await pieces.delete(request);
    this.#changed();
  }

  /** Page images make a page readable at once; they come when all documents are here. */
  async #fetchImages({ hash, pages }: DocumentEntry, whole: Cache): Promise<void> {
    for (let page = 1; page <= pages; page += 1) {
      const address = imageAddress(hash, page);
      if (await whole.match(address)) continue;
      const isHere = await this.#insist(async () => {
        await whole.put(address, await this.#get(address));
        return true;
      });
      if (!isHere) return;
      await pause(somewhat(BETWEEN_MS));
    }
  }
}

/** Which document an address is of, and whether it is one of the meeting that this page is in. */
function documentIn(url: string): { isHere: boolean; hash: string } {
  const found = /(\/documents\/[^/]+\/[^/]+\/)([0-9a-f]{64})/.exec(url);
  const hash = found?.[2] ?? '';
  return { isHere: !found || fileAddress(hash).startsWith(found[1]!), hash };
}

class Gone extends Error {}

/** Takes all documents from this tablet. */
export async function forgetDocuments(): Promise<void> {
  localStorage.removeItem(OWNER);
  if (!('caches' in globalThis)) return;
  await Promise.all([caches.delete(WHOLE), caches.delete(PIECES)]);
}

/** Whether what is kept on this tablet is this person's. */
export const isOwner = (person: string | null): boolean => person !== null && localStorage.getItem(OWNER) === person;

/** What someone else has read on this tablet is nothing for the next person. */
export async function handOverTo(person: string): Promise<void> {
  if (localStorage.getItem(OWNER) !== person) await forgetDocuments();
  localStorage.setItem(OWNER, person);
}
