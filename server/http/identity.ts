/** Signing in and out, and what a page needs to know about who it is for. */
import { type Request, type Response, Router } from 'express';
import type { Logger } from 'pino';
import * as v from 'valibot';
import { meetingsOn } from '../../shared/body/meetings.ts';
import { memberById } from '../../shared/body/members.ts';
import { line, type PersonId } from '../../shared/ids.ts';
import { personById } from '../../shared/people/roster.ts';
import type { Bodies } from '../bodies/bodies.ts';
import { SAMPLE_BODY } from '../bodies/sample.ts';
import type { Account, Accounts } from '../identity/accounts.ts';
import type { Logins } from '../identity/logins.ts';
import { matchesSecret, tokenHash } from '../identity/secrets.ts';
import type { Meetings } from '../meetings/meetings.ts';
import type { NotesVault } from '../notes/vault.ts';
import { parsed, Refused } from './errors.ts';
import { COOKIE, isFromHere, tokenOf, whoAsks } from './who.ts';

const bearer = v.optional(v.boolean());
const Login = v.union([
  v.strictObject({ ticket: v.pipe(v.string(), v.maxLength(100)), bearer }),
  /** What is in a card's QR code. */
  v.strictObject({
    card: v.pipe(v.string(), v.maxLength(100)),
    password: v.optional(v.pipe(v.string(), v.maxLength(200))),
    bearer,
  }),
  v.strictObject({ code: line(20), pin: line(20), password: v.optional(v.pipe(v.string(), v.maxLength(200))), bearer }),
]);
const Try = v.strictObject({ as: v.picklist(['chair', 'secretariat', 'delegate', 'display']) });
const Language = v.strictObject({ language: v.picklist(['vi', 'en']) });

const monthInMs = 30 * 86_400_000;
const TRIES_A_MINUTE = 10;

/** Ten tries a minute for a card; locking out comes later. */
export class Tries {
  readonly #tries = new Map<string, { times: number; since: number }>();

  count(code: string): void {
    const now = performance.now(); // a clock that is set must lock nobody out
    const entry = this.#tries.get(code);
    if (entry && now - entry.since <= 60_000) {
      entry.times += 1;
      if (entry.times > TRIES_A_MINUTE) throw new Refused('too-many');
      return;
    }
    this.#tries.delete(code); // to stand last: the oldest is forgotten first
    this.#tries.set(code, { times: 1, since: now });
    if (this.#tries.size > 10_000) this.#tries.delete(this.#tries.keys().next().value!);
  }
  forget(code: string): void {
    this.#tries.delete(code);
  }
}

export interface IdentityOptions {
  accounts: Accounts;
  logins: Logins;
  bodies: Bodies;
  meetings: Meetings;
  /** Ends the connections of one login. */
  signOut: (login: string) => void;
  notes: NotesVault;
  tries: Tries;
  log: Logger;
}

export function identityRouter({
  accounts,
  logins,
  bodies,
  meetings,
  signOut,
  notes,
  tries,
  log,
}: IdentityOptions): Router {
  const router = Router();

  async function signIn(person: PersonId, request: Request, response: Response): Promise<string> {
    const token = await logins.open(person);
    response.cookie(COOKIE, token, {
      httpOnly: true,
      sameSite: 'strict',
      path: '/',
      maxAge: monthInMs,
      secure: request.secure,
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
      await signIn(person, request, response);
      return;
    }
    if ('card' in given) {
      const account = accounts.accountByCard(tokenHash(given.card));
      if (!account) throw new Refused('link-used');
      tries.count(account.code);
      await checkPassword(account, given.password);
      tries.forget(account.code);
      await signIn(account.id, request, response);
      return;
    }
    const code = given.code.toUpperCase();
    tries.count(code);
    const account = accounts.accountByCode(code);
    // The same work whether or not there is such a card: the time tells nothing.
    const pinFits = await matchesSecret(given.pin, account?.pin ?? null);
    if (!account || !pinFits) throw new Refused('wrong-credentials');
    await checkPassword(account, given.password);
    tries.forget(code);
    const token = await signIn(account.id, request, response);
    // Her PIN is known only now: it opens her notes for this login. A note can wait, a sign-in can't.
    void logins
      .keepSecret(token, notes.keyOf(account.id, given.pin))
      .catch((error: unknown) => log.error({ error }, 'Notes could not be opened.'));
    return;
  });

  router.post('/logout', async (request, response) => {
    const token = tokenOf(request.headers);
    const known = logins.loginOf(token);
    if (token && known) {
      await logins.close(token);
      signOut(known.login);
    }
    response.clearCookie(COOKIE, { path: '/', httpOnly: true, sameSite: 'strict' }).json({});
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
    await signIn(person.id, request, response);
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

/** Checks someone's PIN, ten times a minute. */
export const pinCheck =
  ({ accounts, tries }: Pick<IdentityOptions, 'accounts' | 'tries'>) =>
  async (person: string, pin: string): Promise<void> => {
    const account = accounts.account(person);
    tries.count(account?.code ?? person);
    if (!(await matchesSecret(pin, account?.pin ?? null))) throw new Refused('wrong-credentials');
    tries.forget(account!.code);
  };
