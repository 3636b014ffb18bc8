/** Keeps a screen from falling asleep while its owner only listens; where the browser can't promise it, says so. */

/** Whether this page may ask for it at all: over plain HTTP, off the loopback, no browser lets it. */
export const mayStayAwake = (): boolean => 'wakeLock' in navigator;

/**
 * Holds the screen awake while `isWanted` says so; asked again whenever the page comes back to the front, which is when
 * browsers let go of it.
 */
export function stayAwake(isWanted: () => boolean): { check: () => void } {
  let held: WakeLockSentinel | null = null;
  let isAsking = false;
  const check = () => {
    if (!mayStayAwake()) return;
    if (!isWanted()) {
      void held?.release();
      held = null;
      return;
    }
    if (isAsking || (held && !held.released) || document.visibilityState !== 'visible') return;
    isAsking = true;
    navigator.wakeLock
      .request('screen')
      .then(
        (lock) => {
          held = lock;
        },
        () => undefined, // a low battery, or a policy: it is asked again at the next change
      )
      .finally(() => {
        isAsking = false;
      });
  };
  document.addEventListener('visibilitychange', check);
  return { check };
}
