/** Buttons that have just come up under a finger: a touch in the first half second means what was there before. */

const IGNORED_MS = 500;

export class TouchGuard {
  #appeared = 0;

  /** The buttons have just come up, or changed. */
  appear(): void {
    this.#appeared = performance.now();
  }
  /** A listener that carries out a touch unless it comes too soon; what comes up by it is waited for again. */
  readonly listener =
    (carryOut: () => void): (() => void) =>
    () => {
      if (performance.now() - this.#appeared < IGNORED_MS) return;
      this.appear();
      carryOut();
    };
}
