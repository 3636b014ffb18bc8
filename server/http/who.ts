/** Who is asking: the login of a request's cookie or bearer token. */
import type { IncomingMessage } from 'node:http';
import type { PersonId } from '../../shared/ids.ts';
import type { Logins } from '../identity/logins.ts';
import { tokenOf } from '../identity/request.ts';

export const whoAsks = (logins: Logins, request: IncomingMessage): PersonId | null => logins.personOf(tokenOf(request));
