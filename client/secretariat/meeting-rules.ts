/** The rules that this meeting holds to: its body's, unless something else is said here before the hall begins. */
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { isDelegate } from '../../shared/people/roster.ts';
import type { Procedure } from '../../shared/procedure.ts';
import { Commands } from '../app/commands.ts';
import { Meeting } from '../live/controller.ts';
import { request } from '../live/login.ts';
import { deskStyles } from '../office/desk-styles.ts';
import type { ProcedureChosen } from '../office/procedure-form.ts';
import '../office/procedure-form.ts';
import { deskText } from '../text/desk.ts';
import { procedureText } from '../text/procedure.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

@customElement('meeting-rules')
export class MeetingRules extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, status }) => [view?.procedure, view?.convened, view?.people, status]);
  readonly #commands = new Commands(this, this.#meeting);
  /** What the body has; until that is known, what the meeting has. */
  @state() private ofBody: Procedure | null = null;

  static override styles = deskStyles;

  protected override firstUpdated(): void {
    void this.#meeting.live.place.then(async ({ body }) => {
      const response = await request(`/api/bodies/${body}`).catch(() => null);
      if (response?.ok) this.ofBody = ((await response.json()) as { body: { procedure: Procedure } }).body.procedure;
    });
  }

  readonly #keep = async ({ procedure }: ProcedureChosen) => {
    const before = this.#meeting.view.procedure;
    if (!(await this.#commands.send({ type: 'set-procedure', procedure }))) return;
    this.#commands.sayUndo(deskText().changed, { type: 'set-procedure', procedure: before });
  };

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const w = procedureText();
    const { procedure, people, convened } = this.#meeting.view;
    return html`<p class="muted">${convened ? w.fixed : w.meetingHint}</p>
      <fieldset ?disabled=${convened} style="border:0;padding:0;min-width:0">
        <procedure-form
          ?inert=${convened}
          .procedure=${procedure}
          .defaults=${this.ofBody ?? procedure}
          .all=${people.filter(isDelegate).length}
          @procedure-chosen=${this.#keep}
        ></procedure-form>
      </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'meeting-rules': MeetingRules;
  }
}
