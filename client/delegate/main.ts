/** The delegate's tablet: what happens now, the agenda with its documents, the reader, the floor, the ballot. */
import { Commands } from '../app/commands.ts';
import '../ui/tokens.css';
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { when } from 'lit/directives/when.js';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { nextDocument, type Place, shownPage } from '../../shared/meeting/presentation/queries.ts';
import type { MeetingState } from '../../shared/meeting/state.ts';
import type { Note } from '../../shared/notes.ts';
import type { Turned } from '../live/connection.ts';
import { type DocumentWanted, readableDocuments } from '../live/documents.ts';
import type { CommentWanted } from '../notes/note-bar.ts';
import type { NotesPanel, NoteWanted } from '../notes/notes-panel.ts';
import type { NotesStore } from '../notes/store.ts';
import type { PageWanted, Pointed, TravelWanted } from '../reader/events.ts';
import type { PdfReader } from '../reader/reader.ts';
import { Visited } from '../reader/visited.ts';
import type { FindPanel, FoundWanted } from '../search/find-panel.ts';
import '../ui/announcer.ts';
import '../app/connection-state.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import '../ui/now.ts';
import { kinds } from '../../shared/meeting/voting/kinds.ts';
import { openVotes } from '../../shared/meeting/voting/queries.ts';
import { LivePage } from '../app/page.ts';
import { mayStayAwake, stayAwake } from '../live/awake.ts';
import { changeOver } from '../offline/service-worker.ts';
import './agenda-list.ts';
import type { BallotDialog } from '../votes/ballot-dialog.ts';
import './floor-bar.ts';
import { personById } from '../../shared/people/roster.ts';
import type { PrepareDialogs, PrepareWanted } from '../written/prepare-panel.ts';
import { Reading } from './reading.ts';

const FOLDED = 'agenda-folded';
const TOLD_AWAKE = 'told-awake';

/** The file of a version, as far as a reader needs to know it. */
const fileOf = ({ hash, pages, bytes }: DocumentEntry) => ({ hash, pages, bytes });

@customElement('delegate-page')
export class DelegatePage extends LivePage {
  readonly #commands = new Commands(this, this);
  /** Following the hall, or reading freely at `mine`. */
  @state() private isFollowing = true;
  @state() private mine: Place | null = null;
  /** The words that were searched for, to be marked on the page. */
  @state() private sought = '';
  /** Whether my finger is the hall's pointer, while I present. */
  @state() private points = false;
  /** When I last said no to following. */
  @state() private declinedAt = 0;
  /** Where the hall was last: the page stays when the presentation ends. */
  #last: Place | null = null;
  /** The versions that I am reading: another one only comes when I want it. */
  readonly #reading = new Map<string, DocumentEntry>();
  readonly #visited = new Visited();
  @state() private notes: NotesStore | null = null;
  @state() private writes = false;
  /** Whether what is not needed for the first page is here. */
  @state() private isExtended = false;
  readonly #opened = new Reading();
  @query('pdf-reader') private reader!: PdfReader;
  @query('notes-panel') private notesPanel!: NotesPanel;
  @query('find-panel') private findPanel!: FindPanel;
  @query('prepare-dialogs') private prepareDialogs!: PrepareDialogs;
  @query('#drawer') private drawer!: HTMLDialogElement;
  @query('ballot-dialog') private ballot!: BallotDialog;
  /** Whether the agenda beside the reader is folded away, as it was on this device. */
  @state() private isFolded = localStorage.getItem(FOLDED) === 'yes';
  readonly #awake = stayAwake(() => this.live.view?.phase === 'open' || this.live.view?.phase === 'prepared');

  constructor() {
    super('delegates');
  }

  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template: auto minmax(0, 1fr) auto / 320px minmax(0, 1fr);
        height: 100dvh;
        min-height: 0;
      }
      header {
        grid-column: 1 / -1;
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 8px 12px;
        background: var(--surface);
        border-bottom: 1px solid var(--line);
      }
      now-bar {
        flex: 1;
      }
      .lists {
        display: flex;
        flex-direction: column;
      }
      .lists:not(.before) prepare-panel {
        order: 1;
      }
      .ends {
        display: flex;
        align-items: center;
        gap: 4px;
        flex: none;
      }
      nav {
        overflow: auto;
        border-inline-end: 1px solid var(--line);
        background: var(--surface);
      }
      main {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr) auto;
        min-width: 0;
        min-height: 0;
      }
      .above {
        grid-row: 1;
        max-height: 60dvh;
        overflow-y: auto;
      }
      end-page,
      pdf-reader {
        grid-row: 2;
        min-height: 0;
      }
      .under {
        grid-row: 3;
      }
      main.wide {
        grid-column: 1 / -1;
      }
      floor-bar {
        grid-column: 1 / -1;
      }
      .hall {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        padding: 4px 12px;
        background: var(--accent-soft);
        min-height: 52px;
      }
      .hall .grow {
        flex: 1 1 150px;
      }
      .hall .grow:empty {
        flex-basis: 0;
      }
      pdf-reader > button {
        padding: 6px 9px;
      }
      .menu {
        display: none;
      }
      #drawer {
        margin: 0;
        height: 100dvh;
        max-height: none;
        width: min(420px, 92vw);
        border-radius: 0 var(--radius-l) var(--radius-l) 0;
        padding: 0;
      }
      .drawer-head {
        padding: 12px 16px;
        position: sticky;
        top: 0;
        background: var(--surface);
        border-bottom: 1px solid var(--line);
      }
      @media (max-width: 900px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
        nav {
          display: none;
        }
        .menu {
          display: inline-flex;
        }
        .fold {
          display: none;
        }
      }
      @media print {
        :host {
          display: block;
          height: auto;
        }
        floor-bar {
          display: none;
        }
      }
      @media (max-width: 640px) {
        header {
          flex-wrap: wrap;
          gap: 4px 8px;
          padding: 6px 8px;
        }
        now-bar {
          flex: 1 1 100%;
        }
        .ends {
          width: 100%;
          flex-wrap: wrap;
          justify-content: space-between;
          gap: 2px;
        }
        .ends button {
          padding-inline: 8px;
        }
      }
      @media (max-height: 500px) {
        :host {
          height: auto;
          min-height: 100dvh;
        }
        main {
          min-height: 420px;
        }
      }
    `,
  ];

  protected override get pageName(): string {
    return this.t.openTablet;
  }

  readonly #fold = () => {
    this.isFolded = !this.isFolded;
    localStorage.setItem(FOLDED, this.isFolded ? 'yes' : 'no');
  };

  /** Consultations run for days: they wait here, and cover nothing. */
  #asides() {
    const { view, actor } = this.live;
    const running = (view ? openVotes(view.voting) : []).filter(
      ({ kind, poll }) => kinds[kind].isAside && actor.person !== null && poll?.entitled.includes(actor.person),
    );
    if (running.length === 0) return nothing;
    const words = this.t.consultations(running.length);
    return html`<button
      class="quiet"
      aria-label=${words}
      title=${words}
      @click=${() => this.ballot.show?.(running[0]!)}
    >
      ${icon('vote')} ${running.length}
    </button>`;
  }

  /** The agenda, and what can be prepared: above it until the meeting begins, below it from then on. */
  #withPrepare(agenda: unknown) {
    const panel = html`<prepare-panel ?isSeen=${this.#opened.isNamed === true} ?keeps=${this.notes !== null} @prepare-wanted=${this.#prepare}></prepare-panel>`;
    // Only its place changes: whoever is about to touch it finds it there.
    return html`<div class="lists ${this.live.view?.phase === 'prepared' ? 'before' : ''}">${panel} ${agenda}</div>`;
  }
  readonly #prepare = ({ what }: PrepareWanted) => {
    this.drawer.close();
    this.prepareDialogs.open(what);
  };
  /** What I have written for the item that I speak on; empty where I have written nothing. */
  get #mySpeech(): string {
    const { view } = this.live;
    const item = view?.floor.speech?.request.item;
    return (item && view && this.notes?.speech(view.id, item)) || '';
  }
  readonly #readSpeech = () => {
    const item = this.live.view?.floor.speech?.request.item;
    if (item) this.prepareDialogs.readSpeech?.(item);
  };

  /** The screen stays on while the meeting runs; where that can't be had, it is said once, with what to do. */
  readonly #stayAwake = () => {
    this.#awake.check();
    if (mayStayAwake() || this.live.view?.phase !== 'open' || localStorage.getItem(TOLD_AWAKE)) return;
    localStorage.setItem(TOLD_AWAKE, 'yes');
    this.#commands.say(this.t.awake, 'bad');
  };

  /** Whether the chair handed the presentation to me: then the hall goes where I go. */
  #presents({ presentation: { presenter } }: MeetingState): boolean {
    return presenter !== null && presenter === this.live.actor.person;
  }

  readonly #open = (document: DocumentEntry) => {
    this.drawer.close();
    this.sought = '';
    this.#goTo({ document, page: this.mine?.document.id === document.id ? this.mine.page : 1 });
  };

  /** A place in the version of its document that I am reading. */
  #inMyVersion({ document, page }: Place): Place {
    const mine = this.#reading.get(document.id);
    const isEarlier = mine && document.earlier.some(({ hash }) => hash === mine.hash);
    // A page that my version does not have: then the new one it is.
    if (mine && isEarlier && page <= mine.pages) return { document: { ...document, ...fileOf(mine) }, page };
    this.#reading.set(document.id, document);
    return { document, page };
  }

  /** Changes over to the new version of what I am reading. */
  #changeOver(newer: DocumentEntry): void {
    this.#reading.set(newer.id, newer);
    if (this.mine?.document.id === newer.id)
      this.mine = { document: newer, page: Math.min(this.mine.page, newer.pages) };
    this.requestUpdate();
  }

  /** Turning a page while following leaves following, unless one presents: then the hall turns too. */
  #goTo(place: Place): void {
    const { view } = this.live;
    if (!view) return;
    const { shown } = view.presentation;
    if (this.isFollowing && shown && this.#presents(view)) {
      void this.#commands.send(
        shown.document === place.document.id
          ? { type: 'turn-page', page: place.page }
          : { type: 'start-presentation', document: place.document.id, page: place.page },
      );
      return;
    }
    this.#readAt(place);
    this.#visited.visit(place);
  }

  /** From now on I read where I like. What was asked before is answered by it. */
  #readAt(place: Place): void {
    this.declinedAt = this.live.view?.presentation.askedAt ?? 0;
    this.isFollowing = false;
    this.mine = place;
  }

  readonly #travel = (event: TravelWanted) => {
    const place = this.#visited.travel(event.by);
    if (place) this.#readAt(place);
  };

  /** What I read becomes the hall's page. */
  #presentHere({ document, page }: Place): void {
    void this.#commands.send({ type: 'start-presentation', document: document.id, page });
    this.#follow();
  }

  #follow = () => {
    this.isFollowing = true;
    this.sought = '';
  };

  override render() {
    const { view } = this.live;
    const { t } = this;
    const hall = view && shownPage(view);
    if (this.isFollowing && hall) {
      this.#last = hall;
      this.#visited.visit(hall);
    }
    const wanted = this.isFollowing ? (hall ?? this.#last) : this.mine;
    const place = wanted && this.#inMyVersion(this.#asItIsNow(wanted));
    if (place) this.#opened.opened(place.document.id, this.live.birth, this.live.actor.person);
    const newer = place && readableDocuments(this.live).find(({ id }) => id === place.document.id);
    const presents = view !== null && hall !== null && this.isFollowing && this.#presents(view);
    return html`
      <header>
        <now-bar></now-bar>
        <div class="ends">
          <button class="menu" @click=${() => this.drawer.showModal()}>${icon('list')} ${t.agenda}</button>
          <button
            class="fold quiet"
            aria-label=${t.agenda}
            aria-expanded=${this.isFolded ? 'false' : 'true'}
            @click=${this.#fold}
          >
            ${icon('list')}
          </button>
          ${this.#asides()} ${this.isExtended ? html`<offline-state></offline-state>` : nothing}
          <connection-state></connection-state>
          <tablet-messages></tablet-messages>
          <account-menu here="delegate"></account-menu>
        </div>
      </header>
      <nav
        aria-label=${t.agenda}
        ?hidden=${this.isFolded}
        @document-wanted=${(event: DocumentWanted) => this.#open(event.document)}
      >
        ${this.#withPrepare(html`<agenda-list .reading=${place?.document.id ?? ''}></agenda-list>`)}
      </nav>
      <main class=${this.isFolded ? 'wide' : ''}>
        <div class="above">
          <my-turn .speech=${this.#mySpeech} @speech-wanted=${this.#readSpeech}></my-turn>
          ${view?.phase === 'prepared' ? html`<invitation-card></invitation-card>` : nothing}
          <prepare-notice @prepare-wanted=${this.#prepare}></prepare-notice>
        </div>
        ${view?.phase === 'closed' && this.isFollowing ? html`<end-page></end-page>` : nothing}
        <pdf-reader
          ?hidden=${view?.phase === 'closed' && this.isFollowing}
          .entry=${place?.document ?? null}
          .page=${place?.page ?? 1}
          .upcoming=${view && nextDocument(view)}
          .sought=${this.sought}
          .watermark=${place?.document.confidential ? this.#myName() : ''}
          .travels=${this.#visited.travels}
          .pointing=${this.isFollowing && !presents ? this.live.pointing : null}
          .points=${presents && this.points}
          @travel-wanted=${this.#travel}
          @pointed=${(event: Pointed) => this.live.point(event.pointing)}
          @page-wanted=${(event: PageWanted) => place && this.#goTo({ ...place, page: event.page })}
        >
          <button slot="end" aria-label=${t.find} @click=${() => this.findPanel.open?.()}>${icon('search')}</button>
          ${
            this.notes
              ? html`<button
                    slot="end"
                    aria-label=${t.notes}
                    aria-pressed=${this.writes}
                    ?disabled=${!place}
                    @click=${() => (this.writes = !this.writes)}
                  >
                    ${icon('notebook')}
                  </button>
                  <note-bar
                    slot="under"
                    .reader=${this.reader}
                    .store=${this.notes}
                    .open=${this.writes && place !== null}
                    @list-wanted=${() => this.notesPanel.open()}
                    @carried=${this.#carried}
                    @comment-wanted=${({ passage }: CommentWanted) => this.prepareDialogs.comment?.(passage)}
                  ></note-bar>`
              : nothing
          }
        </pdf-reader>
        <div class="under">
          ${newer && place && newer.hash !== place.document.hash ? this.#versionBar(newer) : nothing}
          ${view ? this.#hallBar(view, hall, place) : nothing}
        </div>
      </main>
      <floor-bar></floor-bar>
      <message-line></message-line>
      ${
        this.notes
          ? html`<notes-panel
              .store=${this.notes}
              .documents=${readableDocuments(this.live)}
              .name=${this.#myName()}
              @note-wanted=${(event: NoteWanted) => this.#openNote(event.note)}
            ></notes-panel>`
          : nothing
      }
      <find-panel
        .documents=${readableDocuments(this.live)}
        .entry=${place?.document ?? null}
        .isOffline=${this.live.status !== 'online'}
        @found-wanted=${this.#openFound}
      ></find-panel>
      <ballot-dialog></ballot-dialog>
      <dialog
        id="drawer"
        aria-labelledby="drawer-title"
        @click=${(event: Event) => event.target === this.drawer && this.drawer.close()}
      >
        <div class="row drawer-head">
          <h2 id="drawer-title" class="grow">${t.agenda}</h2>
          <button aria-label=${t.close} @click=${() => this.drawer.close()}>${icon('x')}</button>
        </div>
        ${this.#withPrepare(
          html`<agenda-list
            .reading=${place?.document.id ?? ''}
            @document-wanted=${(event: DocumentWanted) => this.#open(event.document)}
          ></agenda-list>`,
        )}
      </dialog>
      <prepare-dialogs
        .store=${this.notes}
        @document-wanted=${(event: DocumentWanted) => this.#open(event.document)}
      ></prepare-dialogs>
    `;
  }

  /** What is said of a document now: the file that I read stays the one I opened. */
  #asItIsNow({ document, page }: Place): Place {
    return { document: readableDocuments(this.live).find(({ id }) => id === document.id) ?? document, page };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void changeOver();
    this.live.addEventListener('change', this.#openNotes);
    this.live.addEventListener('turned', this.#turned);
    this.live.addEventListener('change', this.#stayAwake);
    // After what says where the meeting is, all at once: the page of the hall, an open ballot, my turn to speak.
    void import('../reader/reader.ts').then(() => this.requestUpdate());
    void import('../votes/ballot-dialog.ts');
    void import('./my-turn.ts');
    void import('./tablet-messages.ts');
    // Not needed for the first page: fetched while it is being read.
    const load = async () => {
      const [{ restoreView, keepView }] = await Promise.all([
        import('../offline/last-view.ts'),
        import('../offline/offline-state.ts'),
        import('../search/find-panel.ts'),
        import('./end-page.ts'),
        import('./invitation-card.ts'),
        import('../written/prepare-panel.ts'),
        import('../app/account.ts'),
      ]);
      this.isExtended = true;
      await this.#opened.ask();
      this.requestUpdate();
      await restoreView(this.live);
      keepView(this.live);
    };
    (window.requestIdleCallback ?? setTimeout)(() => void load());
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.live.removeEventListener('change', this.#openNotes);
    this.live.removeEventListener('turned', this.#turned);
    this.live.removeEventListener('change', this.#stayAwake);
    this.notes?.close();
  }

  /** The hall turns a page: the reader first, everything else of this page after the frame. */
  readonly #turned = (event: Event) => {
    const hall = this.live.view && shownPage(this.live.view);
    if (!this.isFollowing || !hall) return;
    const place = this.#inMyVersion(hall);
    const { reader } = this;
    // Until its code is here, what stands in its place is an element that can't turn.
    if (customElements.get('pdf-reader') && reader?.entry?.hash === place.document.hash)
      (event as Turned).shown.push(reader.turnAtOnce(place.page));
  };

  /** My notes, as soon as it is known who I am. */
  readonly #openNotes = async () => {
    const { person } = this.live.actor;
    if (!person) return;
    this.live.removeEventListener('change', this.#openNotes);
    const [{ NotesStore }] = await Promise.all([
      import('../notes/store.ts'),
      import('../notes/note-bar.ts'),
      import('../notes/notes-panel.ts'),
    ]);
    this.notes = await NotesStore.open(person, () => this.live.now());
    // For the words of the bar above: what is not kept on the server yet is said there.
    this.notes.addEventListener('change', () => this.requestUpdate());
  };

  readonly #carried = async (event: CustomEvent<{ carried: number; lost: number }>) => {
    const { noteText } = await import('../text/notes.ts');
    this.#commands.say(noteText().carried(event.detail.carried, event.detail.lost));
  };

  #openNote(note: Note): void {
    const document = readableDocuments(this.live).find(({ id }) => id === note.document);
    if (!document) return;
    this.sought = '';
    // A note that has no place in the new version is shown on the one it was made on.
    const earlier = document.earlier.find(({ hash }) => hash === note.hash);
    const version = earlier ? { ...document, hash: earlier.hash, pages: earlier.pages } : document;
    this.#reading.set(document.id, version);
    this.#goTo({ document: version, page: Math.min(note.page, version.pages) });
  }

  readonly #openFound = ({ found, query }: FoundWanted) => {
    const document = readableDocuments(this.live).find(({ id }) => id === found.document);
    if (!document) return;
    this.sought = query;
    this.#goTo({ document, page: Math.min(found.page, document.pages) });
  };

  #myName(): string {
    const { view, actor } = this.live;
    return (view && personById(view, actor.person)?.name) ?? '';
  }

  #versionBar(newer: DocumentEntry) {
    const { t } = this;
    return html`<div class="hall" role="status">
      <span class="badge warn">${icon('fileText')} ${t.newVersion}</span
      ><span class="grow small">${t.newVersionHint}</span>
      <button class="primary" @click=${() => this.#changeOver(newer)}>${t.toNewVersion}</button>
    </div>`;
  }

  /** Where the hall is, and the way back to it. */
  #hallBar(view: MeetingState, hall: Place | null, place: Place | null) {
    const { t } = this;
    const presents = this.#presents(view);
    if (!hall)
      return presents && place
        ? html`<div class="hall">
            <span class="grow">${t.youPresent}</span
            ><button class="primary" @click=${() => this.#presentHere(place)}>
              ${icon('presentation')} ${t.presentThis}
            </button>
          </div>`
        : nothing;
    const { askedAt } = view.presentation;
    const isAsked = askedAt !== null && askedAt > this.declinedAt && !this.isFollowing;
    const where =
      place?.document.id === hall.document.id ? t.hallAt(hall.page) : t.hallReads(hall.document.title, hall.page);
    const free = () =>
      html`<span class="badge">${t.free}</span><span class="grow small wrap">${where}</span>
        <button class="primary" @click=${this.#follow}>${icon('undo')} ${t.backToHall}</button>`;
    const following = () =>
      html`<span class="badge good">${icon('presentation')} ${t.follow}</span>
        <span class="grow small">${presents ? t.youPresent : ''}</span>
        ${when(
          presents,
          () =>
            html`<button aria-pressed=${this.points} @click=${() => (this.points = !this.points)}>
              ${icon('pointer')} ${t.pointer}
            </button>`,
        )}
        <button @click=${() => this.#readAt(hall)}>${icon('fileText')} ${t.free}</button>`;
    const asked = () =>
      html`<span class="badge warn">${icon('hand')} ${t.askedToFollow}</span>
        <span class="grow small wrap" role="alert">${where}</span>
        <button @click=${() => (this.declinedAt = askedAt ?? 0)}>${t.later}</button>
        <button class="primary" @click=${this.#follow}>${icon('presentation')} ${t.follow}</button>`;
    const presenting = () =>
      html`<span class="badge warn" role="alert">${icon('presentation')} ${t.youPresent}</span>
        <span class="grow small wrap">${where}</span>
        ${when(
          place,
          (mine) =>
            html`<button class="primary" @click=${() => this.#presentHere(mine)}>
              ${icon('presentation')} ${t.presentThis}
            </button>`,
        )}
        <button @click=${this.#follow}>${icon('undo')} ${t.backToHall}</button>`;
    const ways: [boolean, () => unknown][] = [
      [this.isFollowing, following],
      [isAsked, asked],
      [presents, presenting],
      [true, free],
    ];
    return html`<div class="hall">${ways.find(([isSo]) => isSo)![1]()}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'delegate-page': DelegatePage;
  }
}
