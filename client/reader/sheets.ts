/**
 * The pages that stand in an element: those shown, and their neighbours and what comes next, hidden and ready. The
 * element draws a `.desk` (what scrolls) with a `.sheets` in it, and says what it wants; where the page is, its owner
 * decides.
 */
import { css, type LitElement, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import type { Place } from '../../shared/meeting/presentation/queries.ts';
import { pause } from '../live/pause.ts';
import { pictureBytes } from '../live/pictures.ts';
import { imageAddress } from '../live/place.ts';
import type { Words } from '../text/vi.ts';
import { type Fitting, groupOf, type Layout, layOut, type Size } from './layout.ts';
import { sizesNow, sizesOf } from './paper.ts';
import { Sheet, sheetKey } from './sheet.ts';

export interface Wanted extends Place, Pick<Fitting, 'mode' | 'fit' | 'zoom' | 'rotation'> {
  /** What a screen reader says of a page. */
  label: (page: number) => string;
  /** The document that is likely to come next: its first page stands ready. */
  upcoming: DocumentEntry | null;
}

export const pageLabel = ({ document, page }: Place, t: Words): string =>
  `${document.title}. ${t.pageOf(page, document.pages)}`;

/** A page that could not be shown is tried again after this long, and at once when someone asks. */
const TRY_AGAIN_MS = 3000;
/** So many images a second, no more: eighty tablets open the same document. */
const BETWEEN_IMAGES_MS = 60;
/** Scrolling goes on for this long after a hand was there. */
const HAND_MS = 2000;
/** A page that comes sooner needs no word about loading. */
const SOON_MS = 200;
/** How long the image of a page may take before pdf.js draws it too. */
const HEAD_START_MS = 120;
/** Someone who stays on a page for this long reads it: pdf.js makes its image sharper. */
const REST_MS = 300;
/** No more pages than these are held, whatever the length of the document. */
export const MOST_SHEETS = 9;

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
     making its pixels until the turn, 12 ms on a slow tablet. */
  .sheet {
    position: absolute;
    opacity: 0.001;
    will-change: opacity;
    background: var(--paper);
    box-shadow: var(--shadow);
    overflow: clip;
    contain: strict;
    pointer-events: none;
  }
  .sheet.live {
    pointer-events: auto;
  }
  /* Only what is inherited by nothing: a turn must not cost a style for every word. */
  .sheet.shown {
    opacity: 0.9999;
  }
  .sheet > canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
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

/** When what was just turned to has been painted and nothing else is waiting: drawing would hold up that very frame. */
const leisure = (): Promise<unknown> =>
  new Promise((resolve) =>
    requestAnimationFrame(() => (window.requestIdleCallback ?? setTimeout)(resolve, { timeout: 200 } as never)),
  );

export class Sheets implements ReactiveController {
  failed = false;
  isLoading = false;
  /** Called when other pages are shown, or the same in another size; with the sheets that are. */
  onShown: (shown: readonly Sheet[]) => void = () => {};
  /** Called when someone has scrolled to another page (in continuous reading). */
  onScrolled: (page: number) => void = () => {};
  readonly #host: ReactiveControllerHost & LitElement;
  readonly #wanted: () => Wanted | null;
  readonly #margin: number;
  #desk: HTMLElement | null = null;
  #holder!: HTMLElement;
  #size = { width: 0, height: 0 };
  readonly #sheets = new Map<string, Sheet>();
  #shown: readonly Sheet[] = [];
  #clock = 0;
  #layout: Layout | null = null;
  #last: Wanted | null = null;
  /** What is shown, or waited for; so that the same is not asked for twice. */
  #asked = '';
  #waiting: Promise<void> = Promise.resolve();
  #scrolledTo = 0;
  #drawing: { sheet: Sheet; end: AbortController } | null = null;
  #again: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
  /** When someone last had a hand on it: scrolling of our own is nobody's wish. */
  #handled = Number.NEGATIVE_INFINITY;
  readonly #observer = new ResizeObserver(() => this.#measure());

  /** @param margin CSS pixels left free beside and below the page */
  constructor(host: ReactiveControllerHost & LitElement, wanted: () => Wanted | null, margin = 0) {
    this.#host = host;
    this.#wanted = wanted;
    this.#margin = margin;
    host.addController(this);
  }

  get shown(): readonly Sheet[] {
    return this.#shown;
  }
  /** How many pages are held in memory. */
  get held(): number {
    return this.#sheets.size;
  }
  get desk(): HTMLElement | null {
    return this.#desk;
  }

  hostConnected(): void {
    if (this.#desk) this.#observer.observe(this.#desk);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    clearTimeout(this.#again);
    this.#clear();
  }

  #clear(): void {
    for (const sheet of [...this.#sheets.values()]) this.#remove(sheet);
    this.#shown = [];
    this.#asked = '';
    this.#last = null;
    this.#fetched = '';
  }

  hostUpdated(): void {
    if (!this.#desk) {
      this.#desk = this.#host.renderRoot.querySelector<HTMLElement>('.desk')!;
      this.#holder = this.#desk.querySelector<HTMLElement>('.sheets')!;
      this.#observer.observe(this.#desk);
      this.#desk.addEventListener('scroll', this.#scrolled, { passive: true });
      for (const type of ['wheel', 'touchmove', 'keydown', 'pointerdown'])
        this.#desk.addEventListener(type, () => (this.#handled = performance.now()), { passive: true });
    }
    this.update();
  }

  /** Shows what is wanted now, and resolves once it is shown. Cheap when nothing has changed. */
  update(): Promise<void> {
    if (!this.#desk) return Promise.resolve();
    const wanted = this.#wanted();
    if (!wanted) {
      if (this.#sheets.size > 0) this.#clear();
      this.#turn({ failed: false, isLoading: false });
    } else if (this.#size.width > 2 * this.#margin + 16) this.#show(wanted);
    return this.#waiting;
  }

  /** Tries again to show what could not be shown. */
  retry(): void {
    clearTimeout(this.#again);
    for (const sheet of [...this.#sheets.values()]) if (sheet.hasFailed) this.#remove(sheet);
    this.#asked = '';
    this.#host.requestUpdate();
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.#desk!;
    if (width === this.#size.width && height === this.#size.height) return;
    this.#size = { width, height };
    this.update();
  }

  #turn(to: { failed: boolean; isLoading: boolean }): void {
    if (to.failed === this.failed && to.isLoading === this.isLoading) return;
    Object.assign(this, to);
    this.#host.requestUpdate();
  }

  #fitting({ mode, fit, zoom, rotation }: Wanted): Fitting {
    const { width, height } = this.#size;
    return { width: width - this.#margin, height: height - this.#margin, mode, fit, zoom, rotation };
  }

  #show(wanted: Wanted): void {
    const { document, page, mode, fit, zoom, rotation } = wanted;
    const { width, height } = this.#size;
    const asked = [document.hash, page, width, height, mode, fit, zoom, rotation, wanted.upcoming?.hash].join('/');
    if (asked === this.#asked) return;
    const before = this.#last;
    this.#asked = asked;
    this.#last = wanted;
    this.#waiting = Promise.resolve(); // what was waited for before matters no more
    clearTimeout(this.#again);
    const isSameDocument = before?.document.hash === document.hash;
    const sizes = sizesNow(document);
    if (!sizes) {
      this.#turn({ failed: false, isLoading: true });
      sizesOf(document).then(
        () => this.#asked === asked && this.#arrange(wanted, true),
        () => this.#asked === asked && this.#fail(),
      );
      return;
    }
    const isNewPlace = !isSameDocument || before?.page !== page || before.mode !== mode;
    this.#arrange(wanted, isNewPlace);
  }

  /** The page before stays until the next is there; only if that takes long it is said. */
  #soonLoading(asked: string): void {
    if (this.#shown.length === 0) this.#turn({ failed: false, isLoading: true });
    else
      setTimeout(() => {
        if (this.#asked !== asked || this.#shown.some(({ key }) => asked.startsWith(`${key}/`))) return;
        for (const sheet of this.#shown) sheet.show(false);
        this.#shown = [];
        this.#turn({ failed: false, isLoading: true });
      }, SOON_MS);
  }

  #fail(): void {
    this.#turn({ failed: true, isLoading: false });
    // After a while, never at once: an error that comes back at once would leave the page no time for anything else.
    this.#again = setTimeout(() => this.retry(), TRY_AGAIN_MS);
  }

  /** Lays the pages out, shows those that are ready, waits for those that are not. */
  #arrange(wanted: Wanted, isNewPlace: boolean): void {
    const { document, page, mode } = wanted;
    const sizes = sizesNow(document);
    if (!sizes) return;
    const before = this.#layout;
    const fitting = this.#fitting(wanted);
    const layout = layOut(page, sizes, fitting);
    this.#layout = layout;
    this.#hold(layout);
    if (mode === 'continuous') {
      this.#scrollTo(wanted, before, isNewPlace);
      this.#window(wanted);
      return;
    }
    const group = layout.boxes.map((box) => this.#sheet(document, box.page, box, fitting.rotation, false));
    const reveal = () => {
      this.#reveal(group, wanted, isNewPlace);
      this.#standReady(wanted, sizes, fitting);
    };
    if (group.every(({ isReady }) => isReady)) reveal();
    else {
      const asked = this.#asked;
      this.#soonLoading(asked);
      this.#waiting = Promise.all(group.map(({ ready }) => ready)).then(
        () => {
          if (this.#asked === asked) reveal();
        },
        () => {
          if (this.#asked === asked) this.#fail();
        },
      );
      this.#draw();
    }
  }

  /** As large as what is shown: a hidden page must not make the desk scroll. */
  #hold({ width, height }: Layout): void {
    const { style } = this.#holder;
    if (style.width !== `${width}px`) style.width = `${width}px`;
    if (style.height !== `${height}px`) style.height = `${height}px`;
  }

  #sheet(document: DocumentEntry, page: number, box: Sheet['box'], rotation: Sheet['rotation'], isAhead = true): Sheet {
    const key = sheetKey(document, page);
    let sheet = this.#sheets.get(key);
    if (!sheet) {
      sheet = new Sheet(document, page, box);
      this.#sheets.set(key, sheet);
    }
    // What is waited for comes into the page with its picture: an empty sheet would cost a frame of its own.
    if (!sheet.element.isConnected && (isAhead || sheet.isReady)) this.#holder.append(sheet.element);
    sheet.used = ++this.#clock;
    sheet.place(box, rotation);
    if (this.#last?.document.hash === document.hash) sheet.name(this.#last.label(page));
    return sheet;
  }

  #reveal(group: readonly Sheet[], wanted: Wanted, isNewPlace: boolean): void {
    for (const sheet of group) {
      if (!sheet.element.isConnected) this.#holder.append(sheet.element);
      sheet.show(true);
    }
    for (const sheet of this.#shown) if (!group.includes(sheet)) sheet.show(false);
    this.#shown = group;
    this.#turn({ failed: false, isLoading: false });
    // A whole page cannot be scrolled.
    if (isNewPlace && (wanted.zoom > 1 || wanted.fit === 'width')) this.#desk!.scrollTo(0, 0);
    void leisure().then(() => {
      if (this.#shown === group) this.onShown(group);
    });
    this.#draw();
  }

  /** Neighbours of what is shown, and the first page of what comes next. */
  #standReady({ document, page, mode, upcoming }: Wanted, sizes: readonly Size[], fitting: Fitting): void {
    const asked = this.#asked;
    void leisure().then(() => {
      if (this.#asked !== asked) return;
      const step = mode === 'spread' ? 2 : 1;
      const first = groupOf(page, document.pages, mode)[0]!;
      for (const other of [first + step, first - step, first + 2 * step]) {
        if (other < 1 || other > document.pages) continue;
        for (const box of layOut(other, sizes, fitting).boxes) this.#sheet(document, box.page, box, fitting.rotation);
      }
      this.#trim();
      this.#draw();
      void this.#fetchAhead(document, page);
      if (!upcoming || upcoming.hash === document.hash) return;
      sizesOf(upcoming).then(
        (next) => {
          if (this.#asked !== asked) return;
          for (const box of layOut(1, next, fitting).boxes) this.#sheet(upcoming, box.page, box, fitting.rotation);
          this.#trim();
          this.#draw();
        },
        () => undefined, // made ready in vain is nobody's error; shown, it is said
      );
    });
  }

  /** The document whose images are here, or on their way. */
  #fetched = '';
  /** The images of all its pages, the nearest first, while the document is being read: a jump to any of them is quick. */
  async #fetchAhead(document: DocumentEntry, page: number): Promise<void> {
    if (this.#fetched === document.hash) return;
    this.#fetched = document.hash;
    const pages = Array.from({ length: document.pages }, (_, index) => index + 1);
    for (const one of pages.sort((a, b) => Math.abs(a - page) - Math.abs(b - page))) {
      await pause(BETWEEN_IMAGES_MS);
      // Another is being read, and fetches its own; this one is gone on with when it is read again.
      if (this.#fetched !== document.hash) return;
      try {
        await pictureBytes(imageAddress(document.hash, one));
      } catch {
        if (this.#fetched === document.hash) this.#fetched = '';
        return; // not made yet, or no network: each page is fetched when it is wanted
      }
    }
  }

  // continuous reading

  readonly #scrolled = () => {
    if (this.#last?.mode !== 'continuous' || this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const wanted = this.#last;
      if (wanted?.mode !== 'continuous' || !this.#layout) return;
      this.#window(wanted);
      const middle = this.#desk!.scrollTop + this.#size.height / 3;
      const at = this.#layout.boxes.findLast(({ top }) => top <= middle)?.page ?? 1;
      if (at === wanted.page || at === this.#scrolledTo || performance.now() - this.#handled > HAND_MS) return;
      this.#scrolledTo = at;
      this.onScrolled(at);
    });
  };

  #scrollTo({ page, zoom }: Wanted, before: Layout | null, isNewPlace: boolean): void {
    const box = this.#layout!.boxes[page - 1];
    if (!box) return;
    const desk = this.#desk!;
    // The reader has scrolled there already: the page follows her, not she the page.
    if (isNewPlace && this.#scrolledTo === page) return;
    this.#scrolledTo = page;
    const old = before?.boxes[page - 1];
    const within = !isNewPlace && old ? (desk.scrollTop - old.top) / Math.max(1, old.height) : 0;
    desk.scrollTo(zoom > 1 ? desk.scrollLeft : 0, box.top + within * box.height);
  }

  /** Shows the pages around what is seen, and no others. */
  #window(wanted: Wanted): void {
    const { document, rotation } = wanted;
    const desk = this.#desk!;
    const seen = (margin: number) =>
      this.#layout!.boxes.filter(
        ({ top, height }) =>
          top + height > desk.scrollTop - margin && top < desk.scrollTop + this.#size.height + margin,
      );
    const around = seen(this.#size.height * 0.75).slice(0, MOST_SHEETS - 2);
    const sheets = around.map((box) => this.#sheet(document, box.page, box, rotation));
    for (const sheet of sheets) sheet.show(true);
    for (const sheet of this.#shown) if (!sheets.includes(sheet)) sheet.show(false);
    const isOther = sheets.length !== this.#shown.length || sheets.some((sheet, at) => sheet !== this.#shown[at]);
    this.#shown = sheets;
    this.#trim();
    this.#draw();
    const current = sheets.find(({ page }) => page === wanted.page) ?? sheets[0];
    if (current?.hasFailed) this.#fail();
    else if (current?.isReady) this.#turn({ failed: false, isLoading: false });
    else {
      this.#turn({ failed: false, isLoading: true });
      const asked = this.#asked;
      current?.ready.then(
        () => this.#asked === asked && this.#turn({ failed: false, isLoading: false }),
        () => this.#asked === asked && this.#fail(),
      );
    }
    if (isOther)
      void leisure().then(() => {
        if (this.#shown === sheets) this.onShown(sheets);
      });
  }

  // drawing

  /** Draws the next page that has no sharp drawing yet: those shown first, then those that stand ready. */
  #draw(): void {
    const next = this.#next();
    const busy = this.#drawing;
    if (busy) {
      // What is drawn ahead matters less than what is waited for, and not at all once its image will do.
      const isUrgent = next && this.#isWanted(next) && !this.#isWanted(busy.sheet);
      if (!isUrgent && this.#needsDrawing(busy.sheet)) return;
      busy.end.abort();
      this.#drawing = null;
    }
    if (!next) return;
    const drawing = { sheet: next, end: new AbortController() };
    this.#drawing = drawing;
    this.#timeToDraw(next)
      .then(() => {
        const isStill = this.#drawing === drawing && this.#sheets.get(next.key) === next;
        if (isStill && this.#needsDrawing(next)) return next.draw(drawing.end.signal);
      })
      .catch(() => undefined) // ended, or it can't be drawn: the sheet knows, and says so when it is shown
      .finally(() => {
        if (this.#drawing !== drawing) return;
        this.#drawing = null;
        if (this.#shown.includes(next) && next.isDrawn) this.onShown(this.#shown);
        this.#draw();
      });
  }

  async #timeToDraw(sheet: Sheet): Promise<void> {
    // The image is nearly always sooner: while it is on its way, pdf.js would only stand in its way.
    await Promise.race([sheet.pictured, ...(this.#isWanted(sheet) ? [pause(HEAD_START_MS)] : [])]);
    if (this.#isWanted(sheet) && !sheet.isReady) return;
    if (this.#isWanted(sheet)) await pause(REST_MS);
    await leisure();
  }

  /** A page that is read is drawn by pdf.js; for one that stands ready its image will do, if it is fine enough. */
  #needsDrawing(sheet: Sheet): boolean {
    if (sheet.isDrawn || sheet.hasFailed || sheet.gaveUp) return false;
    return this.#isWanted(sheet) || !sheet.isFine;
  }

  #isWanted(sheet: Sheet): boolean {
    if (this.#shown.includes(sheet)) return true;
    const wanted = this.#last;
    return (
      wanted !== null &&
      sheet.document.hash === wanted.document.hash &&
      groupOf(wanted.page, wanted.document.pages, wanted.mode).includes(sheet.page)
    );
  }

  #next(): Sheet | undefined {
    const undrawn = [...this.#sheets.values()].filter((sheet) => this.#needsDrawing(sheet));
    return undrawn.find((sheet) => this.#isWanted(sheet)) ?? undrawn[0];
  }

  #remove(sheet: Sheet): void {
    if (this.#drawing?.sheet === sheet) this.#drawing.end.abort();
    sheet.remove();
    this.#sheets.delete(sheet.key);
  }

  #trim(): void {
    const spare = [...this.#sheets.values()]
      .filter((sheet) => !this.#shown.includes(sheet) && !this.#isWanted(sheet))
      .sort((a, b) => a.used - b.used);
    while (this.#sheets.size > MOST_SHEETS && spare.length > 0) this.#remove(spare.shift()!);
  }
}
