/** What a person says of a document: fields, agenda items, readers. */

import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type RegisterKind, registerKinds } from '../../shared/body/register.ts';
import type { ItemId } from '../../shared/ids.ts';
import type { Proposal } from '../../shared/intake.ts';
import { itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import { itemsOf } from '../../shared/meeting/documents/queries.ts';
import { type DocumentEntry, documentKinds } from '../../shared/meeting/documents/state.ts';
import { isInHall } from '../../shared/people/roster.ts';
import { dayIn, fold } from '../../shared/vietnamese.ts';
import { notify } from '../app/requests.ts';
import { Meeting } from '../live/controller.ts';
import { takeNumber } from '../office/register.ts';
import { documentText } from '../text/documents.ts';
import { invitationText } from '../text/invitation.ts';
import { currentLanguage } from '../text/language.ts';
import { writtenText } from '../text/written.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { firstOptions } from '../ui/options.ts';
import { atZone, inputTime } from '../ui/time.ts';
import { itemsLike } from './guess-items.ts';

export interface Described {
  document: Omit<DocumentEntry, 'id' | 'pages' | 'hash' | 'bytes' | 'earlier'>;
  items: string[];
}
export class DescribedEvent extends Event {
  constructor(
    readonly described: Described | null,
    readonly replaces: string | null,
  ) {
    super('described', { bubbles: true, composed: true });
  }
}

@customElement('document-form')
export class DocumentForm extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view }) => [view?.agenda, view?.documents, view?.people]);
  /** What was read off a new file, or the document that is edited. */
  /** The item whose link it was handed in by; empty where a clerk brought it. */
  @property() handedInFor: ItemId | '' = '';
  /** The written question that it was sent with. */
  @property() sentWith = '';
  @property({ attribute: false }) proposal: Proposal | DocumentEntry | null = null;
  @property({ attribute: false }) document: DocumentEntry | null = null;
  /** Another key is another document: what was entered for the one before is forgotten. */
  @property() key = '';
  @property() replaces: string | null = null;
  @property({ type: Boolean }) busy = false;
  @state() private access: DocumentEntry['access'] = 'hall';
  @state() private confidential = false;
  @state() private chosen: DocumentEntry['readers'] = { people: [], delegations: [] };
  @state() private sought = '';

  static override styles = [
    controls,
    css`
      .number {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 8px;
        align-items: end;
      }
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(220px, 1fr));
        gap: 12px 16px;
        align-items: start;
      }
      .wide {
        grid-column: 1 / -1;
      }
      select {
        width: 100%;
      }
      fieldset {
        border: 1px solid var(--line);
        border-radius: var(--radius);
        margin: 0;
        padding: 8px 12px;
        display: grid;
        gap: 2px;
        min-width: 0;
      }
      legend {
        font-weight: 600;
        padding: 0 4px;
      }
      .list {
        max-height: 260px;
        overflow: auto;
      }
    `,
  ];

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('key')) return;
    this.access = this.document?.access ?? 'hall';
    this.confidential = this.document?.confidential ?? false;
    this.chosen = this.document?.readers ?? { people: [], delegations: [] };
    this.sought = '';
  }

  /** The items that a new document may belong to: those whose title shares most with its own. */
  #guessed(): Set<string> {
    const { view } = this.#meeting;
    if (this.document) return new Set(itemsOf(view, this.document.id));
    // Handed in by an item's own link: that it is.
    if (this.handedInFor) return new Set([this.handedInFor]);
    return new Set(itemsLike(this.proposal?.title ?? '', view.agenda.items));
  }

  /** The next number of the body's register, for the kind and the day that the form says. */
  readonly #takeNumber = async () => {
    const form = this.renderRoot.querySelector('form')!;
    const fields = new FormData(form);
    const kind = String(fields.get('kind')) as RegisterKind;
    const { live, view } = this.#meeting;
    if (!registerKinds.includes(kind)) return notify(this, documentText().notNumbered, 'bad');
    const day = String(fields.get('date')) || dayIn(view.procedure.timeZone, live.now());
    const subject = String(fields.get('title')).trim() || view.title;
    try {
      const { body } = await live.place;
      const taken = await takeNumber(body, { kind, day, subject, meeting: view.id, number: null });
      if ('code' in taken) return notify(this, taken[currentLanguage()], 'bad');
      form.querySelector<HTMLInputElement>('[name=symbol]')!.value = taken.symbol;
      form.querySelector<HTMLInputElement>('[name=date]')!.value = day;
    } catch {
      notify(this, this.t.offlineWhy, 'bad');
    }
  };

  #submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (this.replaces) return void this.dispatchEvent(new DescribedEvent(null, this.replaces));
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const isNamed = this.access === 'named';
    this.dispatchEvent(
      new DescribedEvent(
        {
          document: {
            title: text('title'),
            kind: text('kind') as DocumentEntry['kind'],
            symbol: text('symbol'),
            body: text('body'),
            date: text('date'),
            signer: text('signer'),
            language: text('language') as DocumentEntry['language'],
            access: this.access,
            readers: isNamed ? this.chosen : { people: [], delegations: [] },
            confidential: this.confidential,
            commentsUntil: atZone(text('comments'), this.#meeting.view.procedure.timeZone) ?? 0,
            vote: (text('vote') || null) as DocumentEntry['vote'],
            question: (text('question') || null) as DocumentEntry['question'],
          },
          items: form.getAll('item').map(String),
        },
        null,
      ),
    );
  };

  #choose(list: 'people' | 'delegations', id: string, isChosen: boolean): void {
    const others = (this.chosen[list] as string[]).filter((other) => other !== id);
    this.chosen = { ...this.chosen, [list]: isChosen ? [...others, id] : others };
  }

  override render() {
    if (!this.#meeting.isReady || !this.proposal) return nothing;
    const w = documentText();
    const { view } = this.#meeting;
    const p = this.proposal;
    const taking = this.replaces ? w.takeVersion : w.take;
    return html`<form @submit=${this.#submit}>
      ${
        this.document
          ? nothing
          : html`<p class="muted wide">${w.proposed}</p>
              <label class="wide"
                >${w.thisIs}
                <select
                  @change=${(event: Event) =>
                    this.dispatchEvent(
                      new CustomEvent('replaces', { detail: (event.target as HTMLSelectElement).value || null }),
                    )}
                >
                  <option value="" ?selected=${!this.replaces}>${w.newDocument}</option>
                  ${view.documents.map(
                    ({ id, title }) =>
                      html`<option value=${id} ?selected=${id === this.replaces}>${w.versionOf(title)}</option>`,
                  )}
                </select></label
              >`
      }
      ${
        this.replaces
          ? html`<p class="wide muted">${w.versionHint}</p>`
          : html`<label class="wide"
                >${w.docTitle}<input name="title" required maxlength="300" .value=${p.title}
              /></label>
              <label
                >${w.kind}<select name="kind">
                  ${documentKinds.map(
                    (kind) =>
                      html`<option value=${kind} ?selected=${kind === p.kind}>
                        ${this.t.documentKind[kind]}
                      </option>`,
                  )}
                </select></label
              >
              <div class="number">
                <label>${w.symbol}<input name="symbol" maxlength="60" .value=${p.symbol} /></label>
                <button type="button" @click=${this.#takeNumber}>${invitationText().takeNumber}</button>
              </div>
              <label>${w.body}<input name="body" maxlength="200" .value=${p.body} /></label>
              <label>${w.date}<input name="date" type="date" .value=${p.date} /></label>
              <label>${w.signer}<input name="signer" maxlength="120" .value=${p.signer} /></label>
              <label
                >${w.language}<select name="language">
                  ${(['vi', 'en'] as const).map(
                    (language) =>
                      html`<option value=${language} ?selected=${language === p.language}>${w.languages[language]}</option>`,
                  )}
                </select></label
              >
              ${this.#belongs(p)} ${this.#items()} ${this.#readers()}`
      }
      <div class="row wide">
        <button class="primary" ?disabled=${this.busy}>${icon('check')} ${this.document ? w.save : taking}</button>
        <slot></slot>
      </div>
    </form>`;
  }

  /** Comments, the vote that passed it, the question that it was sent with. */
  #belongs(p: Proposal | DocumentEntry) {
    const w = documentText();
    const { view } = this.#meeting;
    const { commentsUntil = 0, vote = null, question = null } = p as Partial<DocumentEntry>;
    const votes = view.voting.votes.filter(({ phase }) => phase === 'published' || phase === 'closed');
    const choice = (name: string, label: string, chosen: string | null, all: readonly (readonly [string, string])[]) =>
      all.length === 0
        ? nothing
        : html`<label
            >${label}<select name=${name}>
              ${firstOptions([{ value: '', words: '–' }, ...all.map(([value, words]) => ({ value, words }))], chosen ?? '')}
            </select></label
          >`;
    return html`<label
        >${writtenText().commentsUntil}<input
          name="comments"
          type="datetime-local"
          .value=${commentsUntil ? inputTime(commentsUntil, view.procedure.timeZone) : ''}
      /></label>
      ${choice(
        'vote',
        w.passedBy,
        vote,
        votes.map(({ id, title }) => [id, title]),
      )}
      ${choice(
        'question',
        w.withQuestion,
        question ?? (this.sentWith || null),
        view.questions.map(({ id, subject }) => [id, subject]),
      )}`;
  }

  #items() {
    const { items } = this.#meeting.view.agenda;
    const numbers = itemNumbers(items);
    const guessed = this.#guessed();
    return html`<fieldset class="wide">
      <legend>${documentText().items}</legend>
      <div class="list" tabindex="0" role="group" aria-label=${documentText().items}>
        ${items.map(
          ({ id, title }) =>
            html`<label class="check"
              ><input type="checkbox" name="item" value=${id} ?checked=${guessed.has(id)} />
              <span class="wrap"><b>${numbers.get(id)}</b> ${title}</span></label
            >`,
        )}
      </div>
    </fieldset>`;
  }

  #readers() {
    const w = documentText();
    const { people } = this.#meeting.view;
    const sought = fold(this.sought.trim());
    const delegations = [...new Set(people.map(({ delegation }) => delegation).filter(Boolean))].sort();
    const isChosen = (id: string) => (this.chosen.people as string[]).includes(id);
    const shown = people
      .filter(isInHall)
      .filter(({ id, name }) => (sought ? fold(name).includes(sought) : isChosen(id)));
    return html`<fieldset class="wide">
      <legend>${w.access}</legend>
      ${(['public', 'hall', 'named'] as const).map(
        (access) =>
          html`<label class="check"
            ><input
              type="radio"
              name="access"
              value=${access}
              ?disabled=${access === 'public' && this.confidential}
              .checked=${this.access === access}
              @change=${() => (this.access = access)}
            />${w.accesses[access]}</label
          >`,
      )}
      <label class="check"
        ><input
          type="checkbox"
          .checked=${this.confidential}
          @change=${(event: Event) => {
            this.confidential = (event.target as HTMLInputElement).checked;
            if (this.confidential && this.access === 'public') this.access = 'hall';
          }}
        />${w.confidential}</label
      >
      ${
        this.access === 'named'
          ? html`<div role="group" aria-label=${w.readers}>
              <p><b>${w.delegations}</b></p>
              ${delegations.map(
                (delegation) =>
                  html`<label class="check"
                    ><input
                      type="checkbox"
                      .checked=${this.chosen.delegations.includes(delegation)}
                      @change=${(event: Event) =>
                        this.#choose('delegations', delegation, (event.target as HTMLInputElement).checked)}
                    />${delegation}</label
                  >`,
              )}
              <label
                >${w.people}<input
                  type="search"
                  placeholder=${w.findPerson}
                  .value=${this.sought}
                  @input=${(event: Event) => (this.sought = (event.target as HTMLInputElement).value)}
              /></label>
              <div class="list" tabindex="0" role="group" aria-label=${w.people}>
                ${shown.map(
                  ({ id, name, title }) =>
                    html`<label class="check"
                      ><input
                        type="checkbox"
                        .checked=${isChosen(id)}
                        @change=${(event: Event) =>
                          this.#choose('people', id, (event.target as HTMLInputElement).checked)}
                      />
                      <span class="wrap"
                        >${name}${title ? html` <span class="muted">${title}</span>` : nothing}</span
                      ></label
                    >`,
                )}
              </div>
            </div>`
          : nothing
      }
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'document-form': DocumentForm;
  }
}
