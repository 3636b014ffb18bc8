/** Calls from seats, to be answered; and a word to everyone, to some or to one, on their tablets. */
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { isInHall, personById } from '../../shared/people/roster.ts';
import { seatOf } from '../../shared/people/seating.ts';
import { messagesText } from '../text/messages.ts';
import { icon } from '../ui/icons.ts';
import { optionsOf } from '../ui/options.ts';
import { timeText } from '../ui/time.ts';
import { Panel } from './panel.ts';
import { panelStyles } from './panel-style.ts';

const EVERYONE = '';
const DELEGATION = 'delegation ';

/** How somebody is found when she calls: her seat first. */
@customElement('call-list')
export class CallList extends Panel {
  static override styles = [
    ...panelStyles,
    css`
      :host {
        padding: 0;
      }
      :host([empty]) {
        display: none;
      }
      li {
        display: flex;
        gap: 8px;
        align-items: center;
        padding: 4px 12px;
        background: var(--warn-soft);
        color: var(--warn);
        border-radius: var(--radius);
        font-weight: 600;
      }
      li span {
        flex: 1;
        min-width: 0;
      }
      ul {
        display: grid;
        gap: 4px;
      }
    `,
  ];

  protected override updated(): void {
    this.toggleAttribute('empty', !this.meeting.isReady || this.meeting.view.messages.calls.length === 0);
  }

  override render() {
    if (!this.meeting.isReady) return nothing;
    const w = messagesText();
    const { view } = this.meeting;
    return html`<ul aria-label=${w.calls(view.messages.calls.length)} aria-live="polite">
      ${repeat(
        view.messages.calls,
        ({ id }) => id,
        ({ id, person, need, note }) => {
          const words = w.callOf(personById(view, person)?.name ?? '', seatOf(view.seating, person), w.needs[need]);
          return html`<li>
            ${icon('hand')} <span class="wrap">${words} ${note}</span>
            ${this.button({ type: 'end-call', call: id }, html`${icon('check')} ${w.answered}`, {
              label: `${w.answered}: ${words}`,
            })}
          </li>`;
        },
      )}
    </ul>`;
  }
}

@customElement('notice-form')
export class NoticeForm extends Panel {
  /** Kept until the server has taken it. */
  @state() private text = '';
  @state() private to = EVERYONE;

  static override styles = [
    ...panelStyles,
    css`
      form,
      ul {
        display: grid;
        gap: 10px;
      }
      li {
        padding-block-start: 8px;
        border-block-start: 1px solid var(--line);
      }
    `,
  ];

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { to, text } = this;
    if (text.trim() === '') return;
    const delegation = to.startsWith(DELEGATION) ? to.slice(DELEGATION.length) : null;
    const people = to !== EVERYONE && delegation === null ? [to as never] : [];
    const isSent = await this.act({
      type: 'send-notice',
      text,
      people,
      delegations: delegation === null ? [] : [delegation],
    });
    if (!isSent) return;
    if (this.text === text) this.text = '';
    const sent = this.meeting.view.messages.notices.at(-1);
    if (sent) this.commands.sayUndo(messagesText().noticeSent, { type: 'withdraw-notice', notice: sent.id });
  };

  override render() {
    if (!this.meeting.isReady) return nothing;
    const w = messagesText();
    const { view } = this.meeting;
    const delegations = [...new Set(view.people.filter(isInHall).map(({ delegation }) => delegation))].filter(Boolean);
    const people = view.people
      .filter((person) => isInHall(person) && !person.isFormer)
      .map(({ id, name }) => ({ value: id as string, words: name }));
    const options = [
      { value: EVERYONE, words: w.everyone },
      ...delegations.map((name) => ({ value: `${DELEGATION}${name}`, words: name })),
      ...people,
    ];
    return html`<form @submit=${this.#submit}>
        <label
          >${w.noticeTo}<select @change=${(event: Event) => (this.to = (event.target as HTMLSelectElement).value)}>
            ${optionsOf(options, this.to)}
          </select></label
        >
        <label
          >${w.noticeText}<textarea
            rows="2"
            maxlength="500"
            required
            .value=${this.text}
            @input=${(event: Event) => (this.text = (event.target as HTMLTextAreaElement).value)}
          ></textarea
        ></label>
        <div class="row"><button class="primary">${icon('megaphone')} ${w.sendNotice}</button></div>
      </form>
      ${view.messages.notices.length === 0 ? html`<p class="muted">${w.noNotices}</p>` : nothing}
      <ul>
        ${repeat(
          view.messages.notices.toReversed(),
          ({ id }) => id,
          ({ id, at, text, to }) => {
            const names = to?.map((person) => personById(view, person)?.name ?? '').join(', ');
            return html`<li class="row">
              <span class="grow wrap"
                >${text}<br /><span class="muted small"
                  >${timeText(at, view.procedure.timeZone)} · ${w.toWhom(names ?? w.everyone)}</span
                ></span
              >
              ${this.button({ type: 'withdraw-notice', notice: id }, icon('trash'), { label: w.withdraw(text) })}
            </li>`;
          },
        )}
      </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'call-list': CallList;
    'notice-form': NoticeForm;
  }
}
