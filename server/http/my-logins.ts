/** On which devices I am signed in, and my passkeys: seen and ended by myself. */
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { Router } from 'express';
import * as v from 'valibot';
import { office } from '../../shared/body/office.ts';
import { hasRole } from '../../shared/people/roles.ts';
import type { Bodies } from '../bodies/bodies.ts';
import type { Account, Accounts } from '../identity/accounts.ts';
import { deviceName } from '../identity/device.ts';
import type { Logins } from '../identity/logins.ts';
import { hasName, MOST_PASSKEYS, type Passkeys } from '../identity/passkeys.ts';
import { siteOf } from '../identity/request.ts';
import type { SignOut } from '../identity/sign-out.ts';
import { parsed, Refused } from './errors.ts';
import { personOf, tokenIn } from './middleware.ts';

/** What a browser answers for a passkey: looked at in full by the library that verifies it. */
export const PasskeyResponse = v.looseObject({
  id: v.pipe(v.string(), v.maxLength(500)),
  rawId: v.pipe(v.string(), v.maxLength(500)),
  type: v.literal('public-key'),
  response: v.looseObject({ clientDataJSON: v.pipe(v.string(), v.maxLength(4000)) }),
  clientExtensionResults: v.looseObject({}),
});
const Added = v.strictObject({ passkey: v.pipe(v.string(), v.maxLength(100)), response: PasskeyResponse });

export interface MyLoginsOptions {
  accounts: Accounts;
  logins: Logins;
  bodies: Bodies;
  passkeys: Passkeys;
  signOut: SignOut;
}

/** Below `/api/me`, for who is signed in. */
export function myLoginsRouter({ accounts, logins, bodies, passkeys, signOut }: MyLoginsOptions): Router {
  const router = Router();

  const accountFor = (person: ReturnType<typeof personOf>): Account => {
    const account = accounts.account(person);
    if (!account) throw new Refused('not-found');
    return account;
  };
  const mayHavePasskeys = (person: ReturnType<typeof personOf>): boolean =>
    bodies.of(person).some((body) => hasRole(bodies.rolesIn(body, person), office));

  router.get('/logins', (request, response) => {
    const person = personOf(response);
    const here = logins.loginOf(tokenIn(response))?.login;
    const site = siteOf(request);
    response.json({
      logins: logins.of(person).map(({ person: _, ...shown }) => ({ ...shown, isHere: shown.login === here })),
      passkeys: mayHavePasskeys(person)
        ? { isPossible: hasName(site), kept: accountFor(person).passkeys.map(({ id, name, at }) => ({ id, name, at })) }
        : null,
    });
  });

  router.delete('/logins/:login', async (request, response) => {
    const { login } = request.params;
    if (!logins.of(personOf(response)).some((one) => one.login === login)) throw new Refused('not-found');
    await logins.end(login);
    signOut(login, 'not-signed-in');
    response.json({});
  });

  router.post('/passkeys/begin', async (request, response) => {
    const person = personOf(response);
    if (!mayHavePasskeys(person)) throw new Refused('not-allowed');
    const [account, site] = [accountFor(person), siteOf(request)];
    if (!hasName(site)) throw new Refused('passkey-needs-name');
    if (account.passkeys.length >= MOST_PASSKEYS) throw new Refused('too-many');
    response.json(await passkeys.beginAdding(account, site));
  });
  router.post('/passkeys', async (request, response) => {
    const person = personOf(response);
    if (!mayHavePasskeys(person)) throw new Refused('not-allowed');
    const { passkey, response: answered } = parsed(Added, request.body);
    const name = deviceName(request.headers['user-agent']) || 'passkey';
    const account = accountFor(person);
    const isAdded = await passkeys.add(
      account,
      siteOf(request),
      passkey,
      answered as unknown as RegistrationResponseJSON,
      name,
    );
    if (!isAdded) throw new Refused('passkey-refused');
    response.status(201).json({});
  });
  router.delete('/passkeys/:id', async (request, response) => {
    const account = accountFor(personOf(response));
    if (!account.passkeys.some(({ id }) => id === request.params.id)) throw new Refused('not-found');
    await passkeys.remove(account, request.params.id);
    response.json({});
  });
  return router;
}
