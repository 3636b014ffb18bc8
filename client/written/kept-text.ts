/** A field for a longer text that is sent: what stands in it is kept on this device until then. */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Meeting } from '../live/controller.ts';
import { draftOf, forgetDraft, keepDraft } from '../live/drafts.ts';
import { writtenText } from '../text/written.ts';
import { controls } from '../ui/controls.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

/** Somebody sends what she has written; whoever hears it answers with whether it was taken. */
export class TextSent extends Event {
  taken: Promise<boolean> = Promise.resolve(false);
  constructor(readonly text: string) {
    super('text-sent');
  }
}

@customElement('kept-text')
export class KeptText extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ status }) => [status]);
  /** Names the text on this device. */
  @property() what = '';
  @property() label = '';
  @property() send = '';
  /** What stands there before anything was typed. */
  @property() initial = '';
  @property({ type: Number }) longest = 20_000;
  @property({ type: Boolean }) isOptional = false;
  @state() private text: string | null = null;
  @state() private isBusy = false;

  static override styles = [
    controls,
    css`
      form {
        display: grid;
        gap: 10px;
      }
      textarea {
        min-height: 140px;
        resize: vertical;
      }
      .bad {
        color: var(--danger);
        font-weight: 600;
      }
    `,
  ];

  get #words(): string {
    return this.text ?? (draftOf(this.#meeting.live, this.what) || this.initial);
  }

  readonly #typed = (event: Event) => {
    this.text = (event.target as HTMLTextAreaElement).value;
    keepDraft(this.#meeting.live, this.what, this.text);
  };

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const text = this.#words.trim();
    if (this.isBusy || (text === '' && !this.isOptional)) return;
    const sent = new TextSent(text);
    this.isBusy = true;
    this.dispatchEvent(sent);
    const isTaken = await sent.taken.finally(() => (this.isBusy = false));
    if (!isTaken) return;
    forgetDraft(this.#meeting.live, this.what);
    this.text = null;
  };

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const w = writtenText();
    const isOffline = this.#meeting.live.status !== 'online';
    return html`<form @submit=${this.#submit}>
      <label
        >${this.label}<textarea
          name="text"
          maxlength=${this.longest}
          .value=${this.#words}
          @input=${this.#typed}
        ></textarea
      ></label>
      ${isOffline ? html`<p class="bad" role="alert">${w.offlineWhy}</p>` : nothing}
      <div class="row">
        <button class="primary" ?disabled=${isOffline || this.isBusy || (this.#words.trim() === '' && !this.isOptional)}>
          ${this.send}</button
        ><slot></slot>
      </div>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kept-text': KeptText;
  }
}
