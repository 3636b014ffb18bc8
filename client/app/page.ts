/** What the three live pages share: the connection, and the way home when the server does not know the login. */
import { ContextProvider } from '@lit/context';
import type { PropertyValues } from 'lit';
import type { Audience } from '../../shared/meeting/views/audiences.ts';
import { Live } from '../live/connection.ts';
import { liveContext } from '../live/controller.ts';
import { whoAmI } from '../live/me.ts';
import { findPlace } from '../live/place.ts';
import { sayAtHome } from '../live/sign-out.ts';
import { Page } from './base-page.ts';

export abstract class LivePage extends Page {
  readonly live: Live;
  #left = false;

  constructor(audience?: Audience) {
    super();
    const me = whoAmI().catch(() => null); // without an answer this device's own language stays
    this.live = new Live(findPlace(me), audience);
    new ContextProvider(this, { context: liveContext, initialValue: this.live });
    this.live.addEventListener('change', () => this.#follow());
  }

  /** Which page this is, for the title of its tab. */
  protected get pageName(): string {
    return '';
  }

  protected override updated(_changed: PropertyValues): void {
    const title = [this.pageName, this.live.view?.title ?? '', this.t.product].filter(Boolean).join(' · ');
    if (document.title !== title) document.title = title;
  }

  #follow(): void {
    this.requestUpdate();
    if (this.live.status !== 'refused' || this.#left) return;
    this.#left = true;
    const { code } = this.live.reason ?? {};
    if (this.live.reason && code !== 'not-signed-in') sayAtHome(this.live.reason);
    // A page older than the server: the new one is one reload away.
    if (code === 'wrong-protocol') location.reload();
    else location.assign('/');
  }
}
