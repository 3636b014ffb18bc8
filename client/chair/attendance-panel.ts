/** Attendance and quorum: always the figures, the names on demand. */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { isPresent, quorum } from '../../shared/attendance.ts';
import { isDelegate, isGuest, type Person } from '../../shared/roster.ts';
import { fold } from '../../shared/vietnamese.ts';
import { icon } from '../ui/icons.ts';
import { Panel } from './conduct.ts';
import { panelStyles } from './panel-style.ts';

@customElement('attendance-panel')
export class AttendancePanel extends Panel {
  @state() private wanted = '';
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    ...panelStyles,
    css`
      .figures {
        font-size: 1.5rem;
        font-weight: 700;
      }
      dialog {
        width: min(860px, calc(100vw - 24px));
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(250px, 1fr));
        gap: 6px;
        margin-block-start: 12px;
      }
      li button {
        width: 100%;
        justify-content: start;
        text-align: start;
        font-weight: 500;
      }
      h3 {
        margin-block-start: 16px;
      }
    `,
  ];

  override render() {
    if (!this.meeting.isReady) return nothing;
    const { t } = this;
    const { view } = this.meeting;
    const { present, all, needed, met } = quorum(view);
    const guests = view.people.filter((person) => isGuest(person) && isPresent(view, person.id)).length;
    return html`<div class="row">
        <h2 class="grow">${t.attendance}</h2>
        <button @click=${() => this.dialog.showModal()}>${icon('users')} ${t.attendance}</button>
      </div>
      <div class="row"><span class="figures">${t.quorum(present, all, needed)}</span></div>
      <p role="status"><span class="badge ${met ? 'good' : 'bad'}">${icon(met ? 'circleCheck' : 'triangleAlert')} ${met ? t.quorumMet : t.quorumLost}</span></p>
      <p class="muted small">${t.guests}: ${guests}</p>
      <dialog aria-labelledby="attendance-title">
        <div class="row"><h2 id="attendance-title" class="grow">${t.attendance} · ${t.quorum(present, all, needed)}</h2><button aria-label=${t.close} @click=${() => this.dialog.close()}>${icon('x')}</button></div>
        <label>${t.search}<input type="search" .value=${this.wanted} @input=${(event: Event) => (this.wanted = (event.target as HTMLInputElement).value)} /></label>
        ${this.#list(t.delegates, view.people.filter(isDelegate))} ${this.#list(t.guests, view.people.filter(isGuest))}
      </dialog>`;
  }

  #list(title: string, people: readonly Person[]) {
    const { t } = this;
    const { view } = this.meeting;
    const shown = people.filter(({ name }) => fold(name).includes(fold(this.wanted)));
    return html`<h3>${title}</h3>
      ${shown.length === 0 ? html`<p class="muted">${t.noMatch}</p>` : nothing}
      <ul>
        ${shown.map(({ id, name }) => {
          const here = isPresent(view, id);
          return html`<li>
            <button aria-pressed=${here ? 'true' : 'false'} title=${here ? t.markLeft : t.markPresent} @click=${() => this.act({ type: here ? 'mark-left' : 'mark-present', person: id })}>
              ${icon(here ? 'circleCheck' : 'square')}<span class="grow wrap">${name}</span><span class="small muted">${here ? t.present : t.absent}</span>
            </button>
          </li>`;
        })}
      </ul>`;
  }
}
