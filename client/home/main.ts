/** The way in: by the link on a card, or code and PIN. */
import { languageButton } from '../ui/language-button.ts';
import '../ui/tokens.css';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { when } from 'lit/directives/when.js';
import { office } from '../../shared/body/office.ts';
import { isOn } from '../../shared/meeting/phase/queries.ts';
import type { Phase } from '../../shared/meeting/phase/state.ts';
import { chairsSide, hasRole, inHall, type Role } from '../../shared/people/roles.ts';
import type { Refusal } from '../../shared/wire/rejections.ts';
import { handOver, keepInTab, request } from '../live/login.ts';
import { type Me, type MyMeeting, whoAmI } from '../live/me.ts';
import { type Place, pageAddress, placeFor } from '../live/place.ts';
import { endLogin, saidAtHome } from '../live/sign-out.ts';
import { arriveAtTablet } from '../offline/leave.ts';
import { homeText } from '../text/home.ts';
import { currentLanguage } from '../text/language.ts';
import { controls } from '../ui/controls.ts';
import { type IconName, icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { agoText, dayAndTimeText } from '../ui/time.ts';

interface Elsewhere {
  device: string;
  /** Milliseconds since 1970. */
  seen: number;
}

/** Browsers make passkeys for names, never for a bare address. */
const mayUsePasskeys =
  'PublicKeyCredential' in window && window.isSecureContext && !/^[\d.]+$|:/.test(location.hostname);

const pageFor = (roles: readonly Role[]): string => {
  if (hasRole(roles, ['display'])) return '/display/';
  return hasRole(roles, chairsSide) ? '/chair/' : '/delegate/';
};

/** Where somebody goes straight in: her one meeting, or her hall's screen; null where she is to choose. */
function straightIn(me: Me): string | null {
  const place = placeFor(me);
  const offices = me.bodies.filter(({ roles }) => hasRole(roles, office));
  // Nothing to choose from yet: her desk is where it begins.
  if (!place && me.meetings.length === 0 && offices.length === 1) return `/desk/?body=${offices[0]!.id}`;
  if (!place) return null;
  const meeting = me.meetings.find(({ id, body }) => id === place.meeting && body === place.body);
  return pageAddress(meeting ? pageFor(meeting.roles) : '/display/', place);
}

@customElement('home-page')
export class HomePage extends LocalizedElement {
  @state() private me: Me | null = null;
  @state() private refused = '';
  @state() private needsPassword = false;
  /** The secret of a card whose QR code was scanned, while its password is asked for. */
  @state() private card = '';
  @state() private isBusy = false;
  /** The devices on which the card is in use, while somebody is asked whether this one takes over. */
  @state() private elsewhere: readonly Elsewhere[] = [];
  /** What was asked for, to be asked again with `takeOver`. */
  #asked: [path: string, body: object] | null = null;

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
        width: min(560px, 100%);
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
      .me {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 8px 16px;
      }
      .ways {
        align-items: stretch;
      }
      .ways button,
      .ways .button {
        flex: 1 1 120px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        display: grid;
        gap: 16px;
      }
      li {
        display: grid;
        gap: 8px;
      }
      li + li {
        border-block-start: 1px solid var(--line);
        padding-block-start: 16px;
      }
      h3 {
        font-size: var(--size-m);
      }
      .hint {
        font-weight: 400;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.refused = saidAtHome()?.[currentLanguage()] ?? '';
    void this.#arrive();
  }

  async #arrive(): Promise<void> {
    const secret = location.hash.slice(1);
    // Used or not, what lets somebody in must not stay in the address or the history.
    if (secret) history.replaceState(null, '', '/');
    const card = /^card=([\w-]+)$/.exec(secret)?.[1];
    if (card) {
      this.card = card;
      if (await this.#signIn('/api/login', { card })) return;
      if (!this.needsPassword) this.card = '';
    }
    const ticket = card ? '' : secret;
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
      const answer = (await response.json()) as Refusal & {
        person: string;
        token?: string;
        elsewhere?: Elsewhere[];
      };
      if (response.ok) {
        await arriveAtTablet(answer.person);
        if (!newTab) keepInTab(answer.token);
        const me = await whoAmI(newTab ? answer.token : undefined);
        const page = straightIn(me);
        if (newTab) newTab.location.href = handOver(page ?? '/', answer.token);
        else {
          if (page) location.assign(page);
          else this.me = me;
        }
        return true;
      }
      if (answer.code === 'password-needed') this.needsPassword = true;
      if (answer.code === 'signed-in-elsewhere') {
        this.elsewhere = answer.elsewhere ?? [];
        this.#asked = [path, body];
        return false;
      }
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
    const by = this.card ? { card: this.card } : { code: code.trim(), pin: pin.trim() };
    void this.#signIn('/api/login', { ...by, ...(password ? { password } : {}), stay: fields.stay === 'on' });
  }

  async #takeOver(): Promise<void> {
    const [path, body] = this.#asked ?? [];
    this.elsewhere = [];
    if (path && body) await this.#signIn(path, { ...body, takeOver: true });
  }

  async #withPasskey(): Promise<void> {
    this.isBusy = true;
    try {
      const { passkeyLogin } = await import('./passkeys.ts');
      const found = await passkeyLogin();
      if (found === null) return; // cancelled by whoever holds the device
      if ('code' in found) this.refused = found[currentLanguage()];
      else await this.#signIn('/api/login', found);
    } catch {
      this.refused = this.t.serverUnreachable;
    } finally {
      this.isBusy = false;
    }
  }

  protected override updated(): void {
    if (this.me?.person) void import('./my-logins.ts').catch(() => undefined); // without a network it is not shown
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
        ${when(me?.person && me.meetings.length === 0 && !me.screen, () => html`<p class="muted">${homeText().noMeeting}</p>`)}
      </header>
      ${me?.person ? this.#signedIn(me.person) : this.#entrance()} ${me?.mayTry ? this.#tries() : nothing}
      <footer>
        ${languageButton()}
      </footer>
    </main>`;
  }

  /** Her meetings: on now, to come, over; of whichever bodies she belongs to. */
  #signedIn(person: NonNullable<Me['person']>) {
    const { t } = this;
    const { meetings, screen, bodies } = this.me!;
    const of = (...phases: Phase[]) => meetings.filter(({ phase }) => phases.includes(phase));
    const groups = [
      [homeText().meetingsOn, of('open', 'suspended')],
      [homeText().meetingsNext, of('prepared').sort((a, b) => (a.begins ?? 0) - (b.begins ?? 0))],
      [homeText().meetingsPast, of('closed').sort((a, b) => (b.begins ?? 0) - (a.begins ?? 0))],
    ] as const;
    return html`<section class="card" aria-labelledby="me">
        <div class="me">
          <h2 id="me" class="wrap">${person.name}</h2>
          <button class="quiet" @click=${this.#signOut}>${icon('logOut')} ${t.signOut}</button>
        </div>
        ${bodies
          .filter(({ roles }) => hasRole(roles, office))
          .map(
            ({ id, name }) =>
              html`<a class="button" href="/desk/?body=${id}">${icon('list')} <span class="wrap">${t.desk}: ${name}</span></a>`,
          )}
        ${when(
          screen,
          ({ body }) =>
            html`<div class="row ways">
              ${this.#way('/display/', { body, meeting: null }, 'monitor', t.openScreen)}
            </div>`,
        )}
      </section>
      ${groups.map(([name, some]) => when(some.length > 0, () => this.#meetings(name, some)))}
      <my-logins></my-logins>`;
  }

  #meetings(name: string, meetings: readonly MyMeeting[]) {
    return html`<section class="card" aria-label=${name}>
      <h2>${name}</h2>
      <ul>
        ${repeat(
          meetings,
          ({ body, id }) => `${body}/${id}`,
          (meeting) => this.#meeting(meeting),
        )}
      </ul>
    </section>`;
  }

  #meeting(meeting: MyMeeting) {
    const { t } = this;
    const { title, council, hall, phase, begins, roles, body, id } = meeting;
    const place = { body, meeting: id };
    const isDelegate = hasRole(roles, inHall);
    const conducts = hasRole(roles, chairsSide);
    return html`<li>
      <h3 class="wrap">${title}</h3>
      <p class="muted wrap">
        ${[council, hall, begins === null ? '' : dayAndTimeText(begins, meeting.timeZone)].filter(Boolean).join(' · ')}
      </p>
      ${when(
        isOn({ phase }),
        () => html`<p><span class=${classMap({ badge: true, good: phase === 'open' })}>${t.phase[phase]}</span></p>`,
      )}
      <div class="row ways">
        ${when(conducts, () => this.#way('/chair/', place, 'presentation', t.openConsole))}
        ${when(conducts, () => this.#way('/secretariat/', place, 'list', t.documents))}
        ${when(isDelegate || !conducts, () => this.#way('/delegate/', place, 'fileText', t.openTablet))}
      </div>
    </li>`;
  }

  #way(page: string, place: Place, picture: IconName, words: string) {
    return html`<a class="button" href=${pageAddress(page, place)}>${icon(picture)} ${words}</a>`;
  }

  #entrance() {
    return this.elsewhere.length > 0 ? this.#elsewhere() : this.#form();
  }

  #elsewhere() {
    const { t } = this;
    return html`<section class="card" role="alertdialog" aria-labelledby="elsewhere">
      <h2 id="elsewhere">${homeText().elsewhere}</h2>
      ${this.elsewhere.map(({ device, seen }) => html`<p class="wrap">${homeText().elsewhereOn(device, agoText(seen))}</p>`)}
      <p class="muted">${homeText().takeOverHint}</p>
      <div class="row ways">
        <button @click=${() => (this.elsewhere = [])}>${t.goBack}</button>
        <button class="primary" ?disabled=${this.isBusy} @click=${this.#takeOver}>${homeText().takeOver}</button>
      </div>
    </section>`;
  }

  #form() {
    const { t } = this;
    return html`<section class="card" aria-labelledby="sign-in">
      <h2 id="sign-in">${t.signIn}</h2>
      <p class="muted">${homeText().signInIntro}</p>
      <form @submit=${this.#submit}>
        ${when(!this.card, () => this.#codeAndPin())}
        ${
          this.needsPassword
            ? html`<label
                >${homeText().password}<input name="password" type="password" required maxlength="200" autocomplete="off"
              /></label>`
            : nothing
        }
        <label class="check"
          ><input type="checkbox" name="stay" checked aria-describedby="stay-hint" /><span
            >${homeText().stay}<br /><span id="stay-hint" class="muted small hint">${homeText().stayHint}</span></span
          ></label
        >
        <p class="refused" role="alert" ?hidden=${!this.refused}>${this.refused}</p>
        <button class="primary" ?disabled=${this.isBusy}>${this.isBusy ? homeText().signingIn : t.signIn}</button>
      </form>
      ${when(
        mayUsePasskeys,
        () =>
          html`<button class="quiet" ?disabled=${this.isBusy} @click=${this.#withPasskey}>
            ${icon('key')} ${homeText().usePasskey}
          </button>`,
      )}
    </section>`;
  }

  #codeAndPin() {
    const { t } = this;
    return html`<label
          >${t.code}<input
            name="code"
            required
            maxlength="20"
            autocomplete="username"
            autocapitalize="characters"
            spellcheck="false"
            aria-describedby="code-hint"
          /><span id="code-hint" class="muted small hint">${homeText().codeHint}</span></label
        >
        <label
          >${t.pin}<input
            name="pin"
            type="password"
            required
            maxlength="20"
            inputmode="numeric"
            autocomplete="current-password"
        /></label>`;
  }

  #tries() {
    const ways = [
      ['chair', homeText().tryChair, 'presentation'],
      ['delegate', homeText().tryDelegate, 'fileText'],
      ['display', homeText().tryScreen, 'monitor'],
    ] as const;
    return html`<section class="card" aria-labelledby="try">
      <h2 id="try">${homeText().trySample}</h2>
      <p class="muted small">${homeText().tryHint}</p>
      <div class="row ways">
        ${ways.map(
          ([as, words, picture]) =>
            html`<button @click=${() => this.#signIn('/api/try', { as }, window.open('', '_blank'))}>
              ${icon(picture)} ${words}
            </button>`,
        )}
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'home-page': HomePage;
  }
}
