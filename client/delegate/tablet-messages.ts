/** Notices to me, as a line that is put away by a touch and found again; and a call for the secretary. */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { type CallNeed, callNeeds, type Notice } from '../../shared/meeting/messages/state.ts';
import { Commands } from '../app/commands.ts';
import { Meeting } from '../live/controller.ts';
import { messagesText } from '../text/messages.ts';
import { controls } from '../ui/controls.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { timeText } from '../ui/time.ts';

const KEY = 'read-notices';

@customElement('tablet-messages')
export class TabletMessages extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, own, status }) => [view?.messages, own.messages, status]);
  readonly #commands = new Commands(this, this.#meeting);
  @query('dialog') private dialog!: HTMLDialogElement;
  /** Notices of this meeting that were put away, on this device. */
  @state() private read: ReadonlySet<string> | null = null;

  static override styles = [
    controls,
    css`
      :host {
        display: contents;
      }
      .open {
        padding-inline: 10px;
      }
      dialog {
        width: min(560px, calc(100vw - 24px));
      }
      .line {
        position: fixed;
        inset-block-start: 64px;
        inset-inline: 12px;
        z-index: 6;
        display: flex;
        gap: 12px;
        align-items: center;
        width: fit-content;
        max-width: min(760px, calc(100vw - 24px));
        margin-inline: auto;
        padding: 10px 14px;
        background: var(--surface);
        border: 2px solid var(--accent);
        border-radius: var(--radius-l);
        box-shadow: var(--shadow-raised);
        text-align: start;
      }
      .line p {
        flex: 1;
        min-width: 0;
        max-height: 30vh;
        overflow-y: auto;
      }
      .needs {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(200px, 1fr));
        gap: 8px;
        margin-block: 12px;
      }
      .needs button {
        min-height: 56px;
      }
      ul {
        display: grid;
        gap: 8px;
      }
      li {
        padding: 8px 0;
        border-block-start: 1px solid var(--line);
      }
    `,
  ];

  #key = (): string => `${KEY} ${this.#meeting.live.birth ?? ''}`;

  get #isRead(): ReadonlySet<string> {
    this.read ??= new Set(JSON.parse(localStorage.getItem(this.#key()) ?? '[]') as string[]);
    return this.read;
  }
  #putAway(notice: Notice): void {
    const read = new Set([...this.#isRead, notice.id]);
    this.read = read;
    try {
      localStorage.setItem(this.#key(), JSON.stringify([...read]));
    } catch {
      // No storage here: it is put away until this page is loaded again.
    }
  }

  async #call(need: CallNeed): Promise<void> {
    if (await this.#commands.send({ type: 'call-secretariat', need })) {
      this.dialog.close();
      this.#commands.say(messagesText().called);
    }
  }

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const w = messagesText();
    const { view, live } = this.#meeting;
    const notices = [...view.messages.notices, ...live.own.messages.notices].toSorted((a, b) => b.at - a.at);
    const unread = notices.filter(({ id }) => !this.#isRead.has(id));
    const [newest] = unread;
    const words = unread.length > 0 ? w.newNotices(unread.length) : `${w.notices}, ${w.callSecretary}`;
    return html`<button class="quiet open" aria-label=${words} title=${words} @click=${() => this.dialog.showModal()}>
        ${icon('megaphone')} ${unread.length > 0 ? unread.length : nothing}
      </button>
      ${
        newest && !this.dialog?.open
          ? html`<div class="line" role="alert">
              ${icon('megaphone')}
              <p><b>${w.secretariatFrom}</b><br /><span class="wrap">${newest.text}</span></p>
              <button @click=${() => this.#putAway(newest)}>${icon('check')} ${w.read}</button>
            </div>`
          : nothing
      }
      <dialog aria-labelledby="messages-title" @close=${() => this.requestUpdate()}>
        ${dialogHead('messages-title', w.notices, () => this.dialog.close())}
        ${this.#calls()}
        ${notices.length === 0 ? html`<p class="muted">${w.noNotices}</p>` : nothing}
        <ul>
          ${repeat(
            notices,
            ({ id }) => id,
            ({ text, at }) =>
              html`<li>
                <span class="muted small">${timeText(at, view.procedure.timeZone)}</span>
                <p class="wrap">${text}</p>
              </li>`,
          )}
        </ul>
      </dialog>`;
  }

  #calls() {
    const w = messagesText();
    const { calls } = this.#meeting.live.own.messages;
    if (this.#meeting.view.phase === 'closed') return nothing;
    const out = new Set(calls.map(({ need }) => need));
    return html`<h3>${w.callSecretary}</h3>
      ${calls.map(
        ({ id, need }) =>
          html`<p class="row" role="status">
            <span class="grow">${w.callOut(w.needs[need])}</span>
            <button @click=${() => void this.#commands.send({ type: 'end-call', call: id })}>${w.takeBack}</button>
          </p>`,
      )}
      <div class="needs">
        ${callNeeds
          .filter((need) => !out.has(need))
          .map((need) => html`<button @click=${() => void this.#call(need)}>${w.needs[need]}</button>`)}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tablet-messages': TabletMessages;
  }
}
