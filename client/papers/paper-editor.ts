/** Minutes and conclusions, written in the page: by several at once, with the record's facts as they are. */
import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import type { Node as ProseNode } from '@tiptap/pm/model';
import { NodeSelection } from '@tiptap/pm/state';
import { prosemirrorJSONToYXmlFragment } from '@tiptap/y-tiptap';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Minutes } from '../../shared/meeting/minutes.ts';
import type { PaperKind } from '../../shared/papers.ts';
import { dayIn, slug } from '../../shared/vietnamese.ts';
import { Commands } from '../app/commands.ts';
import { Meeting } from '../live/controller.ts';
import { request } from '../live/login.ts';
import { inMeeting } from '../live/place.ts';
import { deskStyles } from '../office/desk-styles.ts';
import { takeNumber } from '../office/register.ts';
import { linesOf, paperFrame } from '../reports/minutes-sheet.ts';
import type { OfficialSheet } from '../reports/official-sheet.ts';
import { made } from '../reports/sheet.ts';
import { currentLanguage } from '../text/language.ts';
import { papersText } from '../text/papers.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { save } from '../ui/save.ts';
import { PaperSync } from './paper-sync.ts';
import { contentOf, extensions, type FactAttributes } from './schema.ts';

/** Where the text stands in the shared document, and what is said about the paper as a whole. */
const TEXT = 'default';
const ABOUT = 'about';
/** A meeting that runs goes on: what its record says is asked anew so often. */
const RECORD_EVERY_MS = 15_000;

interface Differing extends FactAttributes {
  position: number;
  /** Null: the record does not have it any more. */
  now: string | null;
}

/** The binding of editor and shared document asks the editor's root for what only documents have. */
function asDocument(root: ShadowRoot): void {
  const asked = root as ShadowRoot & Partial<Pick<Document, 'createRange' | 'getSelection'>>;
  asked.createRange ??= () => document.createRange();
  asked.getSelection ??= () => document.getSelection();
}

@customElement('paper-editor')
export class PaperEditor extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, status }) => [view, status]);
  readonly #commands = new Commands(this, this.#meeting);
  @property() kind: PaperKind = 'minutes';
  @state() private minutes: Minutes | null = null;
  @state() private isOpen = false;
  @state() private selected: { position: number; fact: FactAttributes } | null = null;
  @query('#sheet') private sheet!: HTMLElement;
  #sync: PaperSync | null = null;
  #editor: Editor | null = null;
  #facts = new Map<string, string>();
  #timer: ReturnType<typeof setInterval> | undefined;

  static override styles = [
    deskStyles,
    css`
      .number {
        align-items: end;
      }
      .number .grow {
        flex-basis: 160px;
      }
      .tools {
        position: sticky;
        inset-block-start: 0;
        z-index: 1;
        padding-block: 6px;
        background: var(--surface-2);
      }
      #sheet {
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        padding: clamp(12px, 4vw, 48px);
        min-height: 40vh;
        width: 100%;
        /* Some eighty letters a line, as on paper. */
        max-width: calc(80ch + 2 * clamp(12px, 4vw, 48px));
        margin-inline: auto;
      }
      .ProseMirror {
        outline: none;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        min-height: 30vh;
        line-height: 1.55;
      }
      .ProseMirror p {
        margin-block: 0 8px;
      }
      .ProseMirror h2 {
        font-size: 1.05rem;
        margin-block: 16px 6px;
      }
      .ProseMirror ul,
      .ProseMirror ol {
        padding-inline-start: 24px;
        list-style: disc;
      }
      .fact {
        background: var(--accent-soft);
        border-radius: var(--radius-s);
        padding: 1px 4px;
        cursor: pointer;
      }
      .fact.differs {
        background: var(--warn-soft);
        box-shadow: 0 0 0 1.5px var(--warn);
      }
      .ProseMirror-selectednode {
        box-shadow: 0 0 0 2.5px var(--accent);
      }
      .bad {
        color: var(--danger);
        font-weight: 600;
      }
      li {
        padding-block: 8px;
        border-block-start: 1px solid var(--line);
        display: grid;
        gap: 6px;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('beforeunload', this.#leaving);
    this.#timer = setInterval(() => void this.#loadRecord(), RECORD_EVERY_MS);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('beforeunload', this.#leaving);
    clearInterval(this.#timer);
    this.#close();
  }
  readonly #leaving = (event: BeforeUnloadEvent) => {
    if (this.#sync && !this.#sync.isSent) event.preventDefault();
  };

  #close(): void {
    this.#editor?.destroy();
    this.#sync?.close();
    this.#editor = null;
    this.#sync = null;
    this.isOpen = false;
    this.selected = null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('kind') && changed.get('kind') !== undefined) this.#close();
    if (!this.#sync && this.#meeting.isReady) void this.#open();
  }

  async #loadRecord(): Promise<void> {
    const response = await request(inMeeting('/record/minutes')).catch(() => null);
    if (!response?.ok) return;
    this.minutes = (await response.json()) as Minutes;
    const lines = linesOf(this.kind, this.#meeting.view, this.minutes);
    this.#facts = new Map(lines.flatMap(({ fact }) => (fact ? [[fact.key, fact.text] as const] : [])));
    // So that what differs now is marked.
    this.#editor?.view.dispatch(this.#editor.state.tr);
  }

  async #open(): Promise<void> {
    const sync = new PaperSync(this.kind, this.#meeting.live);
    this.#sync = sync;
    sync.addEventListener('change', () => this.requestUpdate());
    await this.#loadRecord();
    const { minutes } = this;
    const schema = extensions(
      () => this.#facts,
      () => papersText().fact,
    );
    try {
      if (!minutes) throw new Error('No record.');
      await sync.open((doc) => {
        const empty = new Editor({ extensions: schema, injectCSS: false });
        const content = contentOf(linesOf(this.kind, this.#meeting.view, minutes));
        prosemirrorJSONToYXmlFragment(empty.schema, content, doc.getXmlFragment(TEXT));
        empty.destroy();
      });
    } catch {
      if (this.#sync === sync) this.#sync = null;
      this.#commands.say(papersText().state.offline, 'bad');
      setTimeout(() => this.requestUpdate(), 3000);
      return;
    }
    if (this.#sync !== sync) return;
    sync.doc.getMap(ABOUT).observe(() => this.requestUpdate());
    asDocument(this.renderRoot as ShadowRoot);
    this.#editor = new Editor({
      element: this.sheet,
      injectCSS: false,
      extensions: [...schema, Collaboration.configure({ document: sync.doc, field: TEXT })],
      editorProps: {
        attributes: { 'aria-label': papersText().kinds[this.kind], role: 'textbox', 'aria-multiline': 'true' },
      },
      onTransaction: () => {
        this.#select();
        this.requestUpdate();
      },
    });
    this.isOpen = true;
  }

  #select(): void {
    const selection = this.#editor?.state.selection;
    const node = selection instanceof NodeSelection ? selection.node : null;
    this.selected =
      node?.type.name === 'fact' ? { position: selection!.from, fact: node.attrs as FactAttributes } : null;
  }

  #setFact(position: number, fields: Partial<FactAttributes>): void {
    const editor = this.#editor;
    const node = editor?.state.doc.nodeAt(position);
    if (!editor || node?.type.name !== 'fact') return;
    editor.view.dispatch(editor.state.tr.setNodeMarkup(position, null, { ...node.attrs, ...fields }));
  }

  readonly #annotate = async () => {
    const { selected } = this;
    if (!selected) return;
    const w = papersText();
    const note = await this.#commands.ask({
      words: w.noteQuestion(selected.fact.text),
      confirm: w.addNote,
      wants: w.note,
      isOptional: true,
    });
    if (note !== null) this.#setFact(selected.position, { note });
  };

  /** Facts in the text that the record says otherwise, and facts of the record that are not in the text. */
  #compared(): { differing: Differing[]; missing: { key: string; text: string }[] } {
    const differing: Differing[] = [];
    const present = new Set<string>();
    this.#editor?.state.doc.descendants((node, position) => {
      if (node.type.name !== 'fact') return;
      const fact = node.attrs as FactAttributes;
      present.add(fact.key);
      const now = this.#facts.get(fact.key) ?? null;
      if (now !== fact.text) differing.push({ ...fact, position, now });
    });
    const missing = [...this.#facts].filter(([key]) => !present.has(key)).map(([key, text]) => ({ key, text }));
    return { differing, missing };
  }

  /** At its place among the facts around it in the record; at the end where none of them is in the text. */
  #insert(fact: { key: string; text: string }): void {
    const editor = this.#editor;
    if (!editor) return;
    const keys = [...this.#facts.keys()];
    const before = new Set(keys.slice(0, keys.indexOf(fact.key)));
    let at = editor.state.doc.content.size;
    let isFound = false;
    editor.state.doc.forEach((block, offset) => {
      let has = false;
      block.descendants((node) => {
        if (node.type.name === 'fact' && before.has((node.attrs as FactAttributes).key)) has = true;
      });
      if (has) [at, isFound] = [offset + block.nodeSize, true];
    });
    if (!isFound && before.size === 0) at = 0;
    const content = { type: 'paragraph', content: [{ type: 'fact', attrs: { ...fact, note: '' } }] };
    editor.commands.insertContentAt(at, content);
  }

  // number, date, files

  get #about(): { symbol: string; day: string } {
    const about = this.#sync?.doc.getMap(ABOUT);
    return { symbol: String(about?.get('symbol') ?? ''), day: String(about?.get('day') ?? '') };
  }
  readonly #typed = (event: Event) => {
    const { name, value } = event.target as HTMLInputElement;
    this.#sync?.doc.getMap(ABOUT).set(name, value);
  };
  readonly #takeNumber = async () => {
    const { view, live } = this.#meeting;
    const { body } = await live.place;
    const day = this.#about.day || dayIn(view.procedure.timeZone, live.now());
    try {
      const wanted = { kind: this.kind, day, subject: view.title, meeting: view.id, number: null };
      const taken = await takeNumber(body, wanted);
      if ('code' in taken) return this.#commands.say(taken[currentLanguage()], 'bad');
      this.#sync?.doc.getMap(ABOUT).set('symbol', taken.symbol);
      this.#sync?.doc.getMap(ABOUT).set('day', day);
    } catch {
      this.#commands.say(this.t.offlineWhy, 'bad');
    }
  };

  #paragraphs(): OfficialSheet['paragraphs'] {
    const found: OfficialSheet['paragraphs'] = [];
    const textOf = (node: ProseNode): string =>
      node.textBetween(0, node.content.size, '\n', (leaf) => {
        if (leaf.type.name !== 'fact') return '\n';
        const { text, note } = leaf.attrs as FactAttributes;
        return note ? `${text} (${note})` : text;
      });
    this.#editor?.state.doc.forEach((block) => {
      if (block.type.name === 'heading') found.push({ heading: textOf(block) });
      else if (/List$/.test(block.type.name)) block.forEach((item) => void found.push(`- ${textOf(item)}`));
      else if (textOf(block).trim()) found.push(textOf(block));
    });
    return found;
  }

  async #save(kind: 'pdf' | 'docx'): Promise<void> {
    const { view } = this.#meeting;
    if (!this.minutes) return;
    const sheet = { ...paperFrame(this.kind, view, this.minutes, this.#about), paragraphs: this.#paragraphs() };
    const name = this.kind === 'minutes' ? 'bien-ban' : 'ket-luan';
    save(await made(kind, sheet), `${name}-${slug(view.title) || view.id}.${kind}`);
  }

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const w = papersText();
    const { symbol, day } = this.#about;
    const state = this.#sync?.state ?? 'waiting';
    const isBad = state === 'offline' || state === 'refused';
    return html`<p class="muted">${w.hint}</p>
      <div class="row number">
        <label class="grow"
          >${w.symbol}<input name="symbol" maxlength="60" autocomplete="off" .value=${symbol} @change=${this.#typed} /></label
        ><button @click=${this.#takeNumber} ?disabled=${!this.isOpen}>${w.takeNumber}</button
        ><label>${w.day}<input name="day" type="date" .value=${day} @change=${this.#typed} /></label>
        <button @click=${() => void this.#save('docx')} ?disabled=${!this.isOpen}>${icon('download')} ${w.saveDocx}</button
        ><button @click=${() => void this.#save('pdf')} ?disabled=${!this.isOpen}>${icon('download')} ${w.savePdf}</button>
      </div>
      ${this.#tools()}
      <p class="small ${isBad ? 'bad' : 'muted'}" role="status">${this.isOpen ? w.state[state] : w.loading}</p>
      ${this.#others()}
      <div id="sheet"></div>
      ${this.isOpen ? this.#differences() : nothing} ${this.#signed()}`;
  }

  #others() {
    const others = this.#sync?.others ?? [];
    if (others.length === 0) return nothing;
    const { people } = this.#meeting.view;
    const names = others.map((id) => people.find((person) => person.id === id)?.name ?? id);
    return html`<p class="small row" role="status">${icon('users')} <span class="wrap">${papersText().others(names.join(', '))}</span></p>`;
  }

  #tools() {
    const w = papersText();
    const editor = this.#editor;
    const tool = (words: string, isOn: boolean, act: () => unknown, face: unknown) =>
      html`<button aria-label=${words} title=${words} aria-pressed=${isOn ? 'true' : 'false'} ?disabled=${!editor} @mousedown=${(event: Event) => event.preventDefault()} @click=${act}>${face}</button>`;
    const chain = () => editor!.chain().focus();
    return html`<div class="row tools" role="toolbar" aria-label=${w.toolbar}>
      ${tool(w.bold, editor?.isActive('bold') ?? false, () => chain().toggleBold().run(), html`<b>B</b>`)}
      ${tool(w.italic, editor?.isActive('italic') ?? false, () => chain().toggleItalic().run(), html`<i>I</i>`)}
      ${tool(w.heading, editor?.isActive('heading') ?? false, () => chain().toggleHeading({ level: 2 }).run(), html`<b>H</b>`)}
      ${tool(w.list, editor?.isActive('bulletList') ?? false, () => chain().toggleBulletList().run(), icon('list'))}
      ${tool(w.undo, false, () => chain().undo().run(), icon('undo'))} ${tool(w.redo, false, () => chain().redo().run(), icon('redo'))}
      ${this.selected ? html`<button class="primary" @mousedown=${(event: Event) => event.preventDefault()} @click=${this.#annotate}>${icon('stickyNote')} ${w.addNote}</button>` : nothing}
    </div>`;
  }

  #differences() {
    const w = papersText();
    const { differing, missing } = this.#compared();
    if (differing.length + missing.length === 0) return html`<p class="muted">${icon('circleCheck')} ${w.same}</p>`;
    return html`<section class="panel">
      ${differing.length > 0 ? html`<h3>${w.differs(differing.length)}</h3>` : nothing}
      <ul>
        ${differing.map(
          ({ position, text, now }) =>
            html`<li>
              <span class="wrap">${w.inPaper} ${text}</span>
              <span class="wrap">${now === null ? w.gone : html`${w.now} <b>${now}</b>`}</span>
              ${now === null ? nothing : html`<div class="row"><button @click=${() => this.#setFact(position, { text: now })}>${w.takeOver}</button></div>`}
            </li>`,
        )}
      </ul>
      ${missing.length > 0 ? html`<h3>${w.missing(missing.length)}</h3>` : nothing}
      <ul>
        ${missing.map(
          (fact) =>
            html`<li>
              <span class="wrap">${fact.text}</span>
              <div class="row"><button @click=${() => this.#insert(fact)}>${w.insert}</button></div>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #signed() {
    const w = papersText();
    const there = this.#meeting.view.documents.filter(({ kind }) => kind === this.kind);
    return html`<section class="panel">
      <h3>${w.signed}</h3>
      ${there.map(({ title, symbol }) => html`<p role="status">${icon('circleCheck')} ${w.signedThere([symbol, title].filter(Boolean).join(' · '))}</p>`)}
      <p class="muted">${w.signedHint}</p>
      <p><a class="button" href="#documents">${icon('fileText')} ${w.toDocuments}</a></p>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'paper-editor': PaperEditor;
  }
}
