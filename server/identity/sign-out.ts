/** Ends the connections of one login, and tells its device why. */
import type { RefusalCode } from '../../shared/wire/rejections.ts';

export type SignOut = (
  login: string,
  why: Extract<RefusalCode, 'not-signed-in' | 'taken-over' | 'login-ended'>,
) => void;
