/** A WebSocket client that does next to nothing, so that a benchmark measures the server and not its clients. */
import { connect, type Socket } from 'node:net';
import type { MeetingAddress } from '../../shared/wire/addresses.ts';
import { PROTOCOL_VERSION } from '../../shared/wire/protocol.ts';
import { here } from '../server/running-server.ts';

const ping = Buffer.from([0x81, 0x01, 0x32]);

/** One masked text frame (RFC 6455). */
export function frame(text: string): Buffer {
  const data = Buffer.from(text);
  const header =
    data.length < 126
      ? Buffer.from([0x81, 0x80 | data.length])
      : Buffer.from([0x81, 0x80 | 126, data.length >> 8, data.length & 255]);
  return Buffer.concat([header, Buffer.alloc(4), data]); // a mask of zeros leaves the data as they are
}

export class RawClient {
  #waiting: { mark: string; done: () => void } | null = null;
  #seen = '';
  onClose: () => void = () => {};

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      if (chunk.includes(ping)) socket.write(frame('3'));
      this.#seen += chunk.toString('latin1');
      this.#look();
      // Looked through whole first: what is waited for may stand at the beginning of a long message.
      this.#seen = this.#seen.slice(-2000);
    });
    socket.on('close', () => this.onClose());
    socket.on('error', () => undefined); // it closes then, which is told
  }

  /** Upgraded, and with a token joined to the meeting. */
  static async connect(port: number, token?: string, at: MeetingAddress = here): Promise<RawClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const client = new RawClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('close', () => reject(new Error('refused')));
    });
    socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    );
    await client.hears('101 Switching');
    if (token) {
      socket.write(frame(`40${JSON.stringify({ protocol: PROTOCOL_VERSION, token, ...at })}`));
      await client.hears('["own",');
    }
    return client;
  }

  /** Resolves when these characters have come. */
  hears(mark: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const closed = () => reject(new Error('the connection ended'));
      this.socket.once('close', closed);
      this.#waiting = {
        mark,
        done: () => {
          this.socket.off('close', closed);
          resolve();
        },
      };
      this.#look();
    });
  }
  #look(): void {
    if (!this.#waiting || !this.#seen.includes(this.#waiting.mark)) return;
    const { done } = this.#waiting;
    this.#waiting = null;
    done();
  }
  forget(): void {
    this.#seen = '';
  }
  send(text: string): void {
    this.socket.write(frame(text));
  }
}
