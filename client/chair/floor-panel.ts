/** Who speaks, who waits: call, pause, end, more time. */
import { css, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { type FloorRequest, type ListOrder, listOf, listOrders, spoken, waitingRequests } from '../../shared/floor.ts';
import { type RequestKind, requestKinds } from '../../shared/procedure.ts';
import '../ui/countdown.ts';
import { icon } from '../ui/icons.ts';
import { personOf } from '../ui/now.ts';
import { Panel } from './conduct.ts';
import { panelStyles } from './panel-style.ts';

@customElement('floor-panel')
export class FloorPanel extends Panel {
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    ...panelStyles,
    css`
      :host {
        grid-template-rows: auto auto auto minmax(0, 1fr);
        align-content: stretch;
      }
      .speaking {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 8px 16px;
        align-items: center;
        padding: 12px;
        border-radius: 10px;
        background: var(--accent-soft);
        min-height: 92px;
        --countdown-size: 2.4rem;
      }
      .speaking b {
        font-size: 1.25rem;
        overflow-wrap: anywhere;
      }
      ol {
        overflow: auto;
        min-height: 90px;
      }
      li {
        display: grid;
        grid-template-columns: 2em minmax(0, 1fr) auto;
        gap: 8px;
        align-items: center;
        padding: 6px 0;
        border-bottom: 1px solid var(--line);
      }
      .acts {
        display: flex;
        gap: 4px;
      }
      .note {
        font-style: italic;
      }
      @media (max-width: 700px) {
        li {
          grid-template-columns: 2em minmax(0, 1fr);
        }
        .acts {
          grid-column: 2;
        }
      }
    `,
  ];

  override render() {
    if (!this.meeting.isReady) return nothing;
    const { t } = this;
    const { floor, agenda } = this.meeting.view;
    const waiting = waitingRequests(floor, agenda.current);
    const list = listOf(floor, agenda.current);
    return html`<div class="row">
        <h2 class="grow">${t.floor} · ${t.waiting(waiting.length)}</h2>
        <span class="badge ${list.open ? 'good' : ''}">${list.open ? t.listOpen : t.listClosed}</span>
        ${list.open ? this.button({ type: 'close-list' }, t.closeList, { key: 'D' }) : this.button({ type: 'open-list' }, t.openList, { key: 'D' })}
      </div>
      ${this.#speaking()}
      <div class="row">
        ${
          waiting[0]
            ? this.button({ type: 'call-speaker', request: waiting[0].id }, html`${icon('mic')} ${t.callNext}`, {
                key: 'N',
                classes: 'primary',
              })
            : html`<button class="primary" aria-disabled="true" title=${t.queueEmpty} @click=${() => this.say(t.queueEmpty, 'bad')}>${icon('mic')} ${t.callNext}<kbd aria-hidden="true">N</kbd></button>`
        }
        <button @click=${() => this.dialog.showModal()}>${icon('plus')} ${t.giveFloor}</button>
        <span class="grow"></span>
        <label class="row small"
          >${t.order}
          <select aria-label=${t.order} @change=${(event: Event) => this.act({ type: 'order-list', order: (event.target as HTMLSelectElement).value as ListOrder })}>
            ${listOrders.map((order) => html`<option value=${order} ?selected=${order === list.order}>${t.orders[order]}</option>`)}
          </select></label
        >
      </div>
      ${
        waiting.length === 0
          ? html`<p class="muted">${t.queueEmpty}</p>`
          : html`<ol tabindex="0" aria-label=${t.queue}>
            ${waiting.map((request, index) => this.#request(request, index, waiting))}
          </ol>`
      }
      ${this.#giving()}`;
  }

  #speaking() {
    const { t } = this;
    const { view } = this.meeting;
    const { speech } = view.floor;
    if (!speech) return html`<div class="speaking"><p class="muted">${t.nobodySpeaking}</p></div>`;
    const person = personOf(view, speech.request.person);
    const isPaused = speech.watch.runningSince === null;
    return html`<div class="speaking" aria-label=${t.speakingNow} role="group">
      <div><b>${person?.name}</b><p class="muted small wrap">${t.kinds[speech.request.kind]} · ${[person?.title, person?.delegation].filter(Boolean).join(' · ')}</p></div>
      <speech-countdown .speech=${speech} announces></speech-countdown>
      <div class="row" style="grid-column:1/-1">
        ${this.button({ type: 'end-speech' }, html`${icon('square')} ${t.endSpeech}`, { key: 'E' })}
        ${isPaused ? this.button({ type: 'resume-speech' }, html`${icon('play')} ${t.resume}`, { key: 'P' }) : this.button({ type: 'pause-speech' }, html`${icon('pause')} ${t.pause}`, { key: 'P' })}
        ${this.button({ type: 'extend-speech', seconds: 60 }, html`${icon('plus')} ${t.moreTime}`, { key: 'T' })}
        ${this.button({ type: 'take-back-call' }, html`${icon('undo')} ${t.takeBack}`)}
      </div>
    </div>`;
  }

  #request(request: FloorRequest, index: number, waiting: readonly FloorRequest[]) {
    const { t } = this;
    const { view } = this.meeting;
    const person = personOf(view, request.person);
    const before = spoken(view.floor, request.person, null);
    return html`<li>
      <b>${index + 1}</b>
      <div class="grow wrap">
        <b>${person?.name}</b> <span class="badge">${t.kinds[request.kind]}</span>
        <p class="small muted">${[person?.delegation || person?.title, t.spokenBefore(before.times, Math.round(before.ms / 60_000))].join(' · ')}</p>
        ${request.note ? html`<p class="small note">“${request.note}”</p>` : nothing}
      </div>
      <div class="acts">
        ${this.button({ type: 'call-speaker', request: request.id }, icon('mic'), { label: `${t.call}: ${person?.name}`, classes: 'icon-only' })}
        ${index > 0 ? this.button({ type: 'move-request', request: request.id, after: waiting[index - 2]?.id ?? null }, icon('arrowUp'), { label: `${t.moveUp}: ${person?.name}`, classes: 'icon-only' }) : nothing}
        ${this.button({ type: 'withdraw-request', request: request.id }, icon('x'), { label: `${t.withdraw}: ${person?.name}`, classes: 'icon-only' })}
      </div>
    </li>`;
  }

  #giving() {
    const { t } = this;
    return html`<dialog aria-labelledby="giving">
      <h2 id="giving">${t.giveFloor}</h2>
      <form method="dialog" @submit=${this.#give}>
        <label>${t.person}<select name="person">${this.peopleOptions()}</select></label>
        <label>${t.itemKind}<select name="kind">${requestKinds.map((kind) => html`<option value=${kind} ?selected=${kind === 'presentation'}>${t.kinds[kind]}</option>`)}</select></label>
        <div class="row"><button class="primary" value="give">${icon('mic')} ${t.call}</button><button value="">${t.cancel}</button></div>
      </form>
    </dialog>`;
  }

  readonly #give = (event: SubmitEvent) => {
    if (!(event.submitter as HTMLButtonElement).value) return;
    const fields = new FormData(event.target as HTMLFormElement);
    void this.act({
      type: 'give-floor',
      person: String(fields.get('person')) as never,
      kind: String(fields.get('kind')) as RequestKind,
    });
  };
}
