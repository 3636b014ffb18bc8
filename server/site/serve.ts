/** The voters' site over HTTP: pages made once for all who ask, files, and what changes while a meeting is on. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { contentSecurityPolicy } from './headers.ts';
import { type Content, languageOf, prefixOf, type Resolved, type Site } from './render.ts';
import { words } from './words.ts';

const compress = promisify(gzip);
/** Pages in memory, plain and compressed: some hundred bytes to some hundred kilobytes each. */
const MOST_PAGES = 2000;
const LOOK_EVERY_MS = 500;
/** A word now and then, so that whatever stands between does not take the line for dead. */
const ALIVE_EVERY_MS = 25_000;
const MOST_READERS = 20_000;
const LONGEST_ADDRESS = 2000;

interface Made {
  stamp: string;
  type: string;
  plain: Buffer;
  compressed: Buffer;
  tag: string;
}

/** What stands beside the pages: `name` in the folder of built pages. */
export const assets: Record<string, string> = {
  'site.css': 'text/css; charset=utf-8',
  'site.js': 'text/javascript; charset=utf-8',
  'search.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

interface Channel {
  readers: Set<ServerResponse>;
  now: string;
  results: string;
}

export interface SiteServerOptions {
  site: Site;
  /** The folder of built pages. */
  pages: string;
  warn: (message: string, error?: unknown) => void;
}

export class SiteServer {
  readonly #options: SiteServerOptions;
  readonly #http: Server;
  readonly #made = new Map<string, Made>();
  readonly #making = new Map<string, Promise<Made>>();
  readonly #channels = new Map<string, Channel>();
  readonly #timers: NodeJS.Timeout[];
  #looking = false;
  #readers = 0;

  constructor(options: SiteServerOptions) {
    this.#options = options;
    this.#http = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => this.#fail(response, error));
    });
    this.#http.headersTimeout = 15_000;
    this.#http.requestTimeout = 30_000;
    this.#timers = [
      setInterval(() => void this.#tellAll(), LOOK_EVERY_MS),
      setInterval(() => this.#stayAlive(), ALIVE_EVERY_MS),
    ];
  }

  listen(port: number, host: string): Promise<AddressInfo> {
    return new Promise((done, failed) => {
      this.#http.once('error', failed);
      this.#http.listen(port, host, () => done(this.#http.address() as AddressInfo));
    });
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    const closed = new Promise((done) => this.#http.close(done));
    this.#http.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const { method, url = '/' } = request;
    if (method !== 'GET' && method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    const [path, query] = read(url);
    if (path === null) {
      response.writeHead(400).end();
      return;
    }
    if (Object.hasOwn(assets, path)) return this.#sendAsset(request, response, path);
    if (path.startsWith('live/')) return this.#follow(request, response, path.slice('live/'.length));
    const resolved = await this.#options.site.resolve(path, query);
    // An address that lacks its last `/` is meant all the same.
    if (resolved.status === 404 && path !== '' && !path.endsWith('/')) {
      const meant = await this.#options.site.resolve(`${path}/`);
      if (meant.status === 200) {
        response.writeHead(308, { Location: `/${path}/` }).end();
        return;
      }
    }
    await this.#send(request, response, path, resolved);
  }

  async #send(request: IncomingMessage, response: ServerResponse, path: string, resolved: Resolved): Promise<void> {
    const known = this.#made.get(path);
    if (known && known.stamp === resolved.stamp) return this.#sendMade(request, response, known, 200);
    const content = await resolved.make();
    if ('file' in content) return this.#sendFile(request, response, content, resolved.stamp!);
    const made = await this.#keep(path, content, resolved.stamp);
    this.#sendMade(request, response, made, resolved.status);
  }

  /** However many ask for a page at once, it is compressed once. */
  #keep(path: string, { type, text }: Content & { text: string }, stamp: string | null): Promise<Made> {
    const plain = Buffer.from(text);
    const made = (async () => {
      const compressed = await compress(plain);
      return { stamp: stamp ?? '', type, plain, compressed, tag: tagOf(plain) };
    })();
    if (stamp === null) return made;
    const key = `${path}\n${stamp}`;
    const under = this.#making.get(key);
    if (under) return under;
    const kept = made
      .then((page) => {
        this.#made.delete(path);
        this.#made.set(path, page);
        for (const oldest of this.#made.keys()) {
          if (this.#made.size <= MOST_PAGES) break;
          this.#made.delete(oldest);
        }
        return page;
      })
      .finally(() => this.#making.delete(key));
    this.#making.set(key, kept);
    return kept;
  }

  #sendMade({ headers: asked, method }: IncomingMessage, response: ServerResponse, made: Made, status: number): void {
    const isCompressed = /\bgzip\b/.test(String(asked['accept-encoding'] ?? ''));
    const body = isCompressed ? made.compressed : made.plain;
    if (status === 200 && asked['if-none-match'] === made.tag) {
      response.writeHead(304, { ETag: made.tag }).end();
      return;
    }
    response.writeHead(status, {
      'Content-Type': made.type,
      'Content-Length': body.length,
      'Cache-Control': 'no-cache',
      Vary: 'Accept-Encoding',
      ETag: made.tag,
      ...(isCompressed ? { 'Content-Encoding': 'gzip' } : {}),
    });
    response.end(method === 'HEAD' ? undefined : body);
  }

  async #sendAsset(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
    const stamp = 'asset';
    const known = this.#made.get(name);
    const made =
      known ??
      (await this.#keep(
        name,
        { type: assets[name]!, text: await readFile(join(this.#options.pages, name), 'utf8') },
        stamp,
      ));
    this.#sendMade(request, response, made, 200);
  }

  async #sendFile(
    { headers: asked, method }: IncomingMessage,
    response: ServerResponse,
    { file, type }: Content & { file: string },
    stamp: string,
  ): Promise<void> {
    const tag = `"${stamp.slice(0, 32)}"`;
    const found = await stat(file).catch(() => null);
    if (!found?.isFile()) {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end(words.vi.notFound);
      return;
    }
    if (asked['if-none-match'] === tag) {
      response.writeHead(304, { ETag: tag }).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': type,
      'Content-Length': found.size,
      // What stands at an address may be taken back: it is asked for again, and seldom sent again.
      'Cache-Control': 'no-cache',
      ETag: tag,
    });
    if (method === 'HEAD') {
      response.end();
      return;
    }
    await pipeline(createReadStream(file), response);
  }

  /** Server-sent events: `now` and `results`, as HTML, whenever they change. */
  async #follow(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const meeting = await this.#meetingAt(path);
    if (!meeting || this.#readers >= MOST_READERS) {
      response.writeHead(meeting ? 503 : 404, { 'Retry-After': '30' }).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    let channel = this.#channels.get(path);
    if (!channel) {
      channel = { readers: new Set(), ...meeting };
      this.#channels.set(path, channel);
    }
    // Told what stands now: since the page was made, some time has gone by.
    response.write(`retry: 3000\n\n${eventOf('now', channel.now)}${eventOf('results', channel.results)}`);
    const { readers } = channel;
    readers.add(response);
    this.#readers += 1;
    request.once('close', () => {
      this.#readers -= 1;
      readers.delete(response);
      if (readers.size === 0 && this.#channels.get(path)?.readers === readers) this.#channels.delete(path);
    });
  }

  async #meetingAt(path: string): Promise<{ now: string; results: string } | null> {
    const language = languageOf(path);
    const [body, id, rest, ...more] = path.slice(prefixOf(language).length).split('/');
    if (!body || !id || rest !== '' || more.length > 0) return null;
    const meeting = await this.#options.site.meeting(body, id);
    return meeting && this.#options.site.liveParts(language, meeting);
  }

  async #tellAll(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      for (const [path, channel] of this.#channels) {
        const next = (await this.#meetingAt(path)) ?? { now: '', results: '' };
        const told =
          (next.now === channel.now ? '' : eventOf('now', next.now)) +
          (next.results === channel.results ? '' : eventOf('results', next.results));
        Object.assign(channel, next);
        if (told === '') continue;
        const bytes = Buffer.from(told);
        for (const reader of channel.readers) send(reader, bytes);
      }
    } catch (error) {
      this.#options.warn('Those who follow a meeting could not be told.', error);
    } finally {
      this.#looking = false;
    }
  }

  #stayAlive(): void {
    const word = Buffer.from(':\n\n');
    for (const { readers } of this.#channels.values()) for (const reader of readers) send(reader, word);
  }

  #fail(response: ServerResponse, error: unknown): void {
    // A reader who left in the middle of a file is no fault.
    if ((error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    this.#options.warn('A page of the voters’ site could not be shown.', error);
    if (response.headersSent) return void response.destroy();
    response
      .writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8', 'Retry-After': '10' })
      .end(`${words.vi.failedPage}\n${words.en.failedPage}\n`);
  }
}

/** A reader who does not read what she is told is let go: her browser comes back by itself. */
const MOST_UNREAD = 256 * 1024;
function send(reader: ServerResponse, bytes: Buffer): void {
  if (reader.writableLength > MOST_UNREAD) return void reader.destroy();
  reader.write(bytes);
}

const tagOf = (content: Buffer): string => `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;

const eventOf = (event: string, html: string): string => `event: ${event}\ndata: ${html.replaceAll(/\r?\n/g, '')}\n\n`;

const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'SAMEORIGIN',
};

/** The address without its leading `/`, decoded, and what is asked for; null where it is none. */
function read(url: string): [path: string | null, query: string] {
  if (url.length > LONGEST_ADDRESS) return [null, ''];
  try {
    const { pathname, searchParams } = new URL(url, 'http://site');
    return [decodeURIComponent(pathname).slice(1), searchParams.get('q') ?? ''];
  } catch {
    return [null, '']; // not an address
  }
}
