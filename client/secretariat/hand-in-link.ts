/** A link by which an item's submitter hands in its documents: made, copied, ended. */
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AgendaItem } from '../../shared/meeting/agenda/state.ts';
import type { Refusal } from '../../shared/wire/rejections.ts';
import { notify } from '../app/requests.ts';
import { request } from '../live/login.ts';
import { inMeeting } from '../live/place.ts';
import { sayRefusal } from '../office/asking.ts';
import { deskStyles } from '../office/desk-styles.ts';
import { officeText } from '../text/office.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

@customElement('hand-in-link')
export class HandInLink extends LocalizedElement {
  @property({ attribute: false }) item!: AgendaItem;
  /** The link as it was made; it is not shown again. */
  @state() private link = '';

  static override styles = deskStyles;

  async #ask(path: string, method: 'POST' | 'DELETE', body?: object): Promise<Record<string, string> | null> {
    const response = await request(inMeeting(`/planning/hand-ins${path}`), method, body).catch(() => null);
    if (!response) notify(this, this.t.offlineWhy, 'bad');
    else if (!response.ok) sayRefusal(this, (await response.json()) as Refusal);
    else return (await response.json()) as Record<string, string>;
    return null;
  }

  readonly #make = async () => {
    const made = await this.#ask('', 'POST', { item: this.item.id });
    if (made) this.link = `${location.origin}/hand-in/#${made.token}`;
  };
  readonly #end = async () => {
    if (!(await this.#ask(`/${this.item.id}`, 'DELETE'))) return;
    this.link = '';
    notify(this, officeText().linkEnded);
  };
  readonly #copy = async () => {
    // Outside of a secure context there is no clipboard: the text is chosen, so that it can be copied by hand.
    const field = this.renderRoot.querySelector('input')!;
    field.select();
    const isCopied = navigator.clipboard
      ? await navigator.clipboard.writeText(this.link).then(
          () => true,
          () => false,
        )
      : document.execCommand('copy');
    if (isCopied) notify(this, officeText().copied);
  };

  override render() {
    const o = officeText();
    return html`<div class="row">
        <button @click=${this.#make}>${icon('plus')} ${o.handInLink}</button>
        <button class="quiet" @click=${this.#end}>${o.endLink}</button>
      </div>
      ${
        this.link
          ? html`<p>${o.handInMade(this.item.submitter)}</p>
              <div class="row">
                <input class="grow" readonly aria-label=${o.handInLink} .value=${this.link} />
                <button class="primary" @click=${this.#copy}>${o.copy}</button>
              </div>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hand-in-link': HandInLink;
  }
}
