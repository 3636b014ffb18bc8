/** What I will say on each item, for my eyes only; and a page to read it from while I speak. */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { itemById, itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import { Commands } from '../app/commands.ts';
import { Meeting } from '../live/controller.ts';
import type { NotesStore } from '../notes/store.ts';
import { writtenText } from '../text/written.ts';
import { controls } from '../ui/controls.ts';
import '../ui/countdown.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { optionsOf } from '../ui/options.ts';
import { formStyles } from './styles.ts';

/** Words that are read aloud in a minute. */
const WORDS_A_MINUTE = 160;
const SIZE = 'prompter-size';
const [SMALLEST, LARGEST, USUAL] = [1.2, 4.8, 2];

@customElement('speech-dialog')
export class SpeechDialog extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view }) => [view?.agenda, view?.floor]);
  readonly #commands = new Commands(this, this.#meeting);
  @property({ attribute: false }) store!: NotesStore;
  @query('#write') private writing!: HTMLDialogElement;
  @query('#read') private reading!: HTMLDialogElement;
  @state() private item = '';
  @state() private size = USUAL;

  static override styles = [
    controls,
    formStyles,
    css`
      #write {
        width: min(760px, calc(100vw - 24px));
      }
      textarea {
        min-height: 40vh;
        resize: vertical;
        font-size: 1.1rem;
        line-height: 1.5;
      }
      #read {
        width: 100vw;
        max-width: none;
        height: 100dvh;
        max-height: none;
        margin: 0;
        border: 0;
        border-radius: 0;
        padding: 0;
      }
      .head {
        position: sticky;
        inset-block-start: 0;
        padding: 8px 16px;
        background: var(--surface);
        border-block-end: 1px solid var(--line);
        --countdown-size: clamp(1.8rem, 6vw, 3rem);
      }
      .text {
        padding: 16px clamp(16px, 6vw, 80px) 60vh;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        line-height: 1.45;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    const kept = Number(localStorage.getItem(SIZE));
    if (kept >= SMALLEST && kept <= LARGEST) this.size = kept;
  }

  open(): void {
    const { agenda } = this.#meeting.view;
    this.item ||= agenda.current ?? agenda.items[0]?.id ?? '';
    this.writing.showModal();
  }
  /** What I wrote on an item, large. */
  read(item: string): void {
    this.item = item;
    this.reading.showModal();
  }

  readonly #end = async () => {
    if (await this.#commands.send({ type: 'yield-floor' })) this.reading.close();
  };

  #resize(by: number): void {
    this.size = Math.min(LARGEST, Math.max(SMALLEST, Math.round((this.size + by) * 10) / 10));
    try {
      localStorage.setItem(SIZE, String(this.size));
    } catch {
      // Without storage it holds for this visit.
    }
  }

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const w = writtenText();
    const { view, live } = this.#meeting;
    const numbers = itemNumbers(view.agenda.items);
    const titleOf = (id: string) =>
      w.itemOf(numbers.get(id as never) ?? '', itemById(view.agenda, id as never)?.title ?? '');
    const items = view.agenda.items.map(({ id }) => ({ value: id as string, words: titleOf(id) }));
    const text = this.store.speech(view.id, this.item);
    const minutes = Math.ceil(text.split(/\s+/).filter(Boolean).length / WORDS_A_MINUTE);
    const { speech } = view.floor;
    const isMine = speech !== null && speech.request.person === live.actor.person;
    return html`<dialog id="write" aria-labelledby="speech-title">
        ${dialogHead('speech-title', w.speeches, () => this.writing.close())}
        <p class="muted">${w.speechHint}</p>
        <form @submit=${(event: Event) => event.preventDefault()}>
          <label
            >${this.t.itemTitle}<select
              @change=${(event: Event) => (this.item = (event.target as HTMLSelectElement).value)}
            >
              ${optionsOf(items, this.item, titleOf)}
            </select></label
          >
          <label
            >${w.speechText}<textarea
              name="speech"
              maxlength="20000"
              .value=${text}
              @input=${(event: Event) => {
                this.store.keepSpeech(view.id, this.item, (event.target as HTMLTextAreaElement).value);
                this.requestUpdate();
              }}
            ></textarea
          ></label>
          <div class="row">
            <span class="grow muted" role="status">${text ? `${w.speechKept} · ${w.minutes(minutes)}` : nothing}</span>
            <button type="button" ?disabled=${!text} @click=${() => this.read(this.item)}>
              ${icon('maximize')} ${w.openSpeech}
            </button>
          </div>
        </form>
      </dialog>
      <dialog id="read" aria-label=${w.speeches}>
        <div class="head row">
          ${isMine ? html`<speech-countdown .speech=${speech}></speech-countdown>` : nothing}
          <span class="grow wrap muted">${titleOf(this.item)}</span>
          <button aria-label=${w.smaller} @click=${() => this.#resize(-0.4)}>${icon('zoomOut')}</button>
          <button aria-label=${w.larger} @click=${() => this.#resize(0.4)}>${icon('zoomIn')}</button>
          ${isMine ? html`<button @click=${this.#end}>${icon('square')} ${this.t.endSpeech}</button>` : nothing}
          <button aria-label=${this.t.close} @click=${() => this.reading.close()}>${icon('x')}</button>
        </div>
        <p class="text" tabindex="0" style="font-size:${this.size}rem">${text}</p>
      </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'speech-dialog': SpeechDialog;
  }
}
