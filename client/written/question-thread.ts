/** A written question with all that was said to it, as the tablets and the secretariat read it. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { itemById, itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import { isLate } from '../../shared/meeting/questions/queries.ts';
import type { Question } from '../../shared/meeting/questions/state.ts';
import { personById } from '../../shared/people/roster.ts';
import { Meeting } from '../live/controller.ts';
import { DocumentWanted, readableDocuments } from '../live/documents.ts';
import { writtenText } from '../text/written.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { dayAndTimeText } from '../ui/time.ts';
import { wordStyles } from './styles.ts';

@customElement('question-thread')
export class QuestionThread extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, own }) => [
    view?.people,
    view?.agenda,
    view?.documents,
    own.documents,
  ]);
  @property({ attribute: false }) question!: Question;

  static override styles = [
    controls,
    wordStyles,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      h3 {
        font-size: 1.05rem;
      }
      .said {
        padding-inline-start: 12px;
        border-inline-start: 3px solid var(--line-strong);
        display: grid;
        gap: 2px;
      }
      .answer {
        border-color: var(--accent);
      }
      .file {
        justify-content: start;
        text-align: start;
      }
      .why {
        color: var(--warn);
        font-weight: 600;
      }
    `,
  ];

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const w = writtenText();
    const { view, live } = this.#meeting;
    const { question } = this;
    const zone = view.procedure.timeZone;
    const nameOf = (id: string | null) => personById(view, id)?.name ?? question.addressee;
    const item = itemById(view.agenda, question.item);
    const where = item ? w.itemOf(itemNumbers(view.agenda.items).get(item.id) ?? '', item.title) : w.noItem;
    const due = question.due === null ? '' : dayAndTimeText(question.due, zone);
    const isOver = isLate(question, live.now());
    const isPressing = isOver || question.status === 'returned';
    const badge = question.status === 'answered' ? 'good' : isPressing && 'warn';
    return html`<h3 class="wrap">
        ${question.subject} <span class="badge ${badge || ''}">${w.status[question.status]}</span>
        ${question.verdict ? html`<span class="badge">${w.verdict[question.verdict]}</span>` : nothing}
      </h3>
      <p class="small muted wrap">
        ${[`${w.to}: ${question.to ? nameOf(question.to) : question.addressee}`, where, question.group].filter(Boolean).join(' · ')}
      </p>
      ${question.why ? html`<p class="why wrap">${w.returnedWhy(question.why)}</p>` : nothing}
      ${due && question.status === 'forwarded' ? html`<p class="small ${isOver ? 'why' : 'muted'}">${isOver ? w.late(due) : w.due(due)}</p>` : nothing}
      <div class="said">
        <p class="small muted">${w.asks(nameOf(question.person))} · ${dayAndTimeText(question.at, zone)}</p>
        <p class="words">${question.text}</p>
      </div>
      ${question.words.map(
        ({ at, kind, person, text }) =>
          html`<div class="said ${kind}">
            <p class="small muted">
              ${kind === 'answer' ? w.answers(nameOf(person)) : w.asksAgain(nameOf(person))} · ${dayAndTimeText(at, zone)}
            </p>
            <p class="words">${text}</p>
          </div>`,
      )}
      ${readableDocuments(live)
        .filter((document) => document.question === question.id)
        .map(
          (document) =>
            html`<button class="file" @click=${() => this.dispatchEvent(new DocumentWanted(document))}>
              ${icon('fileText')} ${document.title}
            </button>`,
        )}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'question-thread': QuestionThread;
  }
}
