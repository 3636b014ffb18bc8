/** Kỳ họp: a session with its sittings, planned at once. */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { meetingsAt } from '../../shared/body/meetings.ts';
import { notify } from '../app/requests.ts';
import { fieldText } from '../office/asking.ts';
import { deskStyles } from '../office/desk-styles.ts';
import { inTurn, type Progress } from '../office/in-turn.ts';
import type { Office } from '../office/office.ts';
import { deskText } from '../text/desk.ts';
import { currentLanguage } from '../text/language.ts';
import { officeText } from '../text/office.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { atZone } from '../ui/time.ts';
import { hallChoice, invitedChoice, invitedOf, likeChoice } from './meeting-fields.ts';

const FIRST_SITTINGS = 2;
const MOST_SITTINGS = 20;

@customElement('session-dialog')
export class SessionDialog extends LocalizedElement {
  @property({ attribute: false }) office!: Office;
  /** The number of each sitting that is written down: a row keeps it, and what was typed, when another goes. */
  @state() private sittings: readonly number[] = [];
  @state() private refused = '';
  @state() private isWanted = false;
  @state() private progress: Progress | null = null;
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    ...deskStyles,
    css`
      :host {
        display: contents;
      }
      dialog {
        width: min(980px, 96vw);
      }
      .sitting {
        display: grid;
        grid-template-columns: minmax(140px, 1fr) 220px 220px auto;
        gap: 8px;
        align-items: end;
      }
      ol {
        display: grid;
        gap: 8px;
      }
      .sitting input {
        width: 100%;
        min-width: 0;
      }
      @media (max-width: 900px) {
        .sitting {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  async open(): Promise<void> {
    this.refused = '';
    this.isWanted = true;
    this.sittings = Array.from({ length: FIRST_SITTINGS }, (_, at) => at + 1);
    await this.updateComplete;
    this.dialog.querySelector('form')!.reset();
    // A reset forgets what was chosen by a property: the only hall there is.
    this.requestUpdate();
    await this.updateComplete;
    this.dialog.showModal();
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (this.progress) return;
    const w = deskText();
    const o = officeText();
    const fields = new FormData(event.target as HTMLFormElement);
    const zone = this.office.state!.profile.timeZone;
    const session = fieldText(fields, 'session');
    const hall = fieldText(fields, 'hall') || null;
    const planned = this.sittings.map((number) => ({
      number,
      title: fieldText(fields, `title${number}`),
      begins: atZone(fieldText(fields, `begins${number}`), zone),
      ends: atZone(fieldText(fields, `ends${number}`), zone),
    }));
    const clash = planned
      .flatMap((slot) => meetingsAt(this.office.state!, slot))
      .find((other) => hall !== null && other.hall === hall);
    if (clash) {
      this.refused = w.clash(clash.title);
      return;
    }
    this.refused = '';
    const common = { kind: 'session', hall: hall as never, private: false, session } as const;
    const extra = { invited: invitedOf(fields), like: fieldText(fields, 'like') || null };
    // What is planned is planned; what is left stays in the form.
    const plan = async ({ number, ...sitting }: (typeof planned)[number]): Promise<boolean> => {
      const answer = await this.office.plan({ ...common, ...sitting, ...extra });
      if ('code' in answer) {
        this.refused = answer[currentLanguage()];
        return false;
      }
      this.sittings = this.sittings.filter((other) => other !== number);
      return true;
    };
    const done = await inTurn(planned, plan, (progress) => (this.progress = progress));
    if (done > 0) notify(this, o.sessionPlanned(session, done));
    if (done === planned.length) this.dialog.close();
  };

  override render() {
    // Nobody waits for its lists before it is wanted.
    if (!this.isWanted) return nothing;
    const w = deskText();
    const o = officeText();
    const { progress } = this;
    return html`<dialog aria-labelledby="session-title">
      ${dialogHead('session-title', o.newSession, () => this.dialog.close())}
      <form @submit=${this.#submit}>
        <label
          >${o.sessionName}<input name="session" required maxlength="120" aria-describedby="name-hint" /><span
            id="name-hint"
            class="muted small hint"
            >${o.sessionNameHint}</span
          ></label
        >
        <div class="pair">${hallChoice(this.office.state!, null)} ${invitedChoice(this.office.state!)}</div>
        ${likeChoice(this.office.state!, '')}
        <h3>${o.sittings.replace(/ \(.*\)/, '')}</h3>
        <ol>
          ${repeat(
            this.sittings,
            (number) => number,
            (number) =>
              html`<li class="sitting">
                <label
                  >${w.meetingTitle}<input
                    name="title${number}"
                    required
                    maxlength="200"
                    .defaultValue=${o.sitting(number)}
                /></label>
                <label>${w.begins}<input name="begins${number}" type="datetime-local" /></label>
                <label>${w.ends}<input name="ends${number}" type="datetime-local" /></label>
                <button
                  type="button"
                  class="quiet"
                  aria-label=${o.removeSitting(number)}
                  ?disabled=${this.sittings.length === 1}
                  @click=${() => (this.sittings = this.sittings.filter((other) => other !== number))}
                >
                  ${icon('trash')}
                </button>
              </li>`,
          )}
        </ol>
        <div class="row">
          <button
            type="button"
            ?disabled=${this.sittings.length >= MOST_SITTINGS}
            @click=${() => (this.sittings = [...this.sittings, this.sittings.at(-1)! + 1])}
          >
            ${icon('plus')} ${o.addSitting}
          </button>
        </div>
        <p class="refused" role="alert" ?hidden=${!this.refused}>${this.refused}</p>
        ${
          progress
            ? html`<label
                >${o.planning(progress.done, progress.all)}<progress
                  max=${progress.all}
                  value=${progress.done}
                ></progress
              ></label>`
            : html`<button class="primary">${o.newSession}</button>`
        }
      </form>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'session-dialog': SessionDialog;
  }
}
