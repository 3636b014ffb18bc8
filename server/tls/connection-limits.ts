/** What a connection may cost before anything is read from it: how many, from one address, and how slowly they speak. */
import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { isLoopback } from './loopback.ts';

/** Of all addresses; a hall has some hundreds. */
const MOST = 4000;
/** Of one address that is not this machine. A hall of two hundred may stand behind one: a browser opens six, a page’s wire one more, and after a fault the dead ones are still counted. */
const MOST_OF_AN_ADDRESS = 1600;
/** Headers that take longer are a trick. A file may take as long as a poor Wi-Fi needs. */
const HEADERS_MS = 15_000;
const REQUEST_MS = 15 * 60_000;

/** @param most of one address; tests say a small number, and that this machine counts, too */
export function limitConnections(
  http: HttpServer | HttpsServer,
  most = MOST_OF_AN_ADDRESS,
  isFree: (address: string) => boolean = isLoopback,
): void {
  http.maxConnections = MOST;
  http.headersTimeout = HEADERS_MS;
  http.requestTimeout = REQUEST_MS;
  const open = new Map<string, number>();
  http.on('connection', (socket: Socket) => {
    const address = (socket.remoteAddress ?? '').replace('::ffff:', '');
    if (isFree(address)) return;
    const count = (open.get(address) ?? 0) + 1;
    if (count > most) return void socket.destroy();
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
  });
}
