/** Measures an element again whenever it was drawn or its place has another size. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class Fitting implements ReactiveController {
  readonly #observer: ResizeObserver;

  /** @param fit puts the right size on what is drawn; called often, so it must not draw when nothing changed */
  constructor(
    readonly host: ReactiveControllerHost & HTMLElement,
    readonly fit: () => void,
  ) {
    this.#observer = new ResizeObserver(() => fit());
    host.addController(this);
  }
  hostConnected(): void {
    this.#observer.observe(this.host);
  }
  hostDisconnected(): void {
    this.#observer.disconnect();
  }
  hostUpdated(): void {
    this.fit();
  }
}
