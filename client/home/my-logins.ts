/** On which devices I am signed in, and my passkeys: each can be ended here. */
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { when } from 'lit/directives/when.js';
import type { Refusal } from '../../shared/wire/rejections.ts';
import { request } from '../live/login.ts';
import { homeText } from '../text/home.ts';
import { currentLanguage } from '../text/language.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { agoText } from '../ui/time.ts';
import { addPasskey } from './passkeys.ts';

/** `GET /api/me/logins`. Times in milliseconds since 1970. */
interface MyLogins {
  logins: { login: string; device: string; address: string; at: number; seen: number; isHere: boolean }[];
  /** Null for who may have none. */
  passkeys: { isPossible: boolean; kept: { id: string; name: string; at: number }[] } | null;
}

@customElement('my-logins')
export class MyLoginsList extends LocalizedElement {
  @state() private mine: MyLogins | null = null;
  @state() private said = '';
  @state() private isBusy = false;

  static override styles = [
    controls,
    css`
      .card {
        padding: 20px;
        display: grid;
        gap: 12px;
      }
      h2 {
        font-size: var(--size-l);
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        display: grid;
        gap: 8px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: center;
        gap: 4px 12px;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  async #load(): Promise<void> {
    const response = await request('/api/me/logins').catch(() => null); // without a network there is nothing to show
    if (response?.ok) this.mine = (await response.json()) as MyLogins;
  }

  async #end(path: string): Promise<void> {
    this.isBusy = true;
    const response = await request(path, 'DELETE').catch(() => null);
    const refusal = response && !response.ok ? ((await response.json()) as Refusal) : null;
    this.said = response ? (refusal?.[currentLanguage()] ?? '') : this.t.serverUnreachable;
    this.isBusy = false;
    await this.#load();
  }

  readonly #add = async () => {
    this.isBusy = true;
    const added = await addPasskey().catch(() => undefined);
    this.isBusy = false;
    if (added === undefined) this.said = this.t.serverUnreachable;
    else if (added === null) this.said = homeText().passkeyStopped;
    else this.said = added === 'added' ? homeText().passkeyAdded : added[currentLanguage()];
    await this.#load();
  };

  override render() {
    const { t, mine } = this;
    if (!mine) return nothing;
    const { passkeys } = mine;
    return html`<section class="card" aria-labelledby="devices">
      <h2 id="devices">${homeText().myDevices}</h2>
      <ul>
        ${mine.logins.map(
          ({ login, device, seen, isHere }) =>
            html`<li>
              <span class="wrap"
                >${device || homeText().unknownDevice}
                <span class="muted">· ${isHere ? homeText().thisDevice : homeText().lastSeen(agoText(seen))}</span></span
              >
              ${when(
                !isHere,
                () =>
                  html`<button
                    class="quiet"
                    ?disabled=${this.isBusy}
                    aria-label="${t.endLogin}: ${device || homeText().unknownDevice}"
                    @click=${() => void this.#end(`/api/me/logins/${login}`)}
                  >
                    ${icon('logOut')} ${t.endLogin}
                  </button>`,
              )}
            </li>`,
        )}
      </ul>
      ${passkeys ? this.#passkeys(passkeys) : nothing}
      <p role="status" ?hidden=${!this.said}>${this.said}</p>
    </section>`;
  }

  #passkeys({ isPossible, kept }: NonNullable<MyLogins['passkeys']>) {
    return html`<h2>${homeText().passkeys}</h2>
      <p class="muted">${isPossible ? homeText().passkeysHint : homeText().passkeysNeedName}</p>
      <ul>
        ${kept.map(
          ({ id, name, at }) =>
            html`<li>
              <span class="wrap">${icon('key')} ${name} <span class="muted">· ${agoText(at)}</span></span>
              <button
                class="quiet"
                ?disabled=${this.isBusy}
                aria-label="${homeText().removePasskey}: ${name}"
                @click=${() => void this.#end(`/api/me/passkeys/${encodeURIComponent(id)}`)}
              >
                ${icon('trash')} ${homeText().removePasskey}
              </button>
            </li>`,
        )}
      </ul>
      ${when(
        isPossible,
        () =>
          html`<div class="row">
            <button ?disabled=${this.isBusy} @click=${this.#add}>${icon('plus')} ${homeText().addPasskey}</button>
          </div>`,
      )}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'my-logins': MyLoginsList;
  }
}
