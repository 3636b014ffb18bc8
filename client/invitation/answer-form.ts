/** Whether I come, come late, do not, or who comes for me: on the tablet, and on the page of a link. */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type Coming, comings, type InvitationAnswer } from '../../shared/meeting/invitation/state.ts';
import { invitationText } from '../text/invitation.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

export interface Said {
  coming: Coming;
  reason: string;
  substitute: string;
}
/** An answer is given; whoever hears it says whether it was taken. */
export class AnswerGiven extends Event {
  taken: Promise<boolean> = Promise.resolve(false);
  constructor(readonly said: Said) {
    super('answer-given');
  }
}

@customElement('answer-form')
export class AnswerForm extends LocalizedElement {
  @property({ attribute: false }) answer: InvitationAnswer | null = null;
  @property({ type: Boolean }) isOffline = false;
  @property({ type: Boolean }) maySubstitute = false;
  /** What she is about to answer: why, or who, is asked for first. */
  @state() private choosing: Coming | null = null;
  @state() private isChanging = false;

  static override styles = [
    controls,
    css`
      :host,
      form {
        display: grid;
        gap: 10px;
      }
      h2 {
        font-size: 1.1rem;
      }
      .choices button {
        min-height: 52px;
        flex: 1 1 150px;
      }
    `,
  ];

  async #give(said: Said): Promise<void> {
    const given = new AnswerGiven(said);
    this.dispatchEvent(given);
    // What she typed stays where it was refused.
    if (await given.taken) [this.choosing, this.isChanging] = [null, false];
  }
  #choose(coming: Coming): void {
    this.choosing = coming;
    if (coming === 'comes') void this.#give({ coming, reason: '', substitute: '' });
  }
  readonly #submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    void this.#give({ coming: this.choosing!, reason: text('reason'), substitute: text('substitute') });
  };

  override render() {
    const w = invitationText();
    const { answer, choosing, isOffline } = this;
    if (answer && !this.isChanging)
      return html`<div class="row">
          <h2 role="status" class="grow">${icon('circleCheck')} ${w.answered[answer.coming]}</h2>
          <button @click=${() => (this.isChanging = true)}>${w.change}</button>
        </div>
        ${[answer.substitute, answer.reason].map((words) => (words ? html`<p class="muted wrap">${words}</p>` : nothing))}`;
    const offered = comings.filter((coming) => coming !== 'substitute' || this.maySubstitute);
    return html`<h2>${w.question}</h2>
      <div class="row choices">
        ${offered.map(
          (coming) =>
            html`<button
              class=${coming === 'comes' ? 'primary' : ''}
              aria-pressed=${choosing === coming ? 'true' : 'false'}
              ?disabled=${isOffline}
              @click=${() => this.#choose(coming)}
            >
              ${w.coming[coming]}
            </button>`,
        )}
      </div>
      ${isOffline ? html`<p class="muted">${this.t.offlineWhy}</p>` : nothing}
      ${
        choosing && choosing !== 'comes'
          ? html`<form @submit=${this.#submit}>
              ${choosing === 'substitute' ? html`<label>${w.substitute}<input name="substitute" required maxlength="200" autocomplete="off" /></label>` : nothing}
              <label>${w.reason[choosing]}<input name="reason" maxlength="300" autocomplete="off" /></label>
              <div class="row"><button class="primary" ?disabled=${isOffline}>${w.send(w.coming[choosing])}</button></div>
            </form>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'answer-form': AnswerForm;
  }
}
