/** Who is signed in on this page, at which seat, and the way out; on every page. */

import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { chairsSide, hasRole, inHall } from '../../shared/people/roles.ts';
import { personById } from '../../shared/people/roster.ts';
import { seatOf } from '../../shared/people/seating.ts';
import { Meeting } from '../live/controller.ts';
import { pageAddress } from '../live/place.ts';
import { signOut } from '../live/sign-out.ts';
import { controls } from '../ui/controls.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { languageButton } from '../ui/language-button.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

@customElement('account-menu')
export class AccountMenu extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, welcome }) => [view?.people, welcome]);
  /** The page that it stands on: its own is not offered. */
  @property() here: 'delegate' | 'chair' | 'secretariat' = 'delegate';
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    controls,
    css`
      :host {
        display: inline-flex;
        min-width: 0;
      }
      .open {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 2px 8px;
        text-align: start;
        padding: 4px 10px;
        max-width: 220px;
        line-height: 1.2;
      }
      .open b,
      .open span:not(.visually-hidden) {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .open span:not(.visually-hidden) {
        font-size: var(--size-s);
        font-weight: 400;
        color: var(--text-2);
      }
      .open svg {
        grid-row: 1 / span 2;
        align-self: center;
      }
      .ways {
        display: grid;
        gap: 8px;
        margin-block-start: 16px;
      }
      @media (max-width: 640px) {
        .open > b,
        .open > span {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
        .open {
          padding: 6px;
          display: inline-flex;
        }
      }
    `,
  ];

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const { t, here } = this;
    const { view, live } = this.#meeting;
    const me = personById(view, live.actor.person);
    const { roles } = live.actor;
    const seat = seatOf(view.seating, me?.id ?? null);
    const place = [seat && t.seatNamed(seat), me?.delegation || me?.title].filter(Boolean).join(' · ');
    const isDelegate = hasRole(roles, inHall);
    const conducts = hasRole(roles, chairsSide);
    return html`<button class="quiet open" @click=${() => this.dialog.showModal()}>
        ${icon('circleUser')}<span class="visually-hidden">${t.signedInAs}: </span><b>${me?.name}</b
        ><span>${place}</span>
      </button>
      <dialog
        aria-labelledby="account"
        @click=${(event: Event) => event.target === this.dialog && this.dialog.close()}
      >
        ${dialogHead('account', me?.name, () => this.dialog.close())}
        <p class="muted wrap">${[seat && t.seatNamed(seat), me?.title, me?.delegation].filter(Boolean).join(' · ')}</p>
        <div class="ways">
          ${
            isDelegate && here !== 'delegate'
              ? html`<a class="button" href=${pageAddress('/delegate/')}>${icon('fileText')} ${t.myTablet}</a>`
              : nothing
          }
          ${
            conducts && here !== 'chair'
              ? html`<a class="button" href=${pageAddress('/chair/')}>${icon('presentation')} ${t.openConsole}</a>`
              : nothing
          }
          ${
            conducts
              ? html`<a class="button" href="/desk/?body=${live.welcome?.body ?? ''}">${icon('users')} ${t.desk}</a>`
              : nothing
          }
          ${
            conducts && here !== 'secretariat'
              ? html`<a class="button" href=${pageAddress('/secretariat/')}>${icon('list')} ${t.documents}</a>`
              : nothing
          }
          ${languageButton('')}
          <button class="danger" @click=${() => void signOut(live.actor.person ?? undefined)}>
            ${icon('logOut')} ${t.signOut}
          </button>
        </div>
      </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'account-menu': AccountMenu;
  }
}
