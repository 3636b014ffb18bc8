/** Pictures that need this tab's login: fetched once, kept for a while. */
import { authorization } from './login.ts';

const KEPT = 400;
const blobs = new Map<string, Promise<Blob>>();
const addresses = new Map<string, Promise<string>>();

/** What is known of a key, or what is made now; the oldest beyond `KEPT` go. A failure is forgotten: tried anew. */
function remembered<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>, gone?: (one: T) => void) {
  const before = known.get(key);
  if (before) {
    known.delete(key);
    known.set(key, before);
    return before;
  }
  const made = make();
  known.set(key, made);
  made.catch(() => known.get(key) === made && known.delete(key));
  for (const [oldest, kept] of known) {
    if (known.size <= KEPT) break;
    known.delete(oldest);
    if (gone) kept.then(gone).catch(() => undefined);
  }
  return made;
}

/** The picture's bytes; rejects when it can't be had. */
export const pictureBytes = (address: string): Promise<Blob> =>
  remembered(blobs, address, async () => {
    const response = await fetch(address, { headers: authorization() });
    if (!response.ok) throw new Error(`${address} answered ${response.status}`);
    return response.blob();
  });

/** An address to show it by. */
export const picture = (address: string): Promise<string> =>
  remembered(
    addresses,
    address,
    async () => URL.createObjectURL(await pictureBytes(address)),
    (url) => URL.revokeObjectURL(url),
  );
