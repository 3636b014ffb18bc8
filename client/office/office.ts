/**
 * A body as its office sees it, kept in step with the server: asked for anew after each change of mine, and now and then
 * for what others change.
 */

import { io, type Socket } from 'socket.io-client';
import type { BodyCommand } from '../../shared/body/commands.ts';
import type { Invited } from '../../shared/body/meetings.ts';
import type { BodyState } from '../../shared/body/state.ts';
import type { Command } from '../../shared/meeting/commands.ts';
import type { MeetingDescription } from '../../shared/meeting/planning/state.ts';
import type { Readiness } from '../../shared/readiness.ts';
import type { ServerToClient } from '../../shared/wire/protocol.ts';
import { type Refusal, refusal } from '../../shared/wire/rejections.ts';
import { request } from '../live/login.ts';
import { randomId } from '../live/random-id.ts';

/** How somebody signs in, as far as it is known. */
export interface HeldCard {
  person: string;
  code: string;
  /** On so many devices. */
  signedIn: number;
  /** After too many wrong tries, until it is unlocked. */
  isLocked: boolean;
}
/** What stands on a card that was just issued. */
export interface IssuedCard {
  person: string;
  code: string;
  pin: string;
  password: string | null;
  key: string;
}

/** A meeting as it is planned: who is asked to come, and which earlier one it is like. */
export interface PlannedMeeting extends MeetingDescription {
  invited?: Invited | null;
  like?: string | null;
}

/** Changes are told at once; this is for what is told by nobody: who has signed in, a change that was missed. */
const LOOK_AGAIN_MS = 20_000;
/** As many as the server takes at once. */
const CARDS_AT_ONCE = 25;

export class Office extends EventTarget {
  state: BodyState | null = null;
  /** Whether it is the sample, which may be removed as a whole. */
  isSample = false;
  cards: ReadonlyMap<string, HeldCard> = new Map();
  /** Addresses under which tablets may reach the server. */
  addresses: readonly string[] = [];
  /** Where devices that do not trust the server yet go first; null where there is nothing to install. */
  door: { port: number; fingerprint: string } | null = null;
  /** Why nothing is shown, or nothing new. */
  problem: Refusal | 'offline' | null = null;
  /** How far the body's log was, and what was said of cards. */
  #sequence: number | null = null;
  #cardsText = '';
  #timer: ReturnType<typeof setInterval> | undefined;
  #news: Socket<Pick<ServerToClient, 'body'>> | null = null;

  constructor(readonly body: string) {
    super();
  }

  start(): void {
    void this.load();
    this.#news = io('/desk', { transports: ['websocket'], auth: { body: this.body } });
    this.#news.on('body', ({ sequence }) => {
      if (sequence !== this.#sequence) void this.load();
    });
    this.#timer = setInterval(() => document.visibilityState === 'visible' && void this.load(), LOOK_AGAIN_MS);
  }
  stop(): void {
    clearInterval(this.#timer);
    this.#news?.disconnect();
  }

  #path = (path: string): string => `/api/bodies/${this.body}${path}`;

  /** Resolves once what is shown is what the server has, or it is said why not. */
  async load(): Promise<void> {
    try {
      const since = this.#sequence === null ? '' : `?since=${this.#sequence}`;
      const [body, cards] = await Promise.all([request(this.#path(since)), request(this.#path('/cards'))]);
      if (!body.ok || !cards.ok) this.problem = (await (body.ok ? cards : body).json()) as Refusal;
      else {
        const known = (await body.json()) as { sequence: number; isSample?: boolean; body?: BodyState };
        const text = await cards.text();
        const isSame = known.body === undefined && text === this.#cardsText && this.problem === null;
        this.problem = null;
        if (isSame) return;
        const held = JSON.parse(text) as { cards: HeldCard[]; addresses: string[]; door: Office['door'] };
        this.#sequence = known.sequence;
        this.#cardsText = text;
        this.state = known.body ?? this.state;
        this.isSample = known.isSample ?? this.isSample;
        this.door = held.door;
        this.cards = new Map(held.cards.map((card) => [card.person, card]));
        this.addresses = held.addresses;
      }
    } catch {
      this.problem = 'offline';
    }
    this.dispatchEvent(new Event('change'));
  }

  async #post<Answer>(path: string, content: object): Promise<Answer | Refusal> {
    try {
      const response = await request(this.#path(path), 'POST', content);
      return (await response.json()) as Answer | Refusal;
    } catch {
      return refusal('unexpected');
    }
  }

  /**
   * Gives a command to the body. Resolves with why it was refused, or null.
   * @param andLoad whether what came of it is shown at once: not for one of many
   */
  async give(command: BodyCommand, andLoad = true): Promise<Refusal | null> {
    const answer = await this.#post<object>('/commands', { id: randomId(), command });
    if ('code' in answer) return answer as Refusal;
    if (andLoad) await this.load();
    return null;
  }

  /** Gives a command to one of the body's meetings. Resolves with why it was refused, or null. */
  async giveTo(meeting: string, command: Command): Promise<Refusal | null> {
    const answer = await this.#post<object>(`/meetings/${meeting}/planning/commands`, { id: randomId(), command });
    return 'code' in answer ? (answer as Refusal) : null;
  }

  /** What a meeting has and lacks; null where it can't be asked. */
  async readiness(meeting: string): Promise<Readiness | null> {
    const response = await request(this.#path(`/meetings/${meeting}/planning/readiness`)).catch(() => null);
    return response?.ok ? ((await response.json()) as Readiness) : null;
  }

  /** Keeps a picture. Resolves with the hash that it is named by, or why it was refused. */
  async keepPicture(picture: Blob): Promise<{ hash: string } | Refusal> {
    try {
      const response = await fetch(this.#path('/pictures'), { method: 'POST', body: picture });
      return (await response.json()) as { hash: string } | Refusal;
    } catch {
      return refusal('unexpected');
    }
  }
  /** The address of a picture. */
  picture = (hash: string): string => this.#path(`/pictures/${hash}`);

  /** Who would have to be in two meetings at once; none where it can't be asked. */
  async clashes(
    slot: { begins: number | null; ends: number | null },
    invited: PlannedMeeting['invited'],
    except = '',
  ): Promise<readonly { title: string; names: readonly string[] }[]> {
    type Clashes = { clashes: { title: string; names: string[] }[] };
    const answer = await this.#post<Clashes>('/clashes', { ...slot, invited: invited ?? null, except });
    return 'code' in answer ? [] : answer.clashes;
  }

  /** Plans a meeting. Resolves with its id, or why it was refused. */
  async plan(description: PlannedMeeting): Promise<{ meeting: string } | Refusal> {
    const answer = await this.#post<{ meeting: string }>('/meetings', description);
    if (!('code' in answer)) await this.load();
    return answer;
  }

  /** Forgets wrong tries: whoever holds the card may try again at once. */
  async unlock(person: string): Promise<Refusal | null> {
    const answer = await this.#post<object>('/cards/unlock', { people: [person] });
    await this.load();
    return 'code' in answer ? answer : null;
  }

  /**
   * Issues cards, some at a time.
   * @param progress told how many are made
   * @returns the cards that were made, in the order of the people; and why the rest were not
   */
  async issue(
    people: readonly string[],
    progress: (done: number) => void,
  ): Promise<{ cards: IssuedCard[]; refused: Refusal | null }> {
    const cards: IssuedCard[] = [];
    for (let from = 0; from < people.length; from += CARDS_AT_ONCE) {
      progress(from);
      const answer = await this.#post<{ cards: IssuedCard[] }>('/cards', {
        people: people.slice(from, from + CARDS_AT_ONCE),
      });
      if ('code' in answer) {
        await this.load();
        return { cards, refused: answer };
      }
      cards.push(...answer.cards);
    }
    await this.load();
    return { cards, refused: null };
  }
}
