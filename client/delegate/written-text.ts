/**
 * A text instead of a speech: written for the item that was chosen when it was begun, kept on this device until the
 * server has taken it. A refusal, a change of item, a reload, a lost network or a meeting that closes cost nothing of it.
 */

import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { ItemId } from '../../shared/ids.ts';
import { itemById, itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import { mayWriteAbout } from '../../shared/meeting/floor/queries.ts';
import { Meeting } from '../live/controller.ts';
import { draftOf, forgetDraft, keepDraft } from '../live/drafts.ts';
import { answerText } from '../text/refusals.ts';
import { controls } from '../ui/controls.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { optionsOf } from '../ui/options.ts';
import { formStyles } from '../written/styles.ts';

@customElement('written-text')
export class WrittenText extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, welcome, status }) => [view?.floor, view?.agenda, welcome, status]);
  @query('dialog') private dialog!: HTMLDialogElement;
  @state() private item = '';
  @state() private words = '';
  @state() private refused = '';
  @state() private isSent = false;
  @state() private isBusy = false;

  static override styles = [
    controls,
    formStyles,
    css`
      textarea {
        min-height: 220px;
        resize: vertical;
      }
      .refused {
        color: var(--danger);
        font-weight: 600;
      }
    `,
  ];

  get items(): readonly ItemId[] {
    const { view, live } = this.#meeting;
    const me = live.actor.person;
    return me ? view.agenda.items.filter(({ id }) => mayWriteAbout(view.floor, me, id)).map(({ id }) => id) : [];
  }

  open(): void {
    const { view, live } = this.#meeting;
    const { items } = this;
    const here = items.find((id) => id === view.agenda.current) ?? items.at(-1);
    // What was begun about an item stays about that item.
    const begun = items.find((id) => draftOf(live, id));
    this.#choose(begun ?? here ?? '');
    this.isSent = false;
    this.dialog.showModal();
  }

  #choose(item: string): void {
    this.item = item;
    this.words = draftOf(this.#meeting.live, item);
    this.refused = '';
  }

  readonly #typed = (event: Event) => {
    this.words = (event.target as HTMLTextAreaElement).value;
    this.isSent = false;
    keepDraft(this.#meeting.live, this.item, this.words);
  };

  readonly #send = async (event: SubmitEvent) => {
    event.preventDefault();
    const { item } = this;
    const text = this.words.trim();
    if (!text || this.isBusy) return;
    this.isBusy = true;
    const answer = await this.#meeting.live.send({ type: 'hand-in-text', item: item as ItemId, text });
    this.isBusy = false;
    this.refused = answerText(answer);
    if (!answer.accepted) return;
    forgetDraft(this.#meeting.live, item);
    this.isSent = true;
    if (this.item === item) this.words = '';
  };

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const { t } = this;
    const { view, live } = this.#meeting;
    const numbers = itemNumbers(view.agenda.items);
    const titleOf = (id: string) =>
      `${numbers.get(id as ItemId) ?? ''}. ${itemById(view.agenda, id as ItemId)?.title ?? ''}`;
    const options = this.items.map((id) => ({ value: id as string, words: titleOf(id) }));
    return html`<dialog aria-labelledby="text-title">
      ${dialogHead('text-title', t.handInTitle, () => this.dialog.close())}
      <p class="muted">${t.handInHint} ${t.draftKept}</p>
      <form @submit=${this.#send}>
        <label
          >${t.itemTitle}<select
            @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}
          >
            ${optionsOf(options, this.item, titleOf)}
          </select></label
        >
        <label
          ><span class="visually-hidden">${t.handInTitle}</span
          ><textarea name="text" maxlength="20000" .value=${this.words} @input=${this.#typed}></textarea>
        </label>
        ${live.status === 'offline' ? html`<p class="refused" role="alert">${t.offlineWhy}</p>` : nothing}
        ${this.refused ? html`<p class="refused" role="alert">${this.refused}</p>` : nothing}
        ${this.isSent ? html`<p role="status">${icon('circleCheck')} ${t.handedIn}</p>` : nothing}
        <div class="row">
          <button class="primary" ?disabled=${this.words.trim() === '' || this.isBusy}>${t.send}</button
          ><button type="button" @click=${() => this.dialog.close()}>${t.close}</button>
        </div>
      </form>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'written-text': WrittenText;
  }
}
