/** Handing in documents by a link: for whoever has it, for one item, without an account. */
import '../ui/tokens.css';
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Refusal } from '../../shared/wire/rejections.ts';
import { Page } from '../app/base-page.ts';
import type { FilesDropped } from '../intake/drop-zone.ts';
import { type Upload, Uploads } from '../intake/uploads.ts';
import { request } from '../live/login.ts';
import { handInText } from '../text/hand-in.ts';
import { currentLanguage } from '../text/language.ts';
import { linkPage, pageHeader } from '../ui/bars.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { languageButton } from '../ui/language-button.ts';
import { dayAndTimeText } from '../ui/time.ts';
import '../intake/drop-zone.ts';
import '../ui/announcer.ts';

const LOOK_AGAIN_MS = 3000;

interface Asked {
  council: string;
  title: string;
  begins: number | null;
  timeZone: string;
  item: string;
  submitter: string;
  /** Bytes of the largest file. */
  limit: number;
  entries: readonly {
    id: string;
    name: string;
    bytes: number;
    received: number;
    phase: 'arriving' | 'waiting' | 'ready' | 'refused';
  }[];
}

@customElement('hand-in-page')
export class HandInPage extends Page {
  @state() private asked: Asked | null = null;
  @state() private refused: Refusal | null = null;
  @query('input[type=file]') private file!: HTMLInputElement;
  readonly #base = `/api/hand-in/${encodeURIComponent(location.hash.slice(1))}`;
  readonly #uploads = new Uploads((below) => `${this.#base}${below}`);

  static override styles = [
    controls,
    pageHeader,
    linkPage,
    css`
      drop-zone {
        padding: 28px 16px;
      }
      ul {
        display: grid;
        gap: 8px;
      }
      li {
        display: grid;
        gap: 6px;
        padding: 10px 14px;
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      .bad {
        color: var(--danger);
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#uploads.addEventListener('change', () => {
      this.requestUpdate();
      void this.#load();
    });
    void this.#load();
    setInterval(() => document.visibilityState === 'visible' && void this.#load(), LOOK_AGAIN_MS);
  }

  async #load(): Promise<void> {
    try {
      const response = await request(this.#base);
      if (response.ok) {
        this.asked = (await response.json()) as Asked;
        this.refused = null;
      } else this.refused = (await response.json()) as Refusal;
    } catch {
      // Without a network what is shown stays; the next look may have it.
    }
    document.title = [this.asked?.item, handInText().title, this.t.product].filter(Boolean).join(' · ');
  }

  readonly #picked = (event: Event) => {
    const input = event.target as HTMLInputElement;
    this.#uploads.add([...(input.files ?? [])].map((file) => ({ file, from: '' })));
    input.value = '';
  };

  override render() {
    const w = handInText();
    return html`<header>
        <h1 class="wrap">${w.title}</h1>
        ${languageButton()}
      </header>
      <main>${this.#main()}</main>
      <message-line></message-line>`;
  }

  #main() {
    const w = handInText();
    const { asked, refused } = this;
    if (refused && !asked) return html`<p role="alert">${refused[currentLanguage()]}</p>`;
    if (!asked) return html`<p class="muted" role="status">${w.loading}</p>`;
    const when = asked.begins === null ? '' : dayAndTimeText(asked.begins, asked.timeZone);
    const local = this.#uploads.beside(asked.entries);
    return html`<section>
        <h2 class="wrap">${asked.item}</h2>
        <p class="muted">${[asked.title, asked.council, when].filter(Boolean).join(' · ')}</p>
        <p>${w.forWhom(asked.submitter)}</p>
      </section>
      ${refused ? html`<p role="alert" class="bad">${refused[currentLanguage()]}</p>` : nothing}
      <drop-zone @files-dropped=${({ detail }: FilesDropped) => this.#uploads.add(detail)}>
        <p><b>${w.dropHere}</b></p>
        <p class="muted small">${w.formats(Math.floor(asked.limit / 1024 / 1024))}</p>
        <button class="primary" @click=${() => this.file.click()}>${icon('plus')} ${w.chooseFiles}</button>
        <input type="file" multiple hidden @change=${this.#picked} />
      </drop-zone>
      <ul aria-label=${w.handedIn}>
        ${repeat(
          local,
          ({ file }) => file,
          (upload) => this.#upload(upload),
        )}
        ${repeat(
          asked.entries,
          ({ id }) => id,
          ({ name, phase, received, bytes }) =>
            html`<li>
              <b class="wrap">${name}</b>
              <span class=${phase === 'refused' ? 'bad' : 'muted'} role="status">${w.phases[phase]}</span>
              ${
                phase === 'arriving'
                  ? html`<progress max=${bytes} value=${received} aria-label=${name}></progress>`
                  : nothing
              }
            </li>`,
        )}
      </ul>`;
  }

  #upload(upload: Upload) {
    const w = handInText();
    const { file, state, refused, sent } = upload;
    return html`<li>
      <b class="wrap">${file.name}</b>
      ${
        refused
          ? html`<span class="bad" role="alert">${refused[currentLanguage()]}</span>
              <button @click=${() => this.#uploads.forget(upload)}>${this.t.dismiss}</button>`
          : html`<span class="muted" role="status">${state === 'broken' ? w.broken : w.phases.arriving}</span>
              <progress max=${file.size} value=${sent} aria-label=${file.name}></progress>`
      }
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hand-in-page': HandInPage;
  }
}
