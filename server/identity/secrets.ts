/** Secrets and what is kept of them: never the secret itself. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  hkdfSync,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';

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

/** Whether a token is the one that is wanted; the time that it takes tells nothing. */
export const isSameToken = (given: string, wanted: string): boolean =>
  timingSafeEqual(Buffer.from(tokenHash(given)), Buffer.from(tokenHash(wanted)));

/** A key that whoever has the token can make, and nobody else. */
export const keyOfToken = (token: string): Buffer =>
  Buffer.from(hkdfSync('sha256', token, '', 'nghi-truong login', 32));

/** AES-256-GCM: a nonce of 12 bytes, the sealed bytes, a tag of 16; base64. */
export function seal(key: Buffer, content: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64');
}
/** Null when the key is another, or the bytes were changed. */
export function unseal(key: Buffer, sealed: string): Buffer | null {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < 28) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(-16));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  } catch {
    return null; // that is how it says that the tag does not fit
  }
}
