/** What of the meeting is on this tablet: how much, or why nothing. */

import { css, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { Meeting } from '../live/controller.ts';
import { documentsOf, readableDocuments } from '../live/documents.ts';
import { controls } from '../ui/controls.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { handOverTo, Keeper } from './keeper.ts';
import { startServiceWorker } from './service-worker.ts';

@customElement('offline-state')
export class OfflineState extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, own, status }) => [
    view?.agenda,
    view?.documents,
    view?.phase,
    view?.forgetsDocuments,
    own.documents,
    status,
  ]);
  readonly #keeper = new Keeper();
  #isStarted = false;
  /** What opens the documents without a network is on this device, too. */
  #hasProgram = false;
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    controls,
    css`
      :host {
        display: inline-flex;
      }
      .open {
        display: grid;
        gap: 2px;
        padding: 4px 10px;
        font-size: var(--size-s);
        font-weight: 600;
      }
      .open span {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      progress {
        width: 100%;
        min-width: 90px;
        height: 6px;
        accent-color: var(--accent);
      }
      dialog progress {
        height: 12px;
        margin-block: 12px;
      }
      @media (max-width: 1180px) {
        .words {
          display: none !important;
        }
        .open {
          padding: 4px;
        }
        progress {
          min-width: 36px;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#keeper.addEventListener('change', this.#redrawn);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#keeper.removeEventListener('change', this.#redrawn);
  }
  readonly #programIsHere = () => {
    this.#hasProgram = true;
    this.#redrawn();
  };
  readonly #noProgram = () => {
    this.#keeper.problem ??= 'unavailable';
    this.#redrawn();
  };
  readonly #redrawn = () => {
    const { problem, done, all } = this.#keeper;
    // Documents that nothing opens are not there: who looks after the tablets sees one that is not ready.
    const ready = this.#hasProgram ? done : Math.min(done, all - 1);
    if (this.#meeting.isReady) this.#meeting.live.kept = problem ? null : { done: Math.max(0, ready), all };
    this.requestUpdate();
  };

  protected override updated(): void {
    if (!this.#meeting.isReady) return;
    const { view, live } = this.#meeting;
    const person = live.actor.person;
    if (!person) return;
    if (view.phase === 'closed' && view.forgetsDocuments) return void this.#keeper.forget();
    if (!this.#isStarted) {
      this.#isStarted = true;
      if (Keeper.isPossible) void startServiceWorker().then(this.#programIsHere, this.#noProgram);
      handOverTo(person)
        .then(() => this.#keep())
        .catch(() => undefined); // no storage: the keeper says so
    } else this.#keep();
  }

  /** What is on the agenda first, in its order. */
  #keep(): void {
    const { view, live } = this.#meeting;
    const placed = view.agenda.items.flatMap((item) => documentsOf(live, item));
    this.#keeper.keep([
      ...new Map([...placed, ...readableDocuments(live)].map((document) => [document.hash, document])).values(),
    ]);
  }

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const { t } = this;
    const { problem, done, all, share, isForgotten } = this.#keeper;
    const isWhole = !problem && !isForgotten && all > 0 && done === all && this.#hasProgram;
    const soFar = all > 0 && done === all && !this.#hasProgram ? t.keepingProgram : t.keptDocuments(done, all);
    const kept = problem ? t.notKept : soFar;
    const words = isForgotten ? t.documentsForgotten : kept;
    const sign = isWhole ? 'cloudCheck' : 'download';
    return html`<button class="quiet open" aria-label=${words} @click=${() => this.dialog.showModal()}>
        <span>${icon(problem || isForgotten ? 'cloudOff' : sign)}<span class="words">${words}</span></span>
        ${
          !problem && !isForgotten && !isWhole && all > 0
            ? html`<progress max="1" value=${share} aria-hidden="true"></progress>`
            : nothing
        }
      </button>
      <dialog
        aria-labelledby="offline-title"
        @click=${(event: Event) => event.target === this.dialog && this.dialog.close()}
      >
        ${dialogHead('offline-title', t.onThisTablet, () => this.dialog.close())}
        <p role="status">${words}</p>
        ${problem || isForgotten ? nothing : html`<progress max="1" value=${share} aria-label=${words}></progress>`}
        <p class="muted">${problem ? t.keepProblems[problem] : t.keptHint}</p>
      </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'offline-state': OfflineState;
  }
}
