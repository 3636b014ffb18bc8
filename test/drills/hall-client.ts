/**
 * A client that a hall's network can do anything to, as the pages are (client/live/connection.ts): it comes back by
 * itself, and gives what is not answered again with each welcome.
 */
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { io, type Socket } from 'socket.io-client';
import type { Command } from '../../shared/meeting/commands.ts';
import { evolve } from '../../shared/meeting/evolve.ts';
import type { MeetingState } from '../../shared/meeting/state.ts';
import type { Audience } from '../../shared/meeting/views/audiences.ts';
import type { MeetingAddress } from '../../shared/wire/addresses.ts';
import { type Answer, type Batch, PROTOCOL_VERSION, type WholeView } from '../../shared/wire/protocol.ts';
import { newId } from '../server/wire-client.ts';

/** Beyond it, and the fault itself, a fault did not end. */
const GIVEN_FOR_MS = 90_000 + Number(process.env.DRILL_SECONDS ?? 8) * 1000;

export class HallClient {
  view: MeetingState | null = null;
  sequence = 0;
  head = '';
  audience: Audience = 'public';
  #socket: Socket;
  readonly #pending = new Map<string, { command: Command; answered: (answer: Answer) => void }>();
  readonly #more: { token: string; ca: string; at: MeetingAddress };

  constructor(url: string, more: { token: string; ca: string; at: MeetingAddress }) {
    this.#more = more;
    this.#socket = this.#connect(url);
  }

  #connect(url: string, named?: string): Socket {
    const { token, ca, at } = this.#more;
    const socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 200,
      reconnectionDelayMax: 1600,
      timeout: 4000,
      ca,
      ...(named
        ? { checkServerIdentity: (_: string, certificate: PeerCertificate) => checkServerIdentity(named, certificate) }
        : {}),
      auth: (give: (auth: object) => void) =>
        give({
          protocol: PROTOCOL_VERSION,
          token,
          ...at,
          ...(this.view ? { held: { ...at, audience: this.audience, sequence: this.sequence, head: this.head } } : {}),
        }),
    } as object);
    socket.on('welcome', ({ audience }: { audience: Audience }) => {
      this.audience = audience;
      for (const id of this.#pending.keys()) this.#emit(id);
    });
    socket.on('view', ({ sequence, head, view }: WholeView) => Object.assign(this, { sequence, head, view }));
    socket.on('batch', ({ from, to, head, facts }: Batch) => {
      if (!this.view || from > this.sequence + 1) return void socket.disconnect().connect();
      if (to <= this.sequence && facts.length > 0) return;
      Object.assign(this, { view: facts.reduce(evolve, this.view), sequence: to, head });
    });
    // Let go by the server, it comes back as the pages do.
    socket.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 250);
    });
    socket.on('connect_error', (error: Error & { data?: object }) => {
      if (error.data) setTimeout(() => socket.connect(), 500);
    });
    return socket;
  }

  /**
   * The server is elsewhere now.
   * @param named whom its certificate must name, where a proxy stands between
   */
  moveTo(url: string, named?: string): void {
    this.#socket.disconnect();
    this.#socket = this.#connect(url, named);
  }

  /** Resolves with the server's answer, over as many connections as it takes; carried out once. */
  give(command: Command): Promise<Answer> {
    const id = newId();
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => {
        this.#pending.delete(id);
        reject(new Error(`No answer to ${command.type}.`));
      }, GIVEN_FOR_MS);
      this.#pending.set(id, {
        command,
        answered: (answer) => {
          clearTimeout(patience);
          resolve(answer);
        },
      });
      this.#emit(id);
    });
  }

  #emit(id: string): void {
    const pending = this.#pending.get(id);
    if (!pending || !this.#socket.connected) return; // given again with the next welcome
    this.#socket.emit('command', { id, command: pending.command }, (answer: Answer) => {
      if (!answer.accepted && answer.code === 'too-many') return void setTimeout(() => this.#emit(id), 1200);
      if (!answer.accepted && answer.code === 'stopping') return;
      if (this.#pending.delete(id)) pending.answered(answer);
    });
  }

  close(): void {
    this.#socket.disconnect();
  }
}
