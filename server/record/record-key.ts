/** The server's Ed25519 key, with which it signs heads of its journals, and nothing else. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { headText } from '../../shared/record.ts';
import type { SignHead } from '../live/signed-heads.ts';
import { FileDamaged, syncFolder } from '../registry/synced-file.ts';

/** The key in this file (PKCS#8, PEM), made where there is none yet. Throws `FileDamaged`. */
async function readOrMake(path: string): Promise<KeyObject> {
  const kept = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (kept !== null) {
    try {
      return createPrivateKey(kept);
    } catch {
      throw new FileDamaged(`${path}: not a private key`);
    }
  }
  const { privateKey } = generateKeyPairSync('ed25519');
  const file = await open(`${path}.next`, 'w', 0o600);
  try {
    await file.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.next`, path);
  await syncFolder(dirname(path));
  return privateKey;
}

export interface RecordKey {
  /** 32 bytes, base64url. */
  publicKey: string;
  signHead: SignHead;
  /** Ed25519 over the words in UTF-8, base64url. */
  sign: (words: string) => string;
}

export async function openRecordKey(path: string): Promise<RecordKey> {
  const privateKey = await readOrMake(path);
  const publicKey = createPublicKey(privateKey).export({ format: 'jwk' }).x!;
  const signed = (words: string) => sign(null, Buffer.from(words), privateKey).toString('base64url');
  const signHead: SignHead = (meeting, head) => ({
    ...head,
    signature: signed(headText(meeting, head)),
    key: publicKey,
  });
  return { publicKey, signHead, sign: signed };
}
