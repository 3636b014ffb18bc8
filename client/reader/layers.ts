/**
 * Pages drawn ahead, standing in the page as hidden layers. A turn to one of them changes only what is visible
 * (measured: 5 ms, against 150 to 2,900 ms for drawing on demand, on a CPU slowed four times).
 */
import type { Place } from '../../shared/presentation.ts';
import { openDocument } from './pdf.ts';

/** How wide and high the reader is, in CSS pixels, and how a page lies in it. */
export interface Fitting {
  width: number;
  height: number;
  fit: 'width' | 'page';
  zoom: number;
}

interface Layer {
  key: string;
  canvas: HTMLCanvasElement;
  isDrawn: boolean;
  drawing: Promise<void>;
  /** Ends the drawing, before it begins or in its middle. */
  end: AbortController;
  used: number;
}

/** A canvas beyond this many device pixels is drawn coarser: cheap tablets have little memory. */
const MOST_PIXELS = 12_000_000;
const MOST_LAYERS = 7;

/** When what was just turned to has been painted and nothing else is waiting: drawing would hold up that very frame. */
const leisure = (): Promise<unknown> =>
  new Promise((resolve) =>
    requestAnimationFrame(() => (window.requestIdleCallback ?? setTimeout)(resolve, { timeout: 200 } as never)),
  );

export class Layers {
  readonly #host: HTMLElement;
  readonly #layers = new Map<string, Layer>();
  #shown: Layer | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #clock = 0;
  #wanted = new Set<string>();

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  #key = ({ document, page }: Place, { width, height, fit, zoom }: Fitting) =>
    `${document.hash}/${page}/${width}x${height}/${fit}/${zoom}`;

  isDrawn(place: Place, fitting: Fitting): boolean {
    return this.#layers.get(this.#key(place, fitting))?.isDrawn === true;
  }

  /** Shows a page: at once when it stands ready, else as soon as it is drawn. */
  async show(place: Place, fitting: Fitting, label: string): Promise<void> {
    const key = this.#key(place, fitting);
    this.#wanted = new Set([key]);
    const ready = this.#layers.get(key);
    if (ready?.isDrawn) return this.#reveal(ready, label);
    // Whatever is being drawn ahead matters less than this.
    for (const layer of [...this.#layers.values()]) if (!layer.isDrawn && layer.key !== key) this.#remove(layer);
    const layer = this.#layer(place, fitting);
    await layer.drawing;
    if (this.#wanted.has(key)) this.#reveal(layer, label);
  }

  #reveal(layer: Layer, label: string): void {
    layer.used = ++this.#clock;
    layer.canvas.setAttribute('aria-label', label);
    if (this.#shown === layer) return;
    layer.canvas.classList.add('shown');
    layer.canvas.removeAttribute('aria-hidden');
    if (this.#shown) {
      this.#shown.canvas.classList.remove('shown');
      this.#shown.canvas.setAttribute('aria-hidden', 'true');
    }
    this.#shown = layer;
    // As large as what is shown: a hidden layer must not make the desk scroll.
    const { left, top, width, height } = layer.canvas.style;
    const size = { width: `calc(${left} + ${width})`, height: `calc(${top} + ${height})` };
    if (this.#host.style.width !== size.width) this.#host.style.width = size.width;
    if (this.#host.style.height !== size.height) this.#host.style.height = size.height;
    this.#trim();
  }

  /** Draws pages ahead, one after the other, while nothing else is asked for. */
  ahead(places: readonly Place[], fitting: Fitting): void {
    for (const place of places) {
      const key = this.#key(place, fitting);
      this.#wanted.add(key);
      this.#queue = this.#queue
        .then(async () => {
          await leisure();
          if (!this.#wanted.has(key)) return;
          await this.#layer(place, fitting).drawing;
          this.#trim();
        })
        .catch(() => undefined); // a page drawn ahead in vain is nobody's error; shown, it is said
    }
  }

  #layer(place: Place, fitting: Fitting): Layer {
    const key = this.#key(place, fitting);
    const known = this.#layers.get(key);
    if (known) return known;
    const canvas = document.createElement('canvas');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-hidden', 'true');
    const layer: Layer = {
      key,
      canvas,
      isDrawn: false,
      drawing: Promise.resolve(),
      end: new AbortController(),
      used: ++this.#clock,
    };
    layer.drawing = this.#draw(layer, place, fitting).catch((error: unknown) => {
      this.#remove(layer);
      throw error;
    });
    layer.drawing.catch(() => undefined);
    this.#layers.set(key, layer);
    return layer;
  }

  async #draw(
    layer: Layer,
    { document: entry, page: number }: Place,
    { width, height, fit, zoom }: Fitting,
  ): Promise<void> {
    const { signal } = layer.end;
    const pdf = await openDocument(entry);
    signal.throwIfAborted();
    const page = await pdf.getPage(number);
    signal.throwIfAborted();
    const natural = page.getViewport({ scale: 1 });
    const scale =
      (fit === 'width' ? width / natural.width : Math.min(width / natural.width, height / natural.height)) * zoom;
    const css = { width: Math.floor(natural.width * scale), height: Math.floor(natural.height * scale) };
    const density = Math.min(window.devicePixelRatio || 1, 2, Math.sqrt(MOST_PIXELS / (css.width * css.height)));
    const viewport = page.getViewport({ scale: scale * density });
    const { canvas } = layer;
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    canvas.style.width = `${css.width}px`;
    canvas.style.height = `${css.height}px`;
    // Where it lies: in the middle while it fits, at the edge when it is larger.
    canvas.style.left = `${Math.max(0, Math.floor((width - css.width) / 2))}px`;
    canvas.style.top = `${Math.max(0, Math.floor((height - css.height) / 2))}px`;
    this.#host.append(canvas);
    const task = page.render({ canvas, viewport, intent: 'display' });
    signal.addEventListener('abort', () => task.cancel());
    await task.promise;
    layer.isDrawn = true;
  }

  #remove(layer: Layer): void {
    layer.end.abort();
    layer.canvas.remove();
    if (this.#layers.get(layer.key) === layer) this.#layers.delete(layer.key);
  }

  #trim(): void {
    const spare = [...this.#layers.values()]
      .filter((layer) => layer !== this.#shown && !this.#wanted.has(layer.key))
      .sort((a, b) => a.used - b.used);
    while (this.#layers.size > MOST_LAYERS && spare.length > 0) this.#remove(spare.shift()!);
  }

  clear(): void {
    for (const layer of [...this.#layers.values()]) this.#remove(layer);
    this.#shown = null;
  }
}
