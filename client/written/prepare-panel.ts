/** Below the agenda on the tablet: what can be prepared before the hall, each one touch away; and its dialogs. */
import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { isDelegate, personById } from '../../shared/people/roster.ts';
import type { Live } from '../live/connection.ts';
import { Meeting } from '../live/controller.ts';
import { readableDocuments } from '../live/documents.ts';
import type { NotesStore } from '../notes/store.ts';
import { writtenText } from '../text/written.ts';
import { controls } from '../ui/controls.ts';
import { type IconName, icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import './ahead-dialog.ts';
import type { AheadDialog } from './ahead-dialog.ts';
import './comments-dialog.ts';
import type { CommentsDialog, Passage } from './comments-dialog.ts';
import './questions-dialog.ts';
import type { QuestionsDialog } from './questions-dialog.ts';
import './speech-dialog.ts';
import type { SpeechDialog } from './speech-dialog.ts';

export const preparations = ['questions', 'ahead', 'speeches', 'comments'] as const;
export type Preparation = (typeof preparations)[number];

/** Questions that wait for an answer of mine, and those of mine that came back. */
function waitingFor({ own, actor }: Live): { toAnswer: number; returned: number } {
  const toAnswer = own.questions.filter(({ to, status }) => to === actor.person && status === 'forwarded').length;
  const returned = own.questions.filter(({ status }) => status === 'returned').length;
  return { toAnswer, returned };
}

export class PrepareWanted extends Event {
  constructor(readonly what: Preparation) {
    super('prepare-wanted', { bubbles: true, composed: true });
  }
}

@customElement('prepare-panel')
export class PreparePanel extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, own, welcome }) => [
    view?.phase,
    view?.documents,
    view?.questions,
    own.questions,
    own.comments,
    welcome,
  ]);
  /** Whether this device's notes are open: speeches are among them. */
  @property({ type: Boolean }) keeps = false;
  /** Whether the office sees which documents are opened here. */
  @property({ type: Boolean }) isSeen = false;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        padding: 8px 14px 16px;
      }
      section {
        display: grid;
        gap: 6px;
        padding-block-start: 12px;
        border-block-start: 1px solid var(--line);
      }
      h2 {
        font-size: 1rem;
      }
      section button {
        justify-content: start;
        text-align: start;
      }
    `,
  ];

  #button(what: Preparation, picture: IconName, words: string, more: unknown = nothing) {
    return html`<button @click=${() => this.dispatchEvent(new PrepareWanted(what))}>
      ${icon(picture)} <span class="grow">${words}</span> ${more}
    </button>`;
  }

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const w = writtenText();
    const { view, live } = this.#meeting;
    const me = personById(view, live.actor.person);
    if (!me) return nothing;
    const { toAnswer, returned } = waitingFor(live);
    const isAsked = live.own.questions.length > 0 || view.questions.length > 0 || isDelegate(me);
    const isCommented =
      live.own.comments.length > 0 ||
      readableDocuments(live).some(({ commentsUntil }) => (commentsUntil ?? 0) >= live.now());
    const isOver = view.phase === 'closed';
    const badge = (words: string) => html`<span class="badge warn">${words}</span>`;
    const waiting = html`${toAnswer > 0 ? badge(w.questionsTo(toAnswer)) : nothing} ${returned > 0 ? badge(w.status.returned) : nothing}`;
    return html`<section aria-labelledby="prepare">
      <h2 id="prepare">${w.prepare}</h2>
      ${isAsked ? this.#button('questions', 'notebook', w.questions, waiting) : nothing}
      ${isOver ? nothing : this.#button('ahead', 'hand', w.ahead)}
      ${isOver || !this.keeps ? nothing : this.#button('speeches', 'mic', w.speeches)}
      ${isCommented ? this.#button('comments', 'stickyNote', w.comments) : nothing}
      ${this.isSeen ? html`<p class="small muted">${w.isSeen}</p>` : nothing}
    </section>`;
  }
}

/** What waits for me: on the page itself, wherever its agenda is. */
@customElement('prepare-notice')
export class PrepareNotice extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ own, welcome }) => [own.questions, welcome]);

  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      p {
        padding: 6px 12px;
        background: var(--warn-soft);
        color: var(--warn);
        font-weight: 600;
      }
    `,
  ];

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const w = writtenText();
    const { toAnswer, returned } = waitingFor(this.#meeting.live);
    const words = [toAnswer > 0 ? w.questionsTo(toAnswer) : '', returned > 0 ? w.questionsBack(returned) : ''];
    if (toAnswer + returned === 0) return nothing;
    return html`<p class="row" role="status">
      <span class="grow">${words.filter(Boolean).join(' · ')}</span>
      <button @click=${() => this.dispatchEvent(new PrepareWanted('questions'))}>${w.openQuestions}</button>
    </p>`;
  }
}

/** Beside the page: on a phone the panel itself lies in a drawer that has been closed by then. */
@customElement('prepare-dialogs')
export class PrepareDialogs extends LocalizedElement {
  /** Null until this device's notes are open. */
  @property({ attribute: false }) store: NotesStore | null = null;
  @query('questions-dialog') private questions!: QuestionsDialog;
  @query('ahead-dialog') private ahead!: AheadDialog;
  @query('comments-dialog') private comments!: CommentsDialog;
  @query('speech-dialog') private speeches!: SpeechDialog | null;

  open(what: Preparation): void {
    this[what]?.open();
  }
  comment(passage: Passage): void {
    this.comments.open(passage);
  }
  readSpeech(item: string): void {
    this.speeches?.read(item);
  }

  override render() {
    return html`<questions-dialog></questions-dialog>
      <ahead-dialog></ahead-dialog>
      <comments-dialog></comments-dialog>
      ${this.store ? html`<speech-dialog .store=${this.store}></speech-dialog>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'prepare-panel': PreparePanel;
    'prepare-notice': PrepareNotice;
    'prepare-dialogs': PrepareDialogs;
  }
}
