/** Gives every element below a page the live meeting, and redraws it when the meeting changes. */
import { createContext, ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LitElement } from 'lit';
import type { Live } from './connection.ts';

export const liveContext = createContext<Live>('live');

/** The live meeting, for an element below a page that provides it. */
export class Meeting implements ReactiveController {
  readonly #consumer: ContextConsumer<typeof liveContext, ReactiveControllerHost & LitElement>;
  readonly #host: ReactiveControllerHost & LitElement;
  #live: Live | undefined;
  readonly #redraw = () => this.#host.requestUpdate();

  constructor(host: ReactiveControllerHost & LitElement) {
    this.#host = host;
    this.#consumer = new ContextConsumer(host, {
      context: liveContext,
      callback: (live) => {
        this.#live?.removeEventListener('change', this.#redraw);
        this.#live = live;
        live.addEventListener('change', this.#redraw);
        host.requestUpdate();
      },
    });
    host.addController(this);
  }

  get live(): Live {
    const live = this.#live ?? this.#consumer.value;
    if (!live) throw new Error('An element that shows the meeting stands outside of a page.');
    return live;
  }
  get isReady(): boolean {
    return (this.#live ?? this.#consumer.value)?.view != null;
  }
  /** Only after `isReady`. */
  get view() {
    return this.live.view!;
  }

  hostConnected(): void {
    this.#live?.addEventListener('change', this.#redraw);
  }
  hostDisconnected(): void {
    this.#live?.removeEventListener('change', this.#redraw);
  }
}
