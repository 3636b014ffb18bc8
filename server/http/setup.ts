/**
 * The first start of an empty server: one link, printed where the server runs, opens the set-up page; until a body and
 * its first secretary are there, nothing else answers.
 */
import { type RequestHandler, Router } from 'express';
import * as v from 'valibot';
import { bodyKinds } from '../../shared/body/profile.ts';
import { line } from '../../shared/ids.ts';
import type { Bodies } from '../bodies/bodies.ts';
import { foundEmptyBody } from '../bodies/founding.ts';
import type { Accounts } from '../identity/accounts.ts';
import { randomPin } from '../identity/cards.ts';
import { isWeakPassword } from '../identity/passwords.ts';
import { hashSecret, isSameToken, newToken } from '../identity/secrets.ts';
import { parsed, Refused } from './errors.ts';

export interface Setup {
  /** Whether somebody has been let in already. */
  isDone: () => boolean;
  /** What the link has behind its `#`; null where there is nothing to set up. */
  token: string | null;
}

/** A link for this start, where nobody has a card yet. It holds until it is used or the server stops. */
export const setupOf = (accounts: Accounts): Setup => ({
  isDone: () => !accounts.isEmpty,
  token: accounts.isEmpty ? newToken() : null,
});

const Wanted = v.strictObject({
  token: v.pipe(v.string(), v.maxLength(100)),
  body: v.strictObject({ name: line(200), kind: v.picklist(bodyKinds), place: v.pipe(v.string(), v.maxLength(80)) }),
  secretary: v.strictObject({ name: line(120), password: v.pipe(v.string(), v.maxLength(200)) }),
});

export interface SetupOptions {
  setup: Setup;
  bodies: Bodies;
  accounts: Accounts;
}

/** What answers before there is anybody: the set-up page and what it is made of. */
const isOpen = (path: string): boolean =>
  path === '/healthz' ||
  path === '/api/setup' ||
  path.startsWith('/api/manage/') ||
  /^\/(setup|assets|icon)/.test(path);

/** Until the server is set up, pages lead to the set-up page and everything else is refused. */
export const onlySetup =
  ({ isDone }: Setup): RequestHandler =>
  (request, response, next) => {
    if (isDone() || isOpen(request.path)) return next();
    const isPage = request.method === 'GET' && request.accepts(['json', 'html']) === 'html';
    if (!isPage || request.path.startsWith('/api')) throw new Refused('not-set-up');
    response.redirect(303, '/setup/');
  };

export function setupRouter({ setup, bodies, accounts }: SetupOptions): Router {
  const router = Router();
  let working = false;

  router.get('/', (_request, response) => {
    response.json({ isDone: setup.isDone() });
  });

  /** Founds the body and lets its first secretary in. Cut off half way and sent again, it is done once. */
  router.post('/', async (request, response) => {
    const { token, body: wanted, secretary } = parsed(Wanted, request.body);
    if (setup.isDone() || working) throw new Refused('already-set-up');
    if (setup.token === null || !isSameToken(token, setup.token)) throw new Refused('wrong-setup-link');
    if (isWeakPassword(secretary.password)) throw new Refused('weak-password');
    working = true;
    try {
      const { body, secretary: id } = await foundEmptyBody(bodies, wanted, secretary.name);
      const pin = randomPin();
      const code = 'TK01';
      const [pinHash, password] = await Promise.all([hashSecret(pin), hashSecret(secretary.password)]);
      // Last, since it is what says that the server is set up.
      await accounts.put([
        { id, code, name: secretary.name, pin: pinHash, password, card: null, passkeys: [], language: 'vi' },
      ]);
      response.status(201).json({ body: body.id, person: id, code, pin });
    } finally {
      working = false;
    }
  });
  return router;
}
