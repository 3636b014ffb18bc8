/**
 * Which page pdf.js draws next: one at a time, those that are shown or waited for before those that stand ready, and none
 * while its image is likely to come sooner or somebody is only leafing through.
 */
import { pause } from '../live/pause.ts';
import { leisure } from './leisure.ts';

/** How long the image of a page may take before pdf.js draws it too. */
const HEAD_START_MS = 120;
/** Someone who stays on a page for this long reads it: pdf.js makes its image sharper. */
const REST_MS = 300;

/** What the queue knows of a page. */
export interface Drawable {
  readonly isDrawn: boolean;
  readonly hasFailed: boolean;
  readonly gaveUp: boolean;
  /** Its image is fine enough to turn to. */
  readonly isFine: boolean;
  readonly isReady: boolean;
  /** Resolves once its image is here, or can't be had. */
  readonly pictured: Promise<void>;
  /** Rejects when it was ended or can't be drawn. */
  draw(signal: AbortSignal): Promise<void>;
}

export interface Pages<Page extends Drawable> {
  /** Those that are held now. */
  all(): readonly Page[];
  /** Whether somebody looks at it, or waits for it. */
  isWanted(page: Page): boolean;
  drawn(page: Page): void;
}

/** When to draw: after what the person does, and when the browser has nothing else to do. */
export interface Pace {
  pause: (ms: number) => Promise<unknown>;
  leisure: () => Promise<unknown>;
}

export class DrawingQueue<Page extends Drawable> {
  readonly #pages: Pages<Page>;
  readonly #pace: Pace;
  #drawing: { page: Page; end: AbortController } | null = null;

  constructor(pages: Pages<Page>, pace: Pace = { pause, leisure }) {
    this.#pages = pages;
    this.#pace = pace;
  }

  /** Goes on with what matters most now; called whenever pages came, went or are shown. */
  next(): void {
    const next = this.#mostWanted();
    const busy = this.#drawing;
    if (busy) {
      // What is drawn ahead matters less than what is waited for, and not at all once its image will do.
      const isUrgent = next && this.#pages.isWanted(next) && !this.#pages.isWanted(busy.page);
      if (!isUrgent && this.#needsDrawing(busy.page)) return;
      busy.end.abort();
      this.#drawing = null;
    }
    if (next) this.#draw(next);
  }

  /** A page goes: what is drawn of it ends. */
  drop(page: Page): void {
    if (this.#drawing?.page === page) this.#drawing.end.abort();
  }

  #draw(page: Page): void {
    const drawing = { page, end: new AbortController() };
    this.#drawing = drawing;
    this.#itsTime(page)
      .then(() => {
        const isStill = this.#drawing === drawing && this.#pages.all().includes(page);
        if (isStill && this.#needsDrawing(page)) return page.draw(drawing.end.signal);
      })
      .catch(() => undefined) // ended, or it can't be drawn: the page knows, and says so when it is shown
      .finally(() => {
        if (this.#drawing !== drawing) return;
        this.#drawing = null;
        if (page.isDrawn) this.#pages.drawn(page);
        this.next();
      });
  }

  async #itsTime(page: Page): Promise<void> {
    // The image is nearly always sooner: while it is on its way, pdf.js would only stand in its way.
    await Promise.race([page.pictured, ...(this.#pages.isWanted(page) ? [this.#pace.pause(HEAD_START_MS)] : [])]);
    if (this.#pages.isWanted(page) && !page.isReady) return;
    if (this.#pages.isWanted(page)) await this.#pace.pause(REST_MS);
    await this.#pace.leisure();
  }

  /** A page that is read is drawn by pdf.js; for one that stands ready its image will do, if it is fine enough. */
  #needsDrawing(page: Page): boolean {
    if (page.isDrawn || page.hasFailed || page.gaveUp) return false;
    return this.#pages.isWanted(page) || !page.isFine;
  }

  #mostWanted(): Page | undefined {
    const undrawn = this.#pages.all().filter((page) => this.#needsDrawing(page));
    return undrawn.find((page) => this.#pages.isWanted(page)) ?? undrawn[0];
  }
}
