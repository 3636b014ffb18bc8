/** A key pair for each secret vote, for signing its ballots and nothing else; gone when the vote is over. */
import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { keptPrivateKey } from '../identity/private-key.ts';
import type { SigningAnswer, SigningTask } from './signer.ts';

const BITS = 3072;
/** Bytes of a blinded message and of a signature. */
export const SIGNATURE_BYTES = BITS / 8;

const program = join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? 'signer.ts' : 'signer.js');

const makeKey = async (): Promise<KeyObject> =>
  (await promisify(generateKeyPair)('rsa', { modulusLength: BITS, publicExponent: 0x10001 })).privateKey;
/** SPKI, base64url: what stands in the journal. */
const publicText = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64url');

export class VoteKeys {
  readonly #folder: string;
  readonly #making = new Map<string, Promise<KeyObject>>();
  #worker: Worker | null = null;
  #tasks = new Map<number, { done: (signature: Buffer) => void; failed: (error: Error) => void }>();
  #number = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  #path = (vote: string) => join(this.#folder, `${vote}.key`);

  /** The private key of a vote. */
  #private(vote: string): Promise<KeyObject> {
    let key = this.#making.get(vote);
    if (!key) {
      key = keptPrivateKey(this.#path(vote), makeKey);
      this.#making.set(vote, key);
      key.catch(() => this.#making.delete(vote)); // the next one tries again
    }
    return key;
  }

  /** The public key of a vote, made beforehand where there is time: 3,072 bits take up to two seconds. */
  async publicKey(vote: string): Promise<string> {
    return publicText(await this.#private(vote));
  }

  /** Signs a blinded message, off the event loop. Rejects for what is no number below the modulus. */
  async sign(vote: string, blinded: Uint8Array): Promise<Buffer> {
    const key = await this.#private(vote);
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const id = ++this.#number;
    return new Promise((done, failed) => {
      this.#tasks.set(id, { done, failed });
      worker.postMessage({ id, key, blinded } satisfies SigningTask);
    });
  }

  #start(): Worker {
    const worker = new Worker(program);
    worker.unref();
    worker.on('message', (answer: SigningAnswer) => {
      const task = this.#tasks.get(answer.id);
      this.#tasks.delete(answer.id);
      if ('signature' in answer) task?.done(Buffer.from(answer.signature));
      else task?.failed(new Error(answer.error));
    });
    worker.on('error', (error) => {
      this.#worker = null;
      for (const { failed } of this.#tasks.values()) failed(error);
      this.#tasks.clear();
    });
    return worker;
  }

  /** The vote is over: nobody can make a ballot for it any more. */
  async forget(vote: string): Promise<void> {
    this.#making.delete(vote);
    await rm(this.#path(vote), { force: true });
  }

  /** Ends the thread; keys that are still being made are waited for, so that no file comes up afterwards. */
  async stop(): Promise<void> {
    await Promise.allSettled(this.#making.values());
    this.#making.clear();
    await this.#worker?.terminate();
    this.#worker = null;
  }
}
