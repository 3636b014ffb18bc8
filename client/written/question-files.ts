/** Files that go with a question or its answer: sent from here, each with its progress, confirmed by the secretary. */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type Upload, Uploads } from '../intake/uploads.ts';
import { request } from '../live/login.ts';
import { inMeeting } from '../live/place.ts';
import { currentLanguage } from '../text/language.ts';
import { writtenText } from '../text/written.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

interface Sent {
  id: string;
  name: string;
  bytes: number;
  phase: 'arriving' | 'waiting' | 'ready' | 'refused';
}

@customElement('question-files')
export class QuestionFiles extends LocalizedElement {
  @property() question = '';
  @state() private sent: readonly Sent[] = [];
  @query('input') private input!: HTMLInputElement;
  readonly #uploads = new Uploads((below) => inMeeting(`/questions/${this.question}/files${below}`));

  static override styles = [
    controls,
    css`
      :host,
      ul {
        display: grid;
        gap: 6px;
      }
      .bad {
        color: var(--danger);
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#uploads.addEventListener('change', this.#changed);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#uploads.removeEventListener('change', this.#changed);
  }
  protected override firstUpdated(): void {
    void this.#look();
  }
  readonly #changed = () => {
    this.requestUpdate();
    void this.#look();
  };

  async #look(): Promise<void> {
    const response = await request(inMeeting(`/questions/${this.question}/files`)).catch(() => null);
    if (response?.ok) this.sent = ((await response.json()) as { entries: Sent[] }).entries;
  }

  readonly #picked = () => {
    this.#uploads.add([...(this.input.files ?? [])].map((file) => ({ file, from: '' })));
    this.input.value = '';
  };

  #upload(upload: Upload) {
    const { file, refused, sent } = upload;
    return html`<li>
      <span class="wrap">${file.name}</span>
      ${
        refused
          ? html`<span class="bad" role="alert">${refused[currentLanguage()]}</span>
              <button type="button" @click=${() => this.#uploads.forget(upload)}>${this.t.dismiss}</button>`
          : html`<progress max=${file.size} value=${sent} aria-label=${file.name}></progress>`
      }
    </li>`;
  }

  override render() {
    const w = writtenText();
    const here = this.#uploads.beside(this.sent);
    return html`<div class="row">
        <button type="button" @click=${() => this.input.click()}>${icon('plus')} ${w.attach}</button>
        <input type="file" multiple hidden @change=${this.#picked} />
      </div>
      ${here.length + this.sent.length > 0 ? html`<p class="small muted">${w.attachHint}</p>` : nothing}
      <ul>
        ${here.map((upload) => this.#upload(upload))}
        ${this.sent.map(
          ({ name, phase }) =>
            html`<li>
              <span class="wrap">${name}</span>
              <span class="small ${phase === 'refused' ? 'bad' : 'muted'}" role="status"
                >${phase === 'refused' ? w.fileRefused : w.fileWaits}</span
              >
            </li>`,
        )}
      </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'question-files': QuestionFiles;
  }
}
