/** Prepares a vote of any kind, or changes one: only what this kind needs is asked for; what is typed stays until it is taken. */

import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import type { Candidate } from '../../shared/meeting/voting/ballots.ts';
import { hasNames, isSecret, kinds, type VoteKind, voteKinds } from '../../shared/meeting/voting/kinds.ts';
import type { Vote } from '../../shared/meeting/voting/state.ts';
import type { Majority, Procedure } from '../../shared/procedure.ts';
import { ballotText } from '../text/ballots.ts';
import { conductText } from '../text/conduct.ts';
import { icon } from '../ui/icons.ts';
import { optionsOf } from '../ui/options.ts';
import { choiceIcon } from '../votes/result.ts';
import { majorityText } from '../votes/wording.ts';
import { Panel } from './panel.ts';
import { panelStyles } from './panel-style.ts';

type MajorityName = 'resolution' | 'removal' | 'present' | 'valid';

/** Which majority a kind begins with. */
function majorityOf(name: MajorityName, kind: VoteKind, { majorities }: Procedure): Majority {
  const half = majorities.resolution.fraction;
  if (name === 'removal') return majorities.removal;
  if (name !== 'resolution') return { base: name, threshold: 'more-than', fraction: half };
  return majorities[kinds[kind].majority];
}
/** The name of a majority that was chosen before. */
function nameOf(majority: Majority, procedure: Procedure): MajorityName {
  const isSame = (other: Majority) => JSON.stringify(other) === JSON.stringify(majority);
  if (isSame(procedure.majorities.removal)) return 'removal';
  return majority.base === 'present' || majority.base === 'valid' ? majority.base : 'resolution';
}

/** One person a line: name, and after the first comma what stands below it. */
export const candidatesFrom = (text: string): { name: string; title: string }[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [name = '', ...rest] = line.split(',');
      return { name: name.trim(), title: rest.join(',').trim() };
    });
const linesOf = (candidates: readonly Candidate[]): string =>
  candidates.map(({ name, title }) => (title ? `${name}, ${title}` : name)).join('\n');

/** What has been typed and chosen. */
interface Draft {
  item: string;
  kind: VoteKind;
  title: string;
  method: string;
  candidates: string;
  seats: string;
  majority: MajorityName;
  named: boolean;
  hides: boolean;
}
const empty: Draft = {
  item: '',
  kind: 'open',
  title: '',
  method: 'electronic',
  candidates: '',
  seats: '1',
  majority: 'resolution',
  named: true,
  hides: false,
};

@customElement('prepare-vote')
export class PrepareVote extends Panel {
  /** Kept while the dialog is closed too: cancelled by mistake, nothing is gone. */
  @state() private draft: Draft = empty;
  /** The vote that is changed; null when a new one is prepared. */
  @state() private changed: Vote | null = null;
  @state() private isIncomplete = false;
  @state() private isPreviewed = false;
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    ...panelStyles,
    css`
      /* Only a dialog: it takes no room where it stands. */
      :host {
        display: contents;
      }
      dialog {
        width: min(680px, calc(100vw - 24px));
      }
      form {
        display: grid;
        gap: 12px;
      }
      select {
        width: 100%;
      }
      .missing {
        color: var(--danger);
        font-weight: 600;
      }
      .paper {
        border: 2px solid var(--line-strong);
        border-radius: var(--radius);
        padding: 14px;
        display: grid;
        gap: 8px;
      }
      .paper li {
        display: flex;
        gap: 10px;
        align-items: center;
        padding: 6px 0;
        border-bottom: 1px solid var(--line);
      }
    `,
  ];

  /**
   * @param vote one that is prepared and is to be changed
   * @param at the item that a new one is of; without it the one that is on
   */
  open(vote?: Vote, at?: string): void {
    const { view } = this.meeting;
    const here = view.agenda.current ?? view.agenda.items[0]?.id ?? '';
    if (vote)
      this.draft = {
        item: vote.item,
        kind: vote.kind,
        title: vote.title,
        method: vote.method,
        candidates: linesOf(vote.candidates),
        seats: String(vote.seats),
        majority: nameOf(vote.majority, view.procedure),
        named: vote.named,
        hides: vote.hidesNumbers,
      };
    else if (at) this.draft = this.draft.item === at && !this.changed ? this.draft : { ...empty, item: at };
    else if (this.changed || !this.draft.item) this.draft = { ...empty, item: here };
    this.changed = vote ?? null;
    this.isIncomplete = this.isPreviewed = false;
    this.dialog.showModal();
  }

  #set(change: Partial<Draft>): void {
    this.draft = { ...this.draft, ...change };
  }
  readonly #typed =
    (name: 'title' | 'candidates' | 'seats' | 'item' | 'kind' | 'method' | 'majority') => (event: Event) =>
      this.#set({ [name]: (event.target as HTMLInputElement).value } as Partial<Draft>);

  #missing(name: string, isMissing: boolean) {
    return this.isIncomplete && isMissing
      ? html`<span id="missing-${name}" class="missing" role="alert">${this.t.missing}</span>`
      : nothing;
  }

  override render() {
    if (!this.meeting.isReady) return nothing;
    const { draft, t } = this;
    const { kind } = draft;
    const { view } = this.meeting;
    const w = ballotText();
    const { form, methods: ways, isAside, asksNamed } = kinds[kind];
    const wantsNames = hasNames(kind);
    const hidesOffered = kinds[kind].isSecret({ named: draft.named }) && !isAside;
    const numbers = itemNumbers(view.agenda.items);
    const items = view.agenda.items.map(({ id, title }) => ({
      value: id as string,
      words: `${numbers.get(id)}. ${title}`,
    }));
    const kindOptions = voteKinds.map((voteKind) => ({ value: voteKind as string, words: w.kind[voteKind] }));
    const methods = ways.map((way) => ({ value: way as string, words: w.method[way] }));
    const majorities = (Object.keys(w.majorities) as MajorityName[]).map((name) => ({
      value: name,
      words: w.majorities[name],
    }));
    const lacksTitle = draft.title.trim() === '';
    const lacksNames = wantsNames && candidatesFrom(draft.candidates).length === 0;
    return html`<dialog aria-labelledby="preparing">
      <h2 id="preparing">${w.prepareTitle}</h2>
      <form novalidate @submit=${this.#submit}>
        <label
          >${w.itemLabel}<select name="item" @change=${this.#typed('item')}>
            ${optionsOf(items, draft.item)}
          </select></label
        >
        <label
          >${w.kindLabel}<select name="kind" @change=${this.#typed('kind')}>
            ${optionsOf(kindOptions, kind)}
          </select></label
        >
        <label
          >${t.voteTitle}<input
            name="title"
            maxlength="300"
            .value=${draft.title}
            aria-invalid=${this.isIncomplete && lacksTitle ? 'true' : 'false'}
            aria-describedby="missing-title"
            @input=${this.#typed('title')}
          />${this.#missing('title', lacksTitle)}</label
        >
        ${
          ways.length > 1
            ? html`<label
                >${w.methodLabel}<select name="method" @change=${this.#typed('method')}>
                  ${optionsOf(methods, draft.method)}
                </select></label
              >`
            : nothing
        }
        ${
          wantsNames
            ? html`<label
                >${w.candidatesLabel}<textarea
                  name="candidates"
                  rows="5"
                  .value=${draft.candidates}
                  aria-invalid=${this.isIncomplete && lacksNames ? 'true' : 'false'}
                  aria-describedby="missing-candidates"
                  @input=${this.#typed('candidates')}
                ></textarea
                >${this.#missing('candidates', lacksNames)}</label
              >`
            : nothing
        }
        ${
          form === 'candidates'
            ? html`<label
                >${w.seatsLabel}<input
                  name="seats"
                  type="number"
                  min="1"
                  max="50"
                  .value=${draft.seats}
                  @input=${this.#typed('seats')}
              /></label>`
            : nothing
        }
        ${
          asksNamed
            ? html`<label class="check"
                ><input
                  type="checkbox"
                  name="named"
                  .checked=${draft.named}
                  @change=${(event: Event) => this.#set({ named: (event.target as HTMLInputElement).checked })}
                />${w.namedLabel}</label
              >`
            : html`<label
                >${w.majorityLabel[form]}<select name="majority" @change=${this.#typed('majority')}>
                  ${optionsOf(majorities, draft.majority)}
                </select></label
              >`
        }
        ${
          hidesOffered
            ? html`<label class="check"
                ><input
                  type="checkbox"
                  name="hides"
                  .checked=${draft.hides}
                  @change=${(event: Event) => this.#set({ hides: (event.target as HTMLInputElement).checked })}
                />${w.hidesLabel}</label
              >`
            : nothing
        }
        ${this.isPreviewed ? this.#paper() : nothing}
        <div class="row">
          <button class="primary">${this.changed ? conductText().saveChanges : t.prepareVote}</button>
          <button
            type="button"
            aria-pressed=${this.isPreviewed}
            @click=${() => (this.isPreviewed = !this.isPreviewed)}
          >
            ${icon('fileText')} ${conductText().preview}
          </button>
          <span class="grow"></span>
          <button type="button" @click=${() => this.dialog.close()}>${t.cancel}</button>
        </div>
      </form>
    </dialog>`;
  }

  /** The ballot as delegates will see it. */
  #paper() {
    const { draft, t } = this;
    const w = ballotText();
    const command = this.#command();
    const isSecretVote = isSecret(command as never);
    const names = candidatesFrom(draft.candidates);
    const { form } = kinds[draft.kind];
    const rows =
      form === 'choices'
        ? (['approve', 'reject', 'abstain'] as const).map(
            (choice) => html`<li>${icon(choiceIcon[choice])} ${t.choice[choice]}</li>`,
          )
        : names.map(
            ({ name, title }) =>
              html`<li>
                ${icon('square')} <span class="wrap">${name} <span class="muted small">${title}</span></span>
              </li>`,
          );
    return html`<section class="paper" aria-label=${conductText().preview}>
      <p><span class="badge">${isSecretVote ? icon('lock') : nothing} ${w.kind[draft.kind]}</span></p>
      <b class="wrap">${draft.title || t.voteTitle}</b>
      ${form === 'candidates' ? html`<p class="small">${w.markUpTo(command.seats)}</p>` : nothing}
      ${kinds[draft.kind].isAside ? nothing : html`<p class="muted small">${majorityText(command.majority)}</p>`}
      <ul>
        ${rows}
      </ul>
    </section>`;
  }

  #command() {
    const { draft } = this;
    const { kind } = draft;
    const { form, methods, asksNamed } = kinds[kind];
    const seats = Math.min(50, Math.max(1, Number.parseInt(draft.seats, 10) || 1));
    return {
      item: draft.item as never,
      title: draft.title.trim(),
      kind,
      majority: majorityOf(draft.majority, kind, this.meeting.view.procedure),
      method: methods.find((method) => method === draft.method) ?? methods[0]!,
      candidates: hasNames(kind) ? candidatesFrom(draft.candidates) : [],
      seats: form === 'candidates' ? seats : 1,
      named: !asksNamed || draft.named,
      hidesNumbers: draft.hides && isSecret({ kind, named: draft.named } as never),
    };
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const fields = this.#command();
    const lacksNames = hasNames(fields.kind) && fields.candidates.length === 0;
    this.isIncomplete = !fields.title || lacksNames;
    if (this.isIncomplete) {
      const first = fields.title ? '[name=candidates]' : '[name=title]';
      (event.target as HTMLFormElement).querySelector<HTMLElement>(first)?.focus();
      return;
    }
    const isTaken = await this.act(
      this.changed ? { type: 'change-vote', vote: this.changed.id, ...fields } : { type: 'prepare-vote', ...fields },
    );
    // Only what the server has taken leaves the form.
    if (!isTaken) return;
    this.draft = empty;
    this.changed = null;
    this.dialog.close();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'prepare-vote': PrepareVote;
  }
}
