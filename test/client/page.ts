/** As much of a browser as client logic needs to be tested without one. Imported before what is tested. */
class Storage {
  readonly #items = new Map<string, string>();
  getItem = (key: string): string | null => this.#items.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.#items.set(key, value);
  removeItem = (key: string): void => void this.#items.delete(key);
}

const target = new EventTarget();
export const page = {
  window: Object.assign(target, { isSecureContext: true }),
  addEventListener: target.addEventListener.bind(target),
  removeEventListener: target.removeEventListener.bind(target),
  document: Object.assign(new EventTarget(), {
    visibilityState: 'visible',
    hidden: false,
    documentElement: { dataset: {} },
  }),
  location: { search: '', hash: '', pathname: '/', assign: (_to: string) => undefined },
  history: { replaceState: () => undefined },
  localStorage: new Storage(),
  sessionStorage: new Storage(),
  requestAnimationFrame: (callback: () => void) => setTimeout(callback),
};
for (const [name, value] of Object.entries(page))
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
