/** The server's Ed25519 key, with which it signs heads of its journals, and nothing else. */
import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { headText } from '../../shared/meeting/record/state.ts';
import { keptPrivateKey } from '../identity/private-key.ts';
import type { SignHead } from '../meetings/signed-heads.ts';

export interface RecordKey {
  /** 32 bytes, base64url. */
  publicKey: string;
  signHead: SignHead;
  /** Ed25519 over the words in UTF-8, base64url. */
  sign: (words: string) => string;
}

export async function openRecordKey(path: string): Promise<RecordKey> {
  const privateKey = await keptPrivateKey(path, async () => generateKeyPairSync('ed25519').privateKey);
  const publicKey = createPublicKey(privateKey).export({ format: 'jwk' }).x!;
  const signed = (words: string) => sign(null, Buffer.from(words), privateKey).toString('base64url');
  const signHead: SignHead = (meeting, head) => ({
    ...head,
    signature: signed(headText(meeting, head)),
    key: publicKey,
  });
  return { publicKey, signHead, sign: signed };
}
