/** Cards of a body's people, for its office: who has one, who is signed in, and new ones. */
import { Router } from 'express';
import * as v from 'valibot';
import { memberById } from '../../shared/body/members.ts';
import { PersonId } from '../../shared/ids.ts';
import type { Bodies } from '../bodies/bodies.ts';
import type { Accounts } from '../identity/accounts.ts';
import { issueCards } from '../identity/cards.ts';
import type { Logins } from '../identity/logins.ts';
import type { SignOut } from '../identity/sign-out.ts';
import { lockNames, type Tries } from '../identity/tries.ts';
import { parsed, Refused } from './errors.ts';
import { bodyOf, personOf } from './middleware.ts';

export interface CardsOptions {
  accounts: Accounts;
  logins: Logins;
  bodies: Bodies;
  signOut: SignOut;
  /** Under which this server can be reached from the hall, best first. */
  addresses: () => string[];
  tries: Tries;
  /** What devices that do not trust this server yet open first; null where there is nothing to install. */
  door: { port: number; fingerprint: string } | null;
}

/** So many at once: each costs a tenth of a second of hashing, and a page shows how far it is. */
const MOST_AT_ONCE = 50;
const Wanted = v.strictObject({ people: v.pipe(v.array(PersonId), v.minLength(1), v.maxLength(MOST_AT_ONCE)) });

/** Below `/api/bodies/:body/cards`, for its office. */
export function cardsRouter({ accounts, logins, bodies, signOut, addresses, tries, door }: CardsOptions): Router {
  const router = Router();

  router.get('/', (_request, response) => {
    const { members } = bodyOf(response).state;
    const devices = logins.devices();
    response.json({
      addresses: addresses(),
      door,
      cards: members.flatMap(({ id }) => {
        const account = accounts.account(id);
        if (!account) return [];
        const isLocked = lockNames(account.code).some((name) => tries.isLocked(name));
        return [{ person: id, code: account.code, signedIn: devices.get(id) ?? 0, isLocked }];
      }),
    });
  });

  router.post('/', async (request, response) => {
    const { people } = parsed(Wanted, request.body);
    const body = bodyOf(response);
    const holders = people.map((id) => {
      const member = memberById(body.state, id);
      if (!member) throw new Refused('no-such-person');
      // Whoever could print a card of somebody else's body could go there in her name.
      const elsewhere = bodies.of(id).filter(({ id: other }) => other !== body.id);
      const isOfficeOfAll = elsewhere.every((other) =>
        bodies.rolesIn(other, personOf(response)).includes('secretariat'),
      );
      if (!isOfficeOfAll) throw new Refused('person-elsewhere');
      return member;
    });
    const { cards, ended } = await issueCards({ accounts, logins }, holders, personOf(response));
    for (const login of ended) signOut(login, 'login-ended');
    await tries.unlock(cards.flatMap(({ code }) => lockNames(code)));
    response.json({ cards });
  });

  /** Wrong tries are forgotten: who holds the card may try again at once. */
  router.post('/unlock', async (request, response) => {
    const { people } = parsed(Wanted, request.body);
    const { state } = bodyOf(response);
    const codes = people.flatMap((id) => (memberById(state, id) && accounts.account(id)?.code) ?? []);
    await tries.unlock(codes.flatMap(lockNames));
    response.json({});
  });
  return router;
}
