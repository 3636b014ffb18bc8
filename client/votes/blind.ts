/**
 * A secret ballot's number, which nobody but its tablet knows, and the server's signature over it without its seeing it:
 * RSABSSA-SHA384-PSS-Deterministic of RFC 9474. Needs Web Crypto; knows no page and no network.
 */
import { RSABSSA } from '@cloudflare/blindrsa-ts';

/** Crockford's: no I, L, O, U, so that a number read aloud is not mistaken. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 20;

export const toBase64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
export const fromBase64url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));

const suite = RSABSSA.SHA384.PSS.Deterministic();
const messageOf = (number: string) => suite.prepare(new TextEncoder().encode(number));

/** 100 bits of chance. */
export const newNumber = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(LENGTH)), (byte) => ALPHABET[byte % 32]).join('');

/** A vote's public key (SPKI, base64url). */
const importKey = (key: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('spki', fromBase64url(key), { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify']);

/** What goes to the server to be signed, and what takes the blinding off again; base64url. */
export async function blind(key: string, number: string): Promise<{ blinded: string; inverse: string }> {
  const { blindedMsg, inv } = await suite.blind(await importKey(key), messageOf(number));
  return { blinded: toBase64url(blindedMsg), inverse: toBase64url(inv) };
}

/** The signature over the number, checked; rejects when the server's answer is not one. */
export async function unblind(key: string, number: string, signed: string, inverse: string): Promise<string> {
  const signature = await suite.finalize(
    await importKey(key),
    messageOf(number),
    fromBase64url(signed),
    fromBase64url(inverse),
  );
  return toBase64url(signature);
}
