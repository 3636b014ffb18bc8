/** Before the meeting begins: the invitation on the tablet, and whether I come, come late, or do not and why. */
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { isDelegate, personById } from '../../shared/people/roster.ts';
import { Commands } from '../app/commands.ts';
import '../invitation/answer-form.ts';
import type { AnswerGiven, Said } from '../invitation/answer-form.ts';
import { Meeting } from '../live/controller.ts';
import { request } from '../live/login.ts';
import { inMeeting } from '../live/place.ts';
import { invitationText } from '../text/invitation.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { save } from '../ui/save.ts';
import { dayAndTimeText } from '../ui/time.ts';

@customElement('invitation-card')
export class InvitationCard extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, own, status }) => [view, own, status]);
  readonly #commands = new Commands(this, this.#meeting);
  /** Which invitation this device has said that it was opened. */
  #seen = 0;

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
      .notes {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  async #answer({ coming, reason, substitute }: Said): Promise<boolean> {
    const more = { ...(reason ? { reason } : {}), ...(substitute ? { substitute } : {}) };
    return this.#commands.send({ type: 'answer-invitation', coming, ...more });
  }

  readonly #calendar = async () => {
    const response = await request(inMeeting('/invitation/calendar.ics')).catch(() => null);
    if (response?.ok) save(await response.blob(), 'moi-hop.ics');
    else this.#commands.say(this.t.offlineWhy, 'bad');
  };

  /** The office sees who has opened it. */
  protected override updated(): void {
    const { isReady, live } = this.#meeting;
    const times = isReady ? (this.#meeting.view.invitation?.times ?? 0) : 0;
    if (times <= this.#seen || live.status !== 'online' || !live.actor.person) return;
    this.#seen = times;
    // Not said now, it is said with the next visit.
    void request(inMeeting('/invitation/seen'), 'POST', {}).catch(() => undefined);
  }

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const { view, live } = this.#meeting;
    const { invitation } = view;
    // Asked when it was sent, or the agenda was: before that there is nothing to come to.
    const isAsked = view.agenda.sent !== null || invitation !== null;
    if (view.phase !== 'prepared' || view.cancelled || !isAsked) return nothing;
    const w = invitationText();
    const zone = view.procedure.timeZone;
    const me = personById(view, live.actor.person);
    const when = view.begins === null ? '' : dayAndTimeText(view.begins, zone);
    return html`<section aria-label=${w.paper(invitation?.symbol ?? '')}>
      <p class="row">
        <span class="grow wrap"><b>${invitation ? w.paper(invitation.symbol) : nothing}</b> ${[view.title, when].filter(Boolean).join(' · ')}</span>
        ${view.begins === null ? nothing : html`<button class="quiet" @click=${this.#calendar}>${icon('clock')} ${w.toCalendar}</button>`}
      </p>
      ${invitation?.notes ? html`<p class="notes">${invitation.notes}</p>` : nothing}
      ${invitation?.answerBy && !live.own.answer ? html`<p class="muted">${w.answerBy(dayAndTimeText(invitation.answerBy, zone))}</p>` : nothing}
      <answer-form
        .answer=${live.own.answer}
        ?isOffline=${live.status !== 'online'}
        ?maySubstitute=${view.procedure.substitutes && me !== undefined && !isDelegate(me)}
        @answer-given=${(event: AnswerGiven) => (event.taken = this.#answer(event.said))}
      ></answer-form>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'invitation-card': InvitationCard;
  }
}
