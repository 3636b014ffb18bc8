/** The state of the connection, always in words. */
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Meeting } from '../live/controller.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

@customElement('connection-state')
export class ConnectionState extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ status, reason }) => [status, reason]);
  static override styles = [
    controls,
    css`
      :host {
        display: inline-block;
      }
      .badge {
        min-height: 32px;
      }
    `,
  ];
  override render() {
    const { status, reason } = this.#meeting.live;
    const { t } = this;
    const words = {
      online: t.online,
      connecting: t.connecting,
      offline: reason?.code === 'stopping' ? t.stoppedServer : t.offline,
      refused: t.offline,
    }[status];
    const colour = { online: 'good', connecting: '', offline: 'bad', refused: 'bad' }[status];
    return html`<span role="status" class="badge ${colour}">
      ${icon(status === 'offline' || status === 'refused' ? 'wifiOff' : 'check')}${words}
    </span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'connection-state': ConnectionState;
  }
}
