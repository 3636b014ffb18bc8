/** Halls of a body and their screens. A screen is signed in with a card of its own, and shows what is on in its hall. */

import { css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { when } from 'lit/directives/when.js';
import type { BodyCommand } from '../../shared/body/commands.ts';
import { contentOf, type Hall, type ScreenContent, screenContents } from '../../shared/body/halls.ts';
import { type Member, memberById } from '../../shared/body/members.ts';
import type { PersonId } from '../../shared/ids.ts';
import { seatedIn } from '../../shared/people/seating.ts';
import { slug } from '../../shared/vietnamese.ts';
import { notify } from '../app/requests.ts';
import { randomId } from '../live/random-id.ts';
import { fieldText, sayRefusal } from '../office/asking.ts';
import { deskStyles } from '../office/desk-styles.ts';
import { deskText } from '../text/desk.ts';
import { currentLanguage } from '../text/language.ts';
import { officeText } from '../text/office.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { optionsOf } from '../ui/options.ts';
import type { HallPlan } from './hall-plan.ts';
import './poster-dialog.ts';
import type { PosterDialog } from './poster-dialog.ts';
import '../office/issued-card.ts';
import type { IssuedCardDialog } from '../office/issued-card.ts';
import type { Office } from '../office/office.ts';

@customElement('halls-view')
export class HallsView extends LocalizedElement {
  @property({ attribute: false }) office!: Office;
  @property({ attribute: false }) version = 0;
  @state() private refused = '';
  /** The hall whose name is changed; null for a new one. */
  @state() private edited: Hall | null = null;
  @query('hall-plan') private plan!: HallPlan;
  @query('#hall') private dialog!: HTMLDialogElement;
  @query('poster-dialog') private poster!: PosterDialog;
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

  #edit(hall: Hall | null): void {
    this.edited = hall;
    this.refused = '';
    void this.updateComplete.then(() => this.dialog.showModal());
  }
  async #openPlan(hall: Hall): Promise<void> {
    await import('./hall-plan.ts');
    await this.plan.open(hall);
  }

  readonly #add = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const fields = new FormData(form);
    const name = fieldText(fields, 'name');
    const seats = Math.min(10_000, Math.max(0, Number.parseInt(fieldText(fields, 'seats'), 10) || 0));
    const id = `${slug(name, 40) || 'phong'}-${randomId().slice(0, 6)}`;
    const before = this.edited;
    const refusal = before
      ? await this.office.give({ type: 'change-hall', hall: { ...before, name, seats } })
      : await this.office.give({ type: 'add-hall', hall: { id, name, seats, screens: [] } as never });
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
    const { cards, refused } = await this.office.issue([id], () => undefined);
    if (refused) return sayRefusal(this, refused);
    await this.shownCard.show(member, cards[0]!);
  }

  async #remove(hall: Hall): Promise<void> {
    const w = deskText();
    if (!(await this.#give({ type: 'remove-hall', hall: hall.id }))) return;
    const act = () => void this.#give({ type: 'restore-hall', hall: hall.id });
    notify(this, w.removed(hall.name), '', { words: this.t.undo, act });
  }

  override render() {
    const w = deskText();
    return html`<div class="row">
        <button class="primary" @click=${() => this.#edit(null)}>${icon('plus')} ${w.addHall}</button>
        <button @click=${() => this.poster.open()}>${icon('fileText')} ${officeText().poster}</button>
      </div>
      <poster-dialog .office=${this.office}></poster-dialog>
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
    return html`<li class="panel">
      <h3 class="wrap">${hall.name}</h3>
      <p class="muted">${this.#seatsOf(hall)}</p>
      ${when(
        hall.screens.length > 0,
        () =>
          html`<div class="pair">
            ${repeat(
              hall.screens,
              (id) => id,
              (id) => this.#screen(hall, id),
            )}
          </div>`,
      )}
      <div class="row">
        <button @click=${() => void this.#openPlan(hall)}>${icon('armchair')} ${officeText().plan}</button>
        <button @click=${() => this.#edit(hall)}>${icon('pen')} ${officeText().renameHall}</button>
        <button @click=${() => void this.#addScreen(hall)}>${icon('monitor')} ${w.addScreen}</button>
        <button class="quiet" @click=${() => void this.#remove(hall)}>${icon('trash')} ${w.removeHall}</button>
      </div>
    </li>`;
  }

  #seatsOf(hall: Hall): string {
    const o = officeText();
    const { plan } = hall;
    if (!plan) return hall.seats > 0 ? deskText().seats(hall.seats) : '';
    return o.seatedOf(seatedIn(plan), plan.seats.length);
  }

  #screen(hall: Hall, id: PersonId) {
    const o = officeText();
    const name = memberById(this.office.state!, id)?.name ?? id;
    return html`<label
      >${o.screenShows(name)}<select
        @change=${(event: Event) =>
          void this.#give({
            type: 'set-screen',
            screen: id,
            content: (event.target as HTMLSelectElement).value as ScreenContent,
          })}
      >
        ${optionsOf(
          screenContents.map((content) => ({ value: content as string, words: o.contents[content] })),
          contentOf(hall, id),
        )}
      </select></label
    >`;
  }

  #dialogs() {
    const w = deskText();
    return html`<dialog id="hall" aria-labelledby="hall-title">
        ${dialogHead('hall-title', this.edited ? officeText().renameHall : w.addHall, () => this.dialog.close())}
        <form @submit=${this.#add}>
          <label>${w.hallName}<input name="name" required maxlength="120" .value=${this.edited?.name ?? ''} /></label>
          <label>${w.seatCount}<input name="seats" type="number" min="0" max="10000" .value=${String(this.edited?.seats ?? 0)} /></label>
          <p class="refused" role="alert" ?hidden=${!this.refused}>${this.refused}</p>
          <button class="primary">${this.edited ? w.save : w.addHall}</button>
        </form>
      </dialog>
      <issued-card .office=${this.office}></issued-card>
      <hall-plan .office=${this.office} .version=${this.version}></hall-plan>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'halls-view': HallsView;
  }
}
