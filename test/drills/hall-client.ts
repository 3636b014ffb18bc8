/** A client that a hall's network can do anything to: it comes back by itself, and a command is given until it is answered. */
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { io, type Socket } from 'socket.io-client';
import type { Command } from '../../shared/meeting/commands.ts';
import { evolve } from '../../shared/meeting/evolve.ts';
import type { MeetingState } from '../../shared/meeting/state.ts';
import type { Audience } from '../../shared/meeting/views/audiences.ts';
import type { MeetingAddress } from '../../shared/wire/addresses.ts';
import { type Answer, type Batch, PROTOCOL_VERSION, type WholeView } from '../../shared/wire/protocol.ts';
import { newId } from '../server/wire-client.ts';

const ANSWER_WITHIN_MS = 4000;
/** Beyond it a fault did not end. */
const GIVEN_FOR_MS = 90_000;

export class HallClient {
  view: MeetingState | null = null;
  sequence = 0;
  head = '';
  audience: Audience = 'public';
  #socket: Socket;
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
  async give(command: Command): Promise<Answer> {
    const id = newId();
    const begun = performance.now();
    while (performance.now() - begun < GIVEN_FOR_MS) {
      const answer = (await this.#socket
        .timeout(ANSWER_WITHIN_MS)
        .emitWithAck('command', { id, command })
        .catch(() => null)) as Answer | null; // unheard: asked again under the same id
      if (answer && (answer.accepted || !['too-many', 'stopping'].includes(answer.code))) return answer;
      if (answer) await new Promise((resolve) => setTimeout(resolve, 1200)); // over the limit: as the pages do
    }
    throw new Error(`No answer to ${command.type}.`);
  }

  close(): void {
    this.#socket.disconnect();
  }
}
