/** The body's rules of procedure, for every meeting that is planned from now on. */
import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isMemberOn } from '../../shared/body/members.ts';
import { procedureFor } from '../../shared/body/procedures.ts';
import { dayIn } from '../../shared/vietnamese.ts';
import { notify } from '../app/requests.ts';
import { sayRefusal } from '../office/asking.ts';
import { deskStyles } from '../office/desk-styles.ts';
import type { Office } from '../office/office.ts';
import type { ProcedureChosen } from '../office/procedure-form.ts';
import '../office/procedure-form.ts';
import { deskText } from '../text/desk.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

@customElement('procedure-view')
export class ProcedureView extends LocalizedElement {
  @property({ attribute: false }) office!: Office;
  @property({ attribute: false }) version = 0;

  static override styles = deskStyles;

  readonly #keep = async ({ procedure }: ProcedureChosen) => {
    const before = this.office.state!.procedure;
    const refusal = await this.office.give({ type: 'set-procedure', procedure });
    if (refusal) return sayRefusal(this, refusal);
    const act = () => void this.office.give({ type: 'set-procedure', procedure: before });
    notify(this, deskText().changed, '', { words: this.t.undo, act });
  };

  override render() {
    const { procedure, profile, members } = this.office.state!;
    const today = dayIn(profile.timeZone, Date.now());
    const all = members.filter((member) => member.roles.includes('delegate') && isMemberOn(member, today)).length;
    return html`<p class="muted">${deskText().procedureHint}</p>
      <procedure-form
        .procedure=${procedure}
        .defaults=${procedureFor(profile.kind)}
        .all=${all}
        @procedure-chosen=${this.#keep}
      ></procedure-form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'procedure-view': ProcedureView;
  }
}
