/** A question before what can't be undone. It comes up away from the pointer, and its answer ignores a hasty click. */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { controls } from '../ui/controls.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

const IGNORED_MS = 500;
let pointerY = 0;
addEventListener('pointermove', (event) => (pointerY = event.clientY), { passive: true });
addEventListener('pointerdown', (event) => (pointerY = event.clientY), { passive: true });

export interface Question {
  words: string;
  confirm: string;
  /** Asks for a line of text as well; its label. */
  wants?: string;
  /** Whether the line may stay empty. */
  isOptional?: boolean;
  /** Another way to go on, answered by `OTHERWISE`. */
  otherwise?: string;
}
/** The answer when the other way was chosen. */
export const OTHERWISE = '\u0000otherwise';

@customElement('ask-dialog')
export class AskDialog extends LocalizedElement {
  @state() private question: Question | null = null;
  @query('dialog') private dialog!: HTMLDialogElement;
  #answer: ((text: string | null) => void) | null = null;
  #appeared = 0;

  static override styles = [
    controls,
    css`
      dialog.above {
        margin-block-start: 8vh;
      }
      dialog.below {
        margin-block-end: 8vh;
      }
      form {
        display: grid;
        gap: 16px;
      }
      p {
        font-size: 1.15rem;
        font-weight: 600;
        line-height: 1.4;
      }
      .row {
        justify-content: space-between;
      }
    `,
  ];

  /** Resolves with the text (empty when none was wanted) or null when it was declined. */
  async ask(question: Question): Promise<string | null> {
    this.#answer?.(null);
    this.question = question;
    await this.updateComplete;
    this.dialog.className = pointerY > innerHeight / 2 ? 'above' : 'below';
    if (!this.dialog.open) this.dialog.showModal();
    this.#appeared = performance.now();
    return new Promise((resolve) => (this.#answer = resolve));
  }

  /** `close` is a task of its own: it may come when the next question has been asked already, and then means nothing. */
  readonly #closed = () => {
    if (!this.dialog.open) this.#finish(null);
  };
  #finish(text: string | null): void {
    const answer = this.#answer;
    this.#answer = null;
    if (this.dialog.open) this.dialog.close();
    answer?.(text);
  }

  override render() {
    const { question, t } = this;
    return html`<dialog aria-labelledby="question" @close=${this.#closed}>
      ${
        question
          ? html`<form
              @submit=${(event: SubmitEvent) => {
                event.preventDefault();
                if (performance.now() - this.#appeared < IGNORED_MS) return;
                if ((event.submitter as HTMLButtonElement | null)?.value === OTHERWISE) return this.#finish(OTHERWISE);
                const text = String(new FormData(event.target as HTMLFormElement).get('text') ?? '').trim();
                if (question.wants && !question.isOptional && !text) return;
                this.#finish(text);
              }}
            >
              <p id="question" class="wrap">${question.words}</p>
              ${
                question.wants
                  ? html`<label
                      >${question.wants}<input
                        name="text"
                        maxlength="300"
                        ?required=${!question.isOptional}
                        autofocus
                    /></label>`
                  : nothing
              }
              <div class="row">
                <button type="button" ?autofocus=${!question.wants} @click=${() => this.#finish(null)}>
                  ${t.cancel}
                </button>
                ${question.otherwise ? html`<button value=${OTHERWISE}>${question.otherwise}</button>` : nothing}
                <button class="primary">${question.confirm}</button>
              </div>
            </form>`
          : nothing
      }
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ask-dialog': AskDialog;
  }
}
