/** The first start: whose server this is, and who its first secretary is. Opened by the link that the server printed. */
import { languageButton } from '../ui/language-button.ts';
import '../ui/tokens.css';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { bodyKinds } from '../../shared/body/profile.ts';
import type { Refusal } from '../../shared/wire/rejections.ts';
import { request } from '../live/login.ts';
import { deskText } from '../text/desk.ts';
import { currentLanguage } from '../text/language.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { optionsOf } from '../ui/options.ts';

interface Draft {
  name: string;
  kind: (typeof bodyKinds)[number];
  place: string;
  secretary: string;
}
interface Done {
  body: string;
  person: string;
  code: string;
  pin: string;
}

const KEPT = 'setup';
const empty: Draft = { name: '', kind: 'communal-council', place: '', secretary: '' };

/** What was typed before a reload; never the password. */
function keptDraft(): Draft {
  try {
    return { ...empty, ...(JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as Partial<Draft>) };
  } catch {
    return empty; // not ours, or no storage
  }
}

@customElement('setup-page')
export class SetupPage extends LocalizedElement {
  /** Null until the server has said whether there is anything to set up. */
  @state() private isDone: boolean | null = null;
  @state() private step: 1 | 2 | 3 = 1;
  @state() private draft = keptDraft();
  @state() private password = '';
  @state() private isShown = false;
  @state() private refused = '';
  @state() private isBusy = false;
  @state() private made: Done | null = null;
  readonly #token = location.hash.slice(1);

  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        justify-items: center;
        align-content: start;
        min-height: 100dvh;
        padding: 24px 16px;
      }
      main {
        display: grid;
        gap: 16px;
        width: min(620px, 100%);
      }
      header {
        display: flex;
        align-items: center;
        gap: 12px;
      }
      header img {
        width: 48px;
      }
      h1 {
        font-size: 1.4rem;
      }
      .card {
        display: grid;
        gap: 16px;
        padding: 20px;
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
      }
      form {
        display: grid;
        gap: 16px;
      }
      .hint {
        font-weight: 400;
      }
      .secret {
        font-size: 2rem;
        font-weight: 700;
        letter-spacing: 0.12em;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 8px 20px;
        align-items: baseline;
      }
      .refused {
        color: var(--danger);
        font-weight: 600;
      }
      .row {
        flex-wrap: wrap;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    request('/api/setup')
      .then(async (response) => {
        this.isDone = ((await response.json()) as { isDone: boolean }).isDone;
      })
      .catch(() => (this.refused = this.t.serverUnreachable));
  }

  #change(fields: Partial<Draft>): void {
    this.draft = { ...this.draft, ...fields };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(this.draft));
    } catch {
      // Without storage a reload asks again.
    }
  }

  readonly #finish = async (event: SubmitEvent) => {
    event.preventDefault();
    if (this.isBusy) return;
    this.isBusy = true;
    this.refused = '';
    const { name, kind, place, secretary } = this.draft;
    try {
      const response = await request('/api/setup', 'POST', {
        token: this.#token,
        body: { name, kind, place: place.trim() },
        secretary: { name: secretary, password: this.password },
      });
      const answer = (await response.json()) as Done & Refusal;
      if (!response.ok) this.refused = answer[currentLanguage()];
      else {
        this.made = answer;
        this.step = 3;
        sessionStorage.removeItem(KEPT);
        history.replaceState(null, '', '/setup/');
      }
    } catch {
      this.refused = this.t.serverUnreachable;
    } finally {
      this.isBusy = false;
    }
  };

  /** Signed in as the secretary who was just made, and on to her desk. */
  async #toDesk(tab: string): Promise<void> {
    const { body, code, pin } = this.made!;
    const response = await request('/api/login', 'POST', { code, pin, password: this.password }).catch(() => null);
    location.assign(response?.ok ? `/desk/?body=${body}#${tab}` : '/');
  }

  override render() {
    const w = deskText();
    const { t } = this;
    return html`<main>
      <header>
        <img src="/icon.svg" alt="" />
        <h1>${t.product}: ${w.setUp}</h1>
      </header>
      ${this.#body()}
      <footer>
        ${languageButton()}
      </footer>
    </main>`;
  }

  #body() {
    const w = deskText();
    if (this.made) return this.#done(this.made);
    if (this.isDone === null) return html`<p class="muted" role="status">${this.refused || w.loading}</p>`;
    if (this.isDone)
      return html`<section class="card">
        <p>${w.alreadySetUp}</p>
        <p><a class="button primary" href="/">${w.toSignIn}</a></p>
      </section>`;
    if (!this.#token) return html`<section class="card" role="alert"><p>${w.noLink}</p></section>`;
    return this.step === 1 ? this.#whose() : this.#who();
  }

  #whose() {
    const w = deskText();
    const { draft } = this;
    return html`<p class="muted">${w.setUpIntro}</p>
      <form
        class="card"
        aria-labelledby="step"
        @submit=${(event: SubmitEvent) => {
          event.preventDefault();
          this.step = 2;
        }}
      >
        <h2 id="step">${w.step(1)}: ${w.theBody}</h2>
        <label
          >${w.bodyName}<input
            name="name"
            required
            maxlength="200"
            .value=${draft.name}
            aria-describedby="name-hint"
            @input=${(event: Event) => this.#change({ name: (event.target as HTMLInputElement).value })}
          /><span id="name-hint" class="muted small hint">${w.bodyNameHint}</span></label
        >
        <label
          >${w.bodyKind}<select
            name="kind"
            aria-describedby="kind-hint"
            @change=${(event: Event) =>
              this.#change({ kind: (event.target as HTMLSelectElement).value as Draft['kind'] })}
          >
            ${optionsOf(
              bodyKinds.map((kind) => ({ value: kind as string, words: w.bodyKinds[kind] })),
              draft.kind,
            )}</select
          ><span id="kind-hint" class="muted small hint">${w.kindHint}</span></label
        >
        <label
          >${w.place}<input
            name="place"
            maxlength="80"
            .value=${draft.place}
            aria-describedby="place-hint"
            @input=${(event: Event) => this.#change({ place: (event.target as HTMLInputElement).value })}
          /><span id="place-hint" class="muted small hint">${w.placeHint}</span></label
        >
        <button class="primary">${w.next} ${icon('chevronRight')}</button>
      </form>`;
  }

  #who() {
    const w = deskText();
    const { draft } = this;
    return html`<form class="card" aria-labelledby="step" @submit=${this.#finish}>
      <h2 id="step">${w.step(2)}: ${w.theSecretary}</h2>
      <label
        >${w.secretaryName}<input
          name="secretary"
          required
          maxlength="120"
          autocomplete="name"
          .value=${draft.secretary}
          @input=${(event: Event) => this.#change({ secretary: (event.target as HTMLInputElement).value })}
        />
      </label>
      <label
        >${w.newPassword}<input
          name="password"
          type=${this.isShown ? 'text' : 'password'}
          required
          minlength="10"
          maxlength="200"
          autocomplete="new-password"
          .value=${this.password}
          aria-describedby="password-hint"
          @input=${(event: Event) => (this.password = (event.target as HTMLInputElement).value)}
        /><span id="password-hint" class="muted small hint">${w.passwordHint}</span></label
      >
      <label class="check"
        ><input
          type="checkbox"
          .checked=${this.isShown}
          @change=${(event: Event) => (this.isShown = (event.target as HTMLInputElement).checked)}
        />${w.showPassword}</label
      >
      <p class="refused" role="alert" ?hidden=${!this.refused}>${this.refused}</p>
      <div class="row">
        <button type="button" @click=${() => (this.step = 1)}>${icon('chevronLeft')} ${w.back}</button>
        <button class="primary" aria-disabled=${this.isBusy ? 'true' : 'false'}>
          ${this.isBusy ? w.working : w.finish}
        </button>
      </div>
    </form>`;
  }

  #done({ code, pin }: Done) {
    const w = deskText();
    const { t } = this;
    return html`<section class="card" aria-labelledby="step">
      <h2 id="step">${w.step(3)}: ${w.done}</h2>
      <p role="status">${w.yourCard}</p>
      <dl>
        <dt>${t.code}</dt>
        <dd class="secret" data-secret="code">${code}</dd>
        <dt>${w.pinHere}</dt>
        <dd class="secret" data-secret="pin">${pin}</dd>
      </dl>
      <div class="row">
        <button class="primary" @click=${() => void this.#toDesk('people-import')}>
          ${icon('users')} ${w.peopleNow}
        </button>
        <button @click=${() => void this.#toDesk('home')}>${w.peopleLater}</button>
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'setup-page': SetupPage;
  }
}
