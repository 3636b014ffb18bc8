/** What the poster at the door says: asked, and made into a page. */
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { fieldText } from '../office/asking.ts';
import { deskStyles } from '../office/desk-styles.ts';
import type { Office } from '../office/office.ts';
import { officeText } from '../text/office.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { optionsOf } from '../ui/options.ts';
import { save } from '../ui/save.ts';

@customElement('poster-dialog')
export class PosterDialog extends LocalizedElement {
  @property({ attribute: false }) office!: Office;
  @state() private isMaking = false;
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = deskStyles;

  open(): void {
    this.dialog.showModal();
  }

  readonly #make = async (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const address = fieldText(fields, 'address');
    const { door, state } = this.office;
    this.isMaking = true;
    try {
      const { posterPdf } = await import('../office/poster-pdf.ts');
      const poster = await posterPdf({
        council: state!.profile.name,
        wifi: fieldText(fields, 'wifi'),
        wifiPassword: fieldText(fields, 'password'),
        door: door && `http://${new URL(address).hostname}:${door.port}/tin-cay`,
        fingerprint: door?.fingerprint ?? '',
        address,
      });
      save(poster, `${officeText().posterFile}.pdf`);
      this.dialog.close();
    } finally {
      this.isMaking = false;
    }
  };

  override render() {
    const o = officeText();
    const addresses = this.office.addresses.map((address) => ({ value: address, words: address }));
    return html`<dialog aria-labelledby="poster-title">
      ${dialogHead('poster-title', o.poster, () => this.dialog.close())}
      <p class="muted">${o.posterHint}</p>
      <form @submit=${this.#make}>
        <label>${o.wifiName}<input name="wifi" maxlength="32" autocomplete="off" /></label>
        <label>${o.wifiPassword}<input name="password" maxlength="63" autocomplete="off" /></label>
        <label>${o.posterAddress}<select name="address">${optionsOf(addresses, addresses[0]?.value ?? '')}</select></label>
        ${this.isMaking ? html`<progress aria-label=${o.makePoster}></progress>` : nothing}
        <div class="row"><button class="primary" ?disabled=${this.isMaking}>${o.makePoster}</button></div>
      </form>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'poster-dialog': PosterDialog;
  }
}
