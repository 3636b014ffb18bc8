/** Pictures that need this tab's login: fetched once, kept for a while. */
import { authorization } from './login.ts';
import { PromiseCache } from './promise-cache.ts';

const KEPT = 400;

const bytes = new PromiseCache(KEPT, async (address) => {
  const response = await fetch(address, { headers: authorization() });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.blob();
});
const addresses = new PromiseCache(
  KEPT,
  async (address) => URL.createObjectURL(await bytes.get(address)),
  (url) => URL.revokeObjectURL(url),
);

/** The picture's bytes; rejects when it can't be had. */
export const pictureBytes = (address: string): Promise<Blob> => bytes.get(address);
/** An address to show it by. */
export const picture = (address: string): Promise<string> => addresses.get(address);
