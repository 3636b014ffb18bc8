/** Keeps the server's certificate as this machine is: new addresses, a new name or a late date make another, without a restart. */

import type { Server as HttpsServer } from 'node:https';
import { hostname, networkInterfaces } from 'node:os';
import { Authority, type Credentials, isPrivate } from './authority.ts';

const LOOK_EVERY_MS = 5_000;

const hostName = (): string =>
  hostname()
    .toLowerCase()
    .replace(/\.local$/, '')
    .replace(/[^a-z0-9.-]/g, '-');

/** As mDNS says this machine's name. */
export const localName = (): string => `${hostName()}.local`;

/** This machine's names: as it is called, as mDNS says it, and for itself. */
export const ownNames = (): string[] => [...new Set([localName(), hostName(), 'localhost'])];

/** Its private addresses and its own; one for which the authority may not sign would spoil the certificate. */
export function ownAddresses(): string[] {
  const found = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .map(({ address }) => address)
    .filter((address) => !address.includes('%') && isPrivate(address));
  return [...new Set(['127.0.0.1', '::1', ...found])].sort();
}

export interface HallCertificate {
  authority: Authority;
  /** What the server begins with. */
  first: Credentials;
  /** Watches from now on; answers with the way to stop. */
  keep: (server: HttpsServer) => () => void;
}

/**
 * @param addresses asked again now and then
 * @param lookEveryMs how often
 */
export async function hallCertificate(
  folder: string,
  now: () => number,
  warn: (message: string, error?: unknown) => void,
  addresses: () => string[] = ownAddresses,
  lookEveryMs: number = LOOK_EVERY_MS,
): Promise<HallCertificate> {
  const names = ownNames();
  const authority = await Authority.open(folder, names, now());
  let known = addresses();
  let issuedAt = now();
  const first = await authority.issue(names, known, issuedAt);
  const keep = (server: HttpsServer) => {
    const look = async () => {
      const [here, at] = [addresses(), now()];
      if (here.join() === known.join() && at < Authority.renewAt(issuedAt)) return;
      const next = await authority.issue(names, here, at);
      server.setSecureContext(next);
      [known, issuedAt] = [here, at];
    };
    // One look at a time: another certificate is not made while one is.
    let isLooking = false;
    const timer = setInterval(() => {
      if (isLooking) return;
      isLooking = true;
      look()
        .catch((error: unknown) => warn('The certificate could not be renewed; it is tried again.', error))
        .finally(() => {
          isLooking = false;
        });
    }, lookEveryMs).unref();
    return () => clearInterval(timer);
  };
  return { authority, first, keep };
}
