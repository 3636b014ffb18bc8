/** Who is asking: the login of a request's cookie or bearer token. */
import type { Request } from 'express';
import type { PersonId } from '../../shared/ids.ts';
import type { Logins } from '../identity/logins.ts';

export const COOKIE = 'nghi-truong';

const fromCookie = (header: string | undefined): string | undefined =>
  header
    ?.split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === COOKIE)?.[1];

export const tokenOf = (headers: {
  cookie?: string | undefined;
  authorization?: string | undefined;
}): string | undefined => /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? fromCookie(headers.cookie);

export const whoAsks = (logins: Logins, request: Request): PersonId | null => logins.personOf(tokenOf(request.headers));

/** Whether a request comes from this very machine, not through a proxy. */
export const isFromHere = (request: Request): boolean =>
  ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '') &&
  request.headers['x-forwarded-for'] === undefined;
