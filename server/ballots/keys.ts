/**
 * A key pair for each secret vote, for signing its ballots and nothing else; gone when the vote is over. On the disk the
 * private half is sealed under a secret that lies in memory alone: who has the disk can sign nothing.
 */
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { seal, unseal } from '../identity/secrets.ts';
import { writeSynced } from '../storage/synced-file.ts';
import { MemorySecrets } from './memory-secrets.ts';
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

/** What a vote's key was sealed under is gone: no ballot can be issued for it any more. */
export class KeyLost extends Error {}

export class VoteKeys {
  readonly #folder: string;
  readonly #secrets: MemorySecrets;
  readonly #making = new Map<string, Promise<KeyObject>>();
  #worker: Worker | null = null;
  #tasks = new Map<number, { done: (signature: Buffer) => void; failed: (error: Error) => void }>();
  #number = 0;

  /** @param secrets under which keys are sealed; tests give some that are lost */
  constructor(folder: string, secrets: MemorySecrets = new MemorySecrets(folder)) {
    this.#folder = folder;
    this.#secrets = secrets;
  }

  #path = (vote: string) => join(this.#folder, `${vote}.key`);

  /** What `find` gives, once for all who ask meanwhile. */
  #once(vote: string, find: () => Promise<KeyObject>): Promise<KeyObject> {
    let key = this.#making.get(vote);
    if (!key) {
      key = find();
      this.#making.set(vote, key);
      key.catch(() => this.#making.delete(vote)); // the next one tries again
    }
    return key;
  }

  /** The key on the disk, opened; null where there is none, or what it was sealed under is gone. */
  async #kept(vote: string): Promise<KeyObject | null> {
    const text = await readFile(this.#path(vote), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    const secret = await this.#secrets.find(vote);
    const der = text !== null && secret && unseal(secret, text);
    return der ? createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) : null;
  }
  async #made(vote: string): Promise<KeyObject> {
    const [key, secret] = [await makeKey(), await this.#secrets.make(vote)];
    const der = key.export({ format: 'der', type: 'pkcs8' });
    await writeSynced(this.#path(vote), seal(secret, der));
    return key;
  }

  /**
   * The public key of a vote that is not open yet, made beforehand where there is time: 3,072 bits take up to two
   * seconds.
   */
  async publicKey(vote: string): Promise<string> {
    return publicText(await this.#once(vote, async () => (await this.#kept(vote)) ?? this.#made(vote)));
  }

  /**
   * Signs a blinded message, off the event loop. Rejects for what is no number below the modulus, and with `KeyLost`
   * where the machine has lost its power since the vote was opened.
   */
  async sign(vote: string, blinded: Uint8Array): Promise<Buffer> {
    const key = await this.#once(vote, async () => {
      const kept = await this.#kept(vote);
      if (!kept) throw new KeyLost(vote);
      return kept;
    });
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
    await this.#secrets.forget(vote);
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
