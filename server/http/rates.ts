/**
 * How often one login, or one address without a login, may ask: far above what a page does, far below what hurts. Whoever
 * asks too often is answered late, so that a device in flood costs no more than a quiet one.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Logins } from '../identity/logins.ts';
import { addressOf, tokenOf } from '../identity/request.ts';
import { Refused } from './errors.ts';

const SECONDS = 10;
/** Of a login. A desk that imports, or a tablet that comes in, asks some dozens. */
const OF_A_LOGIN = 600;
/** Of a login while the server has hardly time left: many devices at once, none of them over its own limit. */
const OF_A_LOGIN_WHEN_BUSY = 60;
/** Of an address without a login: a whole hall may stand behind one. */
const OF_AN_ADDRESS = 1500;
/** Until a refusal is answered. */
const LATE_MS = 1000;

const LOOK_EVERY_MS = 250;
/** Of the time, and requests of all in that time: a hall that comes in is below the one or the other. */
const BUSY = 0.8;
const BUSY_REQUESTS = 250;
/** Counts requests; answers whether there were many just now, and the event loop had hardly a pause. */
function busyness(): () => boolean {
  let before = performance.eventLoopUtilization();
  let requests = 0;
  let isBusy = false;
  setInterval(() => {
    const now = performance.eventLoopUtilization();
    isBusy = requests > BUSY_REQUESTS && performance.eventLoopUtilization(now, before).utilization > BUSY;
    [before, requests] = [now, 0];
  }, LOOK_EVERY_MS).unref();
  return () => {
    requests += 1;
    return isBusy;
  };
}

export function limitRates(logins: Logins): RequestHandler {
  const ofLogins = new RateLimiterMemory({ points: OF_A_LOGIN, duration: SECONDS });
  const ofAddresses = new RateLimiterMemory({ points: OF_AN_ADDRESS, duration: SECONDS });
  const isBusy = busyness();
  return async (request, response, next) => {
    const login = logins.loginOf(tokenOf(request))?.login;
    const asked = await (login ? ofLogins.consume(login) : ofAddresses.consume(addressOf(request))).catch(
      (error: unknown) => {
        if (error instanceof RateLimiterRes) return error;
        throw error;
      },
    );
    const ofALogin = isBusy() ? OF_A_LOGIN_WHEN_BUSY : OF_A_LOGIN;
    const most = login ? ofALogin : OF_AN_ADDRESS;
    if (asked.consumedPoints <= most) return next();
    await pause(LATE_MS);
    response.set('Retry-After', String(Math.ceil(Math.max(0, asked.msBeforeNext - LATE_MS) / 1000)));
    throw new Refused('too-many');
  };
}
