/** All my notes, across documents: searched, opened, exported; and where they are kept. */

import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import type { Note } from '../../shared/notes.ts';
import { fold } from '../../shared/vietnamese.ts';
import { noteText } from '../text/notes.ts';
import { controls } from '../ui/controls.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { type IconName, icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { save } from '../ui/save.ts';
import { sidePanel } from '../ui/side-panel.ts';
import { asText, type Exported } from './export.ts';
import { colours } from './note-layer.ts';
import type { NotesState, NotesStore } from './store.ts';

export class NoteWanted extends Event {
  constructor(readonly note: Note) {
    super('note-wanted', { bubbles: true, composed: true });
  }
}

const stateIcon: Partial<Record<NotesState, IconName>> = { synced: 'cloudCheck', locked: 'lock' };

@customElement('notes-panel')
export class NotesPanel extends LocalizedElement {
  @property({ attribute: false }) store!: NotesStore;
  @property({ attribute: false }) documents: readonly DocumentEntry[] = [];
  /** Whose notes they are: stands in the export. */
  @property() name = '';
  @state() private sought = '';
  @state() private exporting = false;
  @state() private problem = '';
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    controls,
    sidePanel,
    css`
      .body li button {
        justify-content: start;
        font-weight: 500;
        line-height: 1.4;
      }
      li i {
        width: 14px;
        height: 14px;
        border-radius: var(--radius-s);
        flex: none;
        border: 1px solid var(--line-strong);
      }
      q {
        color: var(--text-2);
      }
      form {
        display: grid;
        gap: 8px;
      }
      .bad {
        color: var(--danger);
        font-weight: 600;
      }
    `,
  ];

  open(): void {
    this.problem = '';
    this.requestUpdate();
    this.dialog.showModal();
  }
  readonly #redrawn = () => this.requestUpdate();
  override connectedCallback(): void {
    super.connectedCallback();
    this.store.addEventListener('change', this.#redrawn);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.store.removeEventListener('change', this.#redrawn);
  }

  /** By document, in the order of the agenda, then by page. */
  #groups(): { document: DocumentEntry | null; title: string; notes: Note[] }[] {
    const sought = fold(this.sought.trim());
    const titles = new Map(this.documents.map((document, index) => [document.id as string, { document, index }]));
    const matching = this.store.all.filter((note) => {
      if (!sought) return true;
      const title = titles.get(note.document)?.document.title ?? '';
      return fold(`${note.text} ${note.quote} ${title}`).includes(sought);
    });
    const ids = [...new Set(matching.map(({ document }) => document as string))].sort(
      (a, b) => (titles.get(a)?.index ?? 9999) - (titles.get(b)?.index ?? 9999),
    );
    return ids.map((id) => ({
      document: titles.get(id)?.document ?? null,
      title: titles.get(id)?.document.title ?? noteText().gone,
      notes: matching.filter(({ document }) => document === id).sort((a, b) => a.page - b.page || a.madeAt - b.madeAt),
    }));
  }

  #exported(): Exported {
    return {
      name: this.name,
      groups: this.#groups().map(({ title, document, notes }) => ({
        title,
        symbol: document?.symbol ?? '',
        notes,
      })),
    };
  }
  async #exportPdf(): Promise<void> {
    this.exporting = true;
    this.problem = '';
    try {
      const { asPdf } = await import('./export-pdf.ts');
      save(await asPdf(this.#exported()), `${noteText().fileName}.pdf`);
    } catch {
      this.problem = noteText().exportFailed;
    } finally {
      this.exporting = false;
    }
  }

  readonly #unlock = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    try {
      this.problem = (await this.store.unlock(String(new FormData(form).get('pin')).trim())) ? '' : noteText().wrongPin;
      form.reset();
    } catch {
      this.problem = noteText().unreachable;
    }
  };

  override render() {
    const w = noteText();
    const groups = this.#groups();
    const { state } = this.store;
    return html`<dialog
      aria-labelledby="notes-title"
      @click=${(event: Event) => event.target === this.dialog && this.dialog.close()}
    >
      <div class="head">
        ${dialogHead('notes-title', w.mine, () => this.dialog.close())}
        <label
          ><span class="visually-hidden">${w.search}</span
          ><input
            type="search"
            placeholder=${w.search}
            .value=${this.sought}
            @input=${(event: Event) => (this.sought = (event.target as HTMLInputElement).value)}
        /></label>
        <p class="row small" role="status">
          ${icon(stateIcon[state] ?? 'cloudOff')}<span class="grow">${w.states[state]}</span>
        </p>
        ${
          state === 'locked'
            ? html`<form @submit=${this.#unlock}>
                <div class="row">
                  <label class="grow"
                    >${w.pin}<input
                      name="pin"
                      type="password"
                      inputmode="numeric"
                      maxlength="20"
                      required
                      autocomplete="current-password"
                  /></label>
                  <button class="primary">${icon('lock')} ${w.unlock}</button>
                </div>
              </form>`
            : nothing
        }
        ${this.problem ? html`<p class="bad" role="alert">${this.problem}</p>` : nothing}
        <div class="row">
          <button ?disabled=${groups.length === 0 || this.exporting} @click=${() => this.#exportPdf()}>
            ${icon('download')} ${this.exporting ? w.exporting : w.exportPdf}
          </button>
          <button
            ?disabled=${groups.length === 0}
            @click=${() =>
              save(new Blob([asText(this.#exported())], { type: 'text/plain;charset=utf-8' }), `${w.fileName}.txt`)}
          >
            ${icon('download')} ${w.exportText}
          </button>
        </div>
      </div>
      <div class="body">
        ${groups.length === 0 ? html`<p class="muted">${this.sought ? w.noneFound : w.none}</p>` : nothing}
        ${groups.map(
          ({ title, notes }) =>
            html`<h3 class="wrap">${title}</h3>
              <ul>
                ${notes.map(
                  (note) =>
                    html`<li>
                      <button
                        @click=${() => {
                          this.dialog.close();
                          this.dispatchEvent(new NoteWanted(note));
                        }}
                      >
                        <i style="background:${colours[note.colour]}"></i>
                        <span class="grow wrap"
                          ><b>${w.kinds[note.kind]}</b> · ${w.page(note.page)}
                          ${note.isLost ? html`<span class="badge warn">${w.lost}</span>` : nothing}
                          ${note.text ? html`<br />${note.text}` : nothing}
                          ${note.quote ? html`<br /><q>${note.quote.slice(0, 200)}</q>` : nothing}</span
                        >
                      </button>
                    </li>`,
                )}
              </ul>`,
        )}
      </div>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'notes-panel': NotesPanel;
  }
}
