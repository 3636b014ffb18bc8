/** Asking for the floor, one touch away in every state of the reader; my place in the queue; my attendance. */

import { css, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { isPresent } from '../../shared/meeting/attendance/queries.ts';
import type { Command } from '../../shared/meeting/commands.ts';
import { kindsOffered, mayWriteAbout, waitingRequests } from '../../shared/meeting/floor/queries.ts';
import type { RequestKind } from '../../shared/procedure.ts';
import { Commands } from '../app/commands.ts';
import { Meeting } from '../live/controller.ts';
import { refusalText } from '../text/refusals.ts';
import { bar } from '../ui/bars.ts';
import { controls } from '../ui/controls.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import type { WrittenText } from './written-text.ts';

@customElement('floor-bar')
export class FloorBar extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, status, welcome }) => [
    status,
    welcome,
    view?.phase,
    view?.agenda,
    view?.attendance,
    view?.floor,
  ]);
  readonly #commands = new Commands(this, this.#meeting);
  @query('#others') private others!: HTMLDialogElement;
  @query('written-text') private text!: WrittenText;
  @query('#leave') private leaveDialog!: HTMLDialogElement;

  static override styles = [
    controls,
    bar,
    css`
      :host {
        --bar-gap: 8px;
      }
      .bar {
        border-block: 1px solid var(--line);
        border-block-end: 0;
      }
      .main {
        min-height: 52px;
        font-size: 1.05rem;
        padding-inline: 20px;
      }
      .why {
        flex: 1 1 200px;
        min-width: 0;
        color: var(--text-2);
      }
      @media (max-width: 640px) {
        .leave span {
          display: none;
        }
        .bar > .why:empty {
          display: none;
        }
      }
      form,
      .choices {
        display: grid;
        gap: 12px;
        margin-block-start: 12px;
      }
    `,
  ];

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const { view, live } = this.#meeting;
    const me = live.actor.person;
    if (!me) return nothing;
    // The text stays where it is written whatever happens to the meeting around it.
    return html`${view.phase === 'closed' ? this.#afterwards() : this.#bar(me)}<written-text></written-text>`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Nobody writes in the first second: fetched after what is needed at once.
    void import('./written-text.ts');
  }

  readonly #write = async () => {
    await customElements.whenDefined('written-text');
    this.text.open();
  };

  get #mayWrite(): boolean {
    const { view, live } = this.#meeting;
    const me = live.actor.person;
    return me !== null && view.agenda.items.some(({ id }) => mayWriteAbout(view.floor, me, id));
  }

  #afterwards() {
    return html`<div class="bar">
      <p class="why">${this.t.endTitle}</p>
      ${this.#mayWrite ? html`<button @click=${this.#write}>${icon('fileText')} ${this.t.handIn}</button>` : nothing}
    </div>`;
  }

  #bar(me: string) {
    const { view } = this.#meeting;
    const { t } = this;
    const here = isPresent(view, me as never);
    if (!here)
      return html`<div class="bar">
        ${this.#commands.button({ type: 'confirm-attendance' }, html`${icon('userCheck')} ${t.iAmHere}`, {
          classes: 'primary main',
        })}
        <p class="why">${t.confirmPresence}</p>
      </div>`;
    return html`<div class="bar">
        ${this.#floor(me)}<button
          class="quiet leave"
          aria-label=${t.leave}
          @click=${() => this.leaveDialog.showModal()}
        >
          ${icon('logOut')} <span>${t.leave}</span>
        </button>
      </div>
      ${this.#dialogs()}`;
  }

  #floor(me: string) {
    const { view } = this.#meeting;
    const { t } = this;
    if (view.floor.speech?.request.person === me) return html`<p class="why">${icon('mic')} ${t.speakingNow}</p>`;
    const queue = waitingRequests(view.floor, view.agenda.current);
    const place = queue.findIndex((request) => request.person === me);
    const mine = queue[place];
    if (mine)
      return html`<p class="why" role="status"><b>${t.myPlace(place + 1, t.kinds[mine.kind])}</b></p>
        ${this.#commands.button({ type: 'withdraw-request', request: mine.id }, html`${icon('x')} ${t.withdraw}`)}
        <button @click=${() => this.others.showModal()}>${t.registerOther}</button>`;
    const withdrawn = view.floor.requests.find(
      (request) => request.person === me && request.item === view.agenda.current && request.status === 'withdrawn',
    );
    const kind = kindsOffered(view, me as never)[0] ?? 'speech';
    const command: Command =
      withdrawn && withdrawn.kind === kind
        ? { type: 'restore-request', request: withdrawn.id }
        : { type: 'request-floor', kind };
    const why = this.#commands.why(command);
    return html`${this.#commands.button(
      command,
      html`${icon('hand')} ${withdrawn && withdrawn.kind === kind ? t.putBack : t.register(t.kinds[kind])}`,
      { classes: 'primary main' },
    )}
      <button @click=${() => this.others.showModal()}>${t.registerOther}</button>
      <p class="why">${why}</p>`;
  }

  #dialogs() {
    const { view, live } = this.#meeting;
    const { t } = this;
    const me = live.actor.person!;
    const mayWrite = this.#mayWrite;
    return html`<dialog id="others" aria-labelledby="others-title">
        ${dialogHead('others-title', t.registerTitle, () => this.others.close())}
        <form class="choices" method="dialog" @submit=${this.#register}>
          <label>${t.note}<input name="note" maxlength="300" /></label>
          ${kindsOffered(view, me).map((kind) => {
            const why = this.#commands.why({ type: 'request-floor', kind });
            return html`<button value=${kind} ?disabled=${why !== ''}>${icon('hand')} ${t.kinds[kind]}</button>
              ${why ? html`<p class="muted small">${why}</p>` : nothing}`;
          })}
        </form>
        <p class="choices">
          <button
            ?disabled=${!mayWrite}
            @click=${() => {
              this.others.close();
              void this.#write();
            }}
          >
            ${icon('fileText')} ${t.handIn}
          </button>
          ${mayWrite ? nothing : html`<span class="muted small">${refusalText('nothing-to-write-about')}</span>`}
        </p>
      </dialog>
      <dialog id="leave" aria-labelledby="leave-title">
        <h2 id="leave-title">${t.leave}</h2>
        <p>${t.leaveQuestion}</p>
        <form
          method="dialog"
          @submit=${(event: SubmitEvent) =>
            (event.submitter as HTMLButtonElement).value && this.#commands.send({ type: 'leave-hall' })}
        >
          <div class="row">
            <button value="">${t.cancel}</button><button class="danger" value="leave">${t.leave}</button>
          </div>
        </form>
      </dialog>`;
  }

  readonly #register = async (event: SubmitEvent) => {
    const form = event.target as HTMLFormElement;
    const kind = (event.submitter as HTMLButtonElement).value as RequestKind;
    const note = String(new FormData(form).get('note') ?? '').trim();
    // Refused, the note is still there when she opens it again.
    if (await this.#commands.send({ type: 'request-floor', kind, ...(note ? { note } : {}) })) form.reset();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'floor-bar': FloorBar;
  }
}
