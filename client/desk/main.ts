/** The secretariat's desk: a body's people, cards, meetings and halls, and what is to be done next. */
import { languageButton } from '../ui/language-button.ts';
import '../ui/tokens.css';
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { office as officeRoles } from '../../shared/body/office.ts';
import { hasRole } from '../../shared/people/roles.ts';
import '../app/ask.ts';
import { Page } from '../app/base-page.ts';
import { type Me, whoAmI } from '../live/me.ts';
import { signOut } from '../live/sign-out.ts';
import { deskText } from '../text/desk.ts';
import { currentLanguage } from '../text/language.ts';
import '../ui/announcer.ts';
import { Office } from '../office/office.ts';
import { pageHeader, pageTabs } from '../ui/bars.ts';
import { controls } from '../ui/controls.ts';
import { type IconName, icon } from '../ui/icons.ts';
import { optionsOf } from '../ui/options.ts';
import type { PeopleView } from './people-view.ts';

const tabs = [
  'home',
  'people',
  'meetings',
  'halls',
  'procedure',
  'register',
  'identity',
  'rights',
  'operation',
] as const;
type Tab = (typeof tabs)[number];
/** Each part is fetched when it is wanted; the others once this one stands. */
const parts: Partial<Record<Tab, () => Promise<unknown>>> = {
  people: () => import('./people-view.ts'),
  meetings: () => import('./meetings-view.ts'),
  halls: () => import('./halls-view.ts'),
  procedure: () => import('./procedure-view.ts'),
  register: () => import('./register-view.ts'),
  identity: () => import('./identity-view.ts'),
  rights: () => import('./rights-view.ts'),
  operation: () => import('./operation-view.ts'),
  home: () => import('./home-view.ts'),
};
const pictures: Record<Tab, IconName> = {
  home: 'circleCheck',
  people: 'users',
  meetings: 'list',
  halls: 'monitor',
  procedure: 'sliders',
  register: 'notebook',
  identity: 'pen',
  rights: 'lock',
  operation: 'activity',
};

@customElement('desk-page')
export class DeskPage extends Page {
  @state() private me: Me | null = null;
  @state() private tab: Tab = 'home';
  @state() private version = 0;
  @state() private isUnreachable = false;
  @query('people-view') private people!: PeopleView;
  #office: Office | null = null;
  /** Who comes from the set-up page goes straight to the import, once the body is here. */
  #wantsImport = false;
  #hasRest = false;

  static override styles = [
    controls,
    pageHeader,
    pageTabs,
    css`
      :host {
        display: grid;
        grid-template-rows: auto auto minmax(0, 1fr);
        min-height: 100dvh;
      }
      main {
        display: grid;
        align-content: start;
        gap: 12px;
        width: min(1180px, 100%);
        margin-inline: auto;
        padding: 16px 12px 96px;
        min-width: 0;
      }
      @media (max-width: 640px) {
        header :is(button, .button) span {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#follow);
    void this.#arrive();
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#follow);
    this.#office?.stop();
  }

  async #arrive(): Promise<void> {
    this.#follow();
    // The body in the address is asked for at once; whether it is one of hers the server says.
    const wanted = new URLSearchParams(location.search).get('body');
    if (wanted) this.#openOffice(wanted);
    try {
      this.me = await whoAmI();
    } catch {
      this.isUnreachable = true;
      return;
    }
    if (!this.me.person) return location.assign('/');
    const mine = this.#bodies;
    const body = mine.find(({ id }) => id === wanted) ?? mine[0];
    if (body && body.id !== wanted) this.#openOffice(body.id);
  }

  #openOffice(body: string): void {
    this.#office?.stop();
    this.#office = new Office(body);
    this.#office.addEventListener('change', () => (this.version += 1));
    this.#office.start();
  }

  get #bodies(): Me['bodies'] {
    return (this.me?.bodies ?? []).filter(({ roles }) => hasRole(roles, officeRoles));
  }

  readonly #follow = () => {
    const [name, more] = location.hash.slice(1).split('-');
    this.tab = tabs.find((tab) => tab === name) ?? 'home';
    // Without a network it stays as it is; the next try may have it.
    parts[this.tab]?.().catch(() => undefined);
    this.#wantsImport = more === 'import';
  };

  protected override updated(): void {
    const w = deskText();
    const title = [w.tabs[this.tab], this.#office?.state?.profile.name, this.t.product].filter(Boolean).join(' · ');
    if (document.title !== title) document.title = title;
    if (this.#office?.state && !this.#hasRest) this.#loadRest();
    if (!this.#wantsImport || !this.people) return;
    this.#wantsImport = false;
    void customElements.whenDefined('people-view').then(() => this.people.openImport());
  }

  /** The other parts, once the first stands and nothing else is to be done. */
  #loadRest(): void {
    this.#hasRest = true;
    (window.requestIdleCallback ?? setTimeout)(() => {
      for (const load of Object.values(parts)) load().catch(() => undefined);
    });
  }

  override render() {
    const w = deskText();
    const { t } = this;
    const state = this.#office?.state;
    return html`<header>
        <h1 class="wrap">${w.desk}${state ? html` <span class="muted small">${state.profile.name}</span>` : nothing}</h1>
        ${this.#bodies.length > 1 ? this.#chooser() : nothing}
        ${languageButton()}
        <a class="button quiet" href="/">${icon('circleUser')} <span>${this.me?.person?.name ?? ''}</span></a>
        <button class="quiet" @click=${() => void signOut(this.me?.person?.id)}>${icon('logOut')} <span>${t.signOut}</span></button>
      </header>
      <nav aria-label=${w.desk}>
        ${tabs.map(
          (tab) =>
            html`<a href="#${tab}" aria-current=${this.tab === tab ? 'page' : 'false'}>
              ${icon(pictures[tab])} <span>${w.tabs[tab]}</span>
            </a>`,
        )}
      </nav>
      <main>${this.#main()}</main>
      <message-line></message-line>
      <ask-dialog></ask-dialog>`;
  }

  #chooser() {
    const w = deskText();
    const bodies = this.#bodies.map(({ id, name }) => ({ value: id, words: name }));
    return html`<select
      aria-label=${w.chooseBody}
      @change=${(event: Event) => location.assign(`/desk/?body=${(event.target as HTMLSelectElement).value}`)}
    >
      ${optionsOf(bodies, this.#office?.body ?? '')}
    </select>`;
  }

  #main() {
    const w = deskText();
    const office = this.#office;
    if (this.isUnreachable || office?.problem === 'offline')
      return html`<p role="alert">${this.t.serverUnreachable}</p>
        ${office?.state ? this.#tab(office) : nothing}`;
    if (this.me && this.#bodies.length === 0) return html`<p role="alert">${w.officeOnly}</p>`;
    if (office?.problem) return html`<p role="alert">${office.problem[currentLanguage()]}</p>`;
    return office?.state ? this.#tab(office) : html`<p class="muted" role="status">${w.loading}</p>`;
  }

  #tab(office: Office) {
    const { version } = this;
    switch (this.tab) {
      case 'people':
        return html`<people-view .office=${office} .version=${version}></people-view>`;
      case 'meetings':
        return html`<meetings-view .office=${office} .version=${version}></meetings-view>`;
      case 'halls':
        return html`<halls-view .office=${office} .version=${version}></halls-view>`;
      case 'procedure':
        return html`<procedure-view .office=${office} .version=${version}></procedure-view>`;
      case 'register':
        return html`<register-view .office=${office} .version=${version}></register-view>`;
      case 'identity':
        return html`<identity-view .office=${office} .version=${version}></identity-view>`;
      case 'operation':
        return html`<operation-view .office=${office} .version=${version}></operation-view>`;
      case 'rights':
        return html`<rights-view .office=${office} .version=${version}></rights-view>`;
      default:
        return html`<home-view .office=${office} .version=${version}></home-view>`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-page': DeskPage;
  }
}
