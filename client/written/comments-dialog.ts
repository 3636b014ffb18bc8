/** Góp ý on the tablet: on a passage, a page or the whole of a draft, as long as it is asked for; and what became of it. */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Comment } from '../../shared/meeting/comments/state.ts';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { Commands } from '../app/commands.ts';
import { Meeting } from '../live/controller.ts';
import { readableDocuments } from '../live/documents.ts';
import { writtenText } from '../text/written.ts';
import { controls } from '../ui/controls.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { dayAndTimeText } from '../ui/time.ts';
import './kept-text.ts';
import type { TextSent } from './kept-text.ts';
import { wordStyles } from './styles.ts';

/** What a comment is on: `page` null for the whole, `quote` empty for a page. */
export interface Passage {
  document: string;
  page: number | null;
  quote: string;
}

@customElement('comments-dialog')
export class CommentsDialog extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, own, status }) => [
    view?.documents,
    own.documents,
    own.comments,
    status,
  ]);
  readonly #commands = new Commands(this, this.#meeting);
  @query('dialog') private dialog!: HTMLDialogElement;
  @state() private passage: Passage | null = null;

  static override styles = [
    controls,
    wordStyles,
    css`
      dialog {
        width: min(760px, calc(100vw - 24px));
      }
      section {
        display: grid;
        gap: 10px;
        padding-block: 12px;
        border-block-start: 1px solid var(--line);
      }
      h3 {
        font-size: 1.05rem;
      }
      li {
        display: grid;
        gap: 4px;
        padding: 10px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      ul {
        display: grid;
        gap: 8px;
      }
    `,
  ];

  open(passage: Passage | null = null): void {
    this.passage = passage;
    this.dialog.showModal();
  }

  async #send(passage: Passage, text: string): Promise<boolean> {
    const { document, page, quote } = passage;
    const isSent = await this.#commands.send({
      type: 'comment-on-draft',
      document: document as never,
      page,
      quote: quote.slice(0, 2000),
      text,
    });
    if (isSent) {
      this.passage = null;
      this.#commands.say(writtenText().commentSent);
    }
    return isSent;
  }

  #where({ page }: Pick<Comment, 'page'>): string {
    const w = writtenText();
    return page === null ? w.onWhole : w.onPage(page);
  }

  #writing(passage: Passage) {
    const w = writtenText();
    const { document, page, quote } = passage;
    return html`<p><b>${this.#where(passage)}</b></p>
      ${quote ? html`<blockquote>${quote}</blockquote>` : nothing}
      <kept-text
        .what="comment/${document}/${page ?? 'whole'}/${quote.slice(0, 60)}"
        .label=${w.commentText}
        .send=${w.sendComment}
        .longest=${5000}
        @text-sent=${(event: TextSent) => (event.taken = this.#send(passage, event.text))}
        ><button type="button" @click=${() => (this.passage = null)}>${this.t.cancel}</button></kept-text
      >`;
  }

  #document(document: DocumentEntry, comments: readonly Comment[], isOpen: boolean) {
    const w = writtenText();
    const { view } = this.#meeting;
    const { passage } = this;
    return html`<section>
      <h3 class="wrap">${document.title}</h3>
      ${isOpen ? html`<p class="small muted">${w.commentsHint(dayAndTimeText(document.commentsUntil!, view.procedure.timeZone))}</p>` : nothing}
      ${passage?.document === document.id ? this.#writing(passage) : nothing}
      ${
        isOpen && passage?.document !== document.id
          ? html`<div class="row">
              <button @click=${() => (this.passage = { document: document.id, page: null, quote: '' })}>
                ${icon('pen')} ${w.commentOnWhole}
              </button>
            </div>`
          : nothing
      }
      <ul>
        ${repeat(
          comments,
          ({ id }) => id,
          (comment) =>
            html`<li>
              <p class="small muted">${this.#where(comment)} · ${dayAndTimeText(comment.at, view.procedure.timeZone)}</p>
              ${comment.quote ? html`<blockquote>${comment.quote}</blockquote>` : nothing}
              <p class="words">${comment.text}</p>
              ${
                comment.settled
                  ? html`<p>
                      <span class="badge ${comment.settled.taking === 'taken' ? 'good' : ''}">${w.taking[comment.settled.taking]}</span>
                      <span class="wrap">${comment.settled.why}</span>
                    </p>`
                  : html`<div class="row">
                      ${this.#commands.button({ type: 'withdraw-comment', comment: comment.id }, html`${icon('x')} ${w.withdrawComment}`, { question: { words: w.withdrawCommentQuestion, confirm: w.withdrawComment } })}
                    </div>`
              }
            </li>`,
        )}
      </ul>
    </section>`;
  }

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const w = writtenText();
    const { live } = this.#meeting;
    const { comments } = live.own;
    const isOpen = ({ commentsUntil }: DocumentEntry) => (commentsUntil ?? 0) >= live.now();
    const documents = readableDocuments(live).filter(
      (document) => isOpen(document) || comments.some((comment) => comment.document === document.id),
    );
    return html`<dialog aria-labelledby="comments-title">
      ${dialogHead('comments-title', w.comments, () => this.dialog.close())}
      ${documents.length === 0 ? html`<p class="muted">${w.noneToComment}</p>` : nothing}
      ${documents.map((document) =>
        this.#document(
          document,
          comments.filter((comment) => comment.document === document.id),
          isOpen(document),
        ),
      )}
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'comments-dialog': CommentsDialog;
  }
}
