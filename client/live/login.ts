/**
 * Who this tab is. A device has one login, in a cookie that no script can read. Only with the sample, on the server
 * itself, the server also hands out a token, so that one browser can be chair, delegate and screen in several tabs.
 */
const KEY = 'login';
const HANDED_OVER = /^#login=([\w-]+)$/;

/** Keeps a login that stands in the address, and takes it out of there; whether there was one. */
function takeFromAddress(): boolean {
  const handedOver = HANDED_OVER.exec(location.hash)?.[1];
  if (!handedOver) return false;
  sessionStorage.setItem(KEY, handedOver);
  history.replaceState(null, '', location.pathname + location.search);
  return true;
}
takeFromAddress();
// Where the page is open already, such an address loads nothing by itself: the page begins anew as who was named.
addEventListener('hashchange', () => takeFromAddress() && location.reload());

/** This tab's own token, or null where the cookie counts. */
export const tabToken = (): string | null => sessionStorage.getItem(KEY);

export function keepInTab(token: string | undefined): void {
  if (token) sessionStorage.setItem(KEY, token);
  else sessionStorage.removeItem(KEY);
}

/** The address of a page that is to open in another tab under a login of its own. */
export const handOver = (page: string, token: string | undefined): string => (token ? `${page}#login=${token}` : page);

export const authorization = (): Record<string, string> => {
  const token = tabToken();
  return token ? { Authorization: `Bearer ${token}` } : {};
};

/** `fetch` as this tab's person, with a JSON body where there is one. */
export const request = (path: string, method = 'GET', body?: object): Promise<Response> =>
  fetch(path, {
    method,
    headers: { ...authorization(), ...(body ? { 'Content-Type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
