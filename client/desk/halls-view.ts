/** Halls of a body and their screens. A screen is signed in with a card of its own, and shows what is on in its hall. */

import { css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { BodyCommand } from '../../shared/body/commands.ts';
import type { Hall } from '../../shared/body/halls.ts';
import { type Member, memberById } from '../../shared/body/members.ts';
import type { PersonId } from '../../shared/ids.ts';
import { slug } from '../../shared/vietnamese.ts';
import { askPerson, notify } from '../app/requests.ts';
import { randomId } from '../live/random-id.ts';
import { fieldText, sayRefusal } from '../office/asking.ts';
import { deskStyles } from '../office/desk-styles.ts';
import { deskText } from '../text/desk.ts';
import { currentLanguage } from '../text/language.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import '../office/issued-card.ts';
import type { IssuedCardDialog } from '../office/issued-card.ts';
import type { Office } from '../office/office.ts';

@customElement('halls-view')
export class HallsView extends LocalizedElement {
  @property({ attribute: false }) office!: Office;
  @property({ attribute: false }) version = 0;
  @state() private refused = '';
  @query('#hall') private dialog!: HTMLDialogElement;
  @query('issued-card') private shownCard!: IssuedCardDialog;

  static override styles = [
    ...deskStyles,
    css`
      ul {
        display: grid;
        gap: 12px;
      }
    `,
  ];

  async #give(command: BodyCommand): Promise<boolean> {
    const refusal = await this.office.give(command);
    if (refusal) sayRefusal(this, refusal);
    return refusal === null;
  }

  readonly #add = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const fields = new FormData(form);
    const name = fieldText(fields, 'name');
    const seats = Math.min(10_000, Math.max(0, Number.parseInt(fieldText(fields, 'seats'), 10) || 0));
    const id = `${slug(name, 40) || 'phong'}-${randomId().slice(0, 6)}`;
    const refusal = await this.office.give({ type: 'add-hall', hall: { id, name, seats, screens: [] } as never });
    this.refused = refusal ? refusal[currentLanguage()] : '';
    if (refusal) return;
    form.reset();
    this.dialog.close();
  };

  async #addScreen(hall: Hall): Promise<void> {
    const w = deskText();
    const name = `${w.screenName(hall.screens.length + 1)} · ${hall.name}`;
    const id = `screen-${randomId().slice(0, 12)}` as PersonId;
    const roles: Member['roles'] = ['display'];
    const member: Member = { id, name, title: '', delegation: '', roles, from: null, until: null };
    if (!(await this.#give({ type: 'add-member', member }))) return;
    if (!(await this.#give({ type: 'change-hall', hall: { ...hall, screens: [...hall.screens, id] } }))) return;
    const cards = await this.office.issue([id], () => undefined);
    if (!Array.isArray(cards)) return sayRefusal(this, cards);
    await this.shownCard.show(member, cards[0]!);
  }

  async #remove(hall: Hall): Promise<void> {
    const w = deskText();
    const isSure = await askPerson(this, { words: w.removeHallQuestion(hall.name), confirm: w.removeHall });
    if (isSure === null || !(await this.#give({ type: 'remove-hall', hall: hall.id }))) return;
    const act = () => void this.#give({ type: 'add-hall', hall });
    notify(this, w.removed(hall.name), '', { words: this.t.undo, act });
  }

  override render() {
    const w = deskText();
    return html`<div class="row">
        <button class="primary" @click=${() => this.dialog.showModal()}>${icon('plus')} ${w.addHall}</button>
      </div>
      <ul>
        ${repeat(
          this.office.state?.halls ?? [],
          ({ id }) => id,
          (hall) => this.#hall(hall),
        )}
      </ul>
      ${this.#dialogs()}`;
  }

  #hall(hall: Hall) {
    const w = deskText();
    const names = hall.screens.map((id) => memberById(this.office.state!, id)?.name ?? id);
    return html`<li class="panel">
      <h3 class="wrap">${hall.name}</h3>
      <p class="muted">${[hall.seats > 0 ? w.seats(hall.seats) : '', names.join(', ')].filter(Boolean).join(' · ')}</p>
      <div class="row">
        <button @click=${() => void this.#addScreen(hall)}>${icon('monitor')} ${w.addScreen}</button>
        <button class="quiet" @click=${() => void this.#remove(hall)}>${icon('trash')} ${w.removeHall}</button>
      </div>
    </li>`;
  }

  #dialogs() {
    const w = deskText();
    return html`<dialog id="hall" aria-labelledby="hall-title">
        ${dialogHead('hall-title', w.addHall, () => this.dialog.close())}
        <form @submit=${this.#add}>
          <label>${w.hallName}<input name="name" required maxlength="120" /></label>
          <label>${w.seatCount}<input name="seats" type="number" min="0" max="10000" value="0" /></label>
          <p class="refused" role="alert" ?hidden=${!this.refused}>${this.refused}</p>
          <button class="primary">${w.addHall}</button>
        </form>
      </dialog>
      <issued-card .office=${this.office}></issued-card>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'halls-view': HallsView;
  }
}
