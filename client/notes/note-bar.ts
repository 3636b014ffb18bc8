/**
 * Writing on the pages: pen, sticky notes, bookmarks, and marks on selected text. It stands beside a reader and works
 * on whatever that shows.
 */

import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Note, NoteColour, NoteKind } from '../../shared/notes.ts';
import { hitsIn } from '../../shared/search.ts';
import type { PagesShown } from '../reader/events.ts';
import { textsOf } from '../reader/paper.ts';
import type { PdfReader } from '../reader/reader.ts';
import type { Sheet } from '../reader/sheet.ts';
import { type PageText, rectsOf } from '../reader/text-layer.ts';
import { noteText } from '../text/notes.ts';
import { writtenText } from '../text/written.ts';
import { bar } from '../ui/bars.ts';
import { controls } from '../ui/controls.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import type { Passage } from '../written/comments-dialog.ts';
import { colours, drawNotes, noteAt, strokePath, upright } from './note-layer.ts';
import type { NotesStore } from './store.ts';

type Tool = 'none' | 'pen' | 'sticky' | 'eraser';
const markColours: NoteColour[] = ['yellow', 'green', 'blue', 'pink'];
const penColours: NoteColour[] = ['red', 'black', 'blue', 'green'];
const PEN_WIDTH = 0.005;
const SELECTED_AFTER_MS = 200;

/** What is selected in the text of a page. */
interface Selected {
  page: PageText;
  from: number;
  to: number;
}

/** A comment on a passage is to be written. */
export class CommentWanted extends Event {
  constructor(readonly passage: Passage) {
    super('comment-wanted');
  }
}

@customElement('note-bar')
export class NoteBar extends LocalizedElement {
  @property({ attribute: false }) reader!: PdfReader;
  @property({ attribute: false }) store!: NotesStore;
  /** Whether the tools are shown. Marks on selected text are offered always. */
  @property({ type: Boolean }) open = false;
  @state() private tool: Tool = 'none';
  @state() private colour: NoteColour = 'yellow';
  @state() private penColour: NoteColour = 'red';
  @state() private selected: Selected | null = null;
  @state() private edited: Note | null = null;
  @query('dialog') private dialog!: HTMLDialogElement;
  #unlisten: (() => void) | null = null;

  static override styles = [
    controls,
    bar,
    css`
      .bar button {
        padding: 6px 10px;
      }
      .colour {
        border-radius: 50%;
        width: var(--touch);
        padding: 0;
      }
      .colour i {
        width: 24px;
        height: 24px;
        border-radius: 50%;
        border: 1.5px solid var(--line-strong);
      }
      /* Over the page: pushing it aside would take the selection away. */
      .selection {
        position: absolute;
        inset-block-end: 12px;
        inset-inline: 12px;
        margin-inline: auto;
        width: fit-content;
        z-index: 6;
        background: var(--accent-soft);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-l);
        box-shadow: var(--shadow-raised);
      }
      textarea {
        min-height: 140px;
        resize: vertical;
      }
      blockquote {
        margin: 0 0 12px;
        padding: 8px 12px;
        border-inline-start: 4px solid var(--line-strong);
        background: var(--surface-2);
        max-height: 120px;
        overflow: auto;
      }
      dialog label {
        margin-block: 12px;
      }
      .row.ends {
        margin-block-start: 12px;
        justify-content: space-between;
      }
      @media (max-width: 640px) {
        .bar span {
          display: none;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listen();
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unlisten?.();
    this.#unlisten = null;
  }

  #listen(): void {
    if (this.#unlisten || !this.reader || !this.store) return;
    const { reader, store } = this;
    const ends = new AbortController();
    const { signal } = ends;
    reader.addEventListener('pages-shown', ((event: PagesShown) => this.#shown(event)) as EventListener, {
      signal,
    });
    store.addEventListener('change', () => this.#draw(), { signal });
    document.addEventListener('selectionchange', this.#mayBeSelecting, { signal });
    for (const type of ['pointerdown', 'pointermove', 'pointerup', 'pointercancel'] as const)
      reader.addEventListener(type, this.#pointer, { signal });
    reader.addEventListener('click', this.#click, { signal });
    this.#unlisten = () => ends.abort();
    this.#draw();
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    this.#listen();
    if (changed.has('tool') || changed.has('open')) {
      // While one writes, a finger does not turn pages.
      const writes = this.open && (this.tool === 'pen' || this.tool === 'eraser');
      this.reader.toggleAttribute('writing', writes);
      this.reader.style.setProperty('--desk-touch', writes ? 'none' : 'pan-x pan-y');
    }
  }

  #shown(_: PagesShown): void {
    this.#draw();
    void this.#carryOver();
  }

  /** Notes on earlier versions of what I read come along, once for each version. */
  #carriedFor = '';
  async #carryOver(): Promise<void> {
    const { entry } = this.reader;
    if (!entry || entry.earlier.length === 0 || this.#carriedFor === entry.hash) return;
    this.#carriedFor = entry.hash;
    try {
      const earlier = entry.earlier.map(({ hash }) => hash);
      const { carried, lost } = await this.store.carryOver(entry.id, entry.hash, earlier, textsOf);
      if (carried + lost > 0) this.dispatchEvent(new CustomEvent('carried', { detail: { carried, lost } }));
    } catch {
      this.#carriedFor = ''; // the text of one of the versions is not here yet: at the next page
    }
  }

  #notesOn(sheet: Sheet): Note[] {
    return this.store.all.filter(({ hash, page }) => hash === sheet.document.hash && page === sheet.page);
  }
  #textOn = (sheet: Sheet): PageText | undefined => this.reader.shown.texts.find((text) => text.sheet === sheet);

  #draw(): void {
    for (const sheet of this.reader.shown.sheets)
      drawNotes(
        sheet,
        this.#notesOn(sheet),
        this.#textOn(sheet),
        (note) => noteText().noteNamed(note.text || noteText().kinds[note.kind]),
        (note) => this.edit(note),
      );
    this.requestUpdate();
  }

  // marks on selected text

  #selectionTimer: ReturnType<typeof setTimeout> | undefined;
  /** A moment later: to look at once would hold up the frame, and the selection is still growing. */
  readonly #mayBeSelecting = () => {
    clearTimeout(this.#selectionTimer);
    this.#selectionTimer = setTimeout(() => this.#selecting(), SELECTED_AFTER_MS);
  };

  #selecting(): void {
    const root = this.reader.shadowRoot as (ShadowRoot & { getSelection?: () => Selection | null }) | null;
    const selection = root?.getSelection?.() ?? document.getSelection();
    let range: StaticRange | Range | undefined;
    if (selection && 'getComposedRanges' in selection && root)
      range = (selection as unknown as { getComposedRanges: (options: object) => StaticRange[] }).getComposedRanges({
        shadowRoots: [root],
      })[0];
    else if (selection && selection.rangeCount > 0) range = selection.getRangeAt(0);
    this.selected = range && !range.collapsed ? this.#selectedIn(range) : null;
  }

  #selectedIn({ startContainer, startOffset, endContainer, endOffset }: StaticRange | Range): Selected | null {
    for (const page of this.reader.shown.texts) {
      const at = (node: Node, offset: number): number | null => {
        const piece = page.pieces.find((piece) => piece.node === node);
        if (piece) return piece.from + offset;
        const holder = node instanceof HTMLElement ? (node.childNodes[offset] ?? node) : node;
        if (!page.element.contains(holder)) return null;
        const next = page.pieces.find(
          (piece) =>
            holder === piece.node ||
            (holder.compareDocumentPosition(piece.node) & 4) !== 0 ||
            holder.contains(piece.node),
        );
        return next?.from ?? page.text.length;
      };
      const [from, to] = [at(startContainer, startOffset), at(endContainer, endOffset)];
      if (from === null && to === null) continue;
      const stretch = { page, from: from ?? 0, to: to ?? page.text.length };
      if (page.text.slice(stretch.from, stretch.to).trim() !== '') return stretch;
    }
    return null;
  }

  #mark(kind: Extract<NoteKind, 'highlight' | 'underline' | 'strike'>, text = ''): Note | null {
    const { selected } = this;
    if (!selected) return null;
    const { page, from, to } = selected;
    const { sheet } = page;
    const quote = page.text.slice(from, to).replace(/\s+/g, ' ').trim().slice(0, 5000);
    const places = hitsIn(page.text, `"${quote.replace(/["“”]/g, ' ')}"`);
    const nearest = places.findIndex(([, end]) => end > from);
    const note = this.store.add({
      document: sheet.document.id,
      hash: sheet.document.hash,
      page: sheet.page,
      kind,
      colour: kind === 'highlight' ? this.colour : 'red',
      rects: rectsOf(page, from, to).map((rect) => rounded(upright(rect, sheet.rotation))),
      strokes: [],
      quote,
      occurrence: Math.max(0, nearest),
      text,
    });
    document.getSelection()?.removeAllRanges();
    this.selected = null;
    return note;
  }

  // pen, sticky notes, eraser

  #stroke: { sheet: Sheet; points: number[]; path: SVGPathElement; ratio: number } | null = null;

  #place(event: { clientX: number; clientY: number }, sheet?: Sheet): { sheet: Sheet; x: number; y: number } | null {
    for (const page of sheet ? [sheet] : this.reader.shown.sheets) {
      const { left, top, width, height } = page.element.getBoundingClientRect();
      const [x, y] = [(event.clientX - left) / width, (event.clientY - top) / height];
      if (sheet || (x >= 0 && x <= 1 && y >= 0 && y <= 1)) return { sheet: page, x, y };
    }
    return null;
  }

  readonly #pointer = (event: PointerEvent) => {
    if (!this.open || !(event.composedPath() as HTMLElement[]).some((element) => element.classList?.contains('desk')))
      return;
    if (this.tool === 'eraser' && event.buttons > 0 && event.type !== 'pointerup') return this.#erase(event);
    if (this.tool !== 'pen') return;
    if (event.type === 'pointerdown' && event.isPrimary && event.button === 0) this.#begin(event);
    else if (event.type === 'pointermove' && this.#stroke) {
      for (const move of event.getCoalescedEvents?.() ?? [event]) this.#addPoint(move);
      this.#drawStroke();
    } else if (this.#stroke && event.type === 'pointerup') this.#finish();
    else if (this.#stroke && event.type === 'pointercancel') {
      this.#stroke.path.remove();
      this.#stroke = null;
    }
  };

  #begin(event: PointerEvent): void {
    const at = this.#place(event);
    if (!at) return;
    event.preventDefault();
    const { box, rotation } = at.sheet;
    const isAcross = rotation % 180 !== 0;
    const ratio = isAcross ? box.width / box.height : box.height / box.width;
    // Drawn upright: a holder of notes is there from the first stroke on.
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('fill', colours[this.penColour]);
    const svg = this.#svgOn(at.sheet);
    svg.append(path);
    this.#stroke = { sheet: at.sheet, points: [], path, ratio };
    this.#addPoint(event);
  }
  #svgOn(sheet: Sheet): Element | SVGSVGElement {
    const known = sheet.element.querySelector<SVGSVGElement>('.notes svg');
    if (known) return known;
    const ghost = { kind: 'ink', colour: 'red', strokes: [], rects: [] } as unknown as Note;
    drawNotes(
      sheet,
      [ghost],
      undefined,
      () => '',
      () => {},
    );
    return sheet.element.querySelector<SVGSVGElement>('.notes svg')!;
  }
  #addPoint(event: PointerEvent): void {
    const stroke = this.#stroke!;
    const at = this.#place(event, stroke.sheet)!;
    const [x, y] = upright([at.x, at.y, 0, 0], stroke.sheet.rotation);
    // A mouse says 0.5 while it is pressed; a pen how hard.
    stroke.points.push(rounded1(x), rounded1(y), Math.round((event.pressure || 0.5) * 100) / 100);
  }
  #drawStroke(): void {
    const { path, points, ratio } = this.#stroke!;
    path.setAttribute('d', strokePath({ width: PEN_WIDTH, points }, ratio));
  }
  #finish(): void {
    const { sheet, points, path } = this.#stroke!;
    this.#stroke = null;
    path.remove();
    const { id, hash } = sheet.document;
    this.store.add({
      document: id,
      hash,
      page: sheet.page,
      kind: 'ink',
      colour: this.penColour,
      rects: [],
      strokes: [{ width: PEN_WIDTH, points: points.slice(0, 30_000) }],
      quote: '',
      occurrence: 0,
      text: '',
    });
  }

  #erase(event: PointerEvent): void {
    const at = this.#place(event);
    const note = at && noteAt(this.#notesOn(at.sheet), at.sheet, this.#textOn(at.sheet), at.x, at.y);
    if (note && note.kind !== 'bookmark') this.store.remove(note);
  }

  readonly #click = (event: MouseEvent) => {
    if (
      !(event.composedPath() as HTMLElement[]).some((element) => element.classList?.contains('desk')) ||
      this.selected
    )
      return;
    const at = this.#place(event);
    if (!at) return;
    if (this.open && this.tool === 'sticky') {
      const [x, y] = upright([at.x, at.y, 0, 0], at.sheet.rotation);
      const { id, hash } = at.sheet.document;
      this.tool = 'none';
      this.edit(
        this.store.add({
          document: id,
          hash,
          page: at.sheet.page,
          kind: 'sticky',
          colour: this.colour,
          rects: [[rounded1(x), rounded1(y), 0, 0]],
          strokes: [],
          quote: '',
          occurrence: 0,
          text: '',
        }),
      );
      return;
    }
    if (this.tool !== 'none' && this.open) return;
    const note = noteAt(this.#notesOn(at.sheet), at.sheet, this.#textOn(at.sheet), at.x, at.y);
    if (note && note.kind !== 'sticky' && note.kind !== 'ink') this.edit(note);
  };

  #toggleBookmark(): void {
    const { entry, page } = this.reader;
    if (!entry) return;
    const known = this.#bookmark();
    if (known) this.store.remove(known);
    else
      this.store.add({
        document: entry.id,
        hash: entry.hash,
        page,
        kind: 'bookmark',
        colour: 'red',
        rects: [],
        strokes: [],
        quote: '',
        occurrence: 0,
        text: '',
      });
  }
  #bookmark = (): Note | undefined =>
    this.store.all.find(
      ({ kind, hash, page }) => kind === 'bookmark' && hash === this.reader.entry?.hash && page === this.reader.page,
    );

  /** Opens a note to be read, written and deleted. */
  edit(note: Note): void {
    this.edited = note;
    void this.updateComplete.then(() => this.dialog.showModal());
  }
  #saveText(): void {
    const { edited } = this;
    const text = this.renderRoot.querySelector('textarea')?.value.trim().slice(0, 5000) ?? '';
    if (edited && text !== edited.text) this.store.change(edited, { text });
  }

  #choose(tool: Tool): void {
    this.tool = this.tool === tool ? 'none' : tool;
  }

  override render() {
    return html`${this.open ? this.#tools() : nothing} ${this.selected ? this.#selectionBar() : nothing}
    ${this.#dialog()}`;
  }

  #colours(list: readonly NoteColour[], chosen: NoteColour, choose: (colour: NoteColour) => void) {
    return list.map(
      (colour) =>
        html`<button
          class="colour"
          aria-label=${noteText().colours[colour]}
          aria-pressed=${colour === chosen}
          @click=${() => choose(colour)}
        >
          <i style="background:${colours[colour]}"></i>
        </button>`,
    );
  }

  /** Over the tools while text is selected. A press must not take the selection away. */
  #selectionBar() {
    const w = noteText();
    const keep = (event: Event) => event.preventDefault();
    return html`<div
      class="bar selection"
      role="toolbar"
      aria-label=${w.onSelection}
      @pointerdown=${keep}
      @mousedown=${keep}
    >
      <button class="primary" @click=${() => this.#mark('highlight')}>
        ${icon('highlighter')} ${w.kinds.highlight}
      </button>
      <button aria-label=${w.kinds.underline} @click=${() => this.#mark('underline')}>
        ${icon('underline')} <span>${w.kinds.underline}</span>
      </button>
      <button aria-label=${w.kinds.strike} @click=${() => this.#mark('strike')}>
        ${icon('strikethrough')} <span>${w.kinds.strike}</span>
      </button>
      <button
        aria-label=${w.withWords}
        @click=${() => {
          const note = this.#mark('highlight');
          if (note) this.edit(note);
        }}
      >
        ${icon('stickyNote')} <span>${w.withWords}</span>
      </button>
      ${this.#colours(markColours, this.colour, (colour) => (this.colour = colour))} ${this.#commenting()}
    </div>`;
  }

  /** Of a draft on which comments are asked for. */
  #commentButton(passage: Omit<Passage, 'document'>, words: string) {
    const { entry } = this.reader;
    if (!entry || (entry.commentsUntil ?? 0) < Date.now()) return nothing;
    return html`<button
      class="comment"
      @click=${() => this.dispatchEvent(new CommentWanted({ document: entry.id, ...passage }))}
    >
      ${icon('megaphone')} ${words}
    </button>`;
  }
  /** The passage that is selected, as it stands there. */
  #commenting() {
    const { selected } = this;
    if (!selected) return nothing;
    const { page, from, to } = selected;
    const quote = page.text.slice(from, to).replace(/\s+/g, ' ').trim();
    return this.#commentButton({ page: page.sheet.page, quote }, writtenText().comment);
  }

  #tools() {
    const w = noteText();
    const isMarked = this.#bookmark() !== undefined;
    const { can } = this.store;
    return html`<div class="bar" role="toolbar" aria-label=${w.tools}>
      <button aria-label=${w.kinds.ink} aria-pressed=${this.tool === 'pen'} @click=${() => this.#choose('pen')}>
        ${icon('pen')} <span>${w.kinds.ink}</span>
      </button>
      <button aria-label=${w.eraser} aria-pressed=${this.tool === 'eraser'} @click=${() => this.#choose('eraser')}>
        ${icon('eraser')} <span>${w.eraser}</span>
      </button>
      <button
        aria-label=${w.kinds.sticky}
        aria-pressed=${this.tool === 'sticky'}
        @click=${() => this.#choose('sticky')}
      >
        ${icon('stickyNote')} <span>${w.kinds.sticky}</span>
      </button>
      ${this.#commentButton({ page: this.reader.page, quote: '' }, writtenText().commentPage)}
      <button aria-label=${w.kinds.bookmark} aria-pressed=${isMarked} @click=${() => this.#toggleBookmark()}>
        ${icon('bookmark')} <span>${w.kinds.bookmark}</span>
      </button>
      ${
        this.tool === 'pen'
          ? this.#colours(penColours, this.penColour, (colour) => (this.penColour = colour))
          : this.#colours(markColours, this.colour, (colour) => (this.colour = colour))
      }
      <button aria-label=${w.undo} ?disabled=${!can.undo} @click=${() => this.store.undo()}>${icon('undo')}</button>
      <button aria-label=${w.redo} ?disabled=${!can.redo} @click=${() => this.store.redo()}>${icon('redo')}</button>
      <button aria-label=${w.mine} @click=${() => this.dispatchEvent(new Event('list-wanted'))}>
        ${icon('notebook')} <span>${w.mine}</span>
      </button>
      <span class="muted small"
        >${
          ({ none: w.selectHint, sticky: w.stickyHint } as Partial<Record<typeof this.tool, string>>)[this.tool] ?? ''
        }</span
      >
    </div>`;
  }

  #dialog() {
    const w = noteText();
    const { edited: note } = this;
    return html`<dialog
      aria-labelledby="note-title"
      @close=${() => {
        this.#saveText();
        this.edited = null;
      }}
      @click=${(event: Event) => event.target === this.dialog && this.dialog.close()}
    >
      ${
        note
          ? html`${dialogHead('note-title', w.kinds[note.kind], () => this.dialog.close())}
              ${note.quote ? html`<blockquote class="wrap small">${note.quote}</blockquote>` : nothing}
              <label>${w.text}<textarea autofocus maxlength="5000" .value=${note.text}></textarea></label>
              <div class="row">
                ${this.#colours(markColours, note.colour, (colour) => {
                  this.store.change(note, { colour });
                  this.edited = { ...note, colour };
                })}
              </div>
              <p class="muted small">${w.private}</p>
              <div class="row ends">
                <button
                  class="danger"
                  @click=${() => {
                    this.store.remove(note);
                    this.edited = null;
                    this.dialog.close();
                  }}
                >
                  ${icon('trash')} ${w.remove}
                </button>
                <button class="primary" @click=${() => this.dialog.close()}>${icon('check')} ${w.done}</button>
              </div>`
          : nothing
      }
    </dialog>`;
  }
}

const rounded1 = (share: number): number => Math.round(Math.min(1.5, Math.max(-0.5, share)) * 1e5) / 1e5;
const rounded = (rect: readonly number[]): [number, number, number, number] =>
  rect.map(rounded1) as [number, number, number, number];

declare global {
  interface HTMLElementTagNameMap {
    'note-bar': NoteBar;
  }
}
