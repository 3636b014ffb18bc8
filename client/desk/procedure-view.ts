/** A body's rules of procedure as figures: beside each its source, its default, and what it means in this body's numbers. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { isMemberOn } from '../../shared/body/members.ts';
import { procedureFor } from '../../shared/body/procedures.ts';
import {
  bases,
  type Fraction,
  type Majority,
  type Procedure,
  type RequestKind,
  requestKinds,
  votesNeeded,
} from '../../shared/procedure.ts';
import { dayIn } from '../../shared/vietnamese.ts';
import { notify } from '../app/requests.ts';
import { sayRefusal } from '../office/asking.ts';
import { deskStyles } from '../office/desk-styles.ts';
import type { Office } from '../office/office.ts';
import { deskText } from '../text/desk.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { optionsOf } from '../ui/options.ts';

const majorities = ['resolution', 'removal', 'election', 'confidence'] as const;
type Named = (typeof majorities)[number];

const LEAST_SECONDS = 10;
const MOST_SECONDS = 7200;
const thresholds = ['more-than', 'at-least'] as const;

@customElement('procedure-view')
export class ProcedureView extends LocalizedElement {
  @property({ attribute: false }) office!: Office;
  @property({ attribute: false }) version = 0;

  static override styles = [
    ...deskStyles,
    css`
      .figure {
        display: grid;
        gap: 8px;
      }
      .figure + .figure {
        border-block-start: 1px solid var(--line);
        padding-block-start: 12px;
      }
      .row input[type='number'] {
        width: 6em;
      }
      .times {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(240px, 1fr));
        gap: 12px;
      }
    `,
  ];

  get #procedure(): Procedure {
    return this.office.state!.procedure;
  }
  get #default(): Procedure {
    return procedureFor(this.office.state!.profile.kind);
  }
  /** Delegates of today. */
  get #all(): number {
    const today = dayIn(this.office.state!.profile.timeZone, Date.now());
    return this.office.state!.members.filter((member) => member.roles.includes('delegate') && isMemberOn(member, today))
      .length;
  }

  async #set(changes: Partial<Procedure>): Promise<void> {
    const before = this.#procedure;
    const refusal = await this.office.give({ type: 'set-procedure', procedure: { ...before, ...changes } });
    if (refusal) {
      sayRefusal(this, refusal);
      this.requestUpdate();
      return;
    }
    const act = () => void this.office.give({ type: 'set-procedure', procedure: before });
    notify(this, deskText().changed, '', { words: this.t.undo, act });
  }

  override render() {
    const w = deskText();
    const { quorum, speaking, ballotChangeable, sound } = this.#procedure;
    const defaults = this.#default;
    return html`<p class="muted">${w.procedureHint}</p>
      <section class="panel" aria-label=${w.quorumTitle}>
        <div class="figure">
          <h3>${w.quorumTitle}</h3>
          <div class="row">${this.#fraction(w.quorumTitle, quorum, (fraction) => this.#set({ quorum: fraction }))}</div>
          ${this.#meaning(
            w.sources.quorum,
            w.inNumbers(votesNeeded(this.#all, 'at-least', quorum), this.#all),
            `${defaults.quorum.numerator}/${defaults.quorum.denominator}`,
            JSON.stringify(quorum) === JSON.stringify(defaults.quorum)
              ? null
              : () => this.#set({ quorum: defaults.quorum }),
          )}
        </div>
        ${majorities.map((name) => this.#majority(name))}
      </section>
      <section class="panel" aria-label=${w.speakingTitle}>
        <h3>${w.speakingTitle}</h3>
        <p class="muted small">${w.sources.speaking}</p>
        <div class="times">${requestKinds.flatMap((kind) => this.#times(kind, speaking))}</div>
      </section>
      <section class="panel" aria-label=${w.otherTitle}>
        <h3>${w.otherTitle}</h3>
        <p class="muted small">${w.sources.other}</p>
        <label class="check"
          ><input
            type="checkbox"
            .checked=${live(ballotChangeable)}
            @change=${(event: Event) =>
              void this.#set({ ballotChangeable: (event.target as HTMLInputElement).checked })}
          />${w.ballotChangeable}</label
        >
        <label class="check"
          ><input
            type="checkbox"
            .checked=${live(sound === 'gong')}
            @change=${(event: Event) =>
              void this.#set({ sound: (event.target as HTMLInputElement).checked ? 'gong' : 'none' })}
          />${w.gong}</label
        >
      </section>`;
  }

  /** Source, what it means here, the default, and the way back to it. */
  #meaning(source: string, here: string, byDefault: string, back: (() => unknown) | null) {
    const w = deskText();
    return html`<p class="small"><b>${here}</b></p>
      <p class="muted small">${source}. ${w.byDefault(byDefault)}.</p>
      ${back ? html`<p><button @click=${back}>${icon('undo')} ${w.useDefault}</button></p>` : nothing}`;
  }

  #number(label: string, value: number, set: (value: number) => void, least = 1, most = 1000) {
    return html`<input
      type="number"
      min=${least}
      max=${most}
      aria-label=${label}
      .value=${live(String(value))}
      @change=${(event: Event) => {
        const wanted = Number.parseInt((event.target as HTMLInputElement).value, 10);
        if (wanted >= least && wanted <= most) set(wanted);
        else this.requestUpdate();
      }}
    />`;
  }

  #fraction(what: string, fraction: Fraction, set: (fraction: Fraction) => void) {
    const w = deskText();
    const { numerator, denominator } = fraction;
    return html`${this.#number(w.numerator(what), numerator, (value) => set({ ...fraction, numerator: value }))}
      <span aria-hidden="true">/</span>
      ${this.#number(w.denominator(what), denominator, (value) => set({ ...fraction, denominator: value }))}`;
  }

  #majorityText({ base, threshold, fraction }: Majority): string {
    const w = deskText();
    return `${w.threshold[threshold]} ${fraction.numerator}/${fraction.denominator} ${w.ofWhom[base]}`;
  }

  #majority(name: Named) {
    const w = deskText();
    const title = w.majorityTitles[name];
    const majority = this.#procedure.majorities[name];
    const byDefault = this.#default.majorities[name];
    const set = (changes: Partial<Majority>) =>
      this.#set({ majorities: { ...this.#procedure.majorities, [name]: { ...majority, ...changes } } });
    const { base, threshold, fraction } = majority;
    const here =
      base === 'all'
        ? w.inNumbers(votesNeeded(this.#all, threshold, fraction), this.#all)
        : this.#majorityText(majority);
    return html`<div class="figure">
      <h3>${title}</h3>
      <div class="row">
        <select
          aria-label=${w.thresholdOf(title)}
          @change=${(event: Event) =>
            void set({ threshold: (event.target as HTMLSelectElement).value as Majority['threshold'] })}
        >
          ${optionsOf(
            thresholds.map((value) => ({ value: value as string, words: w.threshold[value] })),
            threshold,
          )}
        </select>
        ${this.#fraction(title, fraction, (value) => void set({ fraction: value }))}
        <select
          aria-label=${w.baseOf(title)}
          @change=${(event: Event) => void set({ base: (event.target as HTMLSelectElement).value as Majority['base'] })}
        >
          ${optionsOf(
            bases.map((value) => ({ value: value as string, words: w.ofWhom[value] })),
            base,
          )}
        </select>
      </div>
      ${this.#meaning(
        w.sources[name],
        here,
        this.#majorityText(byDefault),
        JSON.stringify(majority) === JSON.stringify(byDefault) ? null : () => void set(byDefault),
      )}
    </div>`;
  }

  /** A field for each turn that has a time of its own. */
  #times(kind: RequestKind, speaking: Procedure['speaking']) {
    const w = deskText();
    const rule = speaking[kind];
    const byDefault = this.#default.speaking[kind];
    return rule.seconds.map((seconds, at) => {
      const label = w.turnOf(this.t.kinds[kind], at + 1);
      const set = (value: number) =>
        void this.#set({
          speaking: { ...speaking, [kind]: { ...rule, seconds: rule.seconds.with(at, value) } },
        });
      return html`<div>
        <p>${label}</p>
        ${this.#number(label, seconds, set, LEAST_SECONDS, MOST_SECONDS)}
        <p class="muted small">${w.byDefault(String(byDefault.seconds[at] ?? w.oneTurn))}</p>
      </div>`;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'procedure-view': ProcedureView;
  }
}
