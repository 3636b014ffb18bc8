/** Góp ý at the secretariat: what was said to each draft, by passage, with what becomes of it; the drafters' table. */
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { type Comment, type Taking, takings } from '../../shared/meeting/comments/state.ts';
import { documentById } from '../../shared/meeting/documents/queries.ts';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { personById } from '../../shared/people/roster.ts';
import { slug } from '../../shared/vietnamese.ts';
import { Commands } from '../app/commands.ts';
import { Meeting } from '../live/controller.ts';
import { draftOf, forgetDraft, keepDraft } from '../live/drafts.ts';
import { deskStyles } from '../office/desk-styles.ts';
import { saveTable } from '../reports/table.ts';
import { written as vi } from '../text/vi/written.ts';
import { writtenText } from '../text/written.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { firstOptions } from '../ui/options.ts';
import { dayAndTimeText } from '../ui/time.ts';
import { cardStyles, wordStyles } from '../written/styles.ts';

/** By document as they stand in the meeting, then by page: what is on the whole comes first. */
const inOrder = (comments: readonly Comment[]): Comment[] =>
  comments.toSorted((a, b) => (a.page ?? 0) - (b.page ?? 0) || a.quote.localeCompare(b.quote, 'vi') || a.at - b.at);

@customElement('comments-view')
export class CommentsView extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, status }) => [view?.comments, view?.documents, view?.people, status]);
  readonly #commands = new Commands(this, this.#meeting);

  static override styles = [
    deskStyles,
    cardStyles,
    wordStyles,
    css`
      form {
        grid-template-columns: minmax(160px, 1fr) minmax(0, 3fr) auto;
        align-items: start;
        margin: 0;
      }
      select {
        width: 100%;
      }
      textarea {
        resize: vertical;
      }
      form > button {
        margin-block-start: 1.75rem;
      }
      @media (max-width: 700px) {
        form > button {
          margin: 0;
        }
        form {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  readonly #settle = async (event: SubmitEvent, { id }: Comment) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const taking = String(form.get('taking')) as Taking;
    const why = String(form.get('why') ?? '').trim();
    if (await this.#commands.send({ type: 'settle-comment', comment: id, taking, why })) this.#forget(id);
  };

  /** Under which name an explanation that was begun is kept on this device. */
  readonly #nameOf = (comment: string) => `settle/${comment}`;
  #forget(comment: string): void {
    forgetDraft(this.#meeting.live, this.#nameOf(comment));
    this.requestUpdate();
  }

  #byDocument(): [DocumentEntry | undefined, Comment[]][] {
    const { view } = this.#meeting;
    const asked = view.documents.filter(({ commentsUntil }) => commentsUntil).map(({ id }) => id as string);
    const ids = [
      ...new Set([
        ...view.documents.map(({ id }) => id as string),
        ...view.comments.map((one) => one.document as string),
      ]),
    ];
    const of = (id: string) => inOrder(view.comments.filter(({ document }) => document === id));
    return ids.filter((id) => asked.includes(id) || of(id).length > 0).map((id) => [documentById(view, id), of(id)]);
  }

  #save(kind: 'docx' | 'xlsx'): void {
    const { view, live } = this.#meeting;
    const rows = this.#byDocument()
      .flatMap(([document, comments]) => comments.map((comment) => ({ document, comment })))
      .map(({ document, comment }, at) => [
        String(at + 1),
        document?.title ?? '',
        comment.page === null ? vi.onWhole : vi.onPage(comment.page),
        comment.quote,
        personById(view, comment.person)?.name ?? '',
        comment.text,
        comment.settled ? vi.taking[comment.settled.taking] : '',
        comment.settled?.why ?? '',
      ]);
    const table = {
      title: vi.commentsTitle,
      about: view.title,
      head: [...vi.head],
      rows,
      widths: [8, 24, 10, 26, 18, 36, 14, 26],
    };
    void saveTable(kind, view, table, live.now(), `gop-y-${slug(view.title) || view.id}`);
  }

  #comment(comment: Comment) {
    const w = writtenText();
    const { view } = this.#meeting;
    const where = comment.page === null ? w.onWhole : w.onPage(comment.page);
    const { id, settled } = comment;
    const { live } = this.#meeting;
    const why = draftOf(live, this.#nameOf(id)) || settled?.why || '';
    const typed = (event: Event) => keepDraft(live, this.#nameOf(id), (event.target as HTMLTextAreaElement).value);
    return html`<article>
      <p class="small muted wrap">
        <b>${personById(view, comment.person)?.name}</b> · ${where} · ${dayAndTimeText(comment.at, view.procedure.timeZone)}
      </p>
      ${comment.quote ? html`<blockquote>${comment.quote}</blockquote>` : nothing}
      <p class="words">${comment.text}</p>
      <p><span class="badge ${settled ? 'good' : 'warn'}">${settled ? w.taking[settled.taking] : w.unsettled}</span></p>
      <form @submit=${(event: SubmitEvent) => this.#settle(event, comment)}>
        <label
          >${w.becomes}<select name="taking">
            ${firstOptions(
              takings.map((taking) => ({ value: taking, words: w.taking[taking] })),
              settled?.taking ?? 'taken',
            )}
          </select></label
        >
        <label
          >${w.why}<textarea name="why" rows="2" maxlength="2000" .value=${why} @input=${typed}></textarea
        ></label>
        <button class=${settled ? '' : 'primary'}>${icon('check')} ${w.save}</button>
      </form>
    </article>`;
  }

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const w = writtenText();
    const { view } = this.#meeting;
    const groups = this.#byDocument();
    return html`<div class="row">
        <h2 class="grow">${w.comments} (${view.comments.length})</h2>
        ${
          view.comments.length > 0
            ? html`<button @click=${() => this.#save('docx')}>${icon('download')} ${w.saveDocx}</button
                ><button @click=${() => this.#save('xlsx')}>${icon('download')} ${w.saveXlsx}</button>`
            : nothing
        }
      </div>
      ${groups.length === 0 ? html`<p class="muted">${w.noneToComment}</p>` : nothing}
      ${groups.map(
        ([document, comments]) =>
          html`<section>
            <h3 class="wrap">${document?.title}</h3>
            ${document?.commentsUntil ? html`<p class="small muted">${w.commentsHint(dayAndTimeText(document.commentsUntil, view.procedure.timeZone))}</p>` : nothing}
            ${comments.length === 0 ? html`<p class="muted">${w.noComments}</p>` : nothing}
            ${repeat(
              comments,
              ({ id }) => id,
              (comment) => this.#comment(comment),
            )}
          </section>`,
      )}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'comments-view': CommentsView;
  }
}
