/**
 * Links by which somebody who is invited answers without signing in. A link names the meeting and the person, and is
 * sealed by this installation's own secret: none is kept, and the same person's is the same each time it is sent.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writeSynced } from '../storage/synced-file.ts';

export interface Invitee {
  body: string;
  meeting: string;
  person: string;
}

const SECRET_BYTES = 32;
/** 128 bits: nobody guesses it. */
const SEAL_BYTES = 16;

export class AnswerLinks {
  readonly #secret: Buffer;

  private constructor(secret: Buffer) {
    this.#secret = secret;
  }

  /** @param path of the secret: it is made where there is none */
  static async open(path: string): Promise<AnswerLinks> {
    const kept = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (kept?.length === SECRET_BYTES) return new AnswerLinks(kept);
    const secret = randomBytes(SECRET_BYTES);
    await writeSynced(path, secret);
    return new AnswerLinks(secret);
  }

  #seal(named: string): string {
    return createHmac('sha256', this.#secret).update(named).digest().subarray(0, SEAL_BYTES).toString('base64url');
  }

  /** The secret part of a link. */
  tokenFor({ body, meeting, person }: Invitee): string {
    const named = `${body}.${meeting}.${person}`;
    return `${named}.${this.#seal(named)}`;
  }

  /** Whom a link is for; null where it is none of ours. */
  find(token: string): Invitee | null {
    const parts = token.split('.');
    if (parts.length !== 4) return null;
    const [body, meeting, person, seal] = parts as [string, string, string, string];
    const [given, wanted] = [Buffer.from(seal), Buffer.from(this.#seal(`${body}.${meeting}.${person}`))];
    return given.length === wanted.length && timingSafeEqual(given, wanted) ? { body, meeting, person } : null;
  }
}
