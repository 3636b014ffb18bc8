/** Registers the service worker, at leisure; and changes over to a newer one only where nothing is going on yet. */

const AFTER_MS = 4000;

/** Jittered: eighty tablets are switched on at the same time. */
export function startServiceWorker(): void {
  if (!('serviceWorker' in navigator)) return;
  setTimeout(
    () => {
      navigator.serviceWorker.register('/sw.js').catch(() => undefined); // not here (private mode): what is kept says so
    },
    AFTER_MS * (0.5 + Math.random()),
  );
}

/**
 * A page that has just been opened by an older service worker while a newer one waits: the newer one takes over, and
 * the page is opened anew. Never later than that: nobody loses what she reads.
 */
export async function changeOver(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration().catch(() => undefined);
  if (!registration?.waiting || !registration.active) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  registration.waiting.postMessage({ type: 'SKIP_WAITING' });
}
