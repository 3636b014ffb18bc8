/** A process of its own that floods a server with what devices may send, and ends by itself: `PORT SECONDS FILE`. */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setPriority } from 'node:os';
import { RawClient } from './raw-client.ts';

const [port, seconds] = process.argv.slice(2, 4).map(Number) as [number, number];
const { tokens, at } = JSON.parse(readFileSync(process.argv[4]!, 'utf8')) as {
  tokens: string[];
  at: { body: string; meeting: string };
};
// Real devices take no time from the server's processor.
setPriority(19);
const ends = Date.now() + seconds * 1000;
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
const count = { sent: 0, asked: 0, cut: 0, tooMany: 0 };
const breathe = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));

/** Commands, twenty at a time, again as soon as they are on their way; back as soon as it is let in again. */
async function commands(token: string): Promise<void> {
  while (Date.now() < ends) {
    const client = await RawClient.connect(port, token, at).catch(() => null);
    if (!client) {
      await breathe(250);
      continue;
    }
    let isOpen = true;
    client.onClose = () => (isOpen = false);
    while (isOpen && Date.now() < ends) {
      for (let one = 0; one < 20; one += 1) {
        count.sent += 1;
        client.send(
          `42${one}["command",${JSON.stringify({ id: `flood-${process.pid}-${count.sent}`, command: { type: 'withdraw-request', request: 'x' } })}]`,
        );
      }
      if (client.socket.writableNeedDrain)
        await Promise.race([new Promise((go) => client.socket.once('drain', go)), breathe(100)]);
      else await breathe();
    }
    if (!isOpen) count.cut += 1;
    client.socket.destroy();
  }
}

/** One request after the other. */
async function requests(token: string): Promise<void> {
  while (Date.now() < ends) {
    count.asked += 1;
    await new Promise<void>((done) => {
      const asked = request(
        { port, path: '/api/me', agent, headers: { Authorization: `Bearer ${token}` } },
        (response) => {
          if (response.statusCode === 429) count.tooMany += 1;
          response.resume().on('close', done);
        },
      );
      asked.on('error', () => done());
      asked.end();
    });
  }
}

process.stdout.write('flooding\n');
await Promise.all(tokens.flatMap((token) => [commands(token), requests(token)]));
process.stdout.write(`${JSON.stringify(count)}\n`);
process.exit(0);
