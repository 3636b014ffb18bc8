/** Where a request comes from. A browser always names the page's origin; what is no browser need not. */
import type { IncomingHttpHeaders } from 'node:http';

/** Whether a page of another site asks: it must not use this browser's login. */
export const isForeign = ({ origin, host }: IncomingHttpHeaders): boolean =>
  origin !== undefined && origin.replace(/^https?:\/\//, '') !== host;
