/**
 * Passkeys of those who conduct and look after: a key on the device, opened by finger, face or its own PIN, in place of
 * code, PIN and password. They need HTTPS or the loopback, and a name: browsers make none for a bare address.
 */
import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { PersonId } from '../../shared/ids.ts';
import type { Account, Accounts, Passkey } from './accounts.ts';

const HOLDS_MS = 5 * 60_000;
const MOST_WAITING = 1000;
export const MOST_PASSKEYS = 10;

/** Where a page stands: `https://may-chu.local:8443`. */
export interface Site {
  origin: string;
}
const hostOf = ({ origin }: Site): string => new URL(origin).hostname;

/** Whether browsers make passkeys for a site: it has a name, not an address. */
export const hasName = (site: Site): boolean => isIP(hostOf(site).replace(/^\[|\]$/g, '')) === 0;

interface Waiting {
  challenge: string;
  person: PersonId | null;
  until: number;
}

export class Passkeys {
  readonly #accounts: Accounts;
  readonly #now: () => number;
  readonly #waiting = new Map<string, Waiting>();

  /** @param now milliseconds by a clock that never jumps */
  constructor(accounts: Accounts, now: () => number = () => performance.now()) {
    this.#accounts = accounts;
    this.#now = now;
  }

  #wait(challenge: string, person: PersonId | null): string {
    const id = randomUUID();
    this.#waiting.set(id, { challenge, person, until: this.#now() + HOLDS_MS });
    if (this.#waiting.size > MOST_WAITING) this.#waiting.delete(this.#waiting.keys().next().value!);
    return id;
  }
  /** Each challenge once. */
  #take(id: string): Waiting | null {
    const found = this.#waiting.get(id);
    this.#waiting.delete(id);
    return found && this.#now() < found.until ? found : null;
  }

  async beginAdding(
    account: Account,
    site: Site,
  ): Promise<{ id: string; options: PublicKeyCredentialCreationOptionsJSON }> {
    const options = await generateRegistrationOptions({
      rpName: 'Nghị Trường',
      rpID: hostOf(site),
      userName: account.code,
      userDisplayName: account.name,
      userID: new Uint8Array(Buffer.from(account.id)),
      attestationType: 'none',
      excludeCredentials: account.passkeys.map(({ id }) => ({ id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return { id: this.#wait(options.challenge, account.id), options };
  }

  /** False where what the browser sent is not what was asked for. */
  async add(
    account: Account,
    site: Site,
    id: string,
    response: RegistrationResponseJSON,
    name: string,
  ): Promise<boolean> {
    const waiting = this.#take(id);
    if (waiting?.person !== account.id) return false;
    const checked = await verifyRegistrationResponse({
      response,
      expectedChallenge: waiting.challenge,
      expectedOrigin: site.origin,
      expectedRPID: hostOf(site),
      requireUserVerification: true,
    }).catch(() => null); // it throws for whatever does not fit
    if (!checked?.verified) return false;
    const { credential } = checked.registrationInfo;
    const added: Passkey = {
      id: credential.id,
      key: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      name,
      at: Date.now(),
    };
    await this.#accounts.change(account.id, { passkeys: [...account.passkeys, added] });
    return true;
  }

  async beginSigningIn(site: Site): Promise<{ id: string; options: PublicKeyCredentialRequestOptionsJSON }> {
    const options = await generateAuthenticationOptions({ rpID: hostOf(site), userVerification: 'required' });
    return { id: this.#wait(options.challenge, null), options };
  }

  /** Whose passkey it is, or null. */
  async signIn(site: Site, id: string, response: AuthenticationResponseJSON): Promise<Account | null> {
    const waiting = this.#take(id);
    const account = this.#accounts.accountByPasskey(response.id);
    const passkey = account?.passkeys.find((one) => one.id === response.id);
    if (!waiting || waiting.person !== null || !account || !passkey) return null;
    const checked = await verifyAuthenticationResponse({
      response,
      expectedChallenge: waiting.challenge,
      expectedOrigin: site.origin,
      expectedRPID: hostOf(site),
      requireUserVerification: true,
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(Buffer.from(passkey.key, 'base64url')),
        counter: passkey.counter,
      },
    }).catch(() => null); // it throws for whatever does not fit
    if (!checked?.verified) return null;
    const { newCounter: counter } = checked.authenticationInfo;
    if (counter !== passkey.counter)
      await this.#accounts.change(account.id, {
        passkeys: account.passkeys.map((one) => (one.id === passkey.id ? { ...one, counter } : one)),
      });
    return account;
  }

  async remove(account: Account, id: string): Promise<void> {
    await this.#accounts.change(account.id, { passkeys: account.passkeys.filter((one) => one.id !== id) });
  }
}
