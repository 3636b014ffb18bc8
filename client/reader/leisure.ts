/** When what was just turned to has been painted and nothing else is waiting: drawing would hold up that very frame. */
export const leisure = (): Promise<unknown> =>
  new Promise((resolve) =>
    requestAnimationFrame(() => (window.requestIdleCallback ?? setTimeout)(resolve, { timeout: 200 } as never)),
  );
