/** A thread that signs blinded ballots (RFC 9474, BlindSign): a private RSA operation takes milliseconds of a core. */
import { constants, type KeyObject, privateDecrypt } from 'node:crypto';
import { parentPort } from 'node:worker_threads';

export interface SigningTask {
  id: number;
  key: KeyObject;
  blinded: Uint8Array;
}
export type SigningAnswer = { id: number; signature: Uint8Array } | { id: number; error: string };

parentPort?.on('message', ({ id, key, blinded }: SigningTask) => {
  try {
    // Decrypting without padding is the bare private operation: m^d mod n.
    const signature = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, blinded);
    parentPort!.postMessage({ id, signature } satisfies SigningAnswer);
  } catch (error) {
    parentPort!.postMessage({ id, error: String(error) } satisfies SigningAnswer);
  }
});
