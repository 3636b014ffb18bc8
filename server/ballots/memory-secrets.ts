/**
 * Secrets that lie in memory and never on a disk: under them the keys of votes that run are sealed. They outlive a crash
 * of the server (a file system in memory keeps them) and are gone when the machine loses its power.
 */
import { createHash, randomBytes } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { open, readFile, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const TMPFS = 0x01021994;
const RAMFS = 0x858458f6;
const BYTES = 32;

const isInMemory = (folder: string): boolean => {
  try {
    return [TMPFS, RAMFS].includes(Number(statfsSync(folder).type));
  } catch {
    return false; // there is no such folder here
  }
};

/** A folder in memory that outlives this process, or null: then nothing outlives it. */
const usualFolder = (): string | null =>
  [process.env.RUNTIME_DIRECTORY, '/dev/shm'].find((one) => one !== undefined && isInMemory(one)) ?? null;

export class MemorySecrets {
  readonly #folder: string | null;
  /** What these secrets are for: two data folders on one machine have nothing in common. */
  readonly #of: string;
  readonly #held = new Map<string, Buffer>();

  /** @param folder in memory; null keeps them in this process alone */
  constructor(of: string, folder: string | null = usualFolder()) {
    this.#of = resolve(of);
    this.#folder = folder;
  }

  #path(folder: string, name: string): string {
    const hash = createHash('sha256').update(`${this.#of}\n${name}`).digest('hex').slice(0, 40);
    return join(folder, `nghi-truong-${hash}`);
  }

  /** The secret that was made under a name, or null where it is gone. */
  async find(name: string): Promise<Buffer | null> {
    const held = this.#held.get(name);
    if (held || this.#folder === null) return held ?? null;
    const path = this.#path(this.#folder, name);
    try {
      const { uid, mode } = await stat(path);
      // Anyone may write into a folder of all: what another has put there is no secret of ours.
      if (uid !== process.getuid?.() || (mode & 0o77) !== 0) return null;
      const secret = await readFile(path);
      return secret.length === BYTES ? secret : null;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** A new secret under a name. */
  async make(name: string): Promise<Buffer> {
    const secret = randomBytes(BYTES);
    if (this.#folder === null) {
      this.#held.set(name, secret);
      return secret;
    }
    const path = this.#path(this.#folder, name);
    await rm(path, { force: true });
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(secret);
    } finally {
      await file.close();
    }
    return secret;
  }

  async forget(name: string): Promise<void> {
    this.#held.delete(name);
    if (this.#folder !== null) await rm(this.#path(this.#folder, name), { force: true });
  }
}
