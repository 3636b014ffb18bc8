/** Registers the service worker, at leisure; and changes over to a newer one only where nothing is going on yet. */

import { pause } from '../live/pause.ts';

const AFTER_MS = 4000;
const AGAIN_MS = 15_000;

/**
 * Resolves once the program itself is on this device, and opens without a network. Rejects where none can be kept here
 * (private mode). Jittered: eighty tablets are switched on at the same time.
 */
export async function startServiceWorker(): Promise<void> {
  await pause(AFTER_MS * (0.5 + Math.random()));
  for (;;) {
    try {
      if (await isActive(await navigator.serviceWorker.register('/sw.js'))) return;
    } catch (error) {
      // The script could not be fetched just now; all else is for good.
      if (!(error instanceof TypeError)) throw error;
    }
    await pause(AGAIN_MS * (0.5 + Math.random()));
  }
}

/** Whether there is one, or what is being installed becomes one: the line may break while it fetches the program. */
const isActive = ({ active, installing, waiting }: ServiceWorkerRegistration): Promise<boolean> =>
  new Promise((resolve) => {
    const worker = installing ?? waiting;
    if (active || !worker) return resolve(active !== null);
    worker.addEventListener('statechange', ({ target }) => {
      const { state } = target as ServiceWorker;
      if (state === 'activated') resolve(true);
      else if (state === 'redundant') resolve(false);
    });
  });

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
