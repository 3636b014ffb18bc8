/** The secretariat's page for documents: files in, looked over, confirmed, put in order, replaced. */
import { Commands } from '../app/commands.ts';
import { inMeeting, pageAddress } from '../live/place.ts';
import '../ui/tokens.css';
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { choose } from 'lit/directives/choose.js';
import { when } from 'lit/directives/when.js';
import type { IntakeNews } from '../../shared/intake.ts';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { chairsSide, hasRole } from '../../shared/people/roles.ts';
import type { Refusal } from '../../shared/wire/rejections.ts';
import '../app/ask.ts';
import { request } from '../live/login.ts';
import { currentLanguage } from '../text/language.ts';
import '../app/account.ts';
import '../intake/drop-zone.ts';
import { inTurn, type Progress } from '../office/in-turn.ts';
import '../ui/announcer.ts';
import '../app/connection-state.ts';
import { LivePage } from '../app/page.ts';
import '../conduct/messages-panel.ts';
import './comments-view.ts';
import './documents-table.ts';
import { itemsLike } from './guess-items.ts';
import './invitations-view.ts';
import './meeting-rules.ts';
import './papers-view.ts';
import './questions-view.ts';
import { deskText } from '../text/desk.ts';
import { invitationText } from '../text/invitation.ts';
import { messagesText } from '../text/messages.ts';
import { officeText } from '../text/office.ts';
import { papersText } from '../text/papers.ts';
import { writtenText } from '../text/written.ts';
import { pageHeader, pageTabs } from '../ui/bars.ts';
import { controls } from '../ui/controls.ts';
import { type IconName, icon } from '../ui/icons.ts';
import './agenda-editor.ts';
import './meeting-editor.ts';
import './roster-editor.ts';
import './document-form.ts';
import type { DescribedEvent } from './document-form.ts';
import './document-list.ts';
import type { DocumentAct } from './document-list.ts';
import { announced, type EntryAct, type Incoming, type IncomingList } from './incoming-list.ts';
import './report-view.ts';
import type { FilesDropped } from '../intake/drop-zone.ts';
import { type ChosenFile, Uploads } from '../intake/uploads.ts';
import { documentText } from '../text/documents.ts';
import type { ToldReport } from './report-view.ts';

const BUSY_MS = 500;
const QUIET_MS = 3000;

/** What the next chosen file is for: the document it replaces, or the entry it goes on with. */
type Meant = { replaces: string } | { entry: Incoming };

const tabs = [
  'about',
  'agenda',
  'roster',
  'invitations',
  'rules',
  'notices',
  'documents',
  'table',
  'questions',
  'comments',
  'papers',
] as const;
type Tab = (typeof tabs)[number];

@customElement('secretariat-page')
export class SecretariatPage extends LivePage {
  readonly #commands = new Commands(this, this);
  @state() private news: IntakeNews | null = null;
  /** What the right half shows: a file that came in, or a document that is edited. */
  @state() private chosen: { entry: string } | { document: string; report: ToldReport | null } | null = null;
  @state() private tab: Tab = 'documents';
  @state() private busy = false;
  @state() private taking: Progress | null = null;
  readonly #uploads = new Uploads();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #meant: Meant | null = null;
  @query('#files') private files!: HTMLInputElement;
  @query('#folder') private folder!: HTMLInputElement;
  @query('#one') private one!: HTMLInputElement;

  static override styles = [
    controls,
    pageHeader,
    pageTabs,
    css`
      :host {
        --page-edge: 12px;
        display: grid;
        grid-template: auto auto auto minmax(0, 1fr) / minmax(360px, 5fr) minmax(0, 7fr);
        height: 100dvh;
        gap: 0 12px;
        padding: 0 var(--page-edge);
      }
      h2 {
        font-size: 1.1rem;
      }
      .whole {
        grid-column: 1 / -1;
      }
      nav {
        grid-column: 1 / -1;
        margin-inline: calc(-1 * var(--page-edge));
      }
      call-list {
        grid-column: 1 / -1;
        margin-block-start: 8px;
      }
      .column,
      main {
        grid-row: 4;
      }
      .column {
        overflow: auto;
        padding-block: 12px;
        min-width: 0;
      }
      drop-zone .row {
        justify-content: center;
      }
      section {
        margin-block-start: 16px;
      }
      .all {
        display: grid;
        gap: 6px;
        margin-block: 8px;
      }
      progress {
        width: 100%;
        height: 12px;
        accent-color: var(--accent);
      }
      .detail {
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        padding: 16px;
        display: grid;
        gap: 16px;
      }
      .empty {
        min-height: 50vh;
        place-content: center;
        text-align: center;
      }
      /* Eleven parts stand on one line of a console; where it is narrower their words alone do. */
      @media (min-width: 641px) and (max-width: 1400px) {
        nav svg {
          display: none;
        }
      }
      @media (max-width: 900px) {
        :host {
          grid-template: auto auto auto / minmax(0, 1fr);
          height: auto;
        }
        .column {
          overflow: visible;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#uploads.addEventListener('change', this.#uploadsChanged);
    addEventListener('beforeunload', this.#leaving);
    addEventListener('hashchange', this.#follow);
    this.#follow();
    void this.#look();
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#uploads.removeEventListener('change', this.#uploadsChanged);
    removeEventListener('beforeunload', this.#leaving);
    removeEventListener('hashchange', this.#follow);
    clearTimeout(this.#timer);
  }

  readonly #leaving = (event: BeforeUnloadEvent) => {
    if (this.#uploads.all.some(({ state }) => state === 'sending' || state === 'queued')) event.preventDefault();
  };
  readonly #uploadsChanged = () => {
    this.requestUpdate();
    this.renderRoot.querySelector<IncomingList>('incoming-list')?.requestUpdate();
    this.#soon(0);
  };

  #soon(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), ms);
  }

  async #look(): Promise<void> {
    try {
      const response = await request(inMeeting('/intake'));
      if (response.ok) this.news = (await response.json()) as IntakeNews;
    } catch {
      // The connection's state is said above; the next look may find it again.
    }
    const { entries = [], remaking = 0 } = this.news ?? {};
    const isBusy =
      remaking > 0 || this.#uploads.all.length > 0 || entries.some(({ state }) => state.phase === 'waiting');
    this.#soon(isBusy ? BUSY_MS : QUIET_MS);
  }

  /** Sends a request; a refusal is said. Answers whether it was carried out. */
  async #ask(path: string, method: string, body?: object): Promise<boolean> {
    this.busy = true;
    try {
      const response = await request(inMeeting(path), method, body);
      if (!response.ok) this.#commands.say(((await response.json()) as Refusal)[currentLanguage()], 'bad');
      return response.ok;
    } catch {
      this.#commands.say(documentText().failed, 'bad');
      return false;
    } finally {
      this.busy = false;
      this.#soon(0);
    }
  }

  #take(files: readonly ChosenFile[], replaces: string | null = null): void {
    const limit = this.news?.limits.bytes ?? Number.POSITIVE_INFINITY;
    const tooLarge = files.filter(({ file }) => file.size > limit);
    for (const { file } of tooLarge) this.#commands.say(documentText().tooLarge(file.name, limit / 1024 / 1024), 'bad');
    this.#uploads.add(
      files.filter((file) => !tooLarge.includes(file)),
      replaces,
    );
  }

  readonly #picked = (event: Event) => {
    const input = event.target as HTMLInputElement;
    this.#take(
      [...(input.files ?? [])].map((file) => ({ file, from: file.webkitRelativePath.split('/').at(-2) ?? '' })),
    );
    input.value = '';
  };
  readonly #pickedOne = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    const meant = this.#meant;
    input.value = '';
    if (!file || !meant) return;
    if ('replaces' in meant) this.#take([{ file, from: '' }], meant.replaces);
    else if (!this.#uploads.resumeWith(meant.entry, file)) this.#commands.say(documentText().chooseAgain, 'bad');
  };
  #pickOne(meant: Meant): void {
    this.#meant = meant;
    this.one.click();
  }

  readonly #entryAct = async ({ act, entry }: EntryAct) => {
    if (act === 'choose') this.chosen = { entry: entry.id };
    else if (act === 'again') await this.#ask(`/intake/${entry.id}/again`, 'POST');
    else if (act === 'continue') this.#pickOne({ entry });
    else {
      const upload = this.#uploads.of(announced(entry));
      if (upload) this.#uploads.forget(upload);
      await this.#ask(`/intake/${entry.id}`, 'DELETE');
    }
  };

  readonly #documentAct = async ({ act, document, order }: DocumentAct) => {
    const path = `/intake/documents/${document.id}`;
    if (act === 'replace') this.#pickOne({ replaces: document.id });
    else if (act === 'order') await this.#ask(`/intake/order/${order!.item}`, 'PUT', order!.documents);
    else if (act === 'edit') {
      const response = await request(`${path}/report`).catch(() => null);
      const report = response?.ok ? ((await response.json()) as ToldReport) : null;
      this.chosen = { document: document.id, report };
    } else {
      const w = documentText();
      const question = { words: w.removeQuestion(document.title), confirm: w.removeDocument };
      if ((await this.#commands.ask(question)) !== null) await this.#ask(path, 'DELETE');
    }
  };

  readonly #confirmed = async (entry: Incoming, { described, replaces }: DescribedEvent) => {
    const w = documentText();
    const title = described?.document.title ?? this.#document(replaces)?.title ?? '';
    if (!(await this.#ask(`/intake/${entry.id}/take`, 'POST', described ?? {}))) return;
    this.#commands.say(replaces ? w.replaced(title) : w.taken(title));
    // On to the next that waits for a person.
    const next = this.news?.entries.find(({ id, state }) => id !== entry.id && state.phase === 'ready');
    this.chosen = next ? { entry: next.id } : null;
  };

  /** Files that a person may take as they were read: examined, and no new version of anything. */
  get #takeable(): Incoming[] {
    return (this.news?.entries ?? []).filter(
      ({ state, report, replaces }) =>
        state.phase === 'ready' && report && replaces === null && state.also.length === 0,
    );
  }

  /** Takes all of them by what was read from them, for the hall; each can be described anew afterwards. */
  readonly #takeAll = async () => {
    const w = documentText();
    const entries = this.#takeable;
    const question = { words: w.takeAllQuestion(entries.length), confirm: w.takeAll(entries.length) };
    if ((await this.#commands.ask(question)) === null) return;
    const take = (entry: Incoming): Promise<boolean> => {
      const items = entry.item ? [entry.item] : itemsLike(entry.report!.proposal.title, this.live.view!.agenda.items);
      const said = { access: 'hall', readers: { people: [], delegations: [] }, confidential: false } as const;
      const document = { ...entry.report!.proposal, ...said, ...(entry.question ? { question: entry.question } : {}) };
      return this.#ask(`/intake/${entry.id}/take`, 'POST', { document, items });
    };
    const done = await inTurn(entries, take, (progress) => (this.taking = progress));
    this.chosen = null;
    if (done === entries.length) this.#commands.say(w.tookAll(done));
  };

  #document = (id: string | null): DocumentEntry | undefined =>
    this.live.view?.documents.find((document) => document.id === id);

  protected override get pageName(): string {
    return this.t.documents;
  }

  readonly #follow = () => {
    this.tab = tabs.find((tab) => `#${tab}` === location.hash) ?? 'documents';
  };

  #tabWords(tab: Tab): string {
    const w = deskText();
    switch (tab) {
      case 'rules':
        return w.tabs.procedure;
      case 'notices':
        return messagesText().notices;
      case 'documents':
        return documentText().title;
      case 'table':
        return officeText().asTable;
      case 'invitations':
        return invitationText().invitations;
      case 'papers':
        return papersText().papers;
      case 'questions':
      case 'comments':
        return writtenText()[tab];
      default:
        return w[tab];
    }
  }

  #tabs() {
    const w = deskText();
    const tab = (name: Tab, words: string, picture: IconName) =>
      html`<a href="#${name}" aria-current=${this.tab === name ? 'page' : 'false'}>${icon(picture)} <span>${words}</span></a>`;
    return html`<nav aria-label=${w.desk}>
      ${tab('about', w.about, 'pen')} ${tab('agenda', w.agenda, 'listTree')} ${tab('roster', w.roster, 'users')} ${tab('invitations', invitationText().invitations, 'userCheck')} ${tab('rules', w.tabs.procedure, 'sliders')} ${tab('notices', messagesText().notices, 'megaphone')} ${tab('documents', w.documents, 'fileText')} ${tab('table', officeText().asTable, 'list')} ${tab('questions', writtenText().tabs.questions, 'notebook')} ${tab('comments', writtenText().tabs.comments, 'stickyNote')} ${tab('papers', papersText().tab, 'fileText')}
    </nav>`;
  }

  #shown() {
    if (this.tab === 'documents') return this.#columns();
    return html`<main class="column whole" tabindex="0">
      ${choose(this.tab, [
        ['about', () => html`<meeting-editor></meeting-editor>`],
        ['agenda', () => html`<agenda-editor></agenda-editor>`],
        ['roster', () => html`<roster-editor></roster-editor>`],
        ['invitations', () => html`<invitations-view></invitations-view>`],
        ['rules', () => html`<meeting-rules></meeting-rules>`],
        ['notices', () => html`<notice-form></notice-form>`],
        ['table', () => html`<documents-table></documents-table>`],
        ['questions', () => html`<questions-view></questions-view>`],
        ['comments', () => html`<comments-view></comments-view>`],
        ['papers', () => html`<papers-view></papers-view>`],
      ])}
    </main>`;
  }

  #columns() {
    return html`<div class="column" tabindex="0" role="region" aria-label=${documentText().incoming}>${this.#left()}</div>
      <main class="column" tabindex="0">${this.#right()}</main>`;
  }

  override render() {
    const w = documentText();
    const { t } = this;
    const { view } = this.live;
    const mayPrepare = hasRole(this.live.actor.roles, chairsSide);
    return html`
      <header>
        <h1 class="wrap">${this.#tabWords(this.tab)}${view ? html` <span class="muted small">${view.title}</span>` : nothing}</h1>
        <connection-state></connection-state>
        <a class="button quiet" href=${pageAddress('/chair/')}>${icon('presentation')} ${w.toConsole}</a>
        <account-menu here="secretariat"></account-menu>
      </header>
      ${this.#tabs()}
      ${when(
        view,
        () =>
          mayPrepare
            ? html`<call-list></call-list>${this.#shown()}`
            : html`<main class="column"><p role="alert">${w.notAllowed}</p></main>`,
        () => html`<main><p class="muted">${t.connecting}</p></main>`,
      )}
      <input id="files" type="file" multiple hidden @change=${this.#picked} />
      <input id="folder" type="file" webkitdirectory hidden @change=${this.#picked} />
      <input id="one" type="file" hidden @change=${this.#pickedOne} />
      <message-line></message-line>
      <ask-dialog></ask-dialog>
    `;
  }

  #left() {
    const w = documentText();
    const { limits, entries = [], remaking = 0 } = this.news ?? {};
    const view = this.live.view!;
    return html`<drop-zone @files-dropped=${({ detail }: FilesDropped) => this.#take(detail)}>
        <p><b>${w.dropHere}</b></p>
        <p class="muted small">
          ${limits ? w.formats(Math.floor(limits.bytes / 1024 / 1024), limits.converts) : nothing}
          ${limits && !limits.converts ? w.noConverter : nothing}
        </p>
        <div class="row">
          <button class="primary" @click=${() => this.files.click()}>${icon('plus')} ${w.chooseFiles}</button>
          <button @click=${() => this.folder.click()}>${w.chooseFolder}</button>
        </div>
      </drop-zone>
      <section aria-labelledby="incoming">
        <h2 id="incoming">${w.incoming}</h2>
        ${this.#overall(entries)} ${this.#takingAll()}
        <incoming-list
          .news=${this.news}
          .uploads=${this.#uploads}
          .chosen=${this.chosen && 'entry' in this.chosen ? this.chosen.entry : ''}
          @entry-act=${this.#entryAct}
        ></incoming-list>
        ${remaking > 0 ? html`<p class="muted small" role="status">${w.remaking(remaking)}</p>` : nothing}
      </section>
      <section aria-labelledby="documents" @document-act=${this.#documentAct}>
        <h2 id="documents">${w.documents}</h2>
        <document-list
          .chosen=${this.chosen && 'document' in this.chosen ? this.chosen.document : ''}
        ></document-list>
        <label class="check"
          ><input
            type="checkbox"
            .checked=${view.forgetsDocuments}
            @change=${this.#setForgetting}
          />${w.forget}</label
        >
      </section>`;
  }

  readonly #setForgetting = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    const isTaken = await this.#commands.send({ type: 'set-forgetting', forgets: input.checked });
    if (!isTaken) input.checked = !input.checked;
  };

  /** Files that wait for nobody but a person, of all; and one bar for all of them. */
  #overall(entries: readonly Incoming[]) {
    const w = documentText();
    const local = this.#uploads.beside(entries.map(announced));
    const all = entries.length + local.length;
    if (all === 0) return nothing;
    const done = entries.filter(({ state }) => state.phase === 'ready' || state.phase === 'refused').length;
    const uploads = this.#uploads.all.filter(({ state }) => state !== 'refused');
    const isPaused = uploads.length > 0 && uploads.every(({ state }) => state === 'paused');
    return html`<div class="all">
      <div class="row">
        <span class="grow" role="status">${w.overall(done, all)}</span> ${
          uploads.length > 0
            ? html`<button
                @click=${() => {
                  for (const upload of [...uploads])
                    if (isPaused) this.#uploads.resume(upload);
                    else this.#uploads.pause(upload);
                }}
              >
                ${icon(isPaused ? 'play' : 'pause')} ${isPaused ? w.resumeAll : w.pauseAll}
              </button>`
            : nothing
        }
      </div>
      <progress max=${all} value=${done} aria-label=${w.overall(done, all)}></progress>
    </div>`;
  }

  #takingAll() {
    const w = documentText();
    const { taking } = this;
    if (taking)
      return html`<label
        >${w.takingAll(taking.done, taking.all)}<progress max=${taking.all} value=${taking.done}></progress
      ></label>`;
    const many = this.#takeable.length;
    return many > 1
      ? html`<button ?disabled=${this.busy} @click=${this.#takeAll}>${icon('check')} ${w.takeAll(many)}</button>`
      : nothing;
  }

  #right() {
    const w = documentText();
    const { chosen } = this;
    if (chosen && 'entry' in chosen) {
      const entry = this.news?.entries.find(({ id }) => id === chosen.entry);
      if (entry?.state.phase === 'ready' && entry.report)
        return html`<div class="detail">
          <h2 class="wrap">${entry.name}</h2>
          <report-view .report=${entry.report} .also=${entry.state.also} .hash=${entry.state.hash}></report-view>
          <h2>${w.confirmTitle}</h2>
          <document-form
            .key=${entry.id}
            .proposal=${entry.report.proposal}
            .handedInFor=${entry.item ?? ''}
            .sentWith=${entry.question ?? ''}
            .replaces=${entry.replaces}
            .busy=${this.busy}
            @replaces=${(event: CustomEvent<string | null>) =>
              this.#ask(`/intake/${entry.id}/replaces`, 'PUT', { replaces: event.detail })}
            @described=${(event: DescribedEvent) => this.#confirmed(entry, event)}
          >
            <button type="button" class="quiet" @click=${() => this.#ask(`/intake/${entry.id}`, 'DELETE')}>
              ${w.remove}
            </button>
          </document-form>
        </div>`;
    }
    const document = chosen && 'document' in chosen ? this.#document(chosen.document) : undefined;
    if (chosen && 'document' in chosen && document)
      return html`<div class="detail">
        <h2 class="wrap">${document.title}</h2>
        ${chosen.report ? html`<report-view .report=${chosen.report} .hash=${document.hash}></report-view>` : nothing}
        <document-form
          .key=${document.id}
          .proposal=${document}
          .document=${document}
          .busy=${this.busy}
          @described=${async ({ described }: DescribedEvent) => {
            if (!(await this.#ask(`/intake/documents/${document.id}`, 'PUT', described!))) return;
            this.#commands.say(w.saved);
            this.chosen = null;
          }}
        >
          <button type="button" class="quiet" @click=${() => (this.chosen = null)}>${this.t.cancel}</button>
        </document-form>
      </div>`;
    return html`<div class="detail empty"><p class="muted">${w.chooseOne}</p></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'secretariat-page': SecretariatPage;
  }
}
