/** Which passwords are taken: length counts, not rules of signs; what everyone tries first is refused. */
import { fold } from '../../shared/vietnamese.ts';

const SHORTEST = 10;
const COMMON = [
  'password',
  'matkhau',
  'nghitruong',
  'hoidong',
  'hdnd',
  'admin',
  'qwerty',
  'abc123',
  '123456',
  'vietnam',
  'thuky',
];

/** Whether a password is too short, one sign again and again, or hardly more than a common word. */
export function isWeakPassword(password: string): boolean {
  if ([...password].length < SHORTEST || new Set(password).size < 4) return true;
  let rest = fold(password).replace(/\s/g, '');
  for (const word of COMMON) rest = rest.replaceAll(word, '');
  return rest.replace(/\d/g, '').length < 3 && rest.length < 6;
}
