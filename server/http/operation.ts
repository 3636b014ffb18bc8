/** For whoever looks after the machines: whether the server is well, who is connected, and what it measured. */
import { statfs } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { type RequestHandler, Router } from 'express';
import * as v from 'valibot';
import { meetingsOn } from '../../shared/body/meetings.ts';
import { memberById } from '../../shared/body/members.ts';
import { isOn } from '../../shared/meeting/phase/queries.ts';
import type { Operation, ServerState, WatchedMeeting } from '../../shared/operation.ts';
import { isInHall } from '../../shared/people/roster.ts';
import { seatOf } from '../../shared/people/seating.ts';
import type { BodyLog } from '../bodies/body-log.ts';
import type { Logins } from '../identity/logins.ts';
import { isFromHere } from '../identity/request.ts';
import type { SignOut } from '../identity/sign-out.ts';
import type { Meetings } from '../meetings/meetings.ts';
import type { Metrics } from '../operation/metrics.ts';
import type { MirrorState } from '../operation/mirror.ts';
import { parsed, Refused } from './errors.ts';
import { bodyOf } from './middleware.ts';

export interface OperationOptions {
  version: string;
  data: string;
  isSecure: boolean;
  logins: Logins;
  meetings: Meetings;
  metrics: Metrics;
  mirror: MirrorState | null;
  sandbox: () => string;
  now: () => number;
  signOut: SignOut;
  /** The wire's own part of it. */
  connections: {
    of: (body: string) => readonly Omit<Operation['connected'][number], 'name'>[];
    reload: (logins: ReadonlySet<string>) => void;
  };
  /** False while the server is stopping. */
  isServing: () => boolean;
}

/** With less a meeting can end for want of room. */
const LEAST_FREE = 500 * 1024 * 1024;
/** So many meetings to come are watched beside those that are on. */
const WATCHED_AHEAD = 1;

const freeIn = async (folder: string): Promise<{ free: number; total: number }> => {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
};

/**
 * `/livez`: the program answers. `/readyz`: it can also record. `/metrics`: numbers for Prometheus, from this machine
 * alone: put a proxy with a password before it for another.
 */
export function healthRouter({ data, metrics, isServing }: OperationOptions): Router {
  const router = Router();
  router.get('/livez', (_request, response) => {
    // Asked for by the door's page, which is of another origin: whether this device trusts the server.
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin').json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const { free } = await freeIn(data);
    const checks = { serving: isServing(), disk: free >= LEAST_FREE };
    const isReady = Object.values(checks).every(Boolean);
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'not-ready', checks });
  });
  const here: RequestHandler = (request, _response, next) => {
    if (!isFromHere(request)) throw new Refused('only-here');
    next();
  };
  router.get('/metrics', here, async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.text());
  });
  return router;
}

/** Below `/api/bodies/:body/operation`, for its office. */
export function operationRouter(options: OperationOptions): Router {
  const { version, data, isSecure, logins, meetings, metrics, mirror, sandbox, now, signOut, connections } = options;
  const router = Router();

  async function serverState(): Promise<ServerState> {
    return {
      version,
      now: now(),
      uptime: process.uptime(),
      memory: process.memoryUsage.rss(),
      disk: await freeIn(data),
      load: loadavg()[0]!,
      cores: availableParallelism(),
      ...metrics.summary(),
      isSecure,
      mirror,
      sandbox: sandbox(),
    };
  }

  /** Those that are on, and the next to come. */
  async function watched(
    body: BodyLog,
    isHere: (meeting: string, person: string) => boolean,
  ): Promise<WatchedMeeting[]> {
    const real = meetingsOn(body.state).filter(({ isRehearsal }) => !isRehearsal);
    const on = real.filter(isOn);
    const seen = logins.lastSeen();
    const ahead = real
      .filter(({ phase }) => phase === 'prepared')
      .sort((a, b) => (a.begins ?? Number.POSITIVE_INFINITY) - (b.begins ?? Number.POSITIVE_INFINITY));
    const found = await Promise.all(
      [...on, ...ahead.slice(0, WATCHED_AHEAD)].map(async (listed) => {
        const meeting = await meetings.get(body.id, listed.id);
        if (!meeting) return null;
        const { people, seating } = meeting.log.state;
        const wanted = people.filter((person) => isInHall(person) && !person.isFormer);
        const missing = wanted
          .filter(({ id }) => !isHere(listed.id, id))
          .map(({ id, name }) => ({
            person: id,
            name,
            seat: seatOf(seating, id),
            seen: seen.get(id) ?? null,
          }));
        return { id: listed.id, title: listed.title, isOn: isOn(listed), expected: wanted.length, missing };
      }),
    );
    return found.filter((one) => one !== null);
  }

  router.get('/', async (_request, response) => {
    const body = bodyOf(response);
    const rows = connections.of(body.id);
    const here = new Set(rows.map(({ meeting, person }) => `${meeting} ${person}`));
    const nameOf = (person: string) => memberById(body.state, person)?.name ?? person;
    response.json({
      server: await serverState(),
      meetings: await watched(body, (meeting, person) => here.has(`${meeting} ${person}`)),
      connected: rows.map((row) => ({ ...row, name: nameOf(row.person) })),
      screens: body.state.halls.flatMap(({ name: hall, screens }) =>
        screens.map((person) => ({
          person,
          name: nameOf(person),
          hall,
          isConnected: rows.some((row) => row.person === person),
        })),
      ),
    } satisfies Operation);
  });

  const Chosen = v.strictObject({ logins: v.pipe(v.array(v.pipe(v.string(), v.maxLength(100))), v.maxLength(1000)) });
  /** Only logins that are connected to this body: nobody reaches into another's. */
  const chosenOf = (body: string, wanted: readonly string[]): Set<string> => {
    const here = new Set(connections.of(body).map(({ login }) => login));
    return new Set(wanted.filter((login) => here.has(login)));
  };

  router.post('/reload', (request, response) => {
    const { logins: wanted } = parsed(Chosen, request.body);
    const chosen = chosenOf(bodyOf(response).id, wanted);
    connections.reload(chosen);
    response.json({ asked: chosen.size });
  });
  /** A tablet that was lost, or is in other hands. */
  router.post('/end-logins', async (request, response) => {
    const { logins: wanted } = parsed(Chosen, request.body);
    const chosen = chosenOf(bodyOf(response).id, wanted);
    for (const login of chosen) {
      await logins.end(login);
      signOut(login, 'login-ended');
    }
    response.json({ ended: chosen.size });
  });
  return router;
}
