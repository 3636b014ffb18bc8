/** Answering an invitation by its link: for whoever has it, without an account. */
import '../ui/tokens.css';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Invitation, InvitationAnswer } from '../../shared/meeting/invitation/state.ts';
import type { Refusal } from '../../shared/wire/rejections.ts';
import { Page } from '../app/base-page.ts';
import '../invitation/answer-form.ts';
import type { AnswerGiven, Said } from '../invitation/answer-form.ts';
import { request } from '../live/login.ts';
import { invitationText } from '../text/invitation.ts';
import { currentLanguage } from '../text/language.ts';
import { linkPage, pageHeader } from '../ui/bars.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { languageButton } from '../ui/language-button.ts';
import { dayAndTimeText } from '../ui/time.ts';

interface Asked {
  council: string;
  begins: number | null;
  ends: number | null;
  cancelled: string | null;
  timeZone: string;
  place: string;
  invitation: Invitation | null;
  isOpen: boolean;
  answer: InvitationAnswer | null;
  name: string;
  /** Of the meeting; `office` is hers. */
  meeting: string;
  office: string;
  maySubstitute: boolean;
}

@customElement('answer-page')
export class AnswerPage extends Page {
  @state() private asked: Asked | null = null;
  @state() private refused = '';
  readonly #base = `/api/answer/${encodeURIComponent(location.hash.slice(1))}`;

  static override styles = [
    controls,
    pageHeader,
    linkPage,
    css`
      .card {
        padding: 16px;
        display: grid;
        gap: 12px;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 6px 14px;
      }
      dt {
        color: var(--text-2);
      }
      dd {
        overflow-wrap: anywhere;
        font-weight: 600;
      }
      .notes {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .bad {
        color: var(--danger);
        font-weight: 600;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  async #load(): Promise<void> {
    try {
      const response = await request(this.#base);
      if (response.ok) this.asked = (await response.json()) as Asked;
      else this.refused = ((await response.json()) as Refusal)[currentLanguage()];
    } catch {
      this.refused = invitationText().failed;
    }
    document.title = [this.asked?.meeting, invitationText().title, this.t.product].filter(Boolean).join(' · ');
  }

  async #answer(said: Said): Promise<boolean> {
    this.refused = '';
    try {
      const response = await request(this.#base, 'POST', said);
      if (!response.ok) this.refused = ((await response.json()) as Refusal)[currentLanguage()];
      else await this.#load();
      return response.ok;
    } catch {
      this.refused = invitationText().failed;
      return false;
    }
  }

  override render() {
    const w = invitationText();
    const { asked, refused } = this;
    return html`<header>
        <h1 class="wrap">${w.title}</h1>
        ${languageButton()}
      </header>
      <main>
        ${refused ? html`<p class="bad" role="alert">${refused}</p>` : nothing}
        ${!asked && !refused ? html`<p class="muted" role="status">${w.loading}</p>` : nothing}
        ${asked ? this.#invitation(asked) : nothing}
      </main>`;
  }

  #invitation(asked: Asked) {
    const w = invitationText();
    const { invitation, timeZone } = asked;
    return html`<section class="card">
        <p>${w.dear(asked.name, asked.office)}</p>
        <h2 class="wrap">${w.paper(invitation?.symbol ?? '')}</h2>
        <p>${w.asks(asked.council, asked.meeting)}</p>
        <dl>
          ${asked.begins === null ? nothing : html`<dt>${w.time}</dt><dd>${dayAndTimeText(asked.begins, timeZone)}</dd>`}
          ${asked.place ? html`<dt>${w.place}</dt><dd>${asked.place}</dd>` : nothing}
        </dl>
        ${invitation?.notes ? html`<p class="notes">${invitation.notes}</p>` : nothing}
        ${asked.begins === null ? nothing : html`<p><a class="button" href="${this.#base}/calendar.ics">${icon('clock')} ${w.toCalendar}</a></p>`}
      </section>
      ${asked.cancelled === null ? nothing : html`<p class="bad" role="alert">${w.cancelled(asked.cancelled)}</p>`}
      ${
        asked.isOpen && asked.cancelled === null
          ? html`<section class="card">
              ${invitation?.answerBy ? html`<p class="muted">${w.answerBy(dayAndTimeText(invitation.answerBy, timeZone))}</p>` : nothing}
              <answer-form
                .answer=${asked.answer}
                ?maySubstitute=${asked.maySubstitute}
                @answer-given=${(event: AnswerGiven) => (event.taken = this.#answer(event.said))}
              ></answer-form>
            </section>`
          : nothing
      }
      ${!asked.isOpen && asked.cancelled === null ? html`<p role="status">${w.isOver}</p>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'answer-page': AnswerPage;
  }
}
