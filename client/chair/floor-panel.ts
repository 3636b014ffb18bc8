/** Who speaks, who waits: call, pause, end, more time; and what was handed in instead of being said. */

import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { hasLeft } from '../../shared/meeting/attendance/queries.ts';
import { listOf, nextRequest, spoken, waitingRequests } from '../../shared/meeting/floor/queries.ts';
import { type FloorRequest, type ListOrder, listOrders, type Speech } from '../../shared/meeting/floor/state.ts';
import { questionsToCall } from '../../shared/meeting/questions/queries.ts';
import { type RequestKind, requestKinds } from '../../shared/procedure.ts';
import { defineShortcut } from '../app/shortcuts.ts';
import { text } from '../text/language.ts';
import '../ui/countdown.ts';
import { Panel } from '../conduct/panel.ts';
import { panelStyles } from '../conduct/panel-style.ts';
import { icon } from '../ui/icons.ts';
import { optionsOf } from '../ui/options.ts';
import './written-texts.ts';
import { personById } from '../../shared/people/roster.ts';

const BY_HAND = 'by-hand';
/** What is put in between when somebody speaks: an answer to a question, an explanation. */
const mayBePutIn: ReadonlySet<RequestKind> = new Set(['answer', 'explanation', 'question']);

/** Words for who hears the page, where a sign and a figure say it to who sees it. */
const unseen = (words: string) => html`<span class="visually-hidden">${words}</span>`;

const keys = {
  call: defineShortcut('N', () => text().callNext),
  end: defineShortcut('E', () => text().endSpeech),
  pause: defineShortcut('P', () => `${text().pause} / ${text().resume}`),
  more: defineShortcut('T', () => text().moreTime),
  list: defineShortcut('D', () => `${text().openList} / ${text().closeList}`),
};

@customElement('floor-panel')
export class FloorPanel extends Panel {
  @query('dialog') private dialog!: HTMLDialogElement;
  @state() private person = '';
  @state() private kind: RequestKind = 'presentation';

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
        gap: 4px 16px;
        align-items: center;
        padding: 8px 12px;
        border-radius: var(--radius);
        background: var(--accent-soft);
        min-height: 60px;
        --countdown-size: 2.2rem;
      }
      .speaking > div > b {
        font-size: 1.2rem;
        line-height: 1.2;
        overflow-wrap: anywhere;
      }
      ol {
        overflow: auto;
        min-height: 60px;
      }
      li {
        display: grid;
        grid-template-columns: 1.6em minmax(0, 1fr) auto;
        gap: 6px;
        align-items: center;
        padding: 3px 0;
        border-bottom: 1px solid var(--line);
        line-height: 1.25;
      }
      li.away b {
        color: var(--text-2);
      }
      .acts {
        display: flex;
        gap: 2px;
      }
      .acts button {
        border-width: 1px;
      }
      .note {
        font-style: italic;
      }
      .list-bar {
        gap: 6px;
      }
      .list-bar select {
        flex: 0 1 190px;
        min-width: 0;
        padding-inline: 8px;
      }
      .buttons {
        grid-column: 1 / -1;
        gap: 6px;
      }
      .ahead {
        flex-basis: 100%;
      }
      .buttons button,
      .list-bar button,
      .list-bar select {
        font-size: 0.95rem;
        padding-inline: 8px;
        gap: 6px;
      }
      @media (max-width: 640px) {
        li {
          grid-template-columns: 1.6em minmax(0, 1fr);
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
    const { view } = this.meeting;
    const { floor, agenda } = view;
    const waiting = waitingRequests(floor, agenda.current);
    const list = listOf(floor, agenda.current);
    const next = nextRequest(view);
    const orders = listOrders.map((order) => ({ value: order as string, words: t.orders[order] }));
    const callNext = html`${icon('mic')} ${t.callNext}`;
    return html`<div class="row">
        <h2 class="grow">${t.floor} <span class="muted small">${t.waiting(waiting.length)}</span></h2>
        <written-texts></written-texts>
        <span class="badge ${list.open ? 'good' : ''}">${list.open ? t.listOpen : t.listClosed}</span>
        ${
          list.open
            ? this.button({ type: 'close-list' }, t.closeList, { shortcut: keys.list })
            : this.button({ type: 'open-list' }, t.openList, { shortcut: keys.list })
        }
      </div>
      ${this.#speaking()}
      <div class="row list-bar">
        ${this.#ahead()}
        ${
          next
            ? this.button({ type: 'call-speaker', request: next.id }, callNext, {
                shortcut: keys.call,
                classes: 'primary',
              })
            : html`<button
                class="primary"
                aria-disabled="true"
                title=${t.queueEmpty}
                @click=${() => this.say(t.queueEmpty, 'bad')}
              >
                ${callNext}<kbd aria-hidden="true">N</kbd>
              </button>`
        }
        <button aria-disabled=${view.phase === 'open' ? 'false' : 'true'} @click=${this.#openGiving}>
          ${icon('plus')} ${t.giveFloor}
        </button>
        <span class="grow"></span>
        <select
          aria-label=${t.order}
          title=${t.order}
          ?disabled=${agenda.current === null}
          @change=${(event: Event) =>
            this.act({ type: 'order-list', order: (event.target as HTMLSelectElement).value as ListOrder })}
        >
          ${optionsOf(orders, list.byHand ? BY_HAND : list.order, () => t.byHand)}
        </select>
      </div>
      ${
        waiting.length === 0
          ? html`<p class="muted">${t.queueEmpty}</p>`
          : html`<ol tabindex="0" aria-label=${t.queue}>
              ${repeat(
                waiting,
                ({ id }) => id,
                (request, index) => this.#request(request, index, waiting),
              )}
            </ol>`
      }
      ${this.#giving()}`;
  }

  #name = (id: string): string => personById(this.meeting.view, id)?.name ?? id;

  /** The name of whoever comes back when the running call is taken back. */
  #takeBackWords({ replaced }: Speech): string {
    return replaced ? this.t.takeBackTo(this.#name(replaced.request.person)) : this.t.takeBack;
  }

  #speaking() {
    const { t } = this;
    const { view } = this.meeting;
    const { speech, interrupted, ended } = view.floor;
    if (!speech)
      return html`<div class="speaking">
        <p class="muted">${t.nobodySpeaking}</p>
        ${
          ended && view.phase === 'open'
            ? this.button(
                { type: 'reopen-speech' },
                html`${icon('undo')} ${t.goesOn(this.#name(ended.request.person))}`,
              )
            : nothing
        }
      </div>`;
    const person = personById(view, speech.request.person);
    const isPaused = speech.watch.runningSince === null;
    const about = [t.kinds[speech.request.kind], person?.title, person?.delegation].filter(Boolean).join(' · ');
    const waits = interrupted.at(-1);
    const endedWords = t.speechEnded(person?.name ?? '');
    return html`<div class="speaking" aria-label=${t.speakingNow} role="group">
      <div>
        <b>${person?.name}</b>
        <p class="muted small wrap">${about}</p>
        ${
          waits
            ? html`<p class="small">${icon('cornerDownRight')} ${t.goesOn(this.#name(waits.request.person))}</p>`
            : nothing
        }
      </div>
      <speech-countdown .speech=${speech} announces></speech-countdown>
      <div class="row buttons">
        ${this.button(
          { type: 'end-speech' },
          html`${icon('square')} <span aria-hidden="true">${t.end}</span>${unseen(t.endSpeech)}`,
          {
            shortcut: keys.end,
            done: () => this.commands.sayUndo(endedWords, { type: 'reopen-speech' }),
          },
        )}
        ${
          isPaused
            ? this.button({ type: 'resume-speech' }, html`${icon('play')} ${t.resume}`, { shortcut: keys.pause })
            : this.button({ type: 'pause-speech' }, html`${icon('pause')} ${t.pause}`, { shortcut: keys.pause })
        }
        ${this.button(
          { type: 'extend-speech', seconds: 60 },
          html`${icon('plus')} <span aria-hidden="true">1′</span>${unseen(t.moreTime)}`,
          { shortcut: keys.more },
        )}
        ${this.button(
          { type: 'extend-speech', seconds: -60 },
          html`${icon('minus')} <span aria-hidden="true">1′</span>${unseen(t.lessTime)}`,
        )}
        ${this.button({ type: 'take-back-call' }, html`${icon('undo')} ${this.#takeBackWords(speech)}`)}
      </div>
    </div>`;
  }

  #request(request: FloorRequest, index: number, waiting: readonly FloorRequest[]) {
    const { t } = this;
    const { view } = this.meeting;
    const person = personById(view, request.person);
    const name = person?.name ?? '';
    const before = spoken(view.floor, request.person, null);
    const isAway = hasLeft(view, request.person);
    const { id } = request;
    const about = [
      isAway ? t.hasLeft : '',
      person?.delegation || person?.title,
      t.spokenBefore(before.times, Math.round(before.ms / 60_000)),
    ];
    const isPutIn = view.floor.speech !== null && mayBePutIn.has(request.kind);
    const small = (label: string) => ({ label: `${label}: ${name}`, classes: 'icon-only' });
    return html`<li class=${isAway ? 'away' : ''}>
      <b>${index + 1}</b>
      <div class="grow wrap">
        <b>${name}</b> <span class="badge ${isAway ? 'warn' : ''}">${t.kinds[request.kind]}</span>
        <p class="small muted">${about.filter(Boolean).join(' · ')}</p>
        ${request.note ? html`<p class="small note">“${request.note}”</p>` : nothing}
      </div>
      <div class="acts">
        ${this.button({ type: 'call-speaker', request: id }, icon('mic'), small(t.call))}
        ${
          isPutIn
            ? this.button(
                { type: 'call-speaker', request: id, interrupts: true },
                icon('cornerDownRight'),
                small(t.interrupt),
              )
            : nothing
        }
        ${
          index > 1
            ? this.button({ type: 'move-request', request: id, after: null }, icon('arrowUpToLine'), small(t.toTop))
            : nothing
        }
        ${
          index > 0
            ? this.button(
                { type: 'move-request', request: id, after: waiting[index - 2]?.id ?? null },
                icon('arrowUp'),
                small(t.moveUp),
              )
            : nothing
        }
        ${this.button({ type: 'withdraw-request', request: id }, icon('x'), {
          ...small(t.withdraw),
          done: () => this.commands.sayUndo(t.withdrawn(name), { type: 'restore-request', request: id }),
        })}
      </div>
    </li>`;
  }

  /** Who wants to speak on this item, registered ahead or by a question in writing, before its list is opened. */
  #ahead() {
    const { view } = this.meeting;
    const item = view.agenda.current;
    if (item === null || listOf(view.floor, item).open) return nothing;
    const ahead = view.floor.requests.filter((request) => request.item === item && request.status === 'ahead');
    const asked = questionsToCall(view, item);
    const people = [...ahead, ...asked].map(({ person }) => personById(view, person)?.name ?? '');
    if (people.length === 0) return nothing;
    return html`<p class="ahead small muted wrap" role="status">
      ${icon('hand')} ${this.t.registeredAhead(ahead.length, asked.length)}: ${people.join(', ')}
    </p>`;
  }

  readonly #openGiving = () => {
    const { view } = this.meeting;
    if (view.phase !== 'open')
      return this.say(this.commands.why({ type: 'open-list' }) || this.t.nobodySpeaking, 'bad');
    this.dialog.showModal();
  };

  #giving() {
    const { t } = this;
    const { speech } = this.meeting.view.floor;
    const chosen = this.person || (this.meeting.view.people.find(({ roles }) => roles.includes('delegate'))?.id ?? '');
    const kinds = requestKinds.map((kind) => ({ value: kind as string, words: t.kinds[kind] }));
    return html`<dialog aria-labelledby="giving">
      <h2 id="giving">${t.giveFloor}</h2>
      <form method="dialog" @submit=${this.#give}>
        <label
          >${t.person}<select
            name="person"
            @change=${(event: Event) => (this.person = (event.target as HTMLSelectElement).value)}
          >
            ${this.peopleOptions(chosen)}
          </select></label
        >
        <label
          >${t.itemKind}<select
            name="kind"
            @change=${(event: Event) => (this.kind = (event.target as HTMLSelectElement).value as RequestKind)}
          >
            ${optionsOf(kinds, this.kind)}
          </select></label
        >
        ${
          speech
            ? html`<label class="check"
                ><input
                  type="checkbox"
                  name="interrupts"
                  .checked=${mayBePutIn.has(this.kind) || this.kind === 'point-of-order'}
                />${t.interrupts}</label
              >`
            : nothing
        }
        <div class="row">
          <button class="primary" value="give">${icon('mic')} ${t.call}</button
          ><button value="">${t.cancel}</button>
        </div>
      </form>
    </dialog>`;
  }

  readonly #give = (event: SubmitEvent) => {
    if (!(event.submitter as HTMLButtonElement).value) return;
    const fields = new FormData(event.target as HTMLFormElement);
    void this.commands.perform({
      type: 'give-floor',
      person: String(fields.get('person')) as never,
      kind: String(fields.get('kind')) as RequestKind,
      interrupts: fields.has('interrupts'),
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'floor-panel': FloorPanel;
  }
}
