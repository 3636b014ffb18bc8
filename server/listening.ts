/** Where the server listens: plain HTTP on this machine, or HTTPS for the hall with a plain door beside it. */
import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type Refusal, refusal } from '../shared/wire/rejections.ts';
import type { Config } from './config.ts';
import { limitConnections } from './tls/connection-limits.ts';
import { door } from './tls/door.ts';
import { hallCertificate, localName } from './tls/hall-certificate.ts';
import { announceName } from './tls/mdns.ts';
import { keepCredentials, readCredentials } from './tls/own-certificate.ts';

const isAny = (address: string): boolean => address === '0.0.0.0' || address === '::';

export const listen = (
  http: HttpServer | HttpsServer,
  { port, host }: Pick<Config, 'port' | 'host'>,
): Promise<AddressInfo> =>
  new Promise((done, failed) => {
    limitConnections(http);
    http.once('error', failed);
    http.listen(port, host, () => done(http.address() as AddressInfo));
  });

/**
 * What is asked before there is anybody to answer: without it a page would wait for an answer that never comes. A
 * browser that opens a page gets one that says so and asks again by itself.
 */
const notYet: RequestListener = (request, response) => {
  const why = refusal('starting');
  const isPage = request.headers.accept?.includes('text/html');
  response
    .writeHead(503, {
      'Content-Type': isPage ? 'text/html; charset=utf-8' : 'application/json',
      'Retry-After': '1',
      ...(isPage ? { Refresh: '1' } : {}),
      'Cache-Control': 'no-store',
    })
    .end(isPage ? pageSaying(why) : JSON.stringify(why));
};
const pageSaying = ({ vi, en }: Refusal): string =>
  `<!doctype html><html lang="vi"><meta name="viewport" content="width=device-width"><title>Nghị Trường</title>` +
  `<body style="font:1.25rem system-ui;text-align:center;margin:20vh 1rem"><p>${vi}</p><p lang="en">${en}</p>`;

/**
 * Who answers, by server. One listener asks here each time: Socket.IO takes over the listeners that it finds, and calls
 * them for ever.
 */
const answering = new WeakMap<HttpServer | HttpsServer, RequestListener>();

/** Answers that it is starting, until `answerWith` says who answers. */
export function answerNotYet(http: HttpServer | HttpsServer): void {
  answering.set(http, notYet);
  http.on('request', (request, response) => answering.get(http)!(request, response));
}
export const answerWith = (http: HttpServer | HttpsServer, handler: RequestListener): void =>
  void answering.set(http, handler);

/**
 * `http://192.168.1.10:8080`, for each network that this machine is in, and its name where mDNS says it; where it
 * listens on one address, that one.
 */
export function reachableAt({ address, port }: AddressInfo, scheme: 'http' | 'https'): string[] {
  if (!isAny(address)) return [`${scheme}://${address.includes(':') ? `[${address}]` : address}:${port}`];
  const addresses = Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map((found) => found.address);
  return [...addresses, ...(scheme === 'https' ? [localName()] : [])].map((host) => `${scheme}://${host}:${port}`);
}

/** What the pages are served by. */
export interface Listening {
  http: HttpServer | HttpsServer;
  address: AddressInfo;
  scheme: 'http' | 'https';
  /** For programs on this machine that trust no authority; null where `http` itself is for them. */
  localUrl: string | null;
  /** Where devices that do not trust this server yet find what to trust; null where there is nothing to install. */
  door: { port: number; fingerprint: string } | null;
}
export interface Secured extends Listening {
  http: HttpsServer;
  close: () => Promise<void>;
}

/** HTTPS for the hall; the plain server that listens already becomes its door. */
export async function secured(
  config: Config,
  plain: HttpServer,
  warn: (message: string, error?: unknown) => void,
): Promise<Secured> {
  const isOwn = config.cert !== '';
  const hall = isOwn ? null : await hallCertificate(config.data, () => Date.now(), warn);
  const http = createHttpsServer(hall?.first ?? (await readCredentials(config.cert, config.key)));
  answerNotYet(http);
  const address = await listen(http, { port: config.httpsPort, host: config.host });
  answerWith(plain, door({ authority: hall?.authority ?? null, port: () => address.port }));
  const stopKeeping = hall ? hall.keep(http) : keepCredentials(http, config.cert, config.key, warn);
  // `npm run manage` speaks plain HTTP, and only with this machine.
  const local = createServer((request, response) => http.emit('request', request, response));
  const { port } = await listen(local, { port: 0, host: '127.0.0.1' });
  const stopAnnouncing = isAny(address.address) ? announceName(localName(), address.port, warn) : async () => {};
  const close = async () => {
    stopKeeping();
    local.closeAllConnections();
    local.close();
    await stopAnnouncing();
  };
  const doorPort = (plain.address() as AddressInfo).port;
  const found = hall && { port: doorPort, fingerprint: hall.authority.fingerprint };
  return { http, address, scheme: 'https', localUrl: `http://127.0.0.1:${port}`, door: found, close };
}
