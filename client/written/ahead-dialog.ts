/** Registering to speak on an item that is still to come. */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { itemById, itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import { kindsOffered, listOf } from '../../shared/meeting/floor/queries.ts';
import type { RequestKind } from '../../shared/procedure.ts';
import { Commands } from '../app/commands.ts';
import { Meeting } from '../live/controller.ts';
import { writtenText } from '../text/written.ts';
import { controls } from '../ui/controls.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { optionsOf } from '../ui/options.ts';
import { formStyles } from './styles.ts';

@customElement('ahead-dialog')
export class AheadDialog extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, status }) => [view?.floor, view?.agenda, status]);
  readonly #commands = new Commands(this, this.#meeting);
  @query('dialog') private dialog!: HTMLDialogElement;
  @state() private item = '';
  @state() private kind = '';
  @state() private note = '';

  static override styles = [
    controls,
    formStyles,
    css`
      li {
        display: flex;
        gap: 8px;
        align-items: center;
        padding-block: 8px;
        border-block-start: 1px solid var(--line);
      }
    `,
  ];

  open(): void {
    this.dialog.showModal();
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { item, kind, note } = this;
    if (!item || !kind) return;
    const isSent = await this.#commands.send({
      type: 'register-ahead',
      item: item as never,
      kind: kind as RequestKind,
      ...(note.trim() ? { note } : {}),
    });
    if (!isSent) return;
    this.note = '';
    this.#commands.say(writtenText().registered);
  };

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const w = writtenText();
    const { t } = this;
    const { view, live } = this.#meeting;
    const me = live.actor.person;
    if (!me) return nothing;
    const numbers = itemNumbers(view.agenda.items);
    const kindsOf = (id: string) => {
      const item = itemById(view.agenda, id as never);
      return item ? kindsOffered(view, me, item).filter((kind) => kind !== 'point-of-order') : [];
    };
    const items = view.agenda.items
      .filter(({ id, status }) => status === 'pending' && !listOf(view.floor, id).open && kindsOf(id).length > 0)
      .map(({ id, title }) => ({ value: id as string, words: w.itemOf(numbers.get(id) ?? '', title) }));
    if (!items.some(({ value }) => value === this.item)) this.item = items[0]?.value ?? '';
    const kinds = kindsOf(this.item).map((kind) => ({ value: kind as string, words: t.kinds[kind] }));
    if (!kinds.some(({ value }) => value === this.kind)) this.kind = kinds[0]?.value ?? '';
    const mine = view.floor.requests.filter(({ person, status }) => person === me && status === 'ahead');
    const isOffline = live.status !== 'online';
    return html`<dialog aria-labelledby="ahead-title">
      ${dialogHead('ahead-title', w.ahead, () => this.dialog.close())}
      <p class="muted">${w.aheadHint}</p>
      <form @submit=${this.#submit}>
        <label
          >${t.itemTitle}<select @change=${(event: Event) => (this.item = (event.target as HTMLSelectElement).value)}>
            ${optionsOf(items, this.item)}
          </select></label
        >
        <label
          >${w.kind}<select @change=${(event: Event) => (this.kind = (event.target as HTMLSelectElement).value)}>
            ${optionsOf(kinds, this.kind)}
          </select></label
        >
        <label
          >${w.aheadNote}<input
            maxlength="300"
            autocomplete="off"
            .value=${this.note}
            @input=${(event: Event) => (this.note = (event.target as HTMLInputElement).value)}
        /></label>
        ${isOffline ? html`<p role="alert">${this.t.offlineWhy}</p>` : nothing}
        <div class="row">
          <button class="primary" ?disabled=${isOffline || !this.item || !this.kind}>${icon('hand')} ${w.registerFor}</button>
        </div>
      </form>
      ${mine.length === 0 ? html`<p class="muted">${w.noneAhead}</p>` : nothing}
      <ul>
        ${mine.map(
          ({ id, item, kind }) =>
            html`<li>
              <span class="grow wrap"
                ><b>${t.kinds[kind]}</b> · ${w.itemOf(numbers.get(item) ?? '', itemById(view.agenda, item)?.title ?? '')}</span
              >
              ${this.#commands.button({ type: 'withdraw-request', request: id }, html`${icon('x')} ${w.takeBack}`)}
            </li>`,
        )}
      </ul>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ahead-dialog': AheadDialog;
  }
}
