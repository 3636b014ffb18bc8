/**
 * A paper that several write at once, as this page has it: changes go to the server, those of the others come back.
 * What the server has not taken yet is kept on this device, and sent by the next page that opens the paper.
 */
import * as Y from 'yjs';
import type { PersonId } from '../../shared/ids.ts';
import type { PaperAnswer, PaperKind } from '../../shared/papers.ts';
import type { Live } from '../live/connection.ts';
import { draftOf, draftsFrom, forgetDraft, keepDraft } from '../live/drafts.ts';
import { request } from '../live/login.ts';
import { inMeeting } from '../live/place.ts';

/** `refused`: the server does not take what was changed here, and says why in `refusal`. */
export type PaperState = 'waiting' | 'synced' | 'offline' | 'refused';

const LOOK_EVERY_MS = 1500;
const SEND_AFTER_MS = 300;
const TRY_AGAIN_MS = 3000;
/** What came from the server is not sent back to it. */
const FROM_SERVER = 'server';

/** The server was not there, or did not take it: `status` is 0 where it was not there. */
class NotTaken extends Error {
  constructor(readonly status: number) {
    super(`The paper was not taken: ${status}.`);
  }
}

const toText = (bytes: Uint8Array): string => {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
};
const toBytes = (text: string): Uint8Array => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

export class PaperSync extends EventTarget {
  readonly doc = new Y.Doc();
  state: PaperState = 'waiting';
  /** Who else has it open. */
  others: readonly PersonId[] = [];
  readonly #kind: PaperKind;
  readonly #live: Live;
  /** Under which name this page's unsent changes are kept; each page has its own. */
  readonly #name: string;
  #unsent: Uint8Array[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAsking = false;
  #isClosed = false;

  constructor(kind: PaperKind, live: Live) {
    super();
    this.#kind = kind;
    this.#live = live;
    this.#name = `${this.#names}${this.doc.clientID}`;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === FROM_SERVER) return;
      this.#unsent.push(update);
      this.#keep();
      this.#turn('waiting');
      this.#later(SEND_AFTER_MS);
    });
  }

  /**
   * Takes what the server has; where nothing stands there yet, begins the paper.
   * @param draft writes the first draft into the document
   */
  async open(draft: (doc: Y.Doc) => void): Promise<void> {
    const { isEmpty } = await this.#ask(null, false);
    if (isEmpty) {
      const begun = new Y.Doc();
      draft(begun);
      await this.#ask(Y.encodeStateAsUpdate(begun), true);
      begun.destroy();
    }
    this.#turn('synced');
    this.#later(LOOK_EVERY_MS);
    this.#takeUp();
  }

  get #names(): string {
    return `paper/${this.#kind}/`;
  }

  #keep(): void {
    if (this.isSent) forgetDraft(this.#live, this.#name);
    else keepDraft(this.#live, this.#name, toText(Y.mergeUpdates(this.#unsent)));
  }

  /** What an earlier page, or another tab, could not send yet is now this page's to send. Twice does no harm. */
  #takeUp(): void {
    for (const name of draftsFrom(this.#live, this.#names)) {
      if (name === this.#name) continue;
      try {
        Y.applyUpdate(this.doc, toBytes(draftOf(this.#live, name)));
      } catch {
        // No change to a paper: nothing that could be sent.
      }
      forgetDraft(this.#live, name);
    }
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    void this.#sync();
  }

  get isSent(): boolean {
    return this.#unsent.length === 0;
  }

  #later(ms: number): void {
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#sync(), ms);
  }

  async #ask(update: Uint8Array | null, begins: boolean): Promise<PaperAnswer> {
    const have = toText(Y.encodeStateVector(this.doc));
    const response = await request(inMeeting(`/papers/${this.#kind}`), 'POST', {
      have,
      update: update && toText(update),
      begins,
    }).catch(() => null);
    if (!response?.ok) throw new NotTaken(response?.status ?? 0);
    const answer = (await response.json()) as PaperAnswer;
    Y.applyUpdate(this.doc, toBytes(answer.update), FROM_SERVER);
    if (answer.others.join() !== this.others.join()) {
      this.others = answer.others;
      this.dispatchEvent(new Event('change'));
    }
    return answer;
  }

  async #sync(): Promise<void> {
    if (this.#isAsking) return this.#later(SEND_AFTER_MS);
    this.#isAsking = true;
    // What is written meanwhile is not among them, and goes with the next.
    const sending = [...this.#unsent];
    let next = LOOK_EVERY_MS;
    let isTaken = false;
    try {
      await this.#ask(sending.length > 0 ? Y.mergeUpdates(sending) : null, false);
      this.#unsent = this.#unsent.slice(sending.length);
      this.#keep();
      this.#turn(this.isSent ? 'synced' : 'waiting');
      if (!this.isSent) next = SEND_AFTER_MS;
      isTaken = true;
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error;
      const { status } = error;
      this.#turn([400, 403, 413].includes(status) ? 'refused' : 'offline');
      // Never taken: the next page is not to try it again.
      if (status === 400 || status === 413) forgetDraft(this.#live, this.#name);
      next = TRY_AGAIN_MS;
    } finally {
      this.#isAsking = false;
      // Closed while this was on its way: what was written meanwhile goes too.
      if (this.#isClosed && isTaken && !this.isSent) void this.#sync();
      this.#later(next);
    }
  }

  #turn(state: PaperState): void {
    if (this.state === state) return;
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}
