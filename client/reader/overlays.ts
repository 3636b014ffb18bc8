/** What lies over the pages that are shown: their text and links, what was searched for, the reader's name. */
import type { Sheet } from './sheet.ts';
import { buildText, builtFor, type Link, markHits, type PageText } from './text-layer.ts';

/** The reader's name across a page: who photographs it is known. */
function stamp(sheet: Sheet, watermark: string): void {
  sheet.element.querySelector('.stamp')?.remove();
  if (!watermark) return;
  const element = document.createElement('div');
  element.className = 'stamp';
  const words = watermark.replace(/[<>&"']/g, ' ');
  const look = 'font-family="sans-serif" font-size="20" fill="#900" fill-opacity="0.22"';
  const text = `<text x="210" y="120" text-anchor="middle" transform="rotate(-24 210 110)" ${look}>${words}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="420" height="220">${text}</svg>`;
  element.style.backgroundImage = `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
  sheet.element.append(element);
}

export class Overlays {
  watermark = '';
  sought = '';
  readonly #texts = new Map<Sheet, PageText>();
  readonly #follow: (link: Link) => void;
  readonly #built: (sheet: Sheet) => void;
  #shown: readonly Sheet[] = [];

  /**
   * @param follow what a link does
   * @param built called when the text of a page has been laid over it
   */
  constructor(follow: (link: Link) => void, built: (sheet: Sheet) => void) {
    this.#follow = follow;
    this.#built = built;
  }

  /** Texts of the pages that are shown, as far as they are built. */
  get texts(): readonly PageText[] {
    return this.#shown.flatMap((sheet) => this.#texts.get(sheet) ?? []);
  }

  clear(): void {
    this.#texts.clear();
    this.#shown = [];
  }

  /** Other pages have come up: those before lose what lay over them at once. */
  show(shown: readonly Sheet[]): void {
    this.#shown = shown;
    for (const [sheet, { element }] of this.#texts)
      if (!shown.includes(sheet)) {
        element.remove();
        this.#texts.delete(sheet);
        sheet.element.classList.remove('live');
      }
    for (const sheet of shown) {
      sheet.element.classList.add('live');
      stamp(sheet, this.watermark);
    }
  }

  /** Lays text and links over what is shown. Resolves when that is done, as far as it can be. */
  async dress(): Promise<void> {
    for (const sheet of this.#shown) {
      if (this.#texts.get(sheet)?.builtFor === builtFor(sheet)) continue;
      try {
        const built = await buildText(sheet, this.#follow);
        if (!built || !sheet.isShown) continue;
        this.#texts.get(sheet)?.element.remove();
        this.#texts.set(sheet, built);
        sheet.element.append(built.element);
        markHits(built, this.sought);
        this.#built(sheet);
      } catch (error) {
        // The page stands there without its text: it can be read, not selected. Tried again when it is shown again.
        console.warn(`The text of page ${sheet.page} could not be laid over it.`, error);
      }
    }
  }

  stampAgain(watermark: string): void {
    this.watermark = watermark;
    for (const sheet of this.#shown) stamp(sheet, watermark);
  }
  markAgain(sought: string): void {
    this.sought = sought;
    for (const text of this.#texts.values()) markHits(text, sought);
  }
}
