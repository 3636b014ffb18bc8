/** For whoever looks after the machines: is the hall ready, who is connected, who is not, how is the server. */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { contentOf, hallOfScreen } from '../../shared/body/halls.ts';
import type { Connected, Operation, ServerState, WatchedMeeting } from '../../shared/operation.ts';
import { type Finding, type Level, readinessOf } from '../../shared/ready.ts';
import { fold } from '../../shared/vietnamese.ts';
import type { Refusal } from '../../shared/wire/rejections.ts';
import { askPerson, notify } from '../app/requests.ts';
import { request } from '../live/login.ts';
import { pageAddress } from '../live/place.ts';
import { sayRefusal } from '../office/asking.ts';
import { deskStyles, tableStyles } from '../office/desk-styles.ts';
import type { Office } from '../office/office.ts';
import { deskText } from '../text/desk.ts';
import { operationText } from '../text/operation.ts';
import { ticked } from '../ui/chosen.ts';
import { type IconName, icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import '../ui/screen-preview.ts';
import { agoText, timeText } from '../ui/time.ts';

const LOOK_EVERY_MS = 3000;
const signs: Record<Level, IconName> = { good: 'circleCheck', warn: 'triangleAlert', bad: 'circleX' };

const gigabytes = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GB`;
const milliseconds = (ms: number | null) => (ms === null ? '–' : `${ms.toFixed(ms < 10 ? 1 : 0)} ms`);
const percent = (share: number) => `${Math.round(share * 100)} %`;

@customElement('operation-view')
export class OperationView extends LocalizedElement {
  @property({ attribute: false }) office!: Office;
  @property({ attribute: false }) version = 0;
  @state() private now: Operation | null = null;
  @state() private isLost = false;
  @state() private wanted = '';
  @state() private chosen: ReadonlySet<string> = new Set();
  #timer: ReturnType<typeof setInterval> | undefined;

  static override styles = [
    ...deskStyles,
    tableStyles,
    css`
      :host {
        grid-template-columns: minmax(0, 1fr);
      }
      ul {
        display: grid;
        gap: 6px;
      }
      .checks {
        grid-template-columns: repeat(auto-fill, minmax(min(260px, 100%), 1fr));
      }
      .checks {
        gap: 10px 20px;
      }
      .checks li {
        display: grid;
        grid-template-columns: auto 1fr auto;
        gap: 2px 8px;
        align-items: center;
      }
      .checks .small {
        grid-column: 2 / -1;
      }
      .good {
        color: var(--good);
      }
      .bad {
        color: var(--danger);
      }
      .missing {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      .missing li {
        padding: 4px 10px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      .panel {
        min-width: 0;
        grid-template-columns: minmax(0, 1fr);
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(180px, 1fr));
        gap: 8px 16px;
        margin: 0;
      }
      dd {
        margin: 0;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      dt {
        color: var(--text-2);
        font-size: var(--size-s);
      }
      .screens {
        grid-template-columns: repeat(auto-fill, minmax(min(240px, 100%), 1fr));
        gap: 12px;
      }
      .scroll {
        position: relative;
        min-width: 0;
        max-width: 100%;
      }
      th[scope='row'] {
        min-width: 180px;
      }
      td {
        white-space: nowrap;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#look();
    this.#timer = setInterval(() => document.visibilityState === 'visible' && void this.#look(), LOOK_EVERY_MS);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  get #path(): string {
    return `/api/bodies/${this.office.body}/operation`;
  }

  async #look(): Promise<void> {
    const response = await request(this.#path).catch(() => null);
    this.isLost = !response?.ok;
    if (!response?.ok) return;
    this.now = (await response.json()) as Operation;
    const here = new Set(this.now.connected.map(({ login }) => login));
    const chosen = [...this.chosen].filter((login) => here.has(login));
    if (chosen.length < this.chosen.size) this.chosen = new Set(chosen);
  }

  async #act(what: 'reload' | 'end-logins'): Promise<void> {
    const w = operationText();
    const chosen = this.now!.connected.filter(({ login }) => this.chosen.has(login));
    if (what === 'end-logins') {
      const names = [...new Set(chosen.map(({ name }) => name))].join(', ');
      if (!(await askPerson(this, { words: w.endQuestion(names), confirm: w.endLogin }))) return;
    }
    const logins = chosen.map(({ login }) => login);
    const response = await request(`${this.#path}/${what}`, 'POST', { logins }).catch(() => null);
    if (!response) return notify(this, this.t.serverUnreachable, 'bad');
    const answer = await response.json();
    if (!response.ok) return sayRefusal(this, answer as Refusal);
    notify(this, what === 'reload' ? w.reloaded(answer.asked) : w.ended(answer.ended));
    this.chosen = new Set();
    void this.#look();
  }

  override render() {
    const { now, t } = this;
    // The desk may have said so already.
    const lost =
      this.isLost && this.office.problem !== 'offline'
        ? html`<p role="alert" class="refused">${t.serverUnreachable}</p>`
        : nothing;
    if (!now) return this.isLost ? lost : html`<p class="muted" role="status">${deskText().loading}</p>`;
    return html`${lost} ${this.#readiness(now)} ${now.meetings.map((meeting) => this.#missing(meeting))} ${this.#screens(now)}
      ${this.#table(now.connected)} ${this.#server(now.server)}`;
  }

  #readiness(now: Operation) {
    const w = operationText();
    const found = readinessOf(now, import.meta.env.BUILD);
    const at = (level: Level) => found.filter((one) => one.level === level).length;
    const isGood = at('bad') + at('warn') === 0;
    return html`<section class="panel" aria-labelledby="ready">
      <h2 id="ready">${w.ready} <span class="muted">${isGood ? w.allGood : w.notAll(at('bad'), at('warn'))}</span></h2>
      <ul class="checks">
        ${found.map((one) => this.#check(one))}
      </ul>
    </section>`;
  }

  #check({ check, level, off, of }: Finding) {
    const w = operationText();
    return html`<li>
      <span class=${level}>${icon(signs[level])}</span>
      <b>${w.checks[check]}</b>
      <span class=${level}>${of > 0 ? w.offOf(off, of) : w.levels[level]}</span>
      ${level === 'good' ? nothing : html`<span class="muted small">${w.next[check]}</span>`}
    </li>`;
  }

  #missing({ id, title, expected, missing }: WatchedMeeting) {
    const w = operationText();
    return html`<section class="panel" aria-labelledby="missing-${id}">
      <h2 id="missing-${id}" class="wrap">${w.missing}: ${missing.length}/${expected} <span class="muted small">${title}</span></h2>
      ${missing.length === 0 ? html`<p>${w.everyoneHere}</p>` : nothing}
      <ul class="missing">
        ${repeat(
          [...missing].sort((a, b) => a.seat.localeCompare(b.seat, 'vi', { numeric: true })),
          ({ person }) => person,
          ({ name, seat, seen }) =>
            html`<li>
              ${seat ? html`<b>${seat}</b> ` : nothing}${name}
              <span class="muted small">${seen === null ? w.neverSeen : agoText(seen)}</span>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #screens({ screens, meetings }: Operation) {
    const w = operationText();
    const { state, body } = this.office;
    return html`<section class="panel" aria-labelledby="screens">
      <h2 id="screens">${w.screens}</h2>
      ${screens.length === 0 ? html`<p class="muted">${w.noScreens}</p>` : nothing}
      <ul class="screens">
        ${repeat(
          screens,
          ({ person }) => person,
          ({ person, name, hall, isConnected }) => {
            const place = state && hallOfScreen(state, person);
            const inHall = new Set(state?.meetings.filter((one) => one.hall === place?.id).map(({ id }) => id));
            const shown = meetings.find(({ id }) => inHall.has(id));
            const address = shown && pageAddress('/display/', { body, meeting: shown.id });
            return html`<li>
              ${
                address && place
                  ? html`<screen-preview
                      src=${`${address}&preview&content=${contentOf(place, person)}`}
                      .name=${name}
                    ></screen-preview>`
                  : nothing
              }
              <p>
                <b>${name}</b> <span class="muted">${hall}</span> ·
                <span class=${isConnected ? 'good' : 'bad'}>${isConnected ? w.isConnected : w.notConnected}</span>
              </p>
            </li>`;
          },
        )}
      </ul>
    </section>`;
  }

  #table(connected: readonly Connected[]) {
    const w = operationText();
    const sought = fold(this.wanted);
    const shown = connected
      .filter(({ name, device, address }) => fold(`${name} ${device} ${address}`).includes(sought))
      .sort((a, b) => a.name.localeCompare(b.name, 'vi'));
    const isNone = this.chosen.size === 0;
    return html`<section class="panel" aria-labelledby="connected">
      <h2 id="connected">${w.connected}: ${connected.length}</h2>
      <div class="row">
        <input
          type="search"
          aria-label=${w.find}
          placeholder=${w.find}
          .value=${this.wanted}
          @input=${(event: Event) => (this.wanted = (event.target as HTMLInputElement).value)}
        />
        <button
          ?disabled=${shown.length === 0}
          @click=${() => (this.chosen = new Set(isNone ? shown.map(({ login }) => login) : []))}
        >
          ${icon('check')} ${w.chooseAll}
        </button>
        <button ?disabled=${isNone} @click=${() => void this.#act('reload')}>${icon('rotate')} ${w.reload}</button>
        <button ?disabled=${isNone} @click=${() => void this.#act('end-logins')}>${icon('logOut')} ${w.endLogin}</button>
      </div>
      ${
        shown.length === 0
          ? html`<p class="muted">${w.nobody}</p>`
          : html`<div class="scroll" tabindex="0" role="region" aria-labelledby="connected">
              <table>
                <thead>
                  <tr>
                    ${['', w.name, w.device, w.address, w.since, w.documents, w.battery, w.clock, w.page].map(
                      (words) => (words ? html`<th scope="col">${words}</th>` : html`<td></td>`),
                    )}
                  </tr>
                </thead>
                <tbody>
                  ${repeat(
                    shown,
                    ({ login, meeting, audience }) => `${login} ${meeting} ${audience}`,
                    (one) => this.#row(one),
                  )}
                </tbody>
              </table>
            </div>`
      }
    </section>`;
  }

  #row({ login, name, audience, device, address, since, report }: Connected) {
    const w = operationText();
    const { documents = null, battery = null, clock = 0, page = '' } = report ?? {};
    const isOld = report !== null && page !== import.meta.env.BUILD;
    const age = isOld ? w.pageOld : w.pageNow;
    return html`<tr>
      <td>
        <label class="check"
          ><input
            type="checkbox"
            aria-label=${w.choose(name)}
            .checked=${this.chosen.has(login)}
            @change=${(event: Event) => (this.chosen = ticked(this.chosen, login, event))}
        /></label>
      </td>
      <th scope="row">${name} <span class="muted small">${w.audiences[audience]}</span></th>
      <td>${device}</td>
      <td>${address}</td>
      <td>${timeText(since, this.office.state!.profile.timeZone)}</td>
      <td class=${documents && documents.done < documents.all ? 'warn' : ''}>
        ${documents ? `${documents.done}/${documents.all}` : '–'}
      </td>
      <td class=${battery !== null && battery < 0.2 ? 'warn' : ''}>${battery === null ? '–' : percent(battery)}</td>
      <td>${report ? w.seconds(Math.round(clock / 1000)) : '–'}</td>
      <td class=${isOld ? 'warn' : ''}>${report ? age : '–'}</td>
    </tr>`;
  }

  #server({ version, disk, memory, load, cores, syncP50, syncP95, loopP99, uptime, mirror, sandbox }: ServerState) {
    const w = operationText();
    const hours = Math.floor(uptime / 3600);
    const figures: [string, string][] = [
      [w.disk, `${gigabytes(disk.free)} / ${gigabytes(disk.total)}`],
      [w.memory, `${Math.round(memory / 1024 ** 2)} MB`],
      [w.load, `${load.toFixed(1)} / ${cores}`],
      [w.sync, `${milliseconds(syncP50)}, ${milliseconds(syncP95)}`],
      [w.loop, milliseconds(loopP99)],
      [w.uptime, `${hours} h ${Math.floor((uptime % 3600) / 60)} min`],
      [w.mirror, mirror === null ? w.mirrorNone : (mirror.problem ?? `${w.mirrorInStep}: ${mirror.folder}`)],
      [w.examiner, sandbox],
    ];
    return html`<section class="panel" aria-labelledby="server">
      <h2 id="server">${w.server} <span class="muted small">${version}</span></h2>
      <dl>
        ${figures.map(
          ([words, figure]) =>
            html`<div>
              <dt>${words}</dt>
              <dd>${figure}</dd>
            </div>`,
        )}
      </dl>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'operation-view': OperationView;
  }
}
