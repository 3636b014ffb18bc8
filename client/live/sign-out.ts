/** Leaves this device: what stands on it is nobody's but hers, and the way home. */
import type { Refusal } from '../../shared/wire/rejections.ts';
import { leaveTablet } from '../offline/leave.ts';
import { keepInTab, request } from './login.ts';

const LEFT = 'why-here';

/** What the home page says when this page ends there. */
export function sayAtHome({ vi, en }: Refusal): void {
  sessionStorage.setItem(LEFT, JSON.stringify({ vi, en }));
}
/** Why somebody has come to the home page, once. */
export function saidAtHome(): Pick<Refusal, 'vi' | 'en'> | null {
  const said = sessionStorage.getItem(LEFT);
  sessionStorage.removeItem(LEFT);
  return said === null ? null : (JSON.parse(said) as Pick<Refusal, 'vi' | 'en'>);
}

export async function endLogin(person: string | undefined): Promise<void> {
  // Without a network the login ends when the server hears of it no more; what is here goes at once.
  await request('/api/logout', 'POST').catch(() => undefined);
  await leaveTablet(person);
  keepInTab(undefined);
}

export async function signOut(person: string | undefined): Promise<void> {
  await endLogin(person);
  location.assign('/');
}
