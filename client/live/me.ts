/** Who is signed in on this tab, and where she belongs. */
import type { ListedMeeting } from '../../shared/body/meetings.ts';
import type { Role } from '../../shared/people/roles.ts';
import { speak } from '../text/language.ts';
import { request } from './login.ts';
import { pause } from './pause.ts';

/** One of somebody's meetings; `hall` is its name, or null. */
export type MyMeeting = Omit<ListedMeeting, 'people' | 'hasOpenVote' | 'hall'> & {
  body: string;
  council: string;
  hall: string | null;
  timeZone: string;
  roles: readonly Role[];
};

/** `GET /api/me`. */
export interface Me {
  person: { id: string; name: string } | null;
  bodies: { id: string; name: string; roles: readonly Role[] }[];
  meetings: MyMeeting[];
  /** Of a screen: the body whose hall it hangs in. */
  screen: { body: string } | null;
  language: 'vi' | 'en' | null;
  mayTry: boolean;
}

/** The server starts, or a proxy waits for it. */
const notYet = [502, 503, 504];
const AGAIN_MS = 1000;

/** @param token of another login than this tab's: one that was just begun */
export async function whoAmI(token?: string): Promise<Me> {
  const ask = () => (token ? fetch('/api/me', { headers: { Authorization: `Bearer ${token}` } }) : request('/api/me'));
  let response = await ask();
  while (notYet.includes(response.status)) {
    await pause(AGAIN_MS);
    response = await ask();
  }
  if (!response.ok) throw new Error(`/api/me answered ${response.status}`);
  const me = (await response.json()) as Me;
  if (me.language) void speak(me.language);
  return me;
}
