/** The agenda as it is planned: items typed or pasted, changed in place, moved by buttons; times of day by their lengths. */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ItemId } from '../../shared/ids.ts';
import { changesSince, itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import { type AgendaItem, LONGEST_NOTE } from '../../shared/meeting/agenda/state.ts';
import { itemsOf } from '../../shared/meeting/documents/queries.ts';
import type { DocumentEntry } from '../../shared/meeting/documents/state.ts';
import { type ItemKind, itemKinds, LEAST_SPEAKING_SECONDS, MOST_SPEAKING_SECONDS } from '../../shared/procedure.ts';
import { fold } from '../../shared/vietnamese.ts';
import { Commands } from '../app/commands.ts';
import { Meeting } from '../live/controller.ts';
import { sayRefusal } from '../office/asking.ts';
import { deskStyles } from '../office/desk-styles.ts';
import { inTurn, type Progress } from '../office/in-turn.ts';
import '../conduct/prepare-vote.ts';
import type { PrepareVote } from '../conduct/prepare-vote.ts';
import { officeText } from '../text/office.ts';
import { type Dropped, sorting } from '../ui/sorting.ts';
import { describeDocument } from './describe-document.ts';
import './hand-in-link.ts';
import { deskText } from '../text/desk.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { optionsOf } from '../ui/options.ts';
import { dayAndTimeText, timeText } from '../ui/time.ts';
import { pastedItems } from './pasted-list.ts';

const USUAL_MINUTES = 15;
/** What an item says of itself. */
type Changed = 'title' | 'kind' | 'plannedMinutes' | 'submitter' | 'speakingSeconds';
/** What an item most likely is, by the words it begins with; folded. */
const guesses: readonly (readonly [RegExp, ItemKind])[] = [
  [/^(khai mac|chao co|tuyen bo ly do)/, 'opening'],
  [/^(be mac|phat bieu be mac)/, 'closing'],
  [/chat van/, 'questioning'],
  [/^(thao luan|giai trinh)/, 'discussion'],
  [/^(bieu quyet|thong qua)/, 'resolution'],
  [/^(bao cao|to trinh|trinh bay|nghe)/, 'report'],
];
const kindOf = (title: string): ItemKind => guesses.find(([pattern]) => pattern.test(fold(title)))?.[1] ?? 'other';

@customElement('agenda-editor')
export class AgendaEditor extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, status }) => [
    view?.agenda,
    view?.phase,
    view?.begins,
    view?.documents,
    view?.voting,
    status,
  ]);
  readonly #commands = new Commands(this, this.#meeting);
  /** The item below which the next one is added; null for the end of the agenda. */
  @state() private below: ItemId | null = null;
  /** Items whose details are open. */
  @state() private open: ReadonlySet<string> = new Set();
  @query('prepare-vote') private preparing!: PrepareVote;
  @state() private progress: Progress | null = null;
  @query('input[name=title]') private field!: HTMLInputElement;

  static override styles = [
    ...deskStyles,
    css`
      .add {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        margin: 0;
      }
      .add label {
        flex: 1 1 320px;
      }
      ol {
        display: grid;
        gap: 8px;
      }
      .item {
        display: grid;
        grid-template-columns: 3.2em minmax(200px, 1fr) 230px 8em auto;
        gap: 8px;
        align-items: center;
        padding: 8px 12px;
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      .item.sub {
        margin-inline-start: 32px;
      }
      .item :is(input, select, textarea) {
        width: 100%;
        min-width: 0;
      }
      .item textarea {
        min-height: var(--touch);
        padding-block: 9px;
        resize: none;
        field-sizing: content;
        line-height: 1.35;
      }
      .item .note {
        grid-column: 2 / -1;
      }
      .number {
        font-weight: 700;
      }
      .number[data-handle] {
        cursor: grab;
        touch-action: none;
        min-height: var(--touch);
        align-content: center;
      }
      .details,
      .details section {
        display: grid;
        gap: 8px;
      }
      .drop {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        min-height: var(--touch);
        padding: 4px;
        border: 1.5px dashed var(--line-strong);
        border-radius: var(--radius);
      }
      .chip {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        padding: 4px 10px;
        border-radius: var(--radius);
        background: var(--surface-2);
        color: var(--text);
      }
      li.chip[data-key] {
        cursor: grab;
        min-height: var(--touch);
      }
      .sortable-ghost {
        opacity: 0.4;
      }
      .length {
        display: flex;
        align-items: center;
        gap: 6px;
      }
      .acts {
        display: flex;
        gap: 4px;
      }
      @media (max-width: 1180px) {
        .item {
          grid-template-columns: 3.2em minmax(150px, 1fr) 8em auto;
        }
        .item > textarea {
          grid-column: 2 / -1;
        }
        .item > select {
          grid-column: 2;
        }
      }
      @media (max-width: 640px) {
        .item > :is(select, .length, .acts) {
          grid-column: 2 / -1;
        }
      }
    `,
  ];

  get #items(): readonly AgendaItem[] {
    return this.#meeting.view.agenda.items;
  }

  /** The last item among those with the same parent: what a new one is put behind. */
  #lastOf(parent: ItemId | null): ItemId | null {
    return this.#items.findLast((item) => item.parent === parent)?.id ?? null;
  }

  #add(title: string, parent: ItemId | null): Promise<boolean> {
    return this.#commands.sendAndSee({
      type: 'add-item',
      title,
      parent,
      kind: kindOf(title),
      plannedMinutes: USUAL_MINUTES,
      documents: [],
      after: this.#lastOf(parent),
    });
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const title = this.field.value.trim();
    if (title === '' || !(await this.#add(title, this.below))) return;
    // Only what the server has taken leaves the field.
    if (this.field.value.trim() === title) this.field.value = '';
    this.field.focus();
  };

  readonly #paste = async (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const items = pastedItems(text);
    if (items.length < 2) return;
    event.preventDefault();
    const w = deskText();
    const isSure = await this.#commands.ask({ words: w.pasteQuestion(items.length), confirm: w.addItem });
    if (isSure === null) return;
    let parent: ItemId | null = null;
    const done = await inTurn(
      items,
      async ({ title, isBelow }) => {
        if (!(await this.#add(title, isBelow ? parent : null))) return false;
        if (!isBelow) parent = this.#lastOf(null);
        return true;
      },
      (progress) => (this.progress = progress),
    );
    if (done === items.length) this.#commands.say(w.pasted(done));
  };

  #change(item: AgendaItem, fields: Partial<Pick<AgendaItem, Changed>>): void {
    const { title, kind, plannedMinutes, submitter, speakingSeconds } = { ...item, ...fields };
    // An empty title is none: what stood there comes back.
    if (title.trim() === '') this.requestUpdate();
    else {
      const said = { title, kind, plannedMinutes, submitter, speakingSeconds };
      void this.#commands.send({ type: 'change-item', item: item.id, ...said });
    }
  }

  async #remove(item: AgendaItem): Promise<void> {
    const w = deskText();
    const after = this.#before(item);
    const { title, kind, plannedMinutes, parent, documents, submitter, speakingSeconds } = item;
    if (!(await this.#commands.send({ type: 'remove-item', item: item.id }))) return;
    const said = { title, kind, plannedMinutes, submitter, speakingSeconds };
    const back = { type: 'add-item', ...said, parent, documents, after } as const;
    this.#commands.sayUndo(w.itemRemoved(title), back as never);
  }

  #toggle(id: string): void {
    const next = new Set(this.open);
    if (!next.delete(id)) next.add(id);
    this.open = next;
  }

  /** Below the item before it, or out of the one that it stands below. */
  #indent(item: AgendaItem): void {
    const before = this.#before(item);
    if (item.parent) void this.#commands.send({ type: 'move-item', item: item.id, parent: null, after: item.parent });
    else if (before)
      void this.#commands.send({ type: 'move-item', item: item.id, parent: before, after: this.#lastOf(before) });
  }

  /** Dropped between others: behind whoever stands above it now, on the level of whoever it is among. */
  #dropped({ key, index }: Dropped): void {
    const moved = this.#items.find(({ id }) => id === key);
    if (!moved) return;
    // Its sub-items travel with it, so that they do not count.
    const others = this.#items.filter(({ id }) => id !== key);
    const above = others.slice(0, index).filter(({ parent }) => parent !== key);
    const below = others.slice(index).find(({ parent }) => parent !== key);
    const hasItems = others.some(({ parent }) => parent === key);
    // Before an item of a group it becomes one of them; at a group's end it stays what it was.
    const atEnd = above.at(-1)?.parent === moved.parent ? moved.parent : null;
    const parent = hasItems ? null : (below?.parent ?? atEnd);
    const after = above.findLast((item) => item.parent === parent)?.id ?? null;
    if (parent === moved.parent && after === this.#before(moved)) return;
    void this.#commands.send({ type: 'move-item', item: moved.id, parent, after });
  }
  #before(item: AgendaItem): ItemId | null {
    const siblings = this.#items.filter(({ parent }) => parent === item.parent);
    return siblings[siblings.indexOf(item) - 1]?.id ?? null;
  }

  /** Sends the agenda, and tells everyone on their tablets. */
  readonly #send = async () => {
    const o = officeText();
    const { agenda, title } = this.#meeting.view;
    const text = agenda.sent ? o.agendaTellAgain(title) : o.agendaTell(title);
    if (!(await this.#commands.send({ type: 'send-agenda' }))) return;
    if (await this.#commands.send({ type: 'send-notice', text })) this.#commands.say(o.agendaSent);
  };

  /** Puts a document to an item, or takes it away from one; its place in others stays. */
  async #attach(document: DocumentEntry, item: ItemId, isThere: boolean): Promise<void> {
    const here = itemsOf(this.#meeting.view, document.id);
    const items = isThere ? [...here, item] : here.filter((id) => id !== item);
    if (here.includes(item) === isThere) return;
    const refusal = await describeDocument(document, items);
    if (refusal) sayRefusal(this, refusal);
  }

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const w = deskText();
    const { begins, procedure } = this.#meeting.view;
    const items = this.#items;
    const numbers = itemNumbers(items);
    // The time of a group is that of its own items; an item without any takes its own time.
    const parents = new Set(items.map(({ parent }) => parent));
    let minutes = 0;
    const startsAt = new Map<string, number>();
    for (const item of items) {
      startsAt.set(item.id, minutes);
      if (!parents.has(item.id)) minutes += item.plannedMinutes;
    }
    const clock = (after: number) => (begins === null ? '' : timeText(begins + after * 60_000, procedure.timeZone));
    const below = items.find(({ id }) => id === this.below);
    return html`<form class="add panel" @submit=${this.#submit}>
        <label
          >${below ? w.below(below.title) : w.newItem}<input
            name="title"
            maxlength="300"
            autocomplete="off"
            @paste=${this.#paste}
        /></label>
        <button class="primary">${icon('plus')} ${w.addItem}</button>
        ${
          below
            ? html`<button type="button" class="quiet" @click=${() => (this.below = null)}>${this.t.cancel}</button>`
            : nothing
        }
      </form>
      ${
        this.progress
          ? html`<progress max=${this.progress.all} value=${this.progress.done} aria-label=${w.addItem}></progress>`
          : nothing
      }
      ${
        items.length === 0
          ? html`<p class="panel muted">${w.agendaEmpty}</p>`
          : html`${this.#sent()}
              <ol
                data-key="agenda"
                ${sorting({
                  group: 'agenda',
                  rows: 'li',
                  handle: '[data-handle]',
                  dropped: (dropped) => this.#dropped(dropped),
                })}
              >
                ${repeat(
                  items,
                  ({ id }) => id,
                  (item) => this.#item(item, numbers.get(item.id) ?? '', clock(startsAt.get(item.id)!)),
                )}
              </ol>
              <p class="muted">${w.total(minutes, clock(minutes))}</p>
              ${this.#unattached()}`
      }
      <prepare-vote></prepare-vote>`;
  }

  #item(item: AgendaItem, number: string, at: string) {
    const w = deskText();
    const siblings = this.#items.filter(({ parent }) => parent === item.parent);
    const place = siblings.indexOf(item);
    const move = (after: ItemId | null) => () => this.#commands.send({ type: 'move-item', item: item.id, after });
    const o = officeText();
    const isOpen = this.open.has(item.id);
    return html`<li class="item ${item.parent ? 'sub' : ''}" data-key=${item.id}>
      <span class="number" data-handle title=${o.dragItem(item.title)}
        >${number}<br /><span class="muted small">${at}</span></span
      >
      <textarea
        rows="1"
        maxlength="300"
        aria-label=${w.itemTitle(number)}
        .value=${live(item.title)}
        @keydown=${(event: KeyboardEvent) => {
          // One line of words, however many it takes on the screen.
          if (event.key !== 'Enter' || event.isComposing) return;
          event.preventDefault();
          (event.target as HTMLElement).blur();
        }}
        @change=${(event: Event) => this.#change(item, { title: (event.target as HTMLTextAreaElement).value })}
      ></textarea>
      <select
        aria-label=${w.itemKind(number)}
        @change=${(event: Event) => this.#change(item, { kind: (event.target as HTMLSelectElement).value as ItemKind })}
      >
        ${optionsOf(
          itemKinds.map((kind) => ({ value: kind as string, words: w.itemKinds[kind] })),
          item.kind,
        )}
      </select>
      <label class="length"
        ><input
          type="number"
          min="0"
          max="1440"
          aria-label=${w.itemMinutes(number)}
          .value=${live(String(item.plannedMinutes))}
          @change=${(event: Event) => {
            const minutes = Number.parseInt((event.target as HTMLInputElement).value, 10);
            if (minutes >= 0 && minutes <= 1440) this.#change(item, { plannedMinutes: minutes });
            else this.requestUpdate();
          }}
        />${w.minutes}</label
      >
      <span class="acts">
        <button
          class="quiet"
          aria-label=${w.moveUp(item.title)}
          ?disabled=${place === 0}
          @click=${move(siblings[place - 2]?.id ?? null)}
        >
          ${icon('arrowUp')}
        </button>
        <button
          class="quiet"
          aria-label=${w.moveDown(item.title)}
          ?disabled=${place === siblings.length - 1}
          @click=${move(siblings[place + 1]?.id ?? null)}
        >
          ${icon('arrowDown')}
        </button>
        <button
          class="quiet"
          aria-label=${item.parent ? o.outdent(item.title) : o.indent(item.title)}
          ?disabled=${!item.parent && (place === 0 || this.#items.some(({ parent }) => parent === item.id))}
          @click=${() => this.#indent(item)}
        >
          ${icon(item.parent ? 'chevronLeft' : 'chevronRight')}
        </button>
        ${
          item.parent
            ? nothing
            : html`<button
                class="quiet"
                aria-label=${w.addBelow(item.title)}
                @click=${() => {
                  this.below = item.id;
                  void this.updateComplete.then(() => this.field.focus());
                }}
              >
                ${icon('cornerDownRight')}
              </button>`
        }
        <button
          class="quiet"
          aria-label="${o.more(number)}: ${item.title}"
          aria-expanded=${isOpen ? 'true' : 'false'}
          @click=${() => this.#toggle(item.id)}
        >
          ${icon(item.note ? 'notebook' : 'stickyNote')}
        </button>
        <button class="quiet" aria-label=${w.removeItem(item.title)} @click=${() => void this.#remove(item)}>
          ${icon('trash')}
        </button>
      </span>
      ${isOpen ? this.#details(item, number) : this.#summary(item)}
    </li>`;
  }

  /** What hangs on an item, in a line: the details say the rest. */
  #summary(item: AgendaItem) {
    const { documents, voting } = this.#meeting.view;
    const votes = voting.votes.filter((vote) => vote.item === item.id);
    const here = item.documents.flatMap((id) => documents.find((document) => document.id === id) ?? []);
    if (votes.length + here.length === 0 && !item.submitter && !item.note) return nothing;
    return html`<p class="note muted small">
      ${here.map(({ title }) => html`<span class="chip">${icon('fileText')} ${title}</span>`)}
      ${votes.map(({ title }) => html`<span class="chip">${icon('vote')} ${title}</span>`)}
      ${item.submitter ? html`<span class="chip">${item.submitter}</span>` : nothing}
      ${item.note ? html`<span class="chip">${icon('notebook')} ${item.note.slice(0, 80)}</span>` : nothing}
    </p>`;
  }

  /** Who hands in, how long is spoken, documents, votes, and the note for the chair. */
  #details(item: AgendaItem, number: string) {
    const w = deskText();
    const o = officeText();
    return html`<div class="note details">
      <div class="pair">
        <label
          >${o.submitter}<input
            maxlength="200"
            list="submitters"
            aria-label=${o.submitterOf(number)}
            .value=${live(item.submitter)}
            @change=${(event: Event) =>
              this.#change(item, { submitter: (event.target as HTMLInputElement).value.trim() })}
        /></label>
        <label
          >${o.speakingSeconds}<input
            type="number"
            min=${LEAST_SPEAKING_SECONDS}
            max=${MOST_SPEAKING_SECONDS}
            placeholder=${o.byRules}
            aria-label=${o.speakingAt(number)}
            .value=${live(item.speakingSeconds === null ? '' : String(item.speakingSeconds))}
            @change=${(event: Event) => {
              const { value } = event.target as HTMLInputElement;
              const seconds = Number.parseInt(value, 10);
              if (value.trim() === '') this.#change(item, { speakingSeconds: null });
              else if (seconds >= LEAST_SPEAKING_SECONDS && seconds <= MOST_SPEAKING_SECONDS)
                this.#change(item, { speakingSeconds: seconds });
              else this.requestUpdate();
            }}
        /></label>
      </div>
      ${this.#documents(item, number)} ${this.#votes(item, number)}
      <label
        >${w.note}<textarea
          rows="2"
          maxlength=${LONGEST_NOTE}
          aria-label=${w.noteFor(number)}
          .value=${live(item.note)}
          @change=${(event: Event) =>
            void this.#commands.send({
              type: 'note-item',
              item: item.id,
              note: (event.target as HTMLTextAreaElement).value,
            })}
        ></textarea
      ></label>
    </div>`;
  }

  #documents(item: AgendaItem, number: string) {
    const o = officeText();
    const { documents } = this.#meeting.view;
    const here = item.documents.flatMap((id) => documents.find((document) => document.id === id) ?? []);
    const others = documents.filter(({ id }) => !item.documents.includes(id));
    return html`<section aria-label=${o.documentsOf(number)}>
      <h3>${o.documentsOf(number)}</h3>
      <ul
        class="drop"
        data-key=${item.id}
        ${sorting({ group: 'documents', rows: 'li', gives: false, dropped: () => undefined })}
      >
        ${repeat(
          here,
          ({ id }) => id,
          (document) =>
            html`<li class="chip">
              ${icon('fileText')} ${document.title}
              <button
                class="quiet"
                aria-label=${o.detach(document.title)}
                @click=${() => void this.#attach(document, item.id, false)}
              >
                ${icon('x')}
              </button>
            </li>`,
        )}
      </ul>
      <select
        aria-label=${o.attach(item.title)}
        @change=${(event: Event) => {
          const select = event.target as HTMLSelectElement;
          const chosen = others.find(({ id }) => id === select.value);
          select.value = '';
          if (chosen) void this.#attach(chosen, item.id, true);
        }}
      >
        <option value="">${o.attachHere}</option>
        ${others.map(({ id, title }) => html`<option value=${id}>${title}</option>`)}
      </select>
      ${item.submitter ? html`<hand-in-link .item=${item}></hand-in-link>` : nothing}
    </section>`;
  }

  #votes(item: AgendaItem, number: string) {
    const o = officeText();
    const votes = this.#meeting.view.voting.votes.filter((vote) => vote.item === item.id);
    return html`<section aria-label=${o.votesOf(number)}>
      <h3>${o.votesOf(number)}</h3>
      <ul>
        ${repeat(
          votes,
          ({ id }) => id,
          (vote) =>
            html`<li class="row">
              <span class="grow wrap">${icon('vote')} ${vote.title}</span>
              <button
                ?disabled=${vote.phase !== 'prepared'}
                aria-label="${this.t.edit}: ${vote.title}"
                @click=${() => this.preparing.open(vote)}
              >
                ${icon('pen')}
              </button>
              <button
                class="quiet"
                aria-label=${o.removeVote(vote.title)}
                ?disabled=${vote.phase !== 'prepared'}
                @click=${() => void this.#commands.send({ type: 'remove-vote', vote: vote.id })}
              >
                ${icon('trash')}
              </button>
            </li>`,
        )}
      </ul>
      <button @click=${() => this.preparing.open(undefined, item.id)}>${icon('vote')} ${o.prepareVote}</button>
    </section>`;
  }

  /** Whether those who take part know this agenda, and what changed since. */
  #sent() {
    const o = officeText();
    const { agenda, procedure } = this.#meeting.view;
    const changes = changesSince(agenda);
    const { sent } = agenda;
    if (sent && changes.length === 0)
      return html`<p class="muted" role="status">${o.sentAt(dayAndTimeText(sent.at, procedure.timeZone))}</p>`;
    return html`<section class="panel">
      <div class="row">
        <span class="grow"
          >${sent ? `${o.sentAt(dayAndTimeText(sent.at, procedure.timeZone))} ${o.changedSince(changes.length)}` : o.draft}</span
        >
        <button class="primary" @click=${this.#send}>${icon('check')} ${sent ? o.sendAgain : o.send}</button>
      </div>
      <ul>
        ${changes.map(
          ({ title, how, before }) =>
            html`<li>
              <b>${o.how[how]}</b>: ${title}
              ${how === 'changed' && before !== title ? html`<s class="muted">${before}</s>` : nothing}
            </li>`,
        )}
      </ul>
    </section>`;
  }

  /** Documents that stand nowhere: dragged onto an item whose details are open, or chosen there. */
  #unattached() {
    const o = officeText();
    const { documents } = this.#meeting.view;
    const lost = documents.filter(({ id }) => itemsOf(this.#meeting.view, id).length === 0);
    const submitters = [...new Set(this.#items.map(({ submitter }) => submitter).filter(Boolean))];
    const list = html`<datalist id="submitters">
      ${submitters.map((submitter) => html`<option value=${submitter}></option>`)}
    </datalist>`;
    if (lost.length === 0) return list;
    return html`${list}
      <section class="panel">
        <h3>${o.unattached}</h3>
        <ul
          class="drop"
          data-key=""
          ${sorting({
            group: 'documents',
            rows: 'li',
            dropped: ({ key, to }) => {
              const document = lost.find(({ id }) => id === key);
              if (document && to) void this.#attach(document, to as ItemId, true);
            },
          })}
        >
          ${repeat(
            lost,
            ({ id }) => id,
            ({ id, title }) => html`<li class="chip" data-key=${id}>${icon('fileText')} ${title}</li>`,
          )}
        </ul>
      </section>`;
  }
}
declare global {
  interface HTMLElementTagNameMap {
    'agenda-editor': AgendaEditor;
  }
}
