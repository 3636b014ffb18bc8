/**
 * A document, page by page or all below each other: fit, zoom, turn, select, follow links. Where it is, its owner says;
 * it only asks.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import type { Pointing } from '../../shared/wire/protocol.ts';
import { bar } from '../ui/bars.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { PagesShown, PageWanted, Pointed, TravelWanted } from './events.ts';
import { type Gestured, Gestures } from './gestures.ts';
import { HallPointer } from './hall-pointer.ts';
import { keptLook, type Look } from './look.ts';
import { noteStyles } from './note-styles.ts';
import { Overlays } from './overlays.ts';
import type { PagesPanel } from './pages-panel.ts';
import { loadAtLeisure } from './pdf.ts';
import { drawPointing, pointingStyles } from './pointing.ts';
import type { Sheet } from './sheet.ts';
import { sheetStyles } from './sheet-styles.ts';
import { pageLabel, Sheets } from './sheets.ts';
import { type Link, type PageText, textStyles } from './text-layer.ts';
import type { LookChosen, ViewOptions } from './view-options.ts';
import { clampZoom, keepingPlace, LEAST_ZOOM, MOST_ZOOM, type Point, scrolledOf, zoomStep } from './zoom.ts';

@customElement('pdf-reader')
export class PdfReader extends LocalizedElement {
  @property({ attribute: false }) entry: DocumentEntry | null = null;
  @property({ type: Number }) page = 1;
  /** What the agenda brings next: its first page stands ready. */
  @property({ attribute: false }) upcoming: DocumentEntry | null = null;
  /** The words that were searched for: marked on the pages. */
  @property() sought = '';
  /** The reader's name, across every page of a confidential document. */
  @property() watermark = '';
  /** Whether there is somewhere to go back or forward to. */
  @property({ attribute: false }) travels = { back: false, forward: false };
  /** Where the presenter points, for those who follow. */
  @property({ attribute: false }) pointing: Pointing | null = null;
  /** Whether my finger is the hall's pointer. */
  @property({ type: Boolean }) points = false;
  @state() private look: Look = keptLook();
  @state() private zoom = 1;
  @state() private outside = '';
  @query('.desk') private desk!: HTMLElement;
  @query('.sheets') private holder!: HTMLElement;
  @query('pages-panel') private panel!: PagesPanel;
  @query('view-options') private options!: ViewOptions;
  @query('#outside') private outsideDialog!: HTMLDialogElement;
  readonly #sheets = new Sheets(
    this,
    () =>
      this.entry && {
        document: this.entry,
        page: this.#ahead ?? this.page,
        upcoming: this.upcoming,
        mode: this.look.mode,
        fit: this.look.fit,
        zoom: this.zoom,
        rotation: this.look.rotation,
        label: (page) => pageLabel({ document: this.entry!, page }, this.t),
      },
    16,
  );
  readonly #overlays = new Overlays(
    (link) => this.#follow(link),
    () => this.#revealHit(),
  );
  readonly #hallPointer = new HallPointer();
  readonly #gestures = new Gestures(this.#gestured());
  /** The page that is shown already, while the rest of the reader is still to follow. */
  #ahead: number | null = null;

  static override styles = [
    controls,
    bar,
    sheetStyles,
    textStyles,
    noteStyles,
    pointingStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: auto auto minmax(0, 1fr);
        min-height: 0;
        min-width: 0;
        position: relative;
        background: var(--desk);
      }
      .tools .title {
        flex: 1 1 120px;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: var(--size-s);
        font-weight: 600;
      }
      .tools button {
        padding: 6px 9px;
      }
      .turn {
        display: flex;
        align-items: center;
        gap: 4px;
      }
      .turn label {
        display: flex;
        align-items: center;
        gap: 4px;
        white-space: nowrap;
        font-size: var(--size-s);
      }
      .turn input {
        width: 56px;
        text-align: center;
        padding: 4px;
      }
      .desk {
        touch-action: var(--desk-touch, pan-x pan-y);
      }
      .desk.points {
        cursor: crosshair;
        touch-action: none;
      }
      .sheets.sepia .sheet {
        filter: sepia(0.45) brightness(0.95);
      }
      .sheets.dark .sheet {
        filter: invert(0.92) hue-rotate(180deg);
      }
      .over,
      .marks,
      .stamp {
        position: absolute;
        inset: 0;
      }
      .stamp {
        pointer-events: none;
        z-index: 3;
        background-repeat: repeat;
      }
      .state {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 12px;
        text-align: center;
        padding: 24px;
        pointer-events: none;
      }
      .state > * {
        pointer-events: auto;
      }
      .skeleton {
        width: min(60%, 420px);
      }
      .address {
        margin-block: 12px;
        padding: 12px;
        background: var(--surface-2);
        border-radius: var(--radius);
        user-select: all;
      }
      @container reader (max-width: 760px) {
        .optional,
        .tools .title {
          display: none;
        }
        .tools {
          justify-content: space-between;
          gap: 2px;
        }
        .turn input {
          width: 46px;
        }
      }
      .frame {
        container: reader / inline-size;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#key);
    loadAtLeisure();
    this.#sheets.onShown = (shown) => void this.#dress(shown);
    this.#sheets.onScrolled = (page) => this.dispatchEvent(new PageWanted(page));
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.#key);
    this.#overlays.clear();
  }

  protected override firstUpdated(): void {
    this.#gestures.watch(this.desk);
    // The rest of the reader's code: not needed for the first page.
    const load = () => void Promise.all([import('./pages-panel.ts'), import('./view-options.ts')]);
    (window.requestIdleCallback ?? setTimeout)(load);
  }

  /** Shows another page of the same document in the very next frame, or as soon as it is ready; its owner sets `page`
   *  after that. */
  turnAtOnce(page: number): Promise<void> {
    if (page === this.page) return Promise.resolve();
    this.#ahead = page;
    return this.#sheets.update();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('page') || changed.has('entry')) this.#ahead = null;
    if (changed.has('entry') && changed.get('entry') && this.entry?.id !== (changed.get('entry') as DocumentEntry).id)
      this.look = { ...this.look, rotation: 0 };
  }
  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('pointing') || changed.has('page')) this.#showPointing();
    if (changed.has('watermark')) this.#overlays.stampAgain(this.watermark);
    if (changed.has('sought')) {
      this.#overlays.markAgain(this.sought);
      this.#revealHit();
    }
    if (changed.has('zoom') || changed.has('points')) this.#tellRegion();
  }

  /** Pages that are shown, and their text as far as it is built. */
  get shown(): { sheets: readonly Sheet[]; texts: readonly PageText[] } {
    return { sheets: this.#sheets.shown, texts: this.#overlays.texts };
  }
  /** How many pages are held in memory. */
  get held(): number {
    return this.#sheets.held;
  }

  #gestured(): Gestured {
    const reader = this;
    return {
      get zoom() {
        return reader.zoom;
      },
      get isBusy() {
        return reader.points || reader.hasAttribute('writing');
      },
      get mayTurn() {
        return reader.zoom === 1 && reader.look.mode !== 'continuous';
      },
      turn: (by) => reader.#turn(by),
      preview: (zoom) => (reader.holder.style.transform = zoom === null ? '' : `scale(${zoom / reader.zoom})`),
      zoomTo: (zoom, at) => void reader.#setZoom(zoom, at),
    };
  }

  // what lies over the pages

  /** Text, links, hits and the stamp for pages that have come up; away with those of pages that have gone. */
  async #dress(shown: readonly Sheet[]): Promise<void> {
    this.#overlays.show(shown);
    this.#showPointing();
    this.#tellShown();
    await this.#overlays.dress();
    this.#tellShown();
  }
  #tellShown(): void {
    const { sheets, texts } = this.shown;
    this.dispatchEvent(new PagesShown(sheets, texts));
  }

  #revealedFor = '';
  /** The first place that was searched for, once it is there. */
  #revealHit(): void {
    const key = `${this.entry?.hash}/${this.page}/${this.sought}`;
    if (!this.sought || key === this.#revealedFor) return;
    const sheet = this.#sheets.shown.find(({ page }) => page === this.page);
    const hit = sheet?.element.querySelector('.hits i');
    if (!hit) return;
    this.#revealedFor = key;
    hit.scrollIntoView({ block: 'center', inline: 'nearest' });
  }

  readonly #follow = (link: Link) => {
    if ('page' in link) return this.#go(link.page);
    this.outside = link.address;
    this.outsideDialog.showModal();
  };

  #showPointing(): void {
    drawPointing(this.#sheets.shown, this.pointing);
  }

  // my own finger as the hall's pointer

  readonly #pointer = (event: PointerEvent) => {
    if (this.points) this.#tell(this.#hallPointer.follow(event, this.#sheets.shown));
  };
  #tellRegion(): void {
    if (this.points) this.#tell();
  }
  #tell(page = this.page): void {
    this.dispatchEvent(new Pointed(this.#hallPointer.pointing(page, this.#sheets.shown, this.desk, this.zoom > 1)));
  }

  // going and looking

  #go(page: number): void {
    if (!this.entry) return;
    const wanted = Math.min(Math.max(1, page), this.entry.pages);
    if (wanted !== this.page) this.dispatchEvent(new PageWanted(wanted));
  }
  #turn(by: 1 | -1): void {
    this.#go(this.page + (this.look.mode === 'spread' ? 2 * by : by));
  }

  /** Enlarges around a place of the desk (its middle, if none is said), so that what was there stays there. */
  async #setZoom(zoom: number, point?: Point): Promise<void> {
    const next = clampZoom(zoom);
    if (next === this.zoom) return;
    const { desk, holder } = this;
    const frame = desk.getBoundingClientRect();
    const at = {
      x: point ? point.clientX - frame.left : frame.width / 2,
      y: point ? point.clientY - frame.top : frame.height / 2,
    };
    const before = scrolledOf(desk, holder);
    this.zoom = next;
    await this.updateComplete;
    const { left, top } = keepingPlace(before, scrolledOf(desk, holder), at);
    desk.scrollTo(left, top);
  }
  #step(by: 1 | -1): void {
    const next = zoomStep(this.zoom, by);
    if (next) void this.#setZoom(next);
  }

  readonly #key = (event: KeyboardEvent) => {
    const from = event.composedPath()[0];
    if (from instanceof HTMLInputElement || from instanceof HTMLTextAreaElement) return;
    if ((event.composedPath() as HTMLElement[]).some((element) => element.tagName === 'DIALOG')) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === '+' || event.key === '-') return this.#step(event.key === '+' ? 1 : -1);
    if (event.key === 'Home') return this.#go(1);
    if (event.key === 'End') return this.#go(this.entry?.pages ?? 1);
    const isContinuous = this.look.mode === 'continuous';
    const turns = isContinuous
      ? { ArrowRight: 1, ArrowLeft: -1 }
      : { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
    const by = (turns as Record<string, 1 | -1>)[event.key];
    if (by === undefined) return;
    event.preventDefault();
    this.#turn(by);
  };

  override render() {
    const { t, entry } = this;
    return html`
      <div class="frame">
        <div class="tools bar" role="toolbar" aria-label=${t.documents}>
          <slot name="start"></slot>
          <span class="title" title=${entry?.title ?? ''}>${entry?.title}</span>
          <button
            class="optional quiet"
            aria-label=${t.goBack}
            ?disabled=${!this.travels.back}
            @click=${() => this.dispatchEvent(new TravelWanted(-1))}
          >
            ${icon('undo')}
          </button>
          <button
            class="optional quiet"
            aria-label=${t.goForward}
            ?disabled=${!this.travels.forward}
            @click=${() => this.dispatchEvent(new TravelWanted(1))}
          >
            ${icon('redo')}
          </button>
          <div class="turn">
            <button
              aria-label=${t.previousPage}
              ?disabled=${!entry || this.page <= 1}
              @click=${() => this.#turn(-1)}
            >
              ${icon('chevronLeft')}
            </button>
            <label
              ><span class="visually-hidden">${t.pageNumber}</span>
              <input
                inputmode="numeric"
                .value=${entry ? String(this.page) : ''}
                ?disabled=${!entry}
                @change=${(event: Event) => {
                  const input = event.target as HTMLInputElement;
                  const wanted = Number.parseInt(input.value, 10);
                  if (Number.isInteger(wanted)) this.#go(wanted);
                  input.value = String(this.page);
                }}
              />/ ${entry?.pages ?? '–'}</label
            >
            <button
              aria-label=${t.nextPage}
              ?disabled=${!entry || this.page >= entry.pages}
              @click=${() => this.#turn(1)}
            >
              ${icon('chevronRight')}
            </button>
          </div>
          <button
            class="optional"
            aria-label=${t.zoomOut}
            ?disabled=${!entry || this.zoom <= LEAST_ZOOM}
            @click=${() => this.#step(-1)}
          >
            ${icon('zoomOut')}
          </button>
          <button
            class="optional"
            aria-label=${t.zoomIn}
            ?disabled=${!entry || this.zoom >= MOST_ZOOM}
            @click=${() => this.#step(1)}
          >
            ${icon('zoomIn')}
          </button>
          <button aria-label=${t.viewOptions} ?disabled=${!entry} @click=${() => this.options.open?.()}>
            ${icon('sliders')}
          </button>
          <button aria-label=${t.pagesAndOutline} ?disabled=${!entry} @click=${() => this.panel.open?.()}>
            ${icon('layoutGrid')}
          </button>
          <slot name="end"></slot>
        </div>
      </div>
      <div><slot name="under"></slot></div>
      <div
        class="desk ${this.points ? 'points' : ''}"
        tabindex="0"
        role="region"
        aria-label=${entry?.title ?? t.documents}
        @pointermove=${this.#pointer}
        @pointerdown=${this.#pointer}
        @pointerup=${this.#pointer}
        @pointerleave=${this.#pointer}
        @scroll=${() => this.#tellRegion()}
      >
        <div class="sheets ${this.look.theme}"></div>
        ${this.#state()}
      </div>
      <pages-panel .entry=${entry} .page=${this.page}></pages-panel>
      <view-options
        .look=${this.look}
        @look-chosen=${(event: LookChosen) => {
          this.look = event.look;
          if (event.look.mode === 'continuous') this.zoom = Math.min(this.zoom, 2);
        }}
      ></view-options>
      <dialog id="outside" aria-labelledby="outside-title">
        <h2 id="outside-title">${t.outsideLink}</h2>
        <p class="address wrap">${this.outside}</p>
        <p class="muted">${t.outsideHint}</p>
        <p><button @click=${() => this.outsideDialog.close()}>${t.close}</button></p>
      </dialog>
    `;
  }

  #state() {
    const { t } = this;
    if (!this.entry) return html`<div class="state"><p class="muted">${t.chooseDocument}</p></div>`;
    if (this.#sheets.failed)
      return html`<div class="state" role="alert">
        <p>${t.documentFailed}</p>
        <button class="primary" @click=${() => this.#sheets.retry()}>${t.tryAgain}</button>
      </div>`;
    if (this.#sheets.isLoading) return html`<div class="state"><div class="skeleton">${t.loadingPage}</div></div>`;
    return nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pdf-reader': PdfReader;
  }
}
