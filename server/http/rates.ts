/** How often one login, or one address without a login, may ask: far above what a page does, far below what hurts. */
import type { RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Logins } from '../identity/logins.ts';
import { addressOf, tokenOf } from '../identity/request.ts';
import { Refused } from './errors.ts';

const SECONDS = 10;
/** Of a login. A desk that imports, or a tablet that comes in, asks some dozens. */
const OF_A_LOGIN = 600;
/** Of an address without a login: a whole hall may stand behind one. */
const OF_AN_ADDRESS = 1500;

export function limitRates(logins: Logins): RequestHandler {
  const ofLogins = new RateLimiterMemory({ points: OF_A_LOGIN, duration: SECONDS });
  const ofAddresses = new RateLimiterMemory({ points: OF_AN_ADDRESS, duration: SECONDS });
  return async (request, response, next) => {
    const login = logins.loginOf(tokenOf(request))?.login;
    try {
      await (login ? ofLogins.consume(login) : ofAddresses.consume(addressOf(request)));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      response.set('Retry-After', String(Math.ceil(error.msBeforeNext / 1000)));
      throw new Refused('too-many');
    }
    next();
  };
}
