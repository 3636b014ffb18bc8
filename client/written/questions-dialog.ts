/** Phiếu chất vấn on the tablet: mine, those put to me, and those of others that I may read; and a new one. */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import { type Question, verdicts } from '../../shared/meeting/questions/state.ts';
import { isDelegate, personById } from '../../shared/people/roster.ts';
import { Commands } from '../app/commands.ts';
import { Meeting } from '../live/controller.ts';
import { draftOf, forgetDraft, keepDraft } from '../live/drafts.ts';
import { writtenText } from '../text/written.ts';
import { controls } from '../ui/controls.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { optionsOf } from '../ui/options.ts';
import './kept-text.ts';
import type { TextSent } from './kept-text.ts';
import './question-files.ts';
import './question-thread.ts';
import { cardStyles } from './styles.ts';

/** What is being written: a new one, an answer, what is asked again, a returned one anew. */
type Writing = { how: 'new' } | { how: 'answer' | 'again' | 'anew'; question: Question };

const shortFields = ['addressee', 'subject', 'item'] as const;

@customElement('questions-dialog')
export class QuestionsDialog extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, own, status }) => [
    view?.questions,
    view?.agenda,
    view?.people,
    own.questions,
    status,
  ]);
  readonly #commands = new Commands(this, this.#meeting);
  @query('dialog') private dialog!: HTMLDialogElement;
  @state() private writing: Writing | null = null;

  static override styles = [
    controls,
    cardStyles,
    css`
      dialog {
        width: min(760px, calc(100vw - 24px));
      }
      h2,
      h3.group {
        font-size: 1.1rem;
      }
      .new {
        display: grid;
        gap: 10px;
        margin-block: 12px;
      }
      select {
        width: 100%;
      }
    `,
  ];

  open(): void {
    this.dialog.showModal();
  }

  #field(name: (typeof shortFields)[number], before = ''): string {
    return draftOf(this.#meeting.live, this.#draft(name)) || before;
  }
  #draft(name: string): string {
    const { writing } = this;
    return `question/${writing && writing.how !== 'new' ? writing.question.id : 'new'}/${name}`;
  }
  readonly #typed = (event: Event) => {
    const { name, value } = event.target as HTMLInputElement;
    keepDraft(this.#meeting.live, this.#draft(name), value);
    this.requestUpdate();
  };

  async #sendQuestion(text: string, question: Question | null): Promise<boolean> {
    const [addressee, subject, item] = shortFields.map((name) =>
      this.#field(name, question ? String(question[name] ?? '') : ''),
    );
    const isSent = await this.#commands.send({
      type: 'send-question',
      question: question?.id ?? null,
      addressee: addressee!,
      subject: subject!,
      item: (item || null) as never,
      text,
    });
    if (!isSent) return false;
    for (const name of shortFields) forgetDraft(this.#meeting.live, this.#draft(name));
    this.writing = null;
    this.#commands.say(writtenText().sent);
    return true;
  }

  async #answer(question: Question, text: string): Promise<boolean> {
    const isSent = await this.#commands.send({ type: 'answer-question', question: question.id, text });
    if (isSent) {
      this.writing = null;
      this.#commands.say(writtenText().answerSent);
    }
    return isSent;
  }
  async #askAgain(question: Question, text: string): Promise<boolean> {
    const isSent = await this.#commands.send({ type: 'judge-answer', question: question.id, verdict: 'again', text });
    if (isSent) this.writing = null;
    return isSent;
  }

  async #withdraw({ id, subject }: Question): Promise<void> {
    const w = writtenText();
    await this.#commands.perform(
      { type: 'withdraw-question', question: id },
      { question: { words: w.withdrawQuestion(subject), confirm: w.withdraw } },
    );
  }

  #form(question: Question | null) {
    const w = writtenText();
    const { view } = this.#meeting;
    const numbers = itemNumbers(view.agenda.items);
    const items = view.agenda.items.map(({ id, title }) => ({
      value: id as string,
      words: w.itemOf(numbers.get(id) ?? '', title),
    }));
    const answering = view.people
      .filter(({ roles }) => roles.includes('guest'))
      .map(({ name, title }) => title || name);
    return html`<div class="new">
      <label
        >${w.addressee}<input
          name="addressee"
          list="answering"
          maxlength="200"
          autocomplete="off"
          .value=${this.#field('addressee', question?.addressee)}
          @input=${this.#typed}
      /></label>
      <datalist id="answering">${answering.map((words) => html`<option value=${words}></option>`)}</datalist>
      <label
        >${w.subject}<input
          name="subject"
          maxlength="200"
          autocomplete="off"
          .value=${this.#field('subject', question?.subject)}
          @input=${this.#typed}
      /></label>
      <label
        >${w.aboutItem}<select name="item" @change=${this.#typed}>
          ${optionsOf([{ value: '', words: w.noItem }, ...items], this.#field('item', question?.item ?? ''))}
        </select></label
      >
      <kept-text
        .what=${this.#draft('text')}
        .label=${w.questionText}
        .initial=${question?.text ?? ''}
        .send=${question ? w.sendAgain : w.sendQuestion}
        @text-sent=${(event: TextSent) => (event.taken = this.#sendQuestion(event.text, question))}
        ><button type="button" @click=${() => (this.writing = null)}>${this.t.cancel}</button></kept-text
      >
      <p class="muted small">${w.kept}</p>
    </div>`;
  }

  #question(question: Question) {
    const w = writtenText();
    const me = this.#meeting.live.actor.person;
    const isMine = question.person === me;
    const { writing } = this;
    const isWriting = writing && writing.how !== 'new' && writing.question.id === question.id ? writing.how : null;
    const cancel = html`<button type="button" @click=${() => (this.writing = null)}>${this.t.cancel}</button>`;
    const mayAnswer =
      question.to === me &&
      (question.status === 'forwarded' || (question.status === 'answered' && question.verdict === null));
    return html`<article>
      <question-thread .question=${question} @document-wanted=${() => this.dialog.close()}></question-thread>
      ${
        isWriting === 'answer' || isWriting === 'again'
          ? html`<kept-text
              .what="question/${question.id}/${isWriting}"
              .label=${isWriting === 'answer' ? w.answerText : w.againText}
              .send=${isWriting === 'answer' ? w.sendAnswer : w.verdict.again}
              @text-sent=${(event: TextSent) =>
                (event.taken =
                  isWriting === 'answer' ? this.#answer(question, event.text) : this.#askAgain(question, event.text))}
              >${cancel}</kept-text
            >`
          : nothing
      }
      ${isWriting === 'anew' ? this.#form(question) : nothing}
      ${
        isWriting
          ? nothing
          : html`<div class="row">
              ${mayAnswer ? html`<button class="primary" @click=${() => (this.writing = { how: 'answer', question })}>${icon('pen')} ${w.answer}</button>` : nothing}
              ${isMine && ['sent', 'returned', 'withdrawn'].includes(question.status) ? html`<button @click=${() => (this.writing = { how: 'anew', question })}>${icon('pen')} ${w.rewrite}</button>` : nothing}
              ${isMine && question.status !== 'withdrawn' && question.status !== 'answered' ? html`<button @click=${() => void this.#withdraw(question)}>${icon('x')} ${w.withdraw}</button>` : nothing}
            </div>
            ${question.status !== 'withdrawn' && (isMine || question.to === me) ? html`<question-files .question=${question.id}></question-files>` : nothing}
            ${isMine && question.status === 'answered' ? this.#judging(question) : nothing}`
      }
    </article>`;
  }

  #judging(question: Question) {
    const w = writtenText();
    return html`<p><b>${w.judge}</b></p>
      <div class="row">
        ${verdicts.map((verdict) =>
          verdict === 'again'
            ? html`<button @click=${() => (this.writing = { how: 'again', question })}>${w.verdict.again}</button>`
            : html`<button
                aria-pressed=${question.verdict === verdict ? 'true' : 'false'}
                @click=${() => void this.#commands.send({ type: 'judge-answer', question: question.id, verdict })}
              >
                ${w.verdict[verdict]}
              </button>`,
        )}
      </div>`;
  }

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const w = writtenText();
    const { view, live } = this.#meeting;
    const me = personById(view, live.actor.person);
    const own = live.own.questions;
    const known = new Set(own.map(({ id }) => id));
    const groups: [string, readonly Question[]][] = [
      [w.toMe, own.filter(({ to }) => to === me?.id)],
      [w.mine, own.filter(({ person }) => person === me?.id)],
      [w.others, view.questions.filter(({ id }) => !known.has(id))],
    ];
    const shown = groups.filter(([, questions]) => questions.length > 0);
    const mayAsk = me !== undefined && isDelegate(me);
    return html`<dialog aria-labelledby="questions-title">
      ${dialogHead('questions-title', w.questions, () => this.dialog.close())}
      ${
        mayAsk && this.writing?.how !== 'new'
          ? html`<p><button class="primary" @click=${() => (this.writing = { how: 'new' })}>${icon('pen')} ${w.newQuestion}</button></p>`
          : nothing
      }
      ${this.writing?.how === 'new' ? this.#form(null) : nothing}
      ${shown.length === 0 && this.writing === null ? html`<p class="muted">${w.none}</p>` : nothing}
      ${shown.map(
        ([words, questions]) =>
          html`<section>
            <h3 class="group">${words}</h3>
            ${repeat(
              questions,
              ({ id }) => id,
              (question) => this.#question(question),
            )}
          </section>`,
      )}
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'questions-dialog': QuestionsDialog;
  }
}
