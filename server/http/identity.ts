/** Signing in and out, and what a page needs to know about who it is for. */
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { type Request, type Response, Router } from 'express';
import type { Logger } from 'pino';
import * as v from 'valibot';
import { meetingsOn } from '../../shared/body/meetings.ts';
import { memberById } from '../../shared/body/members.ts';
import { office } from '../../shared/body/office.ts';
import { line, type PersonId } from '../../shared/ids.ts';
import { hasRole } from '../../shared/people/roles.ts';
import { personById } from '../../shared/people/roster.ts';
import type { Bodies } from '../bodies/bodies.ts';
import { SAMPLE_BODY } from '../bodies/sample.ts';
import type { Account, Accounts } from '../identity/accounts.ts';
import { deviceName } from '../identity/device.ts';
import type { Logins } from '../identity/logins.ts';
import { hasName, type Passkeys } from '../identity/passkeys.ts';
import { addressOf, cookieName, isFromHere, isSecure, siteOf, tokenOf } from '../identity/request.ts';
import { matchesSecret, tokenHash } from '../identity/secrets.ts';
import type { SignOut } from '../identity/sign-out.ts';
import { lockNames, type Tries } from '../identity/tries.ts';
import type { Meetings } from '../meetings/meetings.ts';
import type { NotesVault } from '../notes/vault.ts';
import { parsed, Refused } from './errors.ts';
import { PasskeyResponse } from './my-logins.ts';
import { whoAsks } from './who.ts';

/** What each way of signing in may say beside what it is. */
const also = {
  /** Whether the token comes with the answer, for a program that has no cookies. */
  bearer: v.optional(v.boolean()),
  /** Whether the devices on which she is signed in already may be signed out for it. */
  takeOver: v.optional(v.boolean(), false),
  /** Whether this device stays signed in beyond the day, where the body allows it. */
  stay: v.optional(v.boolean(), true),
};
const Secret = v.pipe(v.string(), v.maxLength(200));
const Login = v.union([
  v.strictObject({ ticket: v.pipe(v.string(), v.maxLength(100)), ...also }),
  /** What is in a card's QR code. */
  v.strictObject({ card: v.pipe(v.string(), v.maxLength(100)), password: v.optional(Secret), ...also }),
  v.strictObject({ code: line(20), pin: line(20), password: v.optional(Secret), ...also }),
  v.strictObject({ passkey: v.pipe(v.string(), v.maxLength(100)), response: PasskeyResponse, ...also }),
]);
type Also = Pick<v.InferOutput<typeof Login>, keyof typeof also>;
const Try = v.strictObject({ as: v.picklist(['chair', 'secretariat', 'delegate', 'display']) });
const Language = v.strictObject({ language: v.picklist(['vi', 'en']) });

const monthInMs = 30 * 86_400_000;
export interface IdentityOptions {
  accounts: Accounts;
  logins: Logins;
  bodies: Bodies;
  meetings: Meetings;
  /** Ends the connections of one login. */
  signOut: SignOut;
  notes: NotesVault;
  tries: Tries;
  passkeys: Passkeys;
  log: Logger;
}

/**
 * Counts a try before its secret is looked at.
 * @returns what is called when it was right
 * @throws Refused where it must wait
 */
async function counted(tries: Tries, code: string, request: Request): Promise<() => Promise<void>> {
  const address = addressOf(request);
  const refused = await tries.begin(code, address);
  if (refused) throw new Refused(refused);
  return () => tries.succeed(code, address);
}

export function identityRouter({
  accounts,
  logins,
  bodies,
  meetings,
  signOut,
  notes,
  tries,
  passkeys,
  log,
}: IdentityOptions): Router {
  const router = Router();

  /** Those who meet, where their body says so; who conducts or looks after the machines has several of them. */
  function isOnOneDevice(person: PersonId): boolean {
    const mine = bodies.of(person);
    const isOfOffice = mine.some((body) => hasRole(bodies.rolesIn(body, person), [...office, 'display']));
    return !isOfOffice && mine.some(({ state }) => state.profile.signIn.devices === 'one');
  }

  /**
   * Asks before another device is signed out for this one; once it is allowed, does it.
   * @param own the login that this very browser has: it is followed by the new one, without a question
   */
  async function takeOver(person: PersonId, own: string | undefined, isAllowed: boolean): Promise<void> {
    const elsewhere = logins.of(person).filter(({ login }) => login !== own);
    if (elsewhere.length > 0 && isOnOneDevice(person)) {
      if (!isAllowed) {
        const known = elsewhere.map(({ device, seen }) => ({ device, seen }));
        throw new Refused('signed-in-elsewhere', { elsewhere: known });
      }
      for (const { login } of elsewhere) {
        await logins.end(login);
        signOut(login, 'taken-over');
      }
    }
  }

  async function signIn(
    person: PersonId,
    request: Request,
    response: Response,
    { takeOver: isAllowed, stay }: Also,
  ): Promise<string> {
    const before = logins.loginOf(tokenOf(request));
    const own = before?.person === person ? before.login : undefined;
    await takeOver(person, own, isAllowed);
    if (own) await logins.end(own);
    const isShort = !stay || bodies.of(person).some(({ state }) => !state.profile.signIn.stays);
    const device = deviceName(request.headers['user-agent']);
    const token = await logins.open(person, { device, address: addressOf(request), isShort });
    response.cookie(cookieName(request), token, {
      httpOnly: true,
      sameSite: 'strict',
      path: '/',
      // A short one goes with the browser.
      ...(isShort ? {} : { maxAge: monthInMs }),
      secure: isSecure(request),
    });
    // A browser has the cookie. Another client asks for the token; and with the sample, on this machine, one browser
    // plays several people, a tab each.
    const wantsToken = request.body?.bearer === true || (accounts.isSample && isFromHere(request));
    response.json({ person, ...(wantsToken ? { token } : {}) });
    return token;
  }

  async function checkPassword({ password: kept }: Account, password: string | undefined): Promise<void> {
    if (kept === null) return;
    if (password === undefined) throw new Refused('password-needed');
    if (!(await matchesSecret(password, kept))) throw new Refused('wrong-credentials');
  }

  router.post('/login', async (request, response) => {
    const given = parsed(Login, request.body);
    if ('ticket' in given) {
      const person = await logins.redeem(given.ticket);
      if (!person) throw new Refused('link-used');
      // It was made for this moment, and is used up: there is nothing to ask.
      await signIn(person, request, response, { ...given, takeOver: true });
      return;
    }
    if ('passkey' in given) {
      const site = siteOf(request);
      const account = await passkeys.signIn(
        site,
        given.passkey,
        given.response as unknown as AuthenticationResponseJSON,
      );
      if (!account) throw new Refused('passkey-refused');
      await signIn(account.id, request, response, given);
      return;
    }
    if ('card' in given) {
      const account = accounts.accountByCard(tokenHash(given.card));
      if (!account) throw new Refused('link-used');
      // Nobody guesses 192 bits: only the password beside them is counted, apart from what is typed without the card.
      if (account.password !== null) {
        const succeed = await counted(tries, lockNames(account.code)[1], request);
        await checkPassword(account, given.password);
        await succeed();
      }
      await signIn(account.id, request, response, given);
      return;
    }
    const code = given.code.toUpperCase();
    const succeed = await counted(tries, code, request);
    const account = accounts.accountByCode(code);
    // The same work whether or not there is such a card: the time tells nothing.
    const pinFits = await matchesSecret(given.pin, account?.pin ?? null);
    if (!account || !pinFits) throw new Refused('wrong-credentials');
    await checkPassword(account, given.password);
    await succeed();
    const token = await signIn(account.id, request, response, given);
    // Her PIN is known only now: it opens her notes for this login. A note can wait, a sign-in can't.
    void logins
      .keepSecret(token, notes.keyOf(account.id, given.pin))
      .catch((error: unknown) => log.error({ error }, 'Notes could not be opened.'));
    return;
  });

  /** A challenge for a passkey, for who is not known yet. */
  router.post('/login/passkey', async (request, response) => {
    const site = siteOf(request);
    if (!hasName(site)) throw new Refused('passkey-needs-name');
    response.json(await passkeys.beginSigningIn(site));
  });

  router.post('/logout', async (request, response) => {
    const token = tokenOf(request);
    const known = logins.loginOf(token);
    if (token && known) {
      await logins.close(token);
      signOut(known.login, 'not-signed-in');
    }
    response
      .clearCookie(cookieName(request), { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure(request) })
      .json({});
  });

  const tried = new Set<PersonId>();
  /** With the sample, and only from this machine: no card needed to try it. */
  router.post('/try', async (request, response) => {
    if (!accounts.isSample || !isFromHere(request)) throw new Refused('only-here');
    const { as } = parsed(Try, request.body);
    // Of no other body that stands beside it.
    const sample = bodies.body(SAMPLE_BODY);
    const listed = sample && meetingsOn(sample.state).find(({ isRehearsal }) => !isRehearsal);
    const meeting = sample && listed ? await meetings.get(sample.id, listed.id) : null;
    if (!meeting) throw new Refused('not-found');
    const { people, attendance } = meeting.log.state;
    const candidates = people.filter(
      ({ roles }) => roles.includes(as) && (as !== 'delegate' || !roles.includes('chair')),
    );
    // Each tab that tries it as a delegate is another one: whoever is not here yet.
    const person = candidates.find(({ id }) => attendance.marks[id] === undefined && !tried.has(id)) ?? candidates[0];
    if (!person) throw new Refused('not-found');
    if (as === 'delegate') tried.add(person.id);
    await signIn(person.id, request, response, { takeOver: true, stay: true });
  });

  /** Who is asking, and where she belongs: her bodies, her meetings, and the hall of a screen. */
  router.get('/me', (request, response) => {
    const person = whoAsks(logins, request);
    const account = person ? accounts.account(person) : undefined;
    response.json({
      ...(person ? whoIs(person) : { person: null, meetings: [], screen: null }),
      language: account?.language ?? null,
      mayTry: accounts.isSample && isFromHere(request),
    });
  });

  /** What the home page shows somebody. */
  function whoIs(person: PersonId) {
    const names = bodies.of(person).map(({ state }) => memberById(state, person)?.name);
    const mine = bodies.meetingsOf(person).map(({ body, meeting }) => {
      const { people: _, hasOpenVote: __, ...summary } = meeting;
      const hall = body.state.halls.find(({ id }) => id === meeting.hall)?.name ?? null;
      // As the meeting itself says where it is awake; else as what she belongs to the body.
      const awake = meetings.opened(body.id, meeting.id);
      const roles = (awake && personById(awake.log.state, person)?.roles) ?? bodies.rolesIn(body, person);
      return {
        ...summary,
        hall,
        roles,
        body: body.id,
        council: body.state.profile.name,
        timeZone: body.state.profile.timeZone,
      };
    });
    const screen = bodies.screen(person);
    return {
      person: { id: person, name: names.find((name) => name !== undefined) ?? accounts.account(person)?.name ?? '' },
      bodies: bodies.of(person).map((body) => ({
        id: body.id,
        name: body.state.profile.name,
        roles: bodies.rolesIn(body, person),
      })),
      meetings: mine,
      screen: screen && { body: screen.body.id },
    };
  }

  router.put('/me/language', async (request, response) => {
    const person = whoAsks(logins, request);
    if (!person) throw new Refused('not-signed-in');
    const { language } = parsed(Language, request.body);
    await accounts.change(person, { language });
    response.json({ language });
  });

  return router;
}

/** Checks someone's PIN, as often as a card may be tried. */
export const pinCheck =
  ({ accounts, tries }: Pick<IdentityOptions, 'accounts' | 'tries'>) =>
  async (person: string, pin: string, request: Request): Promise<void> => {
    const account = accounts.account(person);
    const succeed = await counted(tries, account?.code ?? person, request);
    if (!(await matchesSecret(pin, account?.pin ?? null))) throw new Refused('wrong-credentials');
    await succeed();
  };
