/**
 * One page shown in an element, with its neighbours and what comes next drawn ahead. The element draws a `.desk` (what
 * scrolls) with a `.sheets` in it, and says what it wants shown; where the page is, its owner decides.
 */
import { css, type LitElement, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { Place } from '../../shared/presentation.ts';
import type { DocumentEntry } from '../../shared/roster.ts';
import type { Words } from '../text/vi.ts';
import { type Fitting, Layers } from './layers.ts';

export interface Wanted extends Place, Pick<Fitting, 'fit' | 'zoom'> {
  label: string;
  /** The document that is likely to come next: its first page is drawn ahead. */
  upcoming: DocumentEntry | null;
}

/** What a screen reader says of a page. */
export const pageLabel = ({ document, page }: Place, t: Words): string =>
  `${document.title}. ${t.pageOf(page, document.pages)}`;

/** A page that could not be shown is tried again after this long, and at once when someone asks. */
const TRY_AGAIN_MS = 3000;

export const sheetStyles = css`
  .desk {
    position: relative;
    overflow: auto;
    min-height: 0;
    overscroll-behavior: contain;
    background: var(--desk);
  }
  .sheets {
    position: relative;
    transform-origin: 0 0;
    overflow: clip;
  }
  /* A layer of its own in the compositor: to turn is to change an opacity. Not quite 0, or the browser would put off
     making the canvas' pixels until the turn, 12 ms on a slow tablet. */
  .sheets canvas {
    position: absolute;
    opacity: 0.001;
    will-change: opacity;
    background: var(--paper);
    box-shadow: var(--shadow);
  }
  .sheets canvas.shown {
    opacity: 1;
  }
  .skeleton {
    aspect-ratio: 210 / 297;
    display: grid;
    place-items: center;
    background: var(--surface);
    color: var(--text-2);
    opacity: 0.75;
  }
`;

export class Sheets implements ReactiveController {
  failed = false;
  isLoading = false;
  readonly #host: ReactiveControllerHost & LitElement;
  readonly #wanted: () => Wanted | null;
  readonly #margin: number;
  #layers: Layers | null = null;
  #desk: HTMLElement | null = null;
  #size = { width: 0, height: 0 };
  /** What is shown or being drawn, and what stands ready behind it; so that the same is not asked for twice. */
  #asked = '';
  #ahead = '';
  #again: ReturnType<typeof setTimeout> | undefined;
  readonly #observer = new ResizeObserver(() => this.#measure());

  /** @param margin CSS pixels left free beside and below the page */
  constructor(host: ReactiveControllerHost & LitElement, wanted: () => Wanted | null, margin = 0) {
    this.#host = host;
    this.#wanted = wanted;
    this.#margin = margin;
    host.addController(this);
  }

  /** Whether the page that was asked for stands on the screen. */
  get isShown(): boolean {
    return this.#asked !== '' && !this.isLoading && !this.failed;
  }

  hostConnected(): void {
    if (this.#desk) this.#observer.observe(this.#desk);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    clearTimeout(this.#again);
    this.#layers?.clear();
    this.#asked = '';
  }

  hostUpdated(): void {
    if (!this.#desk) {
      this.#desk = this.#host.renderRoot.querySelector<HTMLElement>('.desk')!;
      this.#layers = new Layers(this.#desk.querySelector<HTMLElement>('.sheets')!);
      this.#observer.observe(this.#desk);
    }
    const wanted = this.#wanted();
    if (!wanted) {
      this.#layers!.clear();
      this.#asked = '';
      this.#turn({ failed: false, isLoading: false });
    } else if (this.#size.width > 2 * this.#margin + 16) void this.#show(wanted);
  }

  /** Tries again to show what could not be shown. */
  retry(): void {
    clearTimeout(this.#again);
    this.#asked = '';
    this.#host.requestUpdate();
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.#desk!;
    if (width === this.#size.width && height === this.#size.height) return;
    this.#size = { width, height };
    this.#host.requestUpdate();
  }

  #turn(to: { failed: boolean; isLoading: boolean }): void {
    if (to.failed === this.failed && to.isLoading === this.isLoading) return;
    Object.assign(this, to);
    this.#host.requestUpdate();
  }

  async #show(wanted: Wanted): Promise<void> {
    const layers = this.#layers!;
    const { document, page, fit, zoom, label } = wanted;
    const width = this.#size.width - this.#margin;
    const height = this.#size.height - this.#margin;
    const fitting: Fitting = { width, height, fit, zoom };
    const where = `${document.hash}/${page}/`;
    const asked = `${where}${width}x${height}/${fit}/${zoom}`;
    if (asked === this.#asked) {
      if (this.isShown) this.#drawAhead(wanted, fitting);
      return;
    }
    const isSamePage = this.#asked.startsWith(where);
    this.#asked = asked;
    clearTimeout(this.#again);
    this.#turn({ failed: this.failed && isSamePage, isLoading: !layers.isDrawn(wanted, fitting) });
    try {
      await layers.show(wanted, fitting, label);
    } catch {
      if (this.#asked !== asked) return; // another page was asked for meanwhile
      this.#turn({ failed: true, isLoading: false });
      // After a while, never at once: an error that comes back at once would leave the page no time for anything else.
      this.#again = setTimeout(() => this.retry(), TRY_AGAIN_MS);
      return;
    }
    if (this.#asked !== asked) return;
    this.#turn({ failed: false, isLoading: false });
    if (!isSamePage && (zoom > 1 || fit === 'width')) this.#desk!.scrollTo(0, 0); // a whole page cannot be scrolled
    this.#drawAhead(wanted, fitting);
  }

  #drawAhead({ document, page, upcoming }: Wanted, fitting: Fitting): void {
    const ahead = `${this.#asked} ${upcoming?.hash}`;
    if (ahead === this.#ahead) return;
    this.#ahead = ahead;
    const neighbours = [page + 1, page - 1, page + 2].filter((one) => one >= 1 && one <= document.pages);
    const places: Place[] = neighbours.map((one) => ({ document, page: one }));
    if (upcoming && upcoming.hash !== document.hash) places.push({ document: upcoming, page: 1 });
    this.#layers!.ahead(places, fitting);
  }
}
