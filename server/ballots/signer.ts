/** A thread that signs blinded ballots (RFC 9474, BlindSign): a private RSA operation takes milliseconds of a core. */
import { constants, createPrivateKey, type KeyObject, privateDecrypt } from 'node:crypto';
import { parentPort } from 'node:worker_threads';

export interface SigningTask {
  id: number;
  /** PKCS#8, PEM. */
  key: string;
  blinded: Uint8Array;
}
export type SigningAnswer = { id: number; signature: Uint8Array } | { id: number; error: string };

const keys = new Map<string, KeyObject>();

parentPort?.on('message', ({ id, key, blinded }: SigningTask) => {
  try {
    if (keys.size > 20) keys.clear();
    const known = keys.get(key) ?? createPrivateKey(key);
    keys.set(key, known);
    // Decrypting without padding is the bare private operation: m^d mod n.
    const signature = privateDecrypt({ key: known, padding: constants.RSA_NO_PADDING }, blinded);
    parentPort!.postMessage({ id, signature } satisfies SigningAnswer);
  } catch (error) {
    parentPort!.postMessage({ id, error: String(error) } satisfies SigningAnswer);
  }
});
