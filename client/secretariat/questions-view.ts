/** Phiếu chất vấn at the secretariat: looked at, returned for clarity or put to whoever answers, in groups, in time. */
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import { isLate } from '../../shared/meeting/questions/queries.ts';
import { type Question, type QuestionAccess, questionAccesses } from '../../shared/meeting/questions/state.ts';
import { isInHall, personById } from '../../shared/people/roster.ts';
import { slug } from '../../shared/vietnamese.ts';
import { Commands } from '../app/commands.ts';
import { Meeting } from '../live/controller.ts';
import { deskStyles } from '../office/desk-styles.ts';
import { saveTable } from '../reports/table.ts';
import { written as vi } from '../text/vi/written.ts';
import { writtenText } from '../text/written.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { firstOptions } from '../ui/options.ts';
import { atZone, dayAndTimeText, inputTime } from '../ui/time.ts';
import '../written/kept-text.ts';
import type { TextSent } from '../written/kept-text.ts';
import '../written/question-thread.ts';
import { cardStyles } from '../written/styles.ts';

const DAY_MS = 24 * 3_600_000;
/** What is asked for where nobody says another day. */
const DUE_AFTER_DAYS = 7;

@customElement('questions-view')
export class QuestionsView extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, status }) => [view?.questions, view?.agenda, view?.people, status]);
  readonly #commands = new Commands(this, this.#meeting);
  /** What is being done with which question. */
  @state() private doing: { question: string; how: 'forward' | 'answer' } | null = null;

  static override styles = [
    deskStyles,
    cardStyles,
    css`
      select {
        width: 100%;
      }
    `,
  ];

  async #return({ id }: Question): Promise<void> {
    const w = writtenText();
    const why = await this.#commands.ask({ words: w.returnWhy, confirm: w.returnIt, wants: w.returnWhy });
    if (why) await this.#commands.send({ type: 'return-question', question: id, why });
  }

  async #remind({ subject, to, due }: Question): Promise<void> {
    const w = writtenText();
    const when = due === null ? '' : dayAndTimeText(due, this.#meeting.view.procedure.timeZone);
    // The reminder is read by whoever answers: it is in the council's language.
    const text = vi.reminder(subject, when);
    if (await this.#commands.send({ type: 'send-notice', text, people: [to!] })) this.#commands.say(w.reminded);
  }

  readonly #forward = async (event: SubmitEvent, { id }: Question) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? '');
    const isSent = await this.#commands.send({
      type: 'forward-question',
      question: id,
      to: text('to') as never,
      item: (text('item') || null) as never,
      due: text('due') ? atZone(text('due'), this.#meeting.view.procedure.timeZone) : null,
      group: text('group'),
      access: text('access') as QuestionAccess,
    });
    if (isSent) this.doing = null;
  };

  async #enterAnswer({ id }: Question, text: string): Promise<boolean> {
    const isSent = await this.#commands.send({ type: 'answer-question', question: id, text });
    if (isSent) this.doing = null;
    return isSent;
  }

  readonly #save = () => {
    const { view, live } = this.#meeting;
    const zone = view.procedure.timeZone;
    const nameOf = (id: string | null) => personById(view, id)?.name ?? '';
    const rows = view.questions
      .filter(({ status }) => status !== 'withdrawn')
      .map((question, at) => [
        String(at + 1),
        nameOf(question.person),
        question.group,
        `${question.subject}\n${question.text}`,
        nameOf(question.to) || question.addressee,
        question.due === null ? '' : dayAndTimeText(question.due, zone),
        question.words.map(({ kind, text }) => (kind === 'again' ? `${vi.verdict.again}: ${text}` : text)).join('\n'),
        question.verdict ? vi.verdict[question.verdict] : vi.status[question.status],
      ]);
    const head = ['TT', 'Đại biểu', vi.group, vi.questionText, vi.to, vi.dueBy, vi.answerText, 'Tình trạng'];
    const table = { title: vi.questionsTitle, about: view.title, head, rows, widths: [5, 22, 16, 50, 24, 16, 50, 16] };
    void saveTable('xlsx', view, table, live.now(), `phieu-chat-van-${slug(view.title) || view.id}`);
  };

  #forwarding(question: Question) {
    const w = writtenText();
    const { view, live } = this.#meeting;
    const zone = view.procedure.timeZone;
    const numbers = itemNumbers(view.agenda.items);
    const items = view.agenda.items.map(({ id, title }) => ({
      value: id as string,
      words: w.itemOf(numbers.get(id) ?? '', title),
    }));
    const people = view.people
      .filter((person) => isInHall(person) && !person.isFormer && person.id !== question.person)
      // Who answers is as a rule a guest: heads of departments first.
      .toSorted((a, b) => Number(b.roles.includes('guest')) - Number(a.roles.includes('guest')))
      .map(({ id, name, title }) => ({ value: id as string, words: title ? `${name} – ${title}` : name }));
    const asked = people.find(({ words }) => words.toLowerCase().includes(question.addressee.toLowerCase()));
    const due = question.due ?? live.now() + DUE_AFTER_DAYS * DAY_MS;
    const groups = [...new Set(view.questions.map(({ group }) => group))].filter(Boolean);
    return html`<form @submit=${(event: SubmitEvent) => void this.#forward(event, question)}>
      <div class="pair">
        <label
          >${w.to}<select name="to">
            ${firstOptions(people, question.to ?? asked?.value ?? people[0]?.value ?? '')}
          </select></label
        >
        <label>${w.dueBy}<input type="datetime-local" name="due" .value=${inputTime(due, zone)} /></label>
        <label
          >${w.aboutItem}<select name="item">
            ${firstOptions([{ value: '', words: w.noItem }, ...items], question.item ?? '')}
          </select></label
        >
        <label
          >${w.group}<input name="group" list="groups" maxlength="120" autocomplete="off" .value=${question.group}
        /></label>
        <datalist id="groups">${groups.map((group) => html`<option value=${group}></option>`)}</datalist>
        <label
          >${w.whoReads}<select name="access">
            ${firstOptions(
              questionAccesses.map((access) => ({ value: access, words: w.access[access] })),
              question.status === 'sent' ? 'hall' : question.access,
            )}
          </select></label
        >
      </div>
      <div class="row">
        <button class="primary">${w.forward}</button
        ><button type="button" @click=${() => (this.doing = null)}>${this.t.cancel}</button>
      </div>
    </form>`;
  }

  #question(question: Question) {
    const w = writtenText();
    const { doing } = this;
    const how = doing?.question === question.id ? doing.how : null;
    const { id, status, verdict } = question;
    const isPut = status === 'forwarded' || status === 'answered';
    return html`<article>
      <question-thread .question=${question}></question-thread>
      ${how === 'forward' ? this.#forwarding(question) : nothing}
      ${
        how === 'answer'
          ? html`<kept-text
              .what="question/${id}/entered"
              .label=${w.enterAnswer}
              .send=${w.sendAnswer}
              @text-sent=${(event: TextSent) => (event.taken = this.#enterAnswer(question, event.text))}
              ><button type="button" @click=${() => (this.doing = null)}>${this.t.cancel}</button></kept-text
            >`
          : nothing
      }
      ${
        how
          ? nothing
          : html`<div class="row">
              ${status === 'sent' || isPut ? html`<button class=${status === 'sent' ? 'primary' : ''} @click=${() => (this.doing = { question: id, how: 'forward' })}>${icon('cornerDownRight')} ${isPut ? w.forwardAgain : w.forward}</button>` : nothing}
              ${status === 'sent' ? html`<button @click=${() => void this.#return(question)}>${icon('undo')} ${w.returnIt}</button>` : nothing}
              ${status === 'forwarded' ? html`<button @click=${() => void this.#remind(question)}>${icon('megaphone')} ${w.remind}</button>` : nothing}
              ${isPut && (status === 'forwarded' || verdict === null) ? html`<button @click=${() => (this.doing = { question: id, how: 'answer' })}>${icon('pen')} ${w.enterAnswer}</button>` : nothing}
            </div>`
      }
    </article>`;
  }

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const w = writtenText();
    const { view, live } = this.#meeting;
    const { questions } = view;
    const of = (...wanted: Question['status'][]) => questions.filter(({ status }) => wanted.includes(status));
    const groups: [string, readonly Question[]][] = [
      [w.inbox(of('sent').length), of('sent')],
      [w.waiting(of('forwarded').length), of('forwarded').toSorted((a, b) => a.group.localeCompare(b.group, 'vi'))],
      [w.done(of('answered').length), of('answered').toSorted((a, b) => a.group.localeCompare(b.group, 'vi'))],
      [w.back(of('returned', 'withdrawn').length), of('returned', 'withdrawn')],
    ];
    const late = questions.filter((question) => isLate(question, live.now())).length;
    return html`<div class="row">
        <h2 class="grow">${w.questions} ${late > 0 ? html`<span class="badge warn">${w.lateCount(late)}</span>` : nothing}</h2>
        ${questions.length > 0 ? html`<button @click=${this.#save}>${icon('download')} ${w.saveAll}</button>` : nothing}
      </div>
      ${questions.length === 0 ? html`<p class="muted">${w.none}</p>` : nothing}
      ${groups
        .filter(([, some]) => some.length > 0)
        .map(
          ([words, some]) =>
            html`<section>
              <h3>${words}</h3>
              ${repeat(
                some,
                ({ id }) => id,
                (question) => this.#question(question),
              )}
            </section>`,
        )}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'questions-view': QuestionsView;
  }
}
