/** The way in: by the link on a card, or code and PIN. */
import '../ui/tokens.css';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { chairsSide, hasRole, type Role } from '../../shared/people/roles.ts';
import type { Refusal } from '../../shared/wire/rejections.ts';
import { handOver, keepInTab, request } from '../live/login.ts';
import { endLogin } from '../live/sign-out.ts';
import { arriveAtTablet } from '../offline/leave.ts';
import { choose, currentLanguage } from '../text/language.ts';
import { controls } from '../ui/controls.ts';
import { Element } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { type Me, whoAmI } from '../ui/page.ts';

const pageFor = (roles: readonly Role[]): string => {
  if (hasRole(roles, ['display'])) return '/display/';
  return hasRole(roles, chairsSide) ? '/chair/' : '/delegate/';
};

@customElement('home-page')
export class HomePage extends Element {
  @state() private me: Me | null = null;
  @state() private refused = '';
  @state() private needsPassword = false;
  @state() private isBusy = false;

  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        min-height: 100dvh;
        place-items: center;
        padding: 20px 12px;
      }
      main {
        width: min(460px, 100%);
        display: grid;
        gap: 16px;
      }
      header {
        text-align: center;
        display: grid;
        gap: 4px;
        justify-items: center;
      }
      header img {
        width: 64px;
        height: 64px;
      }
      h1 {
        font-size: var(--size-xl);
      }
      h2 {
        font-size: var(--size-l);
      }
      .card {
        padding: 20px;
        display: grid;
        gap: 14px;
      }
      form {
        display: grid;
        gap: 14px;
      }
      .refused {
        color: var(--danger);
        font-weight: 600;
      }
      footer {
        display: flex;
        justify-content: center;
      }
      .ways button,
      .ways .button {
        flex: 1 1 120px;
      }
      .hint {
        font-weight: 400;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#arrive();
  }

  async #arrive(): Promise<void> {
    const ticket = location.hash.slice(1);
    // Used or not, a ticket must not stay in the address or the history.
    if (ticket) history.replaceState(null, '', '/');
    if (ticket && (await this.#signIn('/api/login', { ticket }))) return;
    try {
      this.me = await whoAmI();
    } catch {
      this.refused = this.t.serverUnreachable;
    }
  }

  /** Signs in and goes to the person's page; false when it was refused. */
  async #signIn(path: string, body: object, newTab?: Window | null): Promise<boolean> {
    this.refused = '';
    this.isBusy = true;
    try {
      const response = await request(path, 'POST', body);
      const answer = (await response.json()) as Refusal & { person: string; roles: Role[]; token?: string };
      if (response.ok) {
        await arriveAtTablet(answer.person);
        const page = pageFor(answer.roles);
        if (newTab) newTab.location.href = handOver(page, answer.token);
        else {
          keepInTab(answer.token);
          location.assign(page);
        }
        return true;
      }
      if (answer.code === 'password-needed') this.needsPassword = true;
      this.refused = answer[currentLanguage()];
    } catch {
      this.refused = this.t.serverUnreachable;
    } finally {
      this.isBusy = false;
    }
    newTab?.close();
    return false;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.target as HTMLFormElement)) as Record<string, string>;
    const { code = '', pin = '', password } = fields;
    void this.#signIn('/api/login', { code: code.trim(), pin: pin.trim(), ...(password ? { password } : {}) });
  }

  async #signOut(): Promise<void> {
    await endLogin(this.me?.person?.id);
    this.me = await whoAmI().catch(() => null);
  }

  override render() {
    const { t, me } = this;
    return html`<main>
      <header>
        <img src="/icon.svg" alt="" />
        <h1>${t.product}</h1>
        ${
          me?.meeting
            ? html`<p>${me.meeting.council}</p>
              <p class="muted">${me.meeting.title}</p>
              <p><span class="badge ${me.meeting.phase === 'open' ? 'good' : ''}">${t.phase[me.meeting.phase]}</span></p>`
            : html`<p class="muted">${me ? t.noMeeting : nothing}</p>`
        }
      </header>
      ${me?.person ? this.#signedIn(me.person) : this.#form()} ${me?.mayTry ? this.#tries() : nothing}
      <footer>
        <button class="quiet" lang=${currentLanguage() === 'vi' ? 'en' : 'vi'} @click=${() => choose(currentLanguage() === 'vi' ? 'en' : 'vi')}>
          ${icon('languages')} ${t.language}
        </button>
      </footer>
    </main>`;
  }

  #signedIn(person: NonNullable<Me['person']>) {
    const { t } = this;
    const isDelegate = hasRole(person.roles, ['delegate', 'guest']);
    const conducts = hasRole(person.roles, chairsSide);
    return html`<section class="card" aria-label=${t.signIn}>
      <h2 class="wrap">${person.name}</h2>
      <div class="row ways">
        ${conducts ? html`<a class="button" href="/chair/">${icon('presentation')} ${t.openConsole}</a>` : nothing}
        ${conducts ? html`<a class="button" href="/secretariat/">${icon('list')} ${t.documents}</a>` : nothing}
        ${isDelegate ? html`<a class="button" href="/delegate/">${icon('fileText')} ${t.openTablet}</a>` : nothing}
        ${person.roles.includes('display') ? html`<a class="button" href="/display/">${icon('monitor')} ${t.openScreen}</a>` : nothing}
      </div>
      <button class="quiet" @click=${this.#signOut}>${icon('logOut')} ${t.signOut}</button>
    </section>`;
  }

  #form() {
    const { t } = this;
    return html`<section class="card" aria-labelledby="sign-in">
      <h2 id="sign-in">${t.signIn}</h2>
      <p class="muted">${t.signInIntro}</p>
      <form @submit=${this.#submit}>
        <label>${t.code}<input name="code" required maxlength="20" autocomplete="username" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint" /><span id="code-hint" class="muted small hint">${t.codeHint}</span></label>
        <label>${t.pin}<input name="pin" type="password" required maxlength="20" inputmode="numeric" autocomplete="current-password" /></label>
        ${this.needsPassword ? html`<label>${t.password}<input name="password" type="password" required maxlength="200" autocomplete="off" /></label>` : nothing}
        <p class="refused" role="alert" ?hidden=${!this.refused}>${this.refused}</p>
        <button class="primary" ?disabled=${this.isBusy}>${this.isBusy ? t.signingIn : t.signIn}</button>
      </form>
    </section>`;
  }

  #tries() {
    const { t } = this;
    const ways = [
      ['chair', t.tryChair, 'presentation'],
      ['delegate', t.tryDelegate, 'fileText'],
      ['display', t.tryScreen, 'monitor'],
    ] as const;
    return html`<section class="card" aria-labelledby="try">
      <h2 id="try">${t.trySample}</h2>
      <p class="muted small">${t.tryHint}</p>
      <div class="row ways">
        ${ways.map(([as, words, picture]) => html`<button @click=${() => this.#signIn('/api/try', { as }, window.open('', '_blank'))}>${icon(picture)} ${words}</button>`)}
      </div>
    </section>`;
  }
}
