/** A client of the wire as another program would write it: a bearer token and socket.io-client. */
import { io, type Socket } from 'socket.io-client';
import type { Command } from '../../shared/meeting/commands.ts';
import { evolve } from '../../shared/meeting/evolve.ts';
import { noMessages } from '../../shared/meeting/messages/state.ts';
import type { Fact, MeetingState } from '../../shared/meeting/state.ts';
import type { OwnView } from '../../shared/meeting/views/own.ts';
import { type Answer, type Batch, PROTOCOL_VERSION, type WholeView } from '../../shared/wire/protocol.ts';
import { here } from './running-server.ts';

let commands = 0;
export const newId = (): string => {
  commands += 1;
  return `test-${process.pid}-${commands}`;
};

/** What takes longer never comes: cores that are busy with other tests make seconds of what is done at once. */
const PATIENCE_MS = 60_000;

export class WireClient {
  view: MeetingState | null = null;
  own: OwnView = { ballots: {}, documents: [], messages: noMessages, answer: null, questions: [], comments: [] };
  sequence = 0;
  head = '';
  /** Every message that came, as it came. */
  readonly heard: [event: string, message: unknown][] = [];
  readonly facts: Fact[] = [];
  gaps = 0;
  readonly #waiting = new Set<() => void>();

  private constructor(readonly socket: Socket) {
    socket.onAny((event: string, message: unknown) => {
      this.heard.push([event, message]);
      // After the handlers below have taken it in.
      queueMicrotask(() => {
        for (const look of this.#waiting) look();
      });
    });
    socket.on('view', ({ sequence, head, view }: WholeView) => Object.assign(this, { sequence, head, view }));
    socket.on('own', (own: OwnView) => Object.assign(this, { own }));
    socket.on('batch', ({ from, to, head, facts }: Batch) => {
      if (from > this.sequence + 1) this.gaps += 1;
      if (this.view) this.view = facts.reduce(evolve, this.view);
      this.facts.push(...facts);
      Object.assign(this, { sequence: to, head });
    });
  }

  /** Connects and waits until it stands where its audience stands; fails with the refusal's code. */
  static async connect(
    url: string,
    token: string,
    more: object = {},
    held?: { view: MeetingState; sequence: number; head: string },
  ): Promise<WireClient> {
    const socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { protocol: PROTOCOL_VERSION, token, ...here, ...more },
    });
    const client = new WireClient(socket);
    if (held) Object.assign(client, held);
    await new Promise<void>((resolve, reject) => {
      socket.on('connect_error', (error: Error & { data?: { code: string } }) => {
        socket.disconnect();
        reject(new Error(error.data?.code ?? error.message));
      });
      socket.on('own', () => resolve());
    });
    return client;
  }

  /** Rejects at once when the connection is gone: no answer will come over it. */
  emit(event: string, message: unknown): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const gone = (reason: string) => reject(new Error(`The connection ended before an answer came: ${reason}`));
      if (this.socket.disconnected) return gone('it had ended before');
      this.socket.once('disconnect', gone);
      (this.socket.timeout(PATIENCE_MS).emitWithAck(event, message) as Promise<Answer>)
        .then(resolve, reject)
        .finally(() => this.socket.off('disconnect', gone));
    });
  }
  /** Gives a command; refused for haste, it waits and sends it again under the same id, as the pages do. */
  async give(command: Command, id = newId()): Promise<Answer> {
    const answer = await this.emit('command', { id, command });
    if (answer.accepted || answer.code !== 'too-many') return answer;
    await new Promise((resolve) => setTimeout(resolve, 1200));
    return this.give(command, id);
  }
  /** Resolves with the message that makes it so. */
  until(isSo: (client: WireClient) => boolean): Promise<void> {
    if (isSo(this)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(patience);
        this.#waiting.delete(look);
      };
      const patience = setTimeout(() => {
        stop();
        reject(new Error(`It did not come to that; sequence ${this.sequence}.`));
      }, PATIENCE_MS);
      const look = () => {
        if (!isSo(this)) return;
        stop();
        resolve();
      };
      this.#waiting.add(look);
    });
  }
  close(): void {
    this.socket.disconnect();
  }
}
