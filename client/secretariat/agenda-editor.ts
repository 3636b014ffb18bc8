/** The agenda as it is planned: items typed or pasted, changed in place, moved by buttons; times of day by their lengths. */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ItemId } from '../../shared/ids.ts';
import { type AgendaItem, LONGEST_NOTE } from '../../shared/meeting/agenda/state.ts';
import { type ItemKind, itemKinds } from '../../shared/procedure.ts';
import { fold } from '../../shared/vietnamese.ts';
import { Commands } from '../app/commands.ts';
import { Meeting } from '../live/controller.ts';
import { deskStyles } from '../office/desk-styles.ts';
import { deskText } from '../text/desk.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { itemNumbers } from '../ui/numbers.ts';
import { optionsOf } from '../ui/options.ts';
import { timeText } from '../ui/time.ts';
import { pastedItems } from './pasted-list.ts';

const USUAL_MINUTES = 15;
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
  readonly #meeting = new Meeting(this, ({ view, status }) => [view?.agenda, view?.phase, view?.begins, status]);
  readonly #commands = new Commands(this, this.#meeting);
  /** The item below which the next one is added; null for the end of the agenda. */
  @state() private below: ItemId | null = null;
  /** Items whose note is open to be written. */
  @state() private noted: ReadonlySet<string> = new Set();
  @state() private progress: { done: number; all: number } | null = null;
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
    for (const [done, { title, isBelow }] of items.entries()) {
      this.progress = { done, all: items.length };
      if (!(await this.#add(title, isBelow ? parent : null))) break;
      if (!isBelow) parent = this.#lastOf(null);
    }
    this.progress = null;
    this.#commands.say(w.pasted(items.length));
  };

  #change(item: AgendaItem, fields: Partial<Pick<AgendaItem, 'title' | 'kind' | 'plannedMinutes'>>): void {
    const { title, kind, plannedMinutes } = { ...item, ...fields };
    // An empty title is none: what stood there comes back.
    if (title.trim() === '') this.requestUpdate();
    else void this.#commands.send({ type: 'change-item', item: item.id, title, kind, plannedMinutes });
  }

  async #remove(item: AgendaItem): Promise<void> {
    const w = deskText();
    const siblings = this.#items.filter(({ parent }) => parent === item.parent);
    const after = siblings[siblings.indexOf(item) - 1]?.id ?? null;
    const { title, kind, plannedMinutes, parent, documents } = item;
    const question = { words: w.removeItemQuestion(title), confirm: w.remove };
    if ((await this.#commands.ask(question)) === null) return;
    if (!(await this.#commands.send({ type: 'remove-item', item: item.id }))) return;
    const back = { type: 'add-item', title, kind, plannedMinutes, parent, documents, after } as const;
    this.#commands.sayUndo(w.itemRemoved(title), back as never);
  }

  #toggleNote(id: string): void {
    const next = new Set(this.noted);
    if (!next.delete(id)) next.add(id);
    this.noted = next;
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
          : html`<ol>
                ${repeat(
                  items,
                  ({ id }) => id,
                  (item) => this.#item(item, numbers.get(item.id) ?? '', clock(startsAt.get(item.id)!)),
                )}
              </ol>
              <p class="muted">${w.total(minutes, clock(minutes))}</p>
              <p class="muted small">${w.prepareVotes}</p>`
      }`;
  }

  #item(item: AgendaItem, number: string, at: string) {
    const w = deskText();
    const siblings = this.#items.filter(({ parent }) => parent === item.parent);
    const place = siblings.indexOf(item);
    const move = (after: ItemId | null) => () => this.#commands.send({ type: 'move-item', item: item.id, after });
    return html`<li class="item ${item.parent ? 'sub' : ''}">
      <span class="number">${number}<br /><span class="muted small">${at}</span></span>
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
          aria-label="${w.noteFor(number)}: ${item.title}"
          aria-expanded=${this.noted.has(item.id) ? 'true' : 'false'}
          @click=${() => this.#toggleNote(item.id)}
        >
          ${icon(item.note ? 'notebook' : 'stickyNote')}
        </button>
        <button class="quiet" aria-label=${w.removeItem(item.title)} @click=${() => void this.#remove(item)}>
          ${icon('trash')}
        </button>
      </span>
      ${
        this.noted.has(item.id) || item.note
          ? html`<label class="note"
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
            ></label>`
          : nothing
      }
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'agenda-editor': AgendaEditor;
  }
}
