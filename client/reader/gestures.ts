/** Two fingers zoom; one finger across a page that fits turns it; two taps enlarge and put back. */
import { clampZoom, type Point } from './zoom.ts';

const DOUBLE_TAP_MS = 300;
/** The second tap of two is not farther from the first than this, CSS pixels. */
const DOUBLE_TAP_REACH = 40;
/** A finger that moved less has tapped, one that moved more across has turned; CSS pixels. */
const TAP_REACH = 12;
const TURN_REACH = 60;

/** What the gestures do to a reader. */
export interface Gestured {
  readonly zoom: number;
  /** Whether fingers mean something else now: a pen, the hall's pointer. */
  readonly isBusy: boolean;
  /** Whether a finger across turns the page. */
  readonly mayTurn: boolean;
  turn(by: 1 | -1): void;
  /** While two fingers move: shows the size without laying anything out; null ends it. */
  preview(zoom: number | null): void;
  zoomTo(zoom: number, at: Point): void;
}

interface Pinch {
  distance: number;
  from: number;
  now: number;
  at: Point;
}

export class Gestures {
  readonly #reader: Gestured;
  #pinch: Pinch | null = null;
  #start: Point | null = null;
  #tapped: Point & { at: number } = { at: Number.NEGATIVE_INFINITY, clientX: 0, clientY: 0 };

  constructor(reader: Gestured) {
    this.#reader = reader;
  }

  watch(desk: HTMLElement): void {
    for (const type of ['touchstart', 'touchmove', 'touchend'] as const)
      desk.addEventListener(type, this.#touched, { passive: false });
  }

  readonly #touched = (event: TouchEvent) => {
    if (this.#reader.isBusy) return;
    const [one, two] = event.touches;
    if (one && two) {
      event.preventDefault();
      this.#pinched(one, two);
    } else if (event.type === 'touchstart' && one) this.#start = one;
    else if (event.type === 'touchend') this.#lifted(event);
  };

  #pinched(one: Point, two: Point): void {
    this.#start = null;
    const distance = Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
    const at = { clientX: (one.clientX + two.clientX) / 2, clientY: (one.clientY + two.clientY) / 2 };
    this.#pinch ??= { distance, from: this.#reader.zoom, now: this.#reader.zoom, at };
    this.#pinch.now = clampZoom((this.#pinch.from * distance) / this.#pinch.distance);
    this.#reader.preview(this.#pinch.now);
  }

  #lifted({ touches, changedTouches }: TouchEvent): void {
    if (this.#pinch && touches.length === 0) {
      const { now, at } = this.#pinch;
      this.#pinch = null;
      this.#reader.preview(null);
      this.#reader.zoomTo(Math.round(now * 20) / 20, at);
      return;
    }
    const [last] = changedTouches;
    if (this.#start && last) this.#moved(this.#start, last);
    this.#start = null;
  }

  #moved(from: Point, to: Point): void {
    const [dx, dy] = [to.clientX - from.clientX, to.clientY - from.clientY];
    const isAcross = Math.abs(dx) > TURN_REACH && Math.abs(dx) > 2 * Math.abs(dy);
    if (isAcross && this.#reader.mayTurn) this.#reader.turn(dx < 0 ? 1 : -1);
    else if (Math.hypot(dx, dy) < TAP_REACH) this.#tap(to);
  }

  #tap(at: Point): void {
    const now = performance.now();
    const before = this.#tapped;
    const isNear = Math.hypot(at.clientX - before.clientX, at.clientY - before.clientY) < DOUBLE_TAP_REACH;
    const isSecond = isNear && now - before.at < DOUBLE_TAP_MS;
    const { clientX, clientY } = at;
    this.#tapped = { at: isSecond ? Number.NEGATIVE_INFINITY : now, clientX, clientY };
    if (isSecond) this.#reader.zoomTo(this.#reader.zoom > 1 ? 1 : 2, at);
  }
}
