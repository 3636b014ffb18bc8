/**
 * For whoever runs the server: bodies, cards and logins by `npm run manage`, while it runs. Asked for with the token in
 * `manage.json` of the data folder, which nobody else may read; the file is there as long as the server runs.
 */
import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type RequestHandler, Router } from 'express';
import * as v from 'valibot';
import { memberById } from '../../shared/body/members.ts';
import { bodyKinds } from '../../shared/body/profile.ts';
import { line, type PersonId } from '../../shared/ids.ts';
import type { Bodies } from '../bodies/bodies.ts';
import { bodyIdFor, foundEmptyBody } from '../bodies/founding.ts';
import type { Accounts } from '../identity/accounts.ts';
import { issueCards } from '../identity/cards.ts';
import type { Logins } from '../identity/logins.ts';
import { tokenOf } from '../identity/request.ts';
import { isSameToken, newToken } from '../identity/secrets.ts';
import type { SignOut } from '../identity/sign-out.ts';
import { parsed, Refused } from './errors.ts';

export interface ManageOptions {
  /** What whoever may manage knows. */
  manageToken: string;
  bodies: Bodies;
  accounts: Accounts;
  logins: Logins;
  signOut: SignOut;
}

const fileIn = (data: string): string => join(data, 'manage.json');

/** Puts the way in where only this machine's owner of the folder can read it. */
export function openManaging(data: string, url: string): { token: string; close: () => Promise<void> } {
  const token = newToken();
  writeFileSync(fileIn(data), `${JSON.stringify({ url, token })}\n`, { mode: 0o600 });
  return { token, close: () => rm(fileIn(data), { force: true }) };
}

const Wanted = v.strictObject({
  name: line(200),
  kind: v.picklist(bodyKinds),
  place: v.optional(v.pipe(v.string(), v.maxLength(80)), ''),
  secretary: line(120),
});
const Code = v.strictObject({ code: v.pipe(line(20), v.toUpperCase()) });
const nobody = '' as PersonId;

export function manageRouter({ manageToken, bodies, accounts, logins, signOut }: ManageOptions): Router {
  const router = Router();
  const mayManage: RequestHandler = (request, _response, next) => {
    if (!isSameToken(tokenOf(request) ?? '', manageToken)) throw new Refused('not-allowed');
    next();
  };
  router.use(mayManage);

  /** A body, its first secretary, and her card. */
  router.post('/bodies', async (request, response) => {
    const { secretary, ...about } = parsed(Wanted, request.body);
    if (bodies.body(bodyIdFor(about.name))) throw new Refused('body-exists');
    const { body, secretary: id } = await foundEmptyBody(bodies, about, secretary);
    const { cards } = await issueCards({ accounts, logins }, [memberById(body.state, id)!], nobody);
    response.status(201).json({ body: body.id, ...cards[0]! });
  });

  /** A new card for whoever holds a code; her devices are signed out. */
  router.post('/cards', async (request, response) => {
    const { code } = parsed(Code, request.body);
    const account = accounts.accountByCode(code);
    const member = account && bodies.of(account.id).flatMap(({ state }) => memberById(state, account.id) ?? [])[0];
    if (!member) throw new Refused('not-found');
    const { cards, ended } = await issueCards({ accounts, logins }, [member], nobody);
    for (const login of ended) signOut(login, 'login-ended');
    response.json(cards[0]!);
  });

  router.get('/logins', (_request, response) => {
    const signedIn = logins.devices();
    const held = bodies.all
      .flatMap(({ id: body, state }) => state.members.map(({ id, name }) => ({ body, id, name })))
      .map(({ body, id, name }) => ({
        body,
        name,
        code: accounts.account(id)?.code ?? '',
        devices: signedIn.get(id) ?? 0,
      }))
      .filter(({ devices }) => devices > 0);
    response.json({ logins: held });
  });
  return router;
}
