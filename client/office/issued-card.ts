/** What stands on a card that was just issued: shown this once, printed if wished. */

import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Member } from '../../shared/body/members.ts';
import { deskText } from '../text/desk.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { save } from '../ui/save.ts';
import { deskStyles } from './desk-styles.ts';
import type { IssuedCard, Office } from './office.ts';
import { seatIn } from './seats.ts';

/** Whether only this very machine can open an address. */
export const isOnlyHere = (address: string): boolean => /^https?:\/\/(localhost|127\.|\[::1\])/.test(address);

/** Addresses that a tablet in the hall can open, best first: this page's own, unless only this machine can. */
export function hallAddresses({ addresses }: Office): string[] {
  const here = isOnlyHere(location.origin) ? [] : [location.origin];
  const all = [...here, ...addresses];
  return [...new Set(all.length > 0 ? all : [location.origin])];
}

/** Makes the file of cards and saves it. Rejects when the fonts can't be fetched. */
export async function printCards(
  office: Office,
  cards: readonly (IssuedCard & { member: Member })[],
  address = hallAddresses(office)[0]!,
): Promise<void> {
  const { cardsPdf } = await import('./cards-pdf.ts');
  const { halls, profile } = office.state!;
  const printed = cards.map((card) => ({ ...card, seat: seatIn(halls, card.person) }));
  save(await cardsPdf(profile.name, address, printed), 'the-dai-bieu.pdf');
}

@customElement('issued-card')
export class IssuedCardDialog extends LocalizedElement {
  @property({ attribute: false }) office!: Office;
  @state() private issued: { member: Member; card: IssuedCard } | null = null;
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    ...deskStyles,
    css`
      .secret {
        font-size: 1.6rem;
        font-weight: 700;
        letter-spacing: 0.1em;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 6px 16px;
        align-items: baseline;
        margin-block: 12px;
      }
    `,
  ];

  async show(member: Member, card: IssuedCard): Promise<void> {
    this.issued = { member, card };
    await this.updateComplete;
    this.dialog.showModal();
  }

  override render() {
    const w = deskText();
    const { member, card } = this.issued ?? {};
    return html`<dialog aria-labelledby="card-title" @close=${() => (this.issued = null)}>
      ${
        member && card
          ? html`${dialogHead('card-title', w.cardOf(member.name), () => this.dialog.close())}
              <p role="status">${w.cardOnce}</p>
              <dl>
                <dt>${this.t.code}</dt>
                <dd class="secret">${card.code}</dd>
                <dt>${w.pinHere}</dt>
                <dd class="secret">${card.pin}</dd>
                ${
                  card.password
                    ? html`<dt>${w.newPassword}</dt>
                        <dd class="secret">${card.password}</dd>`
                    : nothing
                }
              </dl>
              <button class="primary" @click=${() => void printCards(this.office, [{ member, ...card }])}>
                ${icon('download')} ${w.printThis}
              </button>`
          : nothing
      }
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'issued-card': IssuedCardDialog;
  }
}
