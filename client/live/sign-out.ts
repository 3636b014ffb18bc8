/** Leaves this device: what stands on it is nobody's but hers, and the way home. */
import { leaveTablet } from '../offline/leave.ts';
import { keepInTab, request } from './login.ts';

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
