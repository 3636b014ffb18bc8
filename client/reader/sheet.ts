/**
 * One page as it stands in the reader: the image that the intake made of it, at once; pdf.js' own drawing over it, when
 * it is ready. Hidden, it stands in the page all the same, as a layer of the compositor: to turn is to change an opacity
 * (measured: 5 ms, against 150 to 2,900 ms for drawing on demand, on a CPU slowed four times).
 */

import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { pictureBytes } from '../live/pictures.ts';
import { imageAddress } from '../live/place.ts';
import type { Box, Rotation } from './layout.ts';
import { openDocument } from './pdf.ts';

/** A canvas beyond this many device pixels is drawn coarser: cheap tablets have little memory. */
const MOST_PIXELS = 12_000_000;

/** Ends with whichever ends first (`AbortSignal.any` is younger than many a tablet). */
function eitherOf(...signals: AbortSignal[]): AbortSignal {
  const either = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) either.abort();
    signal.addEventListener('abort', () => either.abort(), { once: true });
  }
  return either.signal;
}

/** A picture that is only shown from now on: the browser need not look after it at every frame, as it must else. */
function presented(bitmap: ImageBitmap): HTMLCanvasElement | null {
  const canvas = window.document.createElement('canvas');
  const context = canvas.getContext('bitmaprenderer');
  if (!context) return null;
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  context.transferFromImageBitmap(bitmap);
  return canvas;
}

export const sheetKey = ({ hash }: DocumentEntry, page: number): string => `${hash}/${page}`;

export class Sheet {
  readonly element: HTMLElement;
  readonly key: string;
  /** Resolves once there is something to read, rejects when neither way led there. */
  readonly ready: Promise<void>;
  /** Resolves once the intake's image is here, or can't be had. */
  readonly pictured: Promise<void>;
  isReady = false;
  box: Box;
  rotation: Rotation = 0;
  /** What it was drawn for: its width in CSS pixels and its rotation; null while it has no drawing. */
  drawnFor: { width: number; rotation: Rotation } | null = null;
  hasFailed = false;
  /** pdf.js could not draw it; the image must do. */
  gaveUp = false;
  readonly #end = new AbortController();
  #image: HTMLCanvasElement | null = null;
  #canvas: HTMLCanvasElement | null = null;
  #settle!: { resolve: () => void; reject: (error: unknown) => void };
  #failures = 0;

  constructor(
    readonly document: DocumentEntry,
    readonly page: number,
    box: Box,
  ) {
    this.key = sheetKey(document, page);
    this.box = box;
    this.element = window.document.createElement('div');
    this.element.className = 'sheet';
    this.element.setAttribute('role', 'group');
    this.element.setAttribute('aria-hidden', 'true');
    this.ready = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    this.ready.catch(() => undefined); // whoever shows it says so
    this.pictured = this.#fetchImage();
  }

  get isDrawn(): boolean {
    const { drawnFor, box, rotation } = this;
    return drawnFor !== null && Math.abs(drawnFor.width - box.width) <= 1 && drawnFor.rotation === rotation;
  }

  /** Device pixels for each CSS pixel, as a drawing would have them. */
  get #density(): number {
    return Math.min(window.devicePixelRatio || 1, 2, Math.sqrt(MOST_PIXELS / (this.box.width * this.box.height)));
  }
  /**
   * Whether the intake's image is good enough to turn to: half as many pixels across as the page takes up here. Drawing
   * every neighbour anew costs more frames than it is worth: whoever stays gets the page drawn sharp.
   */
  get isFine(): boolean {
    if (!this.#image) return false;
    const across = this.rotation % 180 === 0 ? this.box.width : this.box.height;
    return this.#image.width >= (across * this.#density) / 2;
  }

  #gotReady(): void {
    if (this.isReady) return;
    this.isReady = true;
    this.#settle.resolve();
  }
  /** Both ways must fail before it has. */
  #failed(error: unknown): void {
    this.#failures += 1;
    if (this.#failures < 2 || this.isReady) return;
    this.hasFailed = true;
    this.#settle.reject(error);
  }

  async #fetchImage(): Promise<void> {
    const { signal } = this.#end;
    try {
      const bytes = await pictureBytes(imageAddress(this.document.hash, this.page));
      if (signal.aborted || this.#canvas) return;
      // As it is: to have it scaled here takes three times as long (45 ms instead of 16, the CPU slowed four times).
      const image = presented(await createImageBitmap(bytes));
      // Drawn meanwhile: it is of no more use.
      if (!image || signal.aborted || this.drawnFor) return;
      this.#image = image;
      this.#turnImage();
      this.element.prepend(image);
      this.#gotReady();
    } catch (error) {
      this.#failed(error); // not made yet, or not reachable: pdf.js draws it
    }
  }

  #turnImage(): void {
    if (!this.#image) return;
    const { width, height } = this.box;
    const isAcross = this.rotation % 180 !== 0;
    const style = this.#image.style;
    style.width = `${isAcross ? height : width}px`;
    style.height = `${isAcross ? width : height}px`;
    const shift = isAcross ? (width - height) / 2 : 0;
    style.transform = this.rotation ? `translate(${shift}px, ${-shift}px) rotate(${this.rotation}deg)` : '';
  }

  /** Puts it where it belongs; what is drawn is stretched until it is drawn anew. */
  place(box: Box, rotation: Rotation): void {
    const before = this.box;
    const isSame =
      before.left === box.left && before.top === box.top && before.width === box.width && before.height === box.height;
    if (isSame && rotation === this.rotation && this.element.style.width) return;
    this.box = box;
    this.gaveUp = false;
    if (rotation !== this.rotation) this.#dropDrawing();
    this.rotation = rotation;
    const { style } = this.element;
    style.left = `${box.left}px`;
    style.top = `${box.top}px`;
    style.width = `${box.width}px`;
    style.height = `${box.height}px`;
    this.#turnImage();
  }

  #dropDrawing(): void {
    this.#canvas?.remove();
    this.#canvas = null;
    this.drawnFor = null;
  }

  /** Draws it with pdf.js, as sharp as the device. Rejects when `signal` ends it or the page can't be drawn. */
  async draw(signal: AbortSignal): Promise<void> {
    const either = eitherOf(signal, this.#end.signal);
    const { box, rotation } = this;
    try {
      const pdf = await openDocument(this.document);
      either.throwIfAborted();
      const page = await pdf.getPage(this.page);
      either.throwIfAborted();
      const natural = page.getViewport({ scale: 1, rotation: (page.rotate + rotation) % 360 });
      const viewport = page.getViewport({
        scale: (box.width / natural.width) * this.#density,
        rotation: (page.rotate + rotation) % 360,
      });
      const canvas = window.document.createElement('canvas');
      canvas.width = Math.max(1, Math.floor(viewport.width));
      canvas.height = Math.max(1, Math.floor(viewport.height));
      const task = page.render({ canvas, viewport, intent: 'display' });
      either.addEventListener('abort', () => task.cancel(), { once: true });
      await task.promise;
      either.throwIfAborted();
      const shown = presented(await createImageBitmap(canvas)) ?? canvas;
      // Its memory, now.
      if (shown !== canvas) canvas.width = canvas.height = 0;
      either.throwIfAborted();
      this.#canvas?.remove();
      this.#canvas = shown;
      this.drawnFor = { width: box.width, rotation };
      this.element.prepend(shown);
      this.#image?.remove();
      this.#image = null;
      this.#gotReady();
    } catch (error) {
      if (!either.aborted) {
        this.gaveUp = true;
        this.#failed(error);
      }
      throw error;
    }
  }

  /** What a screen reader says of it. */
  name(label: string): void {
    if (this.element.getAttribute('aria-label') !== label) this.element.setAttribute('aria-label', label);
  }
  show(isShown: boolean): void {
    const { element } = this;
    if (element.classList.contains('shown') === isShown) return;
    element.classList.toggle('shown', isShown);
    if (isShown) element.removeAttribute('aria-hidden');
    else element.setAttribute('aria-hidden', 'true');
  }
  get isShown(): boolean {
    return this.element.classList.contains('shown');
  }

  remove(): void {
    this.#end.abort();
    this.element.remove();
    this.#dropDrawing();
    this.#image = null;
  }
}
