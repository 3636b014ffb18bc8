/**
 * A hall's seats and who sits there: made in rows, in arcs or one by one; people put there by dragging, by two touches,
 * or by typing a seat beside a name. Kept a moment after each change.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Hall } from '../../shared/body/halls.ts';
import { type Member, memberById } from '../../shared/body/members.ts';
import type { PersonId } from '../../shared/ids.ts';
import { hasRole, inHall } from '../../shared/people/roles.ts';
import {
  emptyPlan,
  MOST_SEATS,
  type Seat,
  type SeatingForm,
  type SeatingPlan,
  seatedIn,
  seatInOrder,
  seatingForms,
  seatOf,
  seatPerson,
  withoutPersons,
} from '../../shared/people/seating.ts';
import { fold } from '../../shared/vietnamese.ts';
import { askPerson, notify } from '../app/requests.ts';
import { sayRefusal } from '../office/asking.ts';
import { deskStyles } from '../office/desk-styles.ts';
import type { Office } from '../office/office.ts';
import { deskText } from '../text/desk.ts';
import { officeText } from '../text/office.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import '../ui/fit-name.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { optionsOf } from '../ui/options.ts';
import { seatMap, seatMapStyles } from '../ui/seat-map.ts';
import { sorting } from '../ui/sorting.ts';

/** Kept so long after the last change: dragging ten people is one line in the log, not ten. */
const KEEP_AFTER_MS = 700;
/** How far an arrow moves a seat, parts of a hundred. */
const STEP = 2;
/** Pixels: a given name is read on it, and it is touched. */
const SEAT_WIDTH = 76;

@customElement('hall-plan')
export class HallPlan extends LocalizedElement {
  @property({ attribute: false }) office!: Office;
  @property({ attribute: false }) version = 0;
  @state() private hall: Hall['id'] | null = null;
  /** What is seen; the server's where nothing was changed here. */
  @state() private plan: SeatingPlan | null = null;
  @state() private form: SeatingForm = 'rows';
  @state() private sought = '';
  /** Who is being put somewhere, by touches. */
  @state() private held: PersonId | null = null;
  /** The seat that is renamed, moved or taken away. */
  @state() private chosen: string | null = null;
  @state() private isKept = true;
  @query('dialog') private dialog!: HTMLDialogElement;
  /** What the server was known to have when this began. */
  #base: SeatingPlan | null = null;
  #before: (SeatingPlan | null)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    ...deskStyles,
    seatMapStyles,
    css`
      :host {
        display: contents;
      }
      dialog {
        width: min(1400px, 98vw);
        height: 96dvh;
      }
      dialog[open] {
        display: grid;
        grid-template-rows: auto auto minmax(0, 1fr);
        gap: 12px;
      }
      .halves {
        display: grid;
        grid-template-columns: minmax(240px, 320px) minmax(0, 1fr);
        gap: 16px;
        min-height: 0;
      }
      .people {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        gap: 8px;
        min-height: 0;
      }
      .people ul {
        overflow-y: auto;
        display: grid;
        gap: 4px;
        align-content: start;
      }
      .people li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 5.5em;
        gap: 4px;
        align-items: center;
      }
      .people li button {
        text-align: start;
        justify-content: start;
        min-width: 0;
      }
      .people li input {
        min-width: 0;
        text-transform: uppercase;
      }
      .make {
        align-items: end;
        margin: 0;
        display: flex;
        flex-wrap: wrap;
      }
      .make input {
        width: 5.5em;
      }
      .plan {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        gap: 8px;
        min-height: 0;
        min-width: 0;
      }
      .hall {
        overflow: auto;
        min-height: 0;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--bg);
      }
      .spot {
        display: grid;
      }
      .spot button {
        display: grid;
        grid-template-rows: auto 1fr;
        justify-items: center;
        align-content: start;
        gap: 0;
        padding: 2px 4px;
        min-height: var(--touch);
        min-width: 0;
        width: 100%;
        font-size: 0.8rem;
        line-height: 1.2;
        overflow: hidden;
        border-width: 1.5px;
      }
      .spot button.taken {
        background: var(--accent-soft);
        border-color: var(--accent);
      }
      .spot button small {
        color: var(--text-2);
      }
      .spot fit-name {
        width: 100%;
        text-align: center;
        font-weight: 600;
      }
      [aria-pressed='true'] {
        outline: 3px solid var(--focus);
        outline-offset: -1px;
      }
      .sortable-ghost {
        opacity: 0.5;
      }
      @media (max-width: 900px) {
        .halves {
          grid-template-columns: minmax(0, 1fr);
          grid-template-rows: 220px minmax(320px, 1fr);
          overflow-y: auto;
        }
      }
    `,
  ];

  /** Opens the plan of a hall. */
  async open(hall: Hall): Promise<void> {
    this.hall = hall.id;
    this.plan = hall.plan;
    this.#base = hall.plan;
    this.#before = [];
    this.form = hall.plan?.form ?? 'rows';
    this.held = null;
    this.chosen = null;
    await this.updateComplete;
    this.dialog.showModal();
  }

  protected override willUpdate(): void {
    const now = this.office.state?.halls.find(({ id }) => id === this.hall)?.plan ?? null;
    if (JSON.stringify(now) === JSON.stringify(this.#base)) return;
    const isMine = JSON.stringify(now) === JSON.stringify(this.plan);
    this.#base = now;
    // Somebody else arranged the same hall: hers is seen; what I was about to keep is said to be lost, with a way back.
    if (isMine || !this.dialog?.open) return;
    const mine = this.isKept ? null : this.plan;
    clearTimeout(this.#timer);
    this.isKept = true;
    this.plan = now;
    const back = mine && { words: officeText().keepMine, act: () => this.#change(mine) };
    notify(this, officeText().planChangedElsewhere, '', back);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.#keep();
  }

  #change(plan: SeatingPlan | null): void {
    if (plan === this.plan) return;
    this.#before.push(this.plan);
    this.#show(plan);
  }
  #show(plan: SeatingPlan | null): void {
    this.plan = plan;
    this.isKept = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#keep(), KEEP_AFTER_MS);
  }
  readonly #undo = (): void => {
    const before = this.#before.pop();
    if (before !== undefined) this.#show(before);
  };

  async #keep(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.isKept || this.hall === null) return;
    this.isKept = true;
    const { plan } = this;
    const refusal = await this.office.give({ type: 'arrange-hall', hall: this.hall, plan });
    if (!refusal || refusal.code === 'nothing-changed') return;
    // What was arranged stays on the page, and can be mended there.
    this.isKept = false;
    sayRefusal(this, refusal);
  }

  get #people(): readonly Member[] {
    return (this.office.state?.members ?? []).filter(
      ({ roles, until }) => until === null && hasRole(roles, [...inHall, 'secretariat', 'chair']),
    );
  }

  readonly #make = async (event: SubmitEvent) => {
    event.preventDefault();
    const w = officeText();
    const fields = new FormData(event.target as HTMLFormElement);
    const whole = (name: string, most: number) =>
      Math.min(most, Math.max(1, Number.parseInt(String(fields.get(name) ?? ''), 10) || 1));
    const [rows, each] = [whole('rows', 40), whole('each', 60)];
    if (rows * each > MOST_SEATS) return notify(this, w.tooManySeats(MOST_SEATS), 'bad');
    if (this.plan && this.plan.seats.length > 0) {
      const isSure = await askPerson(this, { words: w.remakeQuestion, confirm: w.makePlan });
      if (isSure === null) return;
    }
    const fresh: SeatingPlan =
      this.form === 'free'
        ? { ...emptyPlan('rows', rows, each), form: 'free' }
        : emptyPlan(this.form as 'rows' | 'arcs', rows, each);
    // Whoever sat on a seat of the same name sits there again.
    const earlier = this.plan;
    const seats = fresh.seats.map((seat) => ({
      ...seat,
      person: earlier?.seats.find(({ name }) => name === seat.name)?.person ?? null,
    }));
    this.#change({ ...fresh, seats });
  };

  #seat(person: PersonId, name: string): void {
    const plan = this.plan!;
    if (name === '') {
      this.#change(withoutPersons(plan, (id) => id === person));
      return;
    }
    const there = plan.seats.find((seat) => seat.name.toLocaleUpperCase('vi') === name.toLocaleUpperCase('vi'));
    if (!there) {
      notify(this, officeText().noSuchSeat(name), 'bad');
      this.requestUpdate();
      return;
    }
    this.#change(seatPerson(plan, person, there.name));
  }

  /** A touch on a seat: puts who is held there; else takes up who sits there, or chooses the empty seat. */
  #touch(seat: Seat): void {
    if (this.held) {
      this.#seat(this.held, seat.name);
      this.held = null;
      return;
    }
    this.chosen = seat.name;
  }

  #amend(name: string, how: (seat: Seat) => Seat | null): void {
    const plan = this.plan!;
    const seats = plan.seats.flatMap((seat) => {
      const next = seat.name === name ? how(seat) : seat;
      return next ? [next] : [];
    });
    this.#change({ ...plan, seats });
  }

  #rename(name: string, wanted: string): void {
    const words = wanted.trim().slice(0, 12);
    const isTaken = this.plan!.seats.some((seat) => seat.name === words);
    if (isTaken && words !== name) notify(this, officeText().seatNameTaken(words), 'bad');
    // What stood there comes back.
    this.requestUpdate();
    if (words === '' || isTaken) return;
    this.#amend(name, (seat) => ({ ...seat, name: words }));
    this.chosen = words;
  }

  #move(name: string, x: number, y: number): void {
    const within = (value: number) => Math.min(98, Math.max(2, Math.round(value * 10) / 10));
    this.#amend(name, (seat) => ({ ...seat, x: within(seat.x + x), y: within(seat.y + y) }));
    if (this.plan!.form !== 'free') this.#show({ ...this.plan!, form: 'free' });
  }

  readonly #addSeat = (): void => {
    const plan = this.plan ?? { form: 'free', seats: [] };
    let number = plan.seats.length + 1;
    while (plan.seats.some(({ name }) => name === String(number))) number += 1;
    const name = String(number);
    this.#change({ form: 'free', seats: [...plan.seats, { name, x: 50, y: 92, person: null }] });
    this.chosen = name;
  };

  override render() {
    const w = officeText();
    const hall = this.office.state?.halls.find(({ id }) => id === this.hall);
    const { plan } = this;
    const close = () => {
      void this.#keep();
      this.dialog.close();
    };
    return html`<dialog aria-labelledby="plan-title" @close=${() => void this.#keep()}>
      ${dialogHead('plan-title', w.planOf(hall?.name ?? ''), close)}
      <form class="row make" @submit=${this.#make}>
        <label
          >${w.planForm}<select
            @change=${(event: Event) => (this.form = (event.target as HTMLSelectElement).value as SeatingForm)}
          >
            ${optionsOf(
              seatingForms.map((form) => ({ value: form as string, words: w.planForms[form] })),
              this.form,
            )}
          </select></label
        >
        <label>${w.planRows}<input name="rows" type="number" min="1" max="40" value="5" /></label>
        <label>${w.planEach}<input name="each" type="number" min="1" max="60" value="12" /></label>
        <button class=${plan ? '' : 'primary'}>${icon('layoutGrid')} ${w.makePlan}</button>
        <button type="button" @click=${this.#addSeat}>${icon('plus')} ${w.addSeat}</button>
        <button type="button" ?disabled=${this.#before.length === 0} @click=${this.#undo}>${this.t.undo}</button>
        <span class="muted" role="status"
          >${plan ? w.seatedOf(seatedIn(plan), plan.seats.length) : ''} ${this.isKept ? '' : w.keeping}</span
        >
      </form>
      ${plan ? this.#halves(plan) : html`<p class="panel muted">${w.noPlanYet}</p>`}
    </dialog>`;
  }

  #halves(plan: SeatingPlan) {
    const w = officeText();
    const words = fold(this.sought).trim();
    const people = this.#people;
    const shown = people.filter(({ name, delegation }) => fold(`${name} ${delegation}`).includes(words));
    const delegates = people.filter(({ roles }) => roles.includes('delegate')).map(({ id }) => id);
    return html`<div class="halves">
      <div class="people">
        <div>
          <input
            type="search"
            aria-label=${deskText().searchPeople}
            placeholder=${deskText().searchPeople}
            .value=${this.sought}
            @input=${(event: Event) => (this.sought = (event.target as HTMLInputElement).value)}
          />
          <div class="row">
            <button @click=${() => this.#change(seatInOrder(plan, delegates))}>${w.seatInOrder}</button>
            <button class="quiet" @click=${() => this.#change(withoutPersons(plan, () => true))}>${w.unseatAll}</button>
          </div>
        </div>
        <ul
          data-key=""
          ${sorting({
            group: 'seats',
            rows: 'li',
            handle: '[data-handle]',
            dropped: ({ key, from, to }) => from !== to && this.#seat(key as PersonId, to),
          })}
        >
          ${repeat(
            shown,
            ({ id }) => id,
            (member) => this.#person(member, plan),
          )}
        </ul>
      </div>
      <div class="plan">
        ${this.#seatTools(plan)}
        <div class="hall">${seatMap(plan, { table: w.chairsTable, least: SEAT_WIDTH, cell: this.#cell })}</div>
      </div>
    </div>`;
  }

  #person({ id, name, delegation }: Member, plan: SeatingPlan) {
    const w = officeText();
    const seat = seatOf(plan, id);
    return html`<li data-key=${id}>
      <button
        data-handle
        aria-pressed=${this.held === id ? 'true' : 'false'}
        title=${w.takePerson(name)}
        @click=${() => {
          this.held = this.held === id ? null : id;
          this.chosen = null;
        }}
      >
        <span class="wrap">${name}<br /><span class="muted small">${delegation}</span></span>
      </button>
      <input
        maxlength="12"
        autocomplete="off"
        aria-label=${w.seatFor(name)}
        .value=${live(seat)}
        @change=${(event: Event) => this.#seat(id, (event.target as HTMLInputElement).value.trim())}
      />
    </li>`;
  }

  /** What can be done with the seat that is chosen, and what a touch does now. */
  #seatTools(plan: SeatingPlan) {
    const w = officeText();
    const seat = plan.seats.find(({ name }) => name === this.chosen);
    const held = memberById(this.office.state!, this.held);
    if (held)
      return html`<p class="row" role="status">
        ${w.whereTo(held.name)}
        <button class="quiet" @click=${() => (this.held = null)}>${this.t.cancel}</button>
      </p>`;
    if (!seat) return html`<p class="muted">${w.planHint}</p>`;
    const sits = memberById(this.office.state!, seat.person);
    const arrow = (words: string, sign: string, x: number, y: number) =>
      html`<button aria-label="${words}: ${seat.name}" title=${words} @click=${() => this.#move(seat.name, x, y)}>
        ${sign}
      </button>`;
    return html`<div class="row">
      <label
        >${w.seatName}<input
          maxlength="12"
          .value=${live(seat.name)}
          @change=${(event: Event) => this.#rename(seat.name, (event.target as HTMLInputElement).value)}
      /></label>
      <b>${sits?.name ?? w.emptySeat}</b>
      ${
        sits
          ? html`<button @click=${() => (this.held = sits.id)}>${w.movePerson}</button>
              <button @click=${() => this.#seat(sits.id, '')}>${w.unseat}</button>`
          : nothing
      }
      ${arrow(w.moveSeat.left, '←', -STEP, 0)} ${arrow(w.moveSeat.right, '→', STEP, 0)}
      ${arrow(w.moveSeat.up, '↑', 0, -STEP)} ${arrow(w.moveSeat.down, '↓', 0, STEP)}
      <button
        class="quiet"
        @click=${() => {
          this.#amend(seat.name, () => null);
          this.chosen = null;
        }}
      >
        ${icon('trash')} ${w.removeSeat}
      </button>
    </div>`;
  }

  readonly #cell = (seat: Seat) => {
    const w = officeText();
    const member = memberById(this.office.state!, seat.person);
    return html`<div
      class="spot"
      data-key=${seat.name}
      ${sorting({
        group: 'seats',
        rows: '[data-key]',
        dropped: ({ key, from, to }) => from !== to && this.#seat(key as PersonId, to),
      })}
    >
      <button
        class=${member ? 'taken' : ''}
        data-handle
        data-key=${member?.id ?? nothing}
        aria-pressed=${this.chosen === seat.name ? 'true' : 'false'}
        @click=${() => this.#touch(seat)}
      >
<small>${seat.name}</small
        ><span class="visually-hidden">: ${member?.name ?? w.emptySeat}</span>
        ${member ? html`<fit-name aria-hidden="true" .name=${member.name}></fit-name>` : nothing}
      </button>
    </div>`;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'hall-plan': HallPlan;
  }
}
