/** Before the meeting begins: whether I come, come late, or do not and why. */
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { type Coming, comings } from '../../shared/meeting/invitation/state.ts';
import { Commands } from '../app/commands.ts';
import { Meeting } from '../live/controller.ts';
import { invitationText } from '../text/invitation.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { dayAndTimeText } from '../ui/time.ts';

@customElement('invitation-card')
export class InvitationCard extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, own, status }) => [view, own, status]);
  readonly #commands = new Commands(this, this.#meeting);
  /** What she is about to answer: a reason is asked for first. */
  @state() private choosing: Coming | null = null;
  @state() private isChanging = false;

  static override styles = [
    controls,
    css`
      section {
        margin: 12px;
        padding: 14px 16px;
        display: grid;
        gap: 10px;
        background: var(--surface);
        border: 2px solid var(--accent);
        border-radius: var(--radius-l);
      }
      h2 {
        font-size: 1.1rem;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      .row button {
        min-height: 52px;
        flex: 1 1 150px;
      }
      form {
        display: grid;
        gap: 10px;
      }
      form input {
        width: 100%;
      }
    `,
  ];

  async #answer(coming: Coming, reason = ''): Promise<void> {
    const given = await this.#commands.send({ type: 'answer-invitation', coming, ...(reason ? { reason } : {}) });
    // What she typed stays where it was refused.
    if (given) [this.choosing, this.isChanging] = [null, false];
  }

  #choose(coming: Coming): void {
    this.choosing = coming;
    if (coming === 'comes') void this.#answer(coming);
  }
  readonly #submit = (event: SubmitEvent) => {
    event.preventDefault();
    const reason = new FormData(event.target as HTMLFormElement).get('reason');
    void this.#answer(this.choosing!, String(reason ?? '').trim());
  };

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const { view, live } = this.#meeting;
    // Asked when the agenda was sent: before it there is nothing to come to.
    if (view.phase !== 'prepared' || view.cancelled || view.agenda.sent === null) return nothing;
    const w = invitationText();
    const answer = live.own.answer ?? null;
    const isOffline = live.status !== 'online';
    const when = view.begins === null ? '' : dayAndTimeText(view.begins, view.procedure.timeZone);
    if (answer && !this.isChanging)
      return html`<section aria-labelledby="invited">
        <div class="row">
          <h2 id="invited" role="status">${icon('circleCheck')} ${w.answered[answer.coming]}</h2>
          <button @click=${() => (this.isChanging = true)}>${w.change}</button>
        </div>
        ${answer.reason ? html`<p class="muted wrap">${answer.reason}</p>` : nothing}
      </section>`;
    return html`<section aria-labelledby="invited">
      <h2 id="invited">${w.question}</h2>
      <p class="muted wrap">${[view.title, when].filter(Boolean).join(' · ')}</p>
      <div class="row">
        ${comings.map(
          (coming) =>
            html`<button
              class=${coming === 'comes' ? 'primary' : ''}
              aria-pressed=${this.choosing === coming ? 'true' : 'false'}
              ?disabled=${isOffline}
              @click=${() => this.#choose(coming)}
            >
              ${w.coming[coming]}
            </button>`,
        )}
      </div>
      ${isOffline ? html`<p class="muted">${this.t.offlineWhy}</p>` : nothing}
      ${
        this.choosing && this.choosing !== 'comes'
          ? html`<form @submit=${this.#submit}>
              <label>${w.reason[this.choosing]}<input name="reason" maxlength="300" autocomplete="off" /></label>
              <div class="row"><button class="primary" ?disabled=${isOffline}>${w.send(w.coming[this.choosing])}</button></div>
            </form>`
          : nothing
      }
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'invitation-card': InvitationCard;
  }
}
