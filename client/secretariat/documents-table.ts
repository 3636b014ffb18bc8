/** All documents of a meeting in a table: several changed at once, and which items still wait for whose papers. */

import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ItemId } from '../../shared/ids.ts';
import { itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import { itemsOf, mayRead } from '../../shared/meeting/documents/queries.ts';
import { type DocumentEntry, type DocumentKind, documentKinds } from '../../shared/meeting/documents/state.ts';
import { isInHall, personById } from '../../shared/people/roster.ts';
import type { ReadingAnswer } from '../../shared/reading.ts';
import { fold } from '../../shared/vietnamese.ts';
import { Commands } from '../app/commands.ts';
import { Meeting } from '../live/controller.ts';
import { request } from '../live/login.ts';
import { inMeeting } from '../live/place.ts';
import { deskStyles, tableStyles } from '../office/desk-styles.ts';
import { inTurn, type Progress } from '../office/in-turn.ts';
import { documentText } from '../text/documents.ts';
import { currentLanguage } from '../text/language.ts';
import { officeText } from '../text/office.ts';
import { ticked } from '../ui/chosen.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { describeDocument } from './describe-document.ts';
import './hand-in-link.ts';

/** Named readers are chosen one by one, in the form. */
const accesses = ['public', 'hall'] as const;

@customElement('documents-table')
export class DocumentsTable extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, status }) => [view?.agenda, view?.documents, status]);
  readonly #commands = new Commands(this, this.#meeting);
  @state() private chosen: ReadonlySet<string> = new Set();
  @state() private sought = '';
  @state() private progress: Progress | null = null;
  @state() private reading: ReadingAnswer | null = null;

  static override styles = [
    ...deskStyles,
    tableStyles,
    css`
      td .check {
        min-height: var(--touch);
      }
      .tools {
        align-items: end;
      }
      summary {
        min-height: var(--touch);
        display: flex;
        align-items: center;
        cursor: pointer;
      }
      ul {
        display: grid;
        gap: 8px;
      }
    `,
  ];

  get #shown(): readonly DocumentEntry[] {
    const words = fold(this.sought).trim();
    return this.#meeting.view.documents.filter(({ title, symbol, body }) =>
      fold(`${title} ${symbol} ${body}`).includes(words),
    );
  }

  /** Says something else of all that are chosen, one after the other; stops at the first that is refused. */
  async #setAll(change: (document: DocumentEntry) => DocumentEntry, also: ItemId | null = null): Promise<void> {
    const { view } = this.#meeting;
    const wanted = view.documents.filter(({ id }) => this.chosen.has(id));
    const set = async (document: DocumentEntry): Promise<boolean> => {
      const items = itemsOf(view, document.id);
      const placed = also && !items.includes(also) ? [...items, also] : items;
      const refusal = await describeDocument(change(document), placed);
      if (!refusal || refusal.code === 'nothing-changed') return true;
      this.#commands.say(`${document.title}: ${refusal[currentLanguage()]}`, 'bad');
      return false;
    };
    const done = await inTurn(wanted, set, (progress) => (this.progress = progress));
    if (done === wanted.length) this.#commands.say(officeText().applied(done));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void request(inMeeting('/reading')).then(
      async (response) => {
        if (response.ok) this.reading = (await response.json()) as ReadingAnswer;
      },
      () => undefined, // without a network the column stays as it is
    );
  }

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const w = documentText();
    const { view } = this.#meeting;
    if (view.documents.length === 0) return html`<p class="muted">${w.none}</p>${this.#owed()}`;
    const shown = this.#shown;
    const numbers = itemNumbers(view.agenda.items);
    return html`${this.#tools(shown)}
      <div class="scroll" tabindex="0" role="region" aria-label=${officeText().asTable}>
        <table>
          <thead>
            <tr>
              <th scope="col"><span class="visually-hidden">${officeText().chosenDocuments(this.chosen.size)}</span></th>
              <th scope="col">${w.documents}</th>
              <th scope="col">${w.kind}</th>
              <th scope="col">${w.symbol}</th>
              <th scope="col">${w.access}</th>
              <th scope="col">${w.items}</th>
              <th scope="col">${officeText().openedBy}</th>
            </tr>
          </thead>
          <tbody>
            ${repeat(
              shown,
              ({ id }) => id,
              (document) =>
                this.#row(
                  document,
                  itemsOf(view, document.id).map((id) => numbers.get(id) ?? ''),
                ),
            )}
          </tbody>
        </table>
      </div>
      ${this.#owed()}`;
  }

  #row(document: DocumentEntry, items: readonly string[]) {
    const w = documentText();
    const { id, title, kind, symbol, access, pages } = document;
    return html`<tr>
      <td>
        <label class="check"
          ><input
            type="checkbox"
            aria-label=${title}
            .checked=${this.chosen.has(id)}
            @change=${(event: Event) => (this.chosen = ticked(this.chosen, id, event))}
        /></label>
      </td>
      <th scope="row">${title} <span class="muted small">${this.t.pages(pages)}</span></th>
      <td>${this.t.documentKind[kind]}</td>
      <td>${symbol}</td>
      <td>${w.accesses[access]}</td>
      <td>${items.length > 0 ? items.join(', ') : html`<span class="muted">${w.unassigned}</span>`}</td>
      <td>${this.#opened(document)}</td>
    </tr>`;
  }

  /** How many of those who may read it have opened it; and who, where the council wants that. */
  #opened(document: DocumentEntry) {
    const { view } = this.#meeting;
    const { count = 0, people = [] } = this.reading?.documents?.[document.id] ?? {};
    const all = view.people.filter(
      (person) => isInHall(person) && !person.isFormer && mayRead(document, person),
    ).length;
    const words = officeText().openedCount(count, all);
    if (people.length === 0) return words;
    const names = people.map((id) => personById(view, id)?.name ?? '').join(', ');
    return html`<details><summary>${words}</summary><span class="small">${names}</span></details>`;
  }

  #tools(shown: readonly DocumentEntry[]) {
    const w = documentText();
    const o = officeText();
    const { progress } = this;
    const isNone = this.chosen.size === 0 || progress !== null;
    const numbers = itemNumbers(this.#meeting.view.agenda.items);
    const choose = (label: string, options: readonly (readonly [string, string])[], act: (value: string) => unknown) =>
      html`<label
        >${label}<select
          ?disabled=${isNone}
          @change=${(event: Event) => {
            const select = event.target as HTMLSelectElement;
            const { value } = select;
            select.value = '';
            if (value) void act(value);
          }}
        >
          <option value="">…</option>
          ${options.map(([value, words]) => html`<option value=${value}>${words}</option>`)}
        </select></label
      >`;
    return html`<div class="row tools">
        <label class="check"
          ><input
            type="checkbox"
            .checked=${shown.length > 0 && shown.every(({ id }) => this.chosen.has(id))}
            @change=${(event: Event) => {
              const all = (event.target as HTMLInputElement).checked;
              this.chosen = new Set(all ? shown.map(({ id }) => id) : []);
            }}
          />${o.chosenDocuments(this.chosen.size)}</label
        >
        <input
          type="search"
          aria-label=${this.t.search}
          placeholder=${this.t.search}
          .value=${this.sought}
          @input=${(event: Event) => (this.sought = (event.target as HTMLInputElement).value)}
        />
        ${choose(
          o.setAccess,
          accesses.map((access) => [access, w.accesses[access]] as const),
          (access) =>
            this.#setAll((document) => ({
              ...document,
              access: access as DocumentEntry['access'],
              readers: { people: [], delegations: [] },
            })),
        )}
        ${choose(
          o.setKind,
          documentKinds.map((kind) => [kind, this.t.documentKind[kind]] as const),
          (kind) => this.#setAll((document) => ({ ...document, kind: kind as DocumentKind })),
        )}
        ${choose(
          w.items,
          this.#meeting.view.agenda.items.map(({ id, title }) => [id, `${numbers.get(id)}. ${title}`] as const),
          (item) => this.#setAll((document) => document, item as ItemId),
        )}
      </div>
      ${
        progress
          ? html`<label
              >${o.applying(progress.done, progress.all)}<progress
                max=${progress.all}
                value=${progress.done}
              ></progress
            ></label>`
          : nothing
      }`;
  }

  /** Items whose submitter is named and that have no document yet. */
  #owed() {
    const o = officeText();
    const { items } = this.#meeting.view.agenda;
    const numbers = itemNumbers(items);
    const lacking = items.filter(({ submitter, documents }) => submitter !== '' && documents.length === 0);
    return html`<section class="panel">
      <h3>${o.owed}</h3>
      ${lacking.length === 0 ? html`<p class="muted">${icon('circleCheck')} ${o.owedNone}</p>` : nothing}
      <ul>
        ${repeat(
          lacking,
          ({ id }) => id,
          (item) =>
            html`<li>
              <p class="wrap"><b>${item.submitter}</b>: ${numbers.get(item.id)}. ${item.title}</p>
              <hand-in-link .item=${item}></hand-in-link>
            </li>`,
        )}
      </ul>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'documents-table': DocumentsTable;
  }
}
