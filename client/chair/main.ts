/** The console: one screen to run the meeting from, every frequent act one click and one key. */

import { Commands } from '../app/commands.ts';
import { defineShortcut, pressShortcut, shortcuts } from '../app/shortcuts.ts';
import { conductText } from '../text/conduct.ts';
import { text } from '../text/language.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import '../ui/tokens.css';
import { css, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { isPresent } from '../../shared/meeting/attendance/queries.ts';
import type { MeetingState } from '../../shared/meeting/state.ts';
import { openVotes } from '../../shared/meeting/voting/queries.ts';
import '../votes/ballot-dialog.ts';
import type { BallotDialog } from '../votes/ballot-dialog.ts';
import '../app/account.ts';
import '../ui/announcer.ts';
import '../app/connection-state.ts';
import { LivePage } from '../app/page.ts';
import { pageHeader } from '../ui/bars.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import './agenda-panel.ts';
import '../app/ask.ts';
import './attendance-panel.ts';
import '../conduct/messages-panel.ts';
import { Panel } from '../conduct/panel.ts';
import './floor-panel.ts';
import './hall-panel.ts';
import { panelStyles } from '../conduct/panel-style.ts';
import './votes-panel.ts';

@customElement('phase-buttons')
export class PhaseButtons extends Panel {
  static override styles = [
    ...panelStyles,
    css`
      :host {
        display: flex;
        gap: 8px;
        border: 0;
        padding: 0;
      }
    `,
  ];
  override render() {
    if (!this.meeting.isReady) return nothing;
    const { t } = this;
    const close = this.button({ type: 'close-meeting' }, t.closeMeeting, {
      classes: 'danger',
      question: { words: conductText().questions.closeMeeting, confirm: t.closeMeeting },
    });
    switch (this.meeting.view.phase) {
      case 'prepared':
        return this.button({ type: 'open-meeting' }, html`${icon('play')} ${t.openMeeting}`, {
          classes: 'primary',
          question: { words: conductText().questions.openMeeting, confirm: t.openMeeting },
        });
      case 'open':
        return html`${this.button({ type: 'suspend-meeting' }, html`${icon('pause')} ${t.suspendMeeting}`)}${close}`;
      case 'suspended':
        return html`${this.button({ type: 'resume-meeting' }, html`${icon('play')} ${t.resumeMeeting}`, {
          classes: 'primary',
        })}${close}`;
      default:
        return nothing;
    }
  }
}

const keys = { help: defineShortcut('?', () => text().shortcuts) };

@customElement('chair-page')
export class ChairPage extends LivePage {
  readonly #commands = new Commands(this, this);
  @query('#keys') private keys!: HTMLDialogElement;
  @query('ballot-dialog') private ballot!: BallotDialog;

  static override styles = [
    controls,
    pageHeader,
    css`
      :host {
        --page-edge: 10px;
        display: grid;
        grid-template: auto minmax(0, 1fr) / minmax(230px, 300px) minmax(0, 1.25fr) minmax(0, 1fr);
        gap: 8px;
        padding: 0 var(--page-edge) 8px;
        height: 100dvh;
        min-height: 0;
      }
      header {
        padding-block: 4px;
        gap: 4px 8px;
      }
      h1 {
        flex: 1 1 180px;
        font-size: 0.95rem;
        line-height: 1.2;
      }
      .column {
        display: grid;
        gap: 8px;
        min-height: 0;
        min-width: 0;
      }
      .left {
        grid-template-rows: auto minmax(0, 1fr);
      }
      .middle {
        grid-template-rows: minmax(0, 1fr);
      }
      /* The votes have what they need, and the screen the rest; each scrolls by itself. */
      .right {
        grid-template-rows: minmax(200px, 1fr) minmax(0, auto);
      }
      votes-panel {
        overflow: auto;
      }
      .hall {
        max-height: 36dvh;
        overflow: auto;
      }
      agenda-panel,
      floor-panel {
        min-height: 0;
      }
      #keys dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 8px 16px;
        margin-block-start: 12px;
      }
      #keys dt {
        font-weight: 700;
      }
      @media (max-width: 1180px) {
        :host {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1.3fr);
          height: auto;
        }
        .hall {
          max-height: none;
        }
        .right {
          grid-column: 1 / -1;
          grid-template: auto / repeat(auto-fit, minmax(300px, 1fr));
        }
      }
      @media (max-width: 640px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      @media print {
        :host {
          display: block;
          height: auto;
        }
        .hall {
          display: none;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#key);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#key);
  }

  readonly #key = (event: KeyboardEvent) => pressShortcut(event, this.renderRoot);

  protected override get pageName(): string {
    return this.t.console;
  }

  /** Whoever chairs is a delegate too: present, and with a ballot of her own. */
  #myPart(view: MeetingState) {
    const { t } = this;
    const { person, roles } = this.live.actor;
    if (!person || !roles.includes('delegate') || view.phase === 'closed') return nothing;
    if (!isPresent(view, person))
      return this.#commands.button({ type: 'confirm-attendance' }, html`${icon('userCheck')} ${t.iAmPresent}`, {
        classes: 'primary',
      });
    const running = openVotes(view.voting).find(({ poll }) => poll?.entitled.includes(person));
    return running
      ? html`<button class="primary" @click=${() => this.ballot.show(running)}>
          ${icon('vote')} ${t.myBallot}
        </button>`
      : nothing;
  }

  override render() {
    const { t } = this;
    const { view } = this.live;
    return html`
      <header>
        <h1 class="wrap">${view?.title ?? t.console}</h1>
        ${
          view
            ? html`<span class="badge ${view.phase === 'open' ? 'good' : ''}" role="status"
                >${t.phase[view.phase]}</span
              >`
            : nothing
        }
        <phase-buttons></phase-buttons>
        <connection-state></connection-state>
        ${view ? this.#myPart(view) : nothing}
        <button
          class="quiet"
          aria-label=${t.shortcuts}
          ${keys.help.bind()}
          @click=${() => this.keys.showModal()}
        >
          ${icon('keyboard')}
        </button>
        <account-menu here="chair"></account-menu>
      </header>
      ${
        view
          ? html`<div class="column left"><call-list></call-list><attendance-panel></attendance-panel><agenda-panel></agenda-panel></div>
              <main class="column middle" aria-label=${t.console}><floor-panel></floor-panel></main>
              <div class="column right">
                <votes-panel tabindex="0"></votes-panel>
                <hall-panel class="hall"></hall-panel>
              </div>
              <ballot-dialog onDemand></ballot-dialog>`
          : html`<main><p class="muted">${t.connecting}</p></main>`
      }
      <message-line></message-line>
      <ask-dialog></ask-dialog>
      <dialog id="keys" aria-labelledby="keys-title">
        ${dialogHead('keys-title', t.shortcuts, () => this.keys.close())}
        <dl>
          ${shortcuts().map(
            ({ key, words }) =>
              html`<dt>${key}</dt>
                <dd>${words()}</dd>`,
          )}
        </dl>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'phase-buttons': PhaseButtons;
    'chair-page': ChairPage;
  }
}
