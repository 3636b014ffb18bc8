/**
 * The pages that stand in an element: those shown, and their neighbours and what comes next, hidden and ready. The
 * element draws a `.desk` (what scrolls) with a `.sheets` in it, and says what it wants; where the page is, its owner
 * decides.
 */
import type { LitElement, ReactiveController, ReactiveControllerHost } from 'lit';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import type { Place } from '../../shared/meeting/presentation/queries.ts';
import { pictureBytes } from '../live/pictures.ts';
import { imageAddress } from '../live/place.ts';
import type { Words } from '../text/vi/all.ts';
import { boxesSeen, Hands, pageRead, type Seen, topFor } from './continuous.ts';
import { DrawingQueue } from './drawing-queue.ts';
import { type Fitting, groupOf, type Layout, layOut, type Size } from './layout.ts';
import { leisure } from './leisure.ts';
import { PageCache } from './page-cache.ts';
import { sizesNow, sizesOf } from './paper.ts';
import { Prefetch } from './prefetch.ts';
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
/** A page that comes sooner needs no word about loading. */
const SOON_MS = 200;
/** In continuous reading, pages this many heights of the desk away stand ready. */
const AROUND = 0.75;
/** No more pages than these are held, whatever the length of the document. */
export const MOST_SHEETS = 9;

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
  readonly #queue = new DrawingQueue<Sheet>({
    all: () => this.#sheets.all,
    isWanted: (sheet) => this.#isWanted(sheet),
    drawn: (sheet) => {
      if (this.#shown.includes(sheet)) this.onShown(this.#shown);
    },
  });
  readonly #sheets = new PageCache<Sheet>(MOST_SHEETS, (sheet) => this.#queue.drop(sheet));
  readonly #prefetch = new Prefetch((hash, page) => pictureBytes(imageAddress(hash, page)));
  readonly #hands = new Hands();
  #shown: readonly Sheet[] = [];
  #layout: Layout | null = null;
  #last: Wanted | null = null;
  /** What is shown, or waited for; so that the same is not asked for twice. */
  #asked = '';
  #waiting: Promise<void> = Promise.resolve();
  #scrolledTo = 0;
  #again: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
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
    this.#sheets.clear();
    this.#shown = [];
    this.#asked = '';
    this.#last = null;
    this.#prefetch.stop();
  }

  hostUpdated(): void {
    if (!this.#desk) {
      this.#desk = this.#host.renderRoot.querySelector<HTMLElement>('.desk')!;
      this.#holder = this.#desk.querySelector<HTMLElement>('.sheets')!;
      this.#observer.observe(this.#desk);
      this.#desk.addEventListener('scroll', this.#scrolled, { passive: true });
      this.#hands.watch(this.#desk);
    }
    this.update();
  }

  /** Shows what is wanted now, and resolves once it is shown. Cheap when nothing has changed. */
  update(): Promise<void> {
    if (!this.#desk) return Promise.resolve();
    const wanted = this.#wanted();
    if (!wanted) {
      if (this.#sheets.size > 0) this.#clear();
      this.#setStatus({ failed: false, isLoading: false });
    } else if (this.#size.width > 2 * this.#margin + 16) this.#show(wanted);
    return this.#waiting;
  }

  /** Tries again to show what could not be shown. */
  retry(): void {
    clearTimeout(this.#again);
    for (const sheet of this.#sheets.all) if (sheet.hasFailed) this.#sheets.remove(sheet);
    this.#asked = '';
    this.#host.requestUpdate();
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.#desk!;
    if (width === this.#size.width && height === this.#size.height) return;
    this.#size = { width, height };
    this.update();
  }

  #setStatus(to: { failed: boolean; isLoading: boolean }): void {
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
      this.#setStatus({ failed: false, isLoading: true });
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
    if (this.#shown.length === 0) this.#setStatus({ failed: false, isLoading: true });
    else
      setTimeout(() => {
        if (this.#asked !== asked || this.#shown.some(({ key }) => asked.startsWith(`${key}/`))) return;
        for (const sheet of this.#shown) sheet.show(false);
        this.#shown = [];
        this.#setStatus({ failed: false, isLoading: true });
      }, SOON_MS);
  }

  #fail(): void {
    this.#setStatus({ failed: true, isLoading: false });
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
      this.#queue.next();
    }
  }

  /** As large as what is shown: a hidden page must not make the desk scroll. */
  #hold({ width, height }: Layout): void {
    const { style } = this.#holder;
    if (style.width !== `${width}px`) style.width = `${width}px`;
    if (style.height !== `${height}px`) style.height = `${height}px`;
  }

  #sheet(document: DocumentEntry, page: number, box: Sheet['box'], rotation: Sheet['rotation'], isAhead = true): Sheet {
    const sheet = this.#sheets.use(sheetKey(document, page), () => new Sheet(document, page, box));
    // What is waited for comes into the page with its picture: an empty sheet would cost a frame of its own.
    if (!sheet.element.isConnected && (isAhead || sheet.isReady)) this.#holder.append(sheet.element);
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
    this.#setStatus({ failed: false, isLoading: false });
    // A whole page cannot be scrolled.
    if (isNewPlace && (wanted.zoom > 1 || wanted.fit === 'width')) this.#desk!.scrollTo(0, 0);
    void leisure().then(() => {
      if (this.#shown === group) this.onShown(group);
    });
    this.#queue.next();
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
      this.#queue.next();
      void this.#prefetch.begin(document, page);
      if (!upcoming || upcoming.hash === document.hash) return;
      sizesOf(upcoming).then(
        (next) => {
          if (this.#asked !== asked) return;
          for (const box of layOut(1, next, fitting).boxes) this.#sheet(upcoming, box.page, box, fitting.rotation);
          this.#trim();
          this.#queue.next();
        },
        () => undefined, // made ready in vain is nobody's error; shown, it is said
      );
    });
  }

  // continuous reading

  readonly #scrolled = () => {
    if (this.#last?.mode !== 'continuous' || this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const wanted = this.#last;
      if (wanted?.mode !== 'continuous' || !this.#layout) return;
      this.#window(wanted);
      const at = pageRead(this.#layout, this.#seen);
      if (at === wanted.page || at === this.#scrolledTo || !this.#hands.areOn) return;
      this.#scrolledTo = at;
      this.onScrolled(at);
    });
  };

  #scrollTo({ page, zoom }: Wanted, before: Layout | null, isNewPlace: boolean): void {
    const desk = this.#desk!;
    const top = topFor(page, this.#layout!, isNewPlace ? null : before, desk.scrollTop);
    // The reader has scrolled there already: the page follows her, not she the page.
    if (top === null || (isNewPlace && this.#scrolledTo === page)) return;
    this.#scrolledTo = page;
    desk.scrollTo(zoom > 1 ? desk.scrollLeft : 0, top);
  }

  get #seen(): Seen {
    return { top: this.#desk!.scrollTop, height: this.#size.height };
  }

  /** Shows the pages around what is seen, and no others. */
  #window(wanted: Wanted): void {
    const { document, rotation } = wanted;
    const around = boxesSeen(this.#layout!, this.#seen, this.#size.height * AROUND).slice(0, MOST_SHEETS - 2);
    const sheets = around.map((box) => this.#sheet(document, box.page, box, rotation));
    for (const sheet of sheets) sheet.show(true);
    for (const sheet of this.#shown) if (!sheets.includes(sheet)) sheet.show(false);
    const isOther = sheets.length !== this.#shown.length || sheets.some((sheet, at) => sheet !== this.#shown[at]);
    this.#shown = sheets;
    this.#trim();
    this.#queue.next();
    const current = sheets.find(({ page }) => page === wanted.page) ?? sheets[0];
    if (current?.hasFailed) this.#fail();
    else if (current?.isReady) this.#setStatus({ failed: false, isLoading: false });
    else {
      this.#setStatus({ failed: false, isLoading: true });
      const asked = this.#asked;
      current?.ready.then(
        () => this.#asked === asked && this.#setStatus({ failed: false, isLoading: false }),
        () => this.#asked === asked && this.#fail(),
      );
    }
    if (isOther)
      void leisure().then(() => {
        if (this.#shown === sheets) this.onShown(sheets);
      });
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

  #trim(): void {
    this.#sheets.trim((sheet) => this.#isWanted(sheet));
  }
}
