/** Gives every element below a page the live meeting, and redraws it when the part that it reads has changed. */
import { ContextConsumer, createContext } from '@lit/context';
import type { LitElement, ReactiveController, ReactiveControllerHost } from 'lit';
import type { MeetingState } from '../../shared/meeting/state.ts';
import type { Live } from './connection.ts';

export const liveContext = createContext<Live>('live');

/** What an element reads of the live meeting: it is redrawn when one of these has become another value. */
export type Reads = (live: Live) => readonly unknown[];

const everything: Reads = ({ view, own, welcome, status, reason, turnouts }) => [
  view,
  own,
  welcome,
  status,
  reason,
  turnouts,
];

/** The live meeting, for an element below a page that provides it. */
export class Meeting implements ReactiveController {
  readonly #host: ReactiveControllerHost & LitElement;
  readonly #reads: Reads;
  #live: Live | undefined;
  #read: readonly unknown[] = [];

  constructor(host: ReactiveControllerHost & LitElement, reads: Reads = everything) {
    this.#host = host;
    this.#reads = reads;
    new ContextConsumer(host, {
      context: liveContext,
      callback: (live) => {
        this.hostDisconnected();
        this.#live = live;
        this.hostConnected();
      },
    });
    host.addController(this);
  }

  readonly #changed = () => {
    // What may be done is known once the rules are here.
    const read = [this.live.rules, ...this.#reads(this.live)];
    if (read.length === this.#read.length && read.every((value, index) => value === this.#read[index])) return;
    this.#read = read;
    this.#host.requestUpdate();
  };

  get live(): Live {
    if (!this.#live) throw new Error('An element that shows the meeting stands outside of a page.');
    return this.#live;
  }
  get isReady(): boolean {
    return this.#live?.view != null;
  }
  /** Only after `isReady`. */
  get view(): MeetingState {
    return this.live.view!;
  }

  hostConnected(): void {
    if (!this.#live) return;
    this.#live.addEventListener('change', this.#changed);
    this.#changed();
  }
  hostDisconnected(): void {
    this.#live?.removeEventListener('change', this.#changed);
  }
}
