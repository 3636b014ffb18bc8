/** Cards of a body's people, for its office: who has one, who is signed in, and new ones. */
import { Router } from 'express';
import * as v from 'valibot';
import { memberById } from '../../shared/body/members.ts';
import { PersonId } from '../../shared/ids.ts';
import type { Bodies } from '../bodies/bodies.ts';
import type { Accounts } from '../identity/accounts.ts';
import { issueCards } from '../identity/cards.ts';
import type { Logins } from '../identity/logins.ts';
import { parsed, Refused } from './errors.ts';
import { bodyOf, personOf } from './middleware.ts';

export interface CardsOptions {
  accounts: Accounts;
  logins: Logins;
  bodies: Bodies;
  signOut: (login: string) => void;
  /** Under which this server can be reached from the hall, best first. */
  addresses: () => string[];
}

/** So many at once: each costs a tenth of a second of hashing, and a page shows how far it is. */
const MOST_AT_ONCE = 50;
const Wanted = v.strictObject({ people: v.pipe(v.array(PersonId), v.minLength(1), v.maxLength(MOST_AT_ONCE)) });

/** Below `/api/bodies/:body/cards`, for its office. */
export function cardsRouter({ accounts, logins, bodies, signOut, addresses }: CardsOptions): Router {
  const router = Router();

  router.get('/', (_request, response) => {
    const { members } = bodyOf(response).state;
    const devices = logins.devices();
    response.json({
      addresses: addresses(),
      cards: members.flatMap(({ id }) => {
        const account = accounts.account(id);
        return account ? [{ person: id, code: account.code, signedIn: devices.get(id) ?? 0 }] : [];
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
    for (const login of ended) signOut(login);
    response.json({ cards });
  });
  return router;
}
