/** Sổ đăng ký văn bản: the numbers that were given, by kind and year; one more by hand; one struck out with its reason. */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { listedMeeting } from '../../shared/body/meetings.ts';
import { nextNumber, type RegisterEntry, type RegisterKind, registerKinds } from '../../shared/body/register.ts';
import { dayIn, fold } from '../../shared/vietnamese.ts';
import { askPerson, notify } from '../app/requests.ts';
import { randomId } from '../live/random-id.ts';
import { fieldText, sayRefusal } from '../office/asking.ts';
import { deskStyles, tableStyles } from '../office/desk-styles.ts';
import type { Office } from '../office/office.ts';
import { registerText } from '../text/register.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { firstOptions, optionsOf } from '../ui/options.ts';
import { saveSpreadsheet } from '../ui/save-spreadsheet.ts';

const ALL = '';
const dayText = (day: string): string => day.split('-').reverse().join('/');

@customElement('register-view')
export class RegisterView extends LocalizedElement {
  @property({ attribute: false }) office!: Office;
  @property({ attribute: false }) version = 0;
  @state() private kind: RegisterKind | '' = ALL;
  @state() private year = ALL;
  @state() private sought = '';
  @state() private wanted: RegisterKind = 'invitation';
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    deskStyles,
    tableStyles,
    css`
      .struck :is(td, th) {
        text-decoration: line-through;
        color: var(--text-2);
      }
      .struck .why {
        text-decoration: none;
      }
      select {
        width: 100%;
      }
      th[scope='row'],
      .short,
      td button {
        white-space: nowrap;
      }
      .subject {
        min-width: 15rem;
      }
      .tools > * {
        flex: 1 1 200px;
        width: auto;
      }
      .tools > button {
        flex: none;
      }
    `,
  ];

  get #shown(): RegisterEntry[] {
    const words = fold(this.sought).trim();
    return this.office
      .state!.register.filter(
        ({ kind, day, symbol, subject }) =>
          (this.kind === ALL || kind === this.kind) &&
          day.startsWith(this.year) &&
          fold(`${symbol} ${subject}`).includes(words),
      )
      .toSorted((a, b) => b.day.localeCompare(a.day) || b.number - a.number);
  }

  readonly #take = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const fields = new FormData(form);
    const number = Number(fieldText(fields, 'number'));
    const refusal = await this.office.give({
      type: 'take-number',
      entry: `entry-${randomId()}`.slice(0, 64),
      kind: this.wanted,
      day: fieldText(fields, 'day'),
      subject: fieldText(fields, 'subject'),
      number: number > 0 ? number : null,
    } as never);
    // What was typed stays where it was refused.
    if (refusal) return sayRefusal(this, refusal);
    // The day stays: several papers of one day are numbered one after the other.
    for (const name of ['subject', 'number']) (form.elements.namedItem(name) as HTMLInputElement).value = '';
    this.dialog.close();
    const taken = this.office.state!.register.at(-1);
    if (taken) notify(this, registerText().taken(taken.symbol));
  };

  async #strike({ id, symbol }: RegisterEntry): Promise<void> {
    const w = registerText();
    const why = await askPerson(this, { words: w.strikeQuestion(symbol), confirm: w.strike, wants: w.why });
    if (!why) return;
    const refusal = await this.office.give({ type: 'strike-number', entry: id, why });
    if (refusal) sayRefusal(this, refusal);
    else notify(this, w.isStruck(symbol));
  }

  readonly #save = async () => {
    const w = registerText();
    const head = [w.symbol, w.day, w.kind, w.subject, w.meeting, w.why];
    const rows = this.#shown.map((entry) => [
      entry.symbol,
      dayText(entry.day),
      w.kinds[entry.kind],
      entry.subject,
      this.#meeting(entry),
      entry.struck ?? '',
    ]);
    await saveSpreadsheet('so-van-ban.xlsx', { head, rows, widths: [18, 14, 20, 50, 40, 24] });
  };

  #meeting({ meeting }: RegisterEntry): string {
    return (meeting && listedMeeting(this.office.state!, meeting)?.title) ?? '';
  }

  #row(entry: RegisterEntry) {
    const w = registerText();
    const { symbol, day, kind, subject, struck } = entry;
    return html`<tr class=${struck === null ? '' : 'struck'}>
      <th scope="row">${symbol}</th>
      <td class="short">${dayText(day)}</td>
      <td class="short">${w.kinds[kind]}</td>
      <td class="subject">${subject}</td>
      <td>${this.#meeting(entry)}</td>
      <td class="why">
        ${
          struck === null
            ? html`<button aria-label="${w.strike}: ${symbol}" @click=${() => void this.#strike(entry)}>${w.strike}</button>`
            : w.struckBecause(struck)
        }
      </td>
    </tr>`;
  }

  override render() {
    const w = registerText();
    const shown = this.#shown;
    const kinds = registerKinds.map((kind) => ({ value: kind as string, words: w.kinds[kind] }));
    const { register } = this.office.state!;
    const years = [...new Set(register.map(({ day }) => day.slice(0, 4)))].sort().reverse();
    return html`<p class="muted">${w.hint}</p>
      <div class="row tools">
        <select aria-label=${w.kind} @change=${(event: Event) => (this.kind = (event.target as HTMLSelectElement).value as RegisterKind)}>
          ${optionsOf([{ value: ALL, words: w.allKinds }, ...kinds], this.kind)}
        </select>
        ${
          years.length > 1
            ? html`<select aria-label=${w.year} @change=${(event: Event) => (this.year = (event.target as HTMLSelectElement).value)}>
                ${optionsOf([{ value: ALL, words: w.allYears }, ...years.map((year) => ({ value: year, words: year }))], this.year)}
              </select>`
            : nothing
        }
        <input
          type="search"
          aria-label=${this.t.search}
          placeholder=${this.t.search}
          .value=${this.sought}
          @input=${(event: Event) => (this.sought = (event.target as HTMLInputElement).value)}
        />
        <button class="primary" @click=${() => this.dialog.showModal()}>${icon('plus')} ${w.take}</button>
        ${shown.length > 0 ? html`<button @click=${this.#save}>${icon('download')} ${w.save}</button>` : nothing}
      </div>
      ${
        shown.length === 0
          ? html`<p class="panel muted" role="status">${register.length === 0 ? w.none : w.noneFound}</p>`
          : html`<div class="scroll" tabindex="0" role="region" aria-label=${w.title}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">${w.symbol}</th>
                    <th scope="col">${w.day}</th>
                    <th scope="col">${w.kind}</th>
                    <th scope="col">${w.subject}</th>
                    <th scope="col">${w.meeting}</th>
                    <th scope="col"><span class="visually-hidden">${w.strike}</span></th>
                  </tr>
                </thead>
                <tbody>
                  ${repeat(
                    shown,
                    ({ id }) => id,
                    (entry) => this.#row(entry),
                  )}
                </tbody>
              </table>
            </div>`
      }
      ${this.#taking(kinds)}`;
  }

  #taking(kinds: readonly { value: string; words: string }[]) {
    const w = registerText();
    const state = this.office.state!;
    const today = dayIn(state.profile.timeZone, Date.now());
    const next = nextNumber(state, this.wanted, Number(today.slice(0, 4)));
    return html`<dialog aria-labelledby="taking">
      ${dialogHead('taking', w.take, () => this.dialog.close())}
      <form @submit=${this.#take}>
        <label
          >${w.kind}<select @change=${(event: Event) => (this.wanted = (event.target as HTMLSelectElement).value as RegisterKind)}>
            ${firstOptions(kinds, this.wanted)}
          </select></label
        >
        <label>${w.day}<input name="day" type="date" required .value=${today} /></label>
        <label>${w.subject}<input name="subject" required maxlength="300" autocomplete="off" /></label>
        <label
          >${w.number(next)}<input name="number" type="number" min="1" max="999999" inputmode="numeric" autocomplete="off"
        /></label>
        <div class="row"><button class="primary">${w.take}</button></div>
      </form>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'register-view': RegisterView;
  }
}
