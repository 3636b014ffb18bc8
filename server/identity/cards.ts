/**
 * Cards: what somebody signs in with. Issued by the secretariat, for people of one body; what a card says is known when
 * it is issued and never again, since only hashes are kept.
 */
import { randomInt } from 'node:crypto';
import { office } from '../../shared/body/office.ts';
import type { PersonId } from '../../shared/ids.ts';
import { hasRole, type Role } from '../../shared/people/roles.ts';
import type { Account, Accounts } from './accounts.ts';
import type { Logins } from './logins.ts';
import { hashSecret, newToken, tokenHash } from './secrets.ts';

/** What stands on a card, this once. */
export interface IssuedCard {
  person: PersonId;
  code: string;
  pin: string;
  /** For those who conduct and look after the machines; null for all others. */
  password: string | null;
  /** In the card's QR code: `#card=<key>` behind the home page's address. */
  key: string;
}

export interface CardHolder {
  id: PersonId;
  name: string;
  roles: readonly Role[];
}

const PIN_DIGITS = 6;
/** Letters and digits that can't be mistaken for each other. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const PASSWORD_LENGTH = 10;

/** Đại biểu · chủ tọa · thư ký · kỹ thuật · màn hình · khách mời: how a code begins. */
const prefixes: readonly (readonly [Role, string])[] = [
  ['delegate', 'DB'],
  ['chair', 'CT'],
  ['secretariat', 'TK'],
  ['operator', 'KT'],
  ['display', 'MH'],
  ['guest', 'KM'],
];

export const randomPin = (): string => String(randomInt(10 ** PIN_DIGITS)).padStart(PIN_DIGITS, '0');
const randomPassword = (): string =>
  Array.from({ length: PASSWORD_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/** The next free code for a role: DB01, DB02 … DB100; a number is never given twice. */
export function freeCode(roles: readonly Role[], isTaken: (code: string) => boolean): string {
  const prefix = prefixes.find(([role]) => roles.includes(role))?.[1] ?? 'TV';
  for (let number = 1; ; number += 1) {
    const code = `${prefix}${String(number).padStart(2, '0')}`;
    if (!isTaken(code)) return code;
  }
}

/**
 * New cards for people: earlier ones of theirs hold no longer, and their devices are signed out.
 * @param keeps whose devices stay signed in: who issues a card for herself
 * @returns the cards, and the logins that have ended
 */
export async function issueCards(
  { accounts, logins }: { accounts: Accounts; logins: Logins },
  people: readonly CardHolder[],
  keeps: PersonId,
): Promise<{ cards: IssuedCard[]; ended: string[] }> {
  const taken = new Set<string>();
  const isTaken = (code: string) => taken.has(code) || accounts.accountByCode(code) !== undefined;
  const cards = people.map(({ id, roles }): IssuedCard => {
    const code = accounts.account(id)?.code ?? freeCode(roles, isTaken);
    taken.add(code);
    const password = hasRole(roles, office) ? randomPassword() : null;
    return { person: id, code, pin: randomPin(), password, key: newToken() };
  });
  const kept = await Promise.all(
    cards.map(async ({ person, code, pin, password, key }, at): Promise<Account> => {
      const [pinHash, passwordHash] = await Promise.all([hashSecret(pin), password && hashSecret(password)]);
      const { language = 'vi' } = accounts.account(person) ?? {};
      const { name } = people[at]!;
      return {
        id: person,
        code,
        name,
        pin: pinHash,
        password: passwordHash,
        card: tokenHash(key),
        passkeys: [],
        language,
      };
    }),
  );
  await accounts.put(kept);
  const meant = new Set<string>(people.map(({ id }) => id));
  const ended = await logins.closeAll((person) => meant.has(person) && person !== keeps);
  return { cards, ended };
}
