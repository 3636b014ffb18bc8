/** Secrets and what is kept of them: never the secret itself. */
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** 2^14 blocks of 8: some 50 ms and 16 MB a guess. */
const cost = { N: 16_384, r: 8, p: 1 };
const keyLength = 32;

function derive(secret: string, salt: Buffer, options: typeof cost): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(secret.normalize('NFC'), salt, keyLength, options, (error, key) => (error ? reject(error) : resolve(key))),
  );
}

/** `scrypt$N$r$p$salt$key`, in base64url. */
export async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(secret, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** What a secret is checked against when there is nobody to check it for: the same work, always false. */
const nobody = `scrypt$${cost.N}$${cost.r}$${cost.p}$AAAAAAAAAAAAAAAAAAAAAA$${'A'.repeat(43)}`;

export async function matchesSecret(secret: string, stored: string | null): Promise<boolean> {
  const [, N, r, p, salt, key] = (stored ?? nobody).split('$');
  const wanted = Buffer.from(key!, 'base64url');
  const found = await derive(secret, Buffer.from(salt!, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) });
  return found.length === wanted.length && timingSafeEqual(found, wanted) && stored !== null;
}

/** A secret that nobody can guess, safe in an address. */
export const newToken = (): string => randomBytes(24).toString('base64url');

/** What is kept of a token: it has 192 random bits, so a plain hash does. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url');
