/** Pictures that need this tab's login: fetched, kept for a while, shown by an address of their own. */
import { authorization } from './login.ts';

const KEPT = 400;
const known = new Map<string, Promise<string>>();

/** The object address of a picture; rejects when it can't be had, and then the next call tries again. */
export function picture(address: string, signal?: AbortSignal): Promise<string> {
  const before = known.get(address);
  if (before) {
    known.delete(address);
    known.set(address, before);
    return before;
  }
  const fetched = fetch(address, { headers: authorization(), ...(signal ? { signal } : {}) }).then(async (response) => {
    if (!response.ok) throw new Error(`${address} answered ${response.status}`);
    return URL.createObjectURL(await response.blob());
  });
  known.set(address, fetched);
  fetched.catch(() => known.get(address) === fetched && known.delete(address));
  for (const [oldest, kept] of known) {
    if (known.size <= KEPT) break;
    known.delete(oldest);
    kept.then(URL.revokeObjectURL).catch(() => undefined);
  }
  return fetched;
}
