/** Prepares a vote of any kind: only what this kind needs is asked for, with the procedure's own majority proposed. */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Majority, Procedure } from '../../shared/procedure.ts';
import { type VoteKind, voteKinds, voteMethods } from '../../shared/roster.ts';
import { kinds } from '../../shared/voting.ts';
import { ballotWords } from '../ballots/words.ts';
import { Panel } from './conduct.ts';
import { panelStyles } from './panel-style.ts';

type MajorityName = 'resolution' | 'removal' | 'present' | 'valid';

/** Which majority a kind begins with. */
function majorityOf(name: MajorityName, kind: VoteKind, { majorities }: Procedure): Majority {
  const half = majorities.resolution.fraction;
  switch (name) {
    case 'removal':
      return majorities.removal;
    case 'present':
      return { base: 'present', threshold: 'more-than', fraction: half };
    case 'valid':
      return { base: 'valid', threshold: 'more-than', fraction: half };
    default:
      return kind === 'election'
        ? majorities.election
        : kind === 'confidence'
          ? majorities.confidence
          : majorities.resolution;
  }
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

@customElement('prepare-vote')
export class PrepareVote extends Panel {
  @state() private kind: VoteKind = 'open';
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    ...panelStyles,
    css`
      dialog {
        width: min(620px, calc(100vw - 24px));
      }
      form {
        display: grid;
        gap: 14px;
      }
      select {
        width: 100%;
      }
    `,
  ];

  open(): void {
    this.dialog.showModal();
  }

  override render() {
    if (!this.meeting.isReady) return nothing;
    const { kind, t } = this;
    const w = ballotWords();
    const hasNames = kinds[kind].form !== 'choices';
    const isSecretKind = kind !== 'open' && kind !== 'consultation';
    const majorityLabel = kind === 'election' || kind === 'confidence' ? w.majorityLabel[kind] : w.majorityLabel.open;
    return html`<dialog aria-labelledby="preparing">
      <h2 id="preparing">${w.prepareTitle}</h2>
      <form method="dialog" @submit=${this.#prepare}>
        <label>${w.kindLabel}<select name="kind" @change=${(event: Event) => (this.kind = (event.target as HTMLSelectElement).value as VoteKind)}>
          ${voteKinds.map((one) => html`<option value=${one} ?selected=${one === kind}>${w.kind[one]}</option>`)}
        </select></label>
        <label>${t.voteTitle}<input name="title" maxlength="300" /></label>
        ${kind === 'open' ? html`<label>${w.methodLabel}<select name="method">${voteMethods.map((one) => html`<option value=${one}>${w.method[one]}</option>`)}</select></label>` : nothing}
        ${hasNames ? html`<label>${w.candidatesLabel}<textarea name="candidates" rows="5"></textarea></label>` : nothing}
        ${kind === 'election' ? html`<label>${w.seatsLabel}<input name="seats" type="number" min="1" max="50" value="1" /></label>` : nothing}
        ${
          kind === 'consultation'
            ? html`<label class="check"><input type="checkbox" name="named" checked />${w.namedLabel}</label>`
            : html`<label>${majorityLabel}<select name="majority">${(Object.keys(w.majorities) as MajorityName[]).map((name) => html`<option value=${name}>${w.majorities[name]}</option>`)}</select></label>`
        }
        ${isSecretKind ? html`<label class="check"><input type="checkbox" name="hides" />${w.hidesLabel}</label>` : nothing}
        <div class="row"><button class="primary" value="prepare">${t.prepareVote}</button><button value="">${t.cancel}</button></div>
      </form>
    </dialog>`;
  }

  readonly #prepare = (event: SubmitEvent) => {
    const form = event.target as HTMLFormElement;
    const fields = new FormData(form);
    const text = (name: string) => String(fields.get(name) ?? '').trim();
    const { view } = this.meeting;
    const item = view.agenda.current ?? view.agenda.items[0]?.id;
    if (!(event.submitter as HTMLButtonElement).value || !item) return;
    const { kind } = this;
    const candidates = candidatesFrom(text('candidates'));
    const title = text('title');
    if (!title || (kinds[kind].form !== 'choices' && candidates.length === 0)) {
      // Nothing typed is lost; the field that is missing is where one goes on.
      event.preventDefault();
      form.querySelector<HTMLElement>(title ? '[name=candidates]' : '[name=title]')?.focus();
      return;
    }
    void this.act({
      type: 'prepare-vote',
      item,
      title,
      kind,
      majority: majorityOf((text('majority') || 'resolution') as MajorityName, kind, view.procedure),
      method: (text('method') || 'electronic') as (typeof voteMethods)[number],
      candidates,
      seats: Math.max(1, Number.parseInt(text('seats') || '1', 10) || 1),
      named: kind !== 'consultation' || fields.has('named'),
      hidesNumbers: fields.has('hides'),
    });
    form.reset();
    this.kind = 'open';
  };
}
