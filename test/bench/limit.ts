/**
 * What a benchmark is measured against, as a process of its own: plain sockets with the same group commit (`plain`),
 * or the naive way, the whole state by Socket.IO at every change (`naive`). Prints its port.
 */
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server } from 'socket.io';
import sample from '../../fixtures/sample.json' with { type: 'json' };
import { openFileJournal } from '../../server/journal/file-engine.ts';
import { preparedMeeting } from '../../shared/meeting/state.ts';
import { viewOf } from '../../shared/meeting/views/view.ts';

const { journal } = await openFileJournal<{ type: 'page-turned'; at: number; page: number }>(
  join(mkdtempSync(join(tmpdir(), 'nt-limit-')), 'journal.jsonl'),
  'limit',
);
let sequence = 0;
const commit = (page: number) =>
  journal.append(sequence++, [
    {
      actor: { person: null, roles: ['chair'] },
      command: `limit-${sequence}`,
      event: { type: 'page-turned', at: Date.now(), page },
    },
  ]);

const http = createServer();
if (process.argv[2] === 'naive') {
  const io = new Server(http, {
    transports: ['websocket'],
    perMessageDeflate: false,
    pingInterval: 1000,
    pingTimeout: 5000,
  });
  const view = viewOf(preparedMeeting(sample.definition as never), 'delegates');
  io.on('connection', (socket) => {
    socket.emit('own', {});
    socket.on('command', async ({ command }: { command: { page: number } }) => {
      await commit(command.page);
      io.emit('state', { ...view, presentation: { presenter: null, shown: { document: 'x', page: command.page } } });
    });
  });
} else {
  const sockets = new Set<Socket>();
  http.on('upgrade', (_request, stream) => {
    const socket = stream as Socket;
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', async (chunk: Buffer) => {
      const text = chunk.toString('latin1');
      const echo = /echo (\d+)/.exec(text)?.[1];
      const page = /"page":(\d+)/.exec(text)?.[1];
      await commit(Number(page ?? 1));
      if (echo) return socket.write(`43${echo}[`);
      // The very bytes of our page turn, framed once.
      const body = Buffer.from(
        `42["batch",{"from":${sequence},"to":${sequence},"facts":[{"type":"page-turned","at":${Date.now()},"page":${page}}]}]`,
      );
      const framed = Buffer.concat([
        Buffer.from(body.length < 126 ? [0x81, body.length] : [0x81, 126, body.length >> 8, body.length & 255]),
        body,
      ]);
      for (const one of sockets) one.write(framed);
    });
  });
}
http.listen(0, '127.0.0.1', () => console.log(`port ${(http.address() as AddressInfo).port}`));
