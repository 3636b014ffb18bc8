/** What a desk does for many things: one after the other, with a progress bar, until one is refused. */
export interface Progress {
  done: number;
  all: number;
}

/**
 * Resolves with how many were done: all of them, or those before the one that was refused. `act` says a refusal itself,
 * so a page says that it is done only when all were: the words would take the refusal's place.
 * @param show gets null when it is over
 */
export async function inTurn<Thing>(
  things: readonly Thing[],
  act: (thing: Thing) => Promise<boolean>,
  show: (progress: Progress | null) => void,
): Promise<number> {
  let done = 0;
  try {
    for (const thing of things) {
      show({ done, all: things.length });
      if (!(await act(thing))) break;
      done += 1;
    }
  } finally {
    show(null);
  }
  return done;
}
