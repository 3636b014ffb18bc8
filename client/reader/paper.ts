/** What is known of a document without opening it: its pages' sizes and their text, as the intake read them. */

import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { authorization } from '../live/login.ts';
import { sizesAddress, textAddress } from '../live/place.ts';
import { PromiseCache } from '../live/promise-cache.ts';
import type { Size } from './layout.ts';
import { openDocument } from './pdf.ts';

const KEPT = 60;

async function fetched<Value>(address: string): Promise<Value> {
  const response = await fetch(address, { headers: authorization() });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return (await response.json()) as Value;
}

const known = new PromiseCache<Size[]>(KEPT, (hash) => fetched(sizesAddress(hash)));
const texts = new PromiseCache<string[]>(KEPT, async (hash) =>
  (await fetched<string[]>(textAddress(hash))).map((page) => page.normalize('NFC')),
);

/** Width and height of every page, in points. Where the intake has not been there yet, those of the first page. */
const sizes = new PromiseCache<Size[]>(KEPT, async (key) => {
  const [hash, pages] = key.split(' ') as [string, string];
  return known.get(hash).catch(async () => {
    const page = await (await openDocument({ hash } as DocumentEntry)).getPage(1);
    const { width, height } = page.getViewport({ scale: 1 });
    return Array.from({ length: Number(pages) }, (): Size => [width, height]);
  });
});
const sizesKey = ({ hash, pages }: DocumentEntry) => `${hash} ${pages}`;
export const sizesOf = (document: DocumentEntry): Promise<Size[]> => sizes.get(sizesKey(document));
export const sizesNow = (document: DocumentEntry): Size[] | undefined => sizes.now(sizesKey(document));

/** The text of each page; rejects while the intake has not read it, or there is no way to fetch it. */
export const textsOf = (hash: string): Promise<string[]> => texts.get(hash);
