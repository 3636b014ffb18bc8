/**
 * A delegate's secret ballot on her tablet: asked for when the vote opens, kept here until it is in the box, put in over
 * a connection that says nothing of her. What is under way survives a reload, a dead network and a dead server.
 */
import type { Marks } from '../../shared/meeting/voting/ballots.ts';
import { isPassing } from '../../shared/wire/passing.ts';
import type { RefusalCode } from '../../shared/wire/rejections.ts';
import { pause } from '../live/pause.ts';
import { blind, newNumber, unblind } from './blind.ts';

export interface PaperOf {
  body: string;
  meeting: string;
  vote: string;
  /** The vote's public key. */
  key: string;
  person: string;
  /** Nobody is to see a number, not even she. */
  hidesNumbers: boolean;
  /** Whether she may cast it again with other marks. */
  isChangeable: boolean;
}

interface Kept {
  number: string;
  blinded: string;
  inverse: string;
  signature: string | null;
  /** What she has put on it, while it is on its way to the box; afterwards the tablet forgets. */
  marks: Marks | null;
  isCast: boolean;
  /** The ballot that this one is to replace. */
  spoiled: { number: string; signature: string } | null;
}

export type PaperStep =
  | { step: 'asking' }
  | { step: 'ready' }
  | { step: 'casting'; inDoubt: boolean }
  | { step: 'cast' }
  | { step: 'refused'; code: RefusalCode };

/** How it reaches the server: `issue` as she who is signed in, `cast` as nobody. */
export interface Doors {
  issue: (body: object) => Promise<Response>;
  cast: (body: object) => Promise<Response>;
}

const AGAIN_MS = 1500;
/** A connection that says nothing for so long is dead; asking again is safe at both doors. */
const SILENCE_MS = 5000;
const DOUBT_MS = 6000;
/**
 * Tablets do not all ask in the same instant; and between her touch and the box some time goes by, so that who watches
 * the box does not see who goes to it. Milliseconds.
 */
export const pauses = { askWithin: 1200, least: 800, most: 4000 };

const chance = (): number => crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32;

/** Rejects when there is none in time. */
async function answerOf(asked: Promise<Response>): Promise<Record<string, unknown>> {
  const silence = pause(SILENCE_MS).then(() => Promise.reject(new Error('no answer')));
  silence.catch(() => undefined); // the answer may be here long before
  const read = asked.then((response) => response.json() as Promise<Record<string, unknown>>);
  read.catch(() => undefined); // it may fail after it was given up
  return Promise.race([read, silence]);
}

export class SecretPaper extends EventTarget {
  step: PaperStep = { step: 'asking' };
  readonly #of: PaperOf;
  readonly #doors: Doors;
  readonly #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  #kept: Kept | null = null;
  #isEnded = false;

  constructor(of: PaperOf, doors: Doors, storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = localStorage) {
    super();
    this.#of = of;
    this.#doors = doors;
    this.#storage = storage;
  }

  get #name(): string {
    // A vote of the same name in another journal (reset, restored) has another key, and so another ballot. The first
    // bytes of a key are its kind, the same in all.
    const { meeting, vote, key, person } = this.#of;
    return `ballot/${meeting}/${vote}/${key.slice(64, 88)}/${person}`;
  }
  #keep(kept: Kept): void {
    this.#kept = kept;
    this.#storage.setItem(this.#name, JSON.stringify(kept));
  }
  /** What this tablet kept; what can't be read is no ballot (the server then says that one was issued). */
  #restore(): void {
    try {
      const kept = JSON.parse(this.#storage.getItem(this.#name) ?? 'null') as Partial<Kept> | null;
      const isWhole =
        typeof kept?.number === 'string' && typeof kept.blinded === 'string' && typeof kept.inverse === 'string';
      this.#kept = isWhole ? (kept as Kept) : null;
    } catch {
      this.#kept = null;
    }
  }
  #turn(step: PaperStep): void {
    this.step = step;
    this.dispatchEvent(new Event('change'));
  }

  /** Her number, where she may know it. */
  get number(): string | null {
    return this.#of.hidesNumbers ? null : (this.#kept?.number ?? null);
  }

  /** Goes on where this tablet stopped, or asks for a ballot. */
  async begin(): Promise<void> {
    this.#restore();
    if (this.#kept?.isCast) return this.#turn({ step: 'cast' });
    // A page that came over plain http:// has no Web Crypto: a number made otherwise would not be secret.
    if (!globalThis.crypto?.subtle) return this.#turn({ step: 'refused', code: 'insecure-devices' });
    if (this.#kept?.signature && this.#kept.marks) return this.#send();
    if (this.#kept?.signature) return this.#turn({ step: 'ready' });
    await pause(pauses.askWithin * chance());
    await this.#ask(null);
  }

  /** Only shows what is kept: the vote is over. */
  look(): void {
    this.#restore();
    if (this.#kept?.isCast) this.#turn({ step: 'cast' });
  }

  async #ask(spoiled: Kept['spoiled']): Promise<void> {
    this.#turn({ step: 'asking' });
    // Kept before it is sent: whatever happens then, the same ballot is asked for again, never a second one.
    if (!this.#kept || spoiled) {
      const number = newNumber();
      this.#keep({
        number,
        ...(await blind(this.#of.key, number)),
        signature: null,
        marks: null,
        isCast: false,
        spoiled,
      });
    }
    const { vote } = this.#of;
    const { blinded, spoiled: given } = this.#kept!;
    const answer = await this.#until(() => this.#doors.issue({ vote, blinded, ...(given ? { spoiled: given } : {}) }));
    if (!answer) return;
    if ('code' in answer) return this.#notIssued(given, answer.code as RefusalCode);
    const { number, inverse } = this.#kept!;
    try {
      const signature = await unblind(this.#of.key, number, String(answer.signature), inverse);
      this.#keep({ ...this.#kept!, signature, spoiled: null });
      this.#turn({ step: 'ready' });
    } catch {
      this.#turn({ step: 'refused', code: 'ballot-not-genuine' });
    }
  }

  /** What was asked for in vain is worth nothing; a ballot that was to be exchanged is the one she still has. */
  #notIssued(given: Kept['spoiled'], code: RefusalCode): void {
    if (given) this.#keep({ ...this.#kept!, ...given, spoiled: null });
    else {
      this.#kept = null;
      this.#storage.removeItem(this.#name);
    }
    this.#turn({ step: 'refused', code });
  }

  /** After the chair has let her have another. */
  async askAgain(): Promise<void> {
    if (!this.#kept?.signature) await this.#ask(null);
  }

  /** Gives this one back, uncast, for another; the server makes its number worthless. */
  async exchange(): Promise<void> {
    const { number, signature } = this.#kept ?? {};
    if (this.step.step === 'ready' && number && signature) await this.#ask({ number, signature });
  }

  /** Puts it in the box; resolves when it is on the server's disk, or can't be. */
  async cast(marks: Marks): Promise<void> {
    if (!this.#kept?.signature || (this.step.step !== 'ready' && this.step.step !== 'cast')) return;
    this.#keep({ ...this.#kept, marks, isCast: false });
    await this.#send();
  }

  async #send(): Promise<void> {
    this.#turn({ step: 'casting', inDoubt: false });
    await pause(pauses.least + (pauses.most - pauses.least) * chance());
    const { body, meeting, vote } = this.#of;
    const { number, signature, marks } = this.#kept!;
    const doubt = setTimeout(() => this.#turn({ step: 'casting', inDoubt: true }), DOUBT_MS);
    const answer = await this.#until(() =>
      this.#doors.cast({ body, meeting, vote, ballot: { number, signature: signature!, marks: marks! } }),
    );
    clearTimeout(doubt);
    if (!answer) return;
    if ('code' in answer) {
      this.#keep({ ...this.#kept!, marks: null });
      return this.#turn({ step: 'refused', code: answer.code as RefusalCode });
    }
    // What nobody is to see is not kept either, unless it is needed again.
    const isForgotten = this.#of.hidesNumbers && !this.#of.isChangeable;
    this.#keep({ ...this.#kept!, marks: null, isCast: true, ...(isForgotten ? { number: '' } : {}) });
    this.#turn({ step: 'cast' });
  }

  /** Asks until there is an answer; null when nobody wants it any more. */
  async #until(ask: () => Promise<Response>): Promise<Record<string, unknown> | null> {
    while (!this.#isEnded) {
      try {
        const answer = await answerOf(ask());
        // What the server could not do just now is no answer to her: a ballot is never given up for that.
        const isServers = answer.code === 'storage-failed' || answer.code === 'unexpected';
        if (!isServers && !isPassing(answer.code)) return answer;
      } catch {
        // No network, or no server: it is tried again, and the page says so meanwhile.
      }
      await pause(AGAIN_MS);
    }
    return null;
  }

  end(): void {
    this.#isEnded = true;
  }
}
