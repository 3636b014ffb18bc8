/** Readers of the voters' site, in a process of their own: `live URL PATH COUNT` stay; `pages URL PATH SECONDS` ask. */
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { setPriority } from 'node:os';

const [kind, url, path, amount] = process.argv.slice(2) as [string, string, string, string];
const { hostname, port } = new URL(url);
// Real readers take no time from the hall's processor.
setPriority(19);

if (kind === 'live') {
  const count = Number(amount);
  let open = 0;
  let told = 0;
  // A loopback address has some 28,000 ports; from four addresses there is room, as from many phones.
  const one = (index: number) =>
    new Promise<void>((done, failed) => {
      const socket = connect({ host: hostname, port: Number(port), localAddress: `127.0.0.${1 + (index % 4)}` }, () =>
        socket.write(`GET /live${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAccept: text/event-stream\r\n\r\n`),
      );
      socket.once('data', () => {
        open += 1;
        done();
      });
      socket.on('data', (chunk: Buffer) => {
        if (chunk.includes('event: now')) told += 1;
      });
      socket.on('error', failed);
    });
  for (let from = 0; from < count; from += 200)
    await Promise.all(Array.from({ length: Math.min(200, count - from) }, (_, more) => one(from + more)));
  process.stdout.write(`${open} connections\n`);
  process.on('SIGTERM', () => {
    process.stdout.write(`${told - open} times told\n`, () => process.exit(0));
  });
  setTimeout(() => process.exit(1), 120_000);
} else {
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const ends = Date.now() + Number(amount) * 1000;
  const begun = performance.now();
  let pages = 0;
  const asking = async () => {
    while (Date.now() < ends) {
      await new Promise<void>((done, failed) => {
        get({ hostname, port, path, agent, headers: { 'Accept-Encoding': 'gzip' } }, (response) => {
          if (response.statusCode !== 200) failed(new Error(String(response.statusCode)));
          response.resume().on('end', done);
        }).on('error', failed);
      });
      pages += 1;
    }
  };
  await Promise.all(Array.from({ length: 50 }, asking));
  process.stdout.write(`${pages / ((performance.now() - begun) / 1000)}\n`);
  process.exit(0);
}
