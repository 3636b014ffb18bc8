/** What a request says of itself: where it comes from, over what, and with which token. */
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';

const isOwnMachine = (address: string | undefined): boolean =>
  ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(address ?? '');

const forwarded = (request: IncomingMessage, name: 'for' | 'proto'): string | undefined =>
  isOwnMachine(request.socket.remoteAddress)
    ? (request.headers[`x-forwarded-${name}`] as string | undefined)
    : undefined;

/** Whether a request came over HTTPS, here or at a proxy on this machine. */
export const isSecure = (request: IncomingMessage): boolean =>
  (request.socket as TLSSocket).encrypted === true || forwarded(request, 'proto') === 'https';

/** The address that a request comes from; a proxy's word counts where the proxy is on this machine. */
export const addressOf = (request: IncomingMessage): string =>
  (forwarded(request, 'for')?.split(',').at(-1)?.trim() ?? request.socket.remoteAddress ?? '').replace('::ffff:', '');

/** Over HTTPS no other host, port or plain page can set it (`__Host-`); on this machine without HTTPS it is a plain one. */
export const cookieName = (request: IncomingMessage): string =>
  isSecure(request) ? '__Host-nghi-truong' : 'nghi-truong';

function fromCookie(request: IncomingMessage): string | undefined {
  const wanted = cookieName(request);
  return request.headers.cookie
    ?.split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === wanted)?.[1];
}

export const tokenOf = (request: IncomingMessage): string | undefined =>
  /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? fromCookie(request);

/** Whether a request comes from this very machine, not through a proxy. */
export const isFromHere = (request: IncomingMessage): boolean =>
  isOwnMachine(request.socket.remoteAddress) && request.headers['x-forwarded-for'] === undefined;

/** Where the page stands that asks, as its browser sees it. */
export const siteOf = (request: IncomingMessage): { origin: string } => ({
  origin: `${isSecure(request) ? 'https' : 'http'}://${request.headers.host ?? ''}`,
});
