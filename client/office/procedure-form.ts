/** Rules of procedure as figures, of a body or of one meeting: beside each its source, its default, and what it means in this body's numbers. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import {
  bases,
  type Fraction,
  LEAST_SPEAKING_SECONDS,
  type Majority,
  MOST_SPEAKING_SECONDS,
  type Procedure,
  type RequestKind,
  requestKinds,
  votesNeeded,
} from '../../shared/procedure.ts';
import { deskText } from '../text/desk.ts';
import { procedureText } from '../text/procedure.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { optionsOf } from '../ui/options.ts';
import { deskStyles, tableStyles } from './desk-styles.ts';

const majorities = ['resolution', 'removal', 'election', 'confidence'] as const;
type Named = (typeof majorities)[number];

const validity = ['invalid', 'valid'] as const;
const thresholds = ['more-than', 'at-least'] as const;

/** Other rules were chosen; whoever shows the form keeps them. */
export class ProcedureChosen extends Event {
  constructor(readonly procedure: Procedure) {
    super('procedure-chosen', { bubbles: true, composed: true });
  }
}

@customElement('procedure-form')
export class ProcedureForm extends LocalizedElement {
  @property({ attribute: false }) procedure!: Procedure;
  /** What is laid down for a body of this kind; for a meeting, what its body has. */
  @property({ attribute: false }) defaults!: Procedure;
  /** Delegates there are. */
  @property({ type: Number }) all = 0;

  static override styles = [
    ...deskStyles,
    tableStyles,
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

  #set(changes: Partial<Procedure>): void {
    // Shown is what was taken: refused, the field goes back to it.
    this.dispatchEvent(new ProcedureChosen({ ...this.procedure, ...changes }));
    this.requestUpdate();
  }

  override render() {
    const w = deskText();
    const p = procedureText();
    const { quorum, speaking, ballotChangeable, substitutes, sound, warning } = this.procedure;
    const defaults = this.defaults;
    return html`<section class="panel" aria-label=${w.quorumTitle}>
        <div class="figure">
          <h3>${w.quorumTitle}</h3>
          <div class="row">${this.#fraction(w.quorumTitle, quorum, (fraction) => this.#set({ quorum: fraction }))}</div>
          ${this.#meaning(
            w.sources.quorum,
            w.inNumbers(votesNeeded(this.all, 'at-least', quorum), this.all),
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
        <h3>${p.questioning}</h3>
        <p class="muted small">${p.questioningHint}</p>
        <div class="times">${requestKinds.map((kind) => this.#atQuestioning(kind))}</div>
        <div class="row">
          <label
            >${p.warning}${this.#number(
              p.warning,
              warning.seconds,
              (seconds) => this.#set({ warning: { ...warning, seconds } }),
              0,
              600,
            )}</label
          >
          <span class="muted small">${p.warningHint(warning.share.numerator, warning.share.denominator)}</span>
        </div>
      </section>
      <section class="panel" aria-label=${p.requestsTitle}>
        <h3>${p.requestsTitle}</h3>
        <p class="muted small">${w.sources.other}</p>
        ${this.#requestTable()}
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
            .checked=${live(substitutes)}
            @change=${(event: Event) => void this.#set({ substitutes: (event.target as HTMLInputElement).checked })}
          />${w.substitutes}</label
        >
        <label class="check"
          ><input
            type="checkbox"
            .checked=${live(sound === 'gong')}
            @change=${(event: Event) =>
              void this.#set({ sound: (event.target as HTMLInputElement).checked ? 'gong' : 'none' })}
          />${w.gong}</label
        >
        <div class="pair">
          ${this.#choice(p.blankBallots, 'blankBallots', validity, (value) => p.validity[value])}
          ${this.#choice(p.partialBallots, 'partialBallots', validity, (value) => p.validity[value])}
          ${this.#choice(p.csvSeparator, 'csvSeparator', [';', ','], (value) => p.separators[value])}
          <label
            >${w.place}<input
              maxlength="80"
              .value=${live(this.procedure.place)}
              @change=${(event: Event) => this.#set({ place: (event.target as HTMLInputElement).value.trim() })}
          /></label>
        </div>
      </section>`;
  }

  /** One of a few words. */
  #choice<Name extends 'blankBallots' | 'partialBallots' | 'csvSeparator'>(
    label: string,
    name: Name,
    values: readonly Procedure[Name][],
    words: (value: Procedure[Name]) => string,
  ) {
    const w = deskText();
    return html`<label
      >${label}<select
        @change=${(event: Event) => this.#set({ [name]: (event.target as HTMLSelectElement).value })}
      >
        ${optionsOf(
          values.map((value) => ({ value: value as string, words: words(value) })),
          this.procedure[name],
        )}</select
      ><span class="muted small hint">${w.byDefault(words(this.defaults[name]))}</span></label
    >`;
  }

  /** How long one speaks while members of the government are questioned; empty: as always. */
  #atQuestioning(kind: RequestKind) {
    const p = procedureText();
    const { questioning, speaking } = this.procedure;
    const label = p.atQuestioning(this.t.kinds[kind]);
    const { [kind]: here, ...others } = questioning;
    return html`<div>
      <p>${label}</p>
      <input
        type="number"
        min=${LEAST_SPEAKING_SECONDS}
        max=${MOST_SPEAKING_SECONDS}
        aria-label=${label}
        placeholder=${String(speaking[kind].seconds[0])}
        .value=${live(here ? String(here.seconds[0]) : '')}
        @change=${(event: Event) => {
          const { value } = event.target as HTMLInputElement;
          const seconds = Number.parseInt(value, 10);
          if (value.trim() === '') this.#set({ questioning: others });
          else if (seconds >= LEAST_SPEAKING_SECONDS && seconds <= MOST_SPEAKING_SECONDS)
            this.#set({ questioning: { ...others, [kind]: { seconds: [seconds], repeats: here?.repeats ?? true } } });
          else this.requestUpdate();
        }}
      />
    </div>`;
  }

  /** What a delegate, or a guest, may register for. */
  #requestTable() {
    const p = procedureText();
    const { requests } = this.procedure;
    const who = ['delegate', 'guest'] as const;
    const when = ['otherwise', 'questioning'] as const;
    const toggle = (person: (typeof who)[number], while_: (typeof when)[number], kind: RequestKind) => {
      const kinds = requests[person][while_];
      const next = kinds.includes(kind) ? kinds.filter((other) => other !== kind) : [...kinds, kind];
      this.#set({ requests: { ...requests, [person]: { ...requests[person], [while_]: next } } });
    };
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${p.requestsTitle}>
      <table>
        <thead>
          <tr>
            <th scope="col">${p.requestKind}</th>
            ${who.flatMap((person) => when.map((while_) => html`<th scope="col">${p.mayRequest[person][while_]}</th>`))}
          </tr>
        </thead>
        <tbody>
          ${requestKinds.map(
            (kind) =>
              html`<tr>
                <th scope="row">${this.t.kinds[kind]}</th>
                ${who.flatMap((person) =>
                  when.map(
                    (while_) =>
                      html`<td>
                        <label class="check"
                          ><input
                            type="checkbox"
                            aria-label="${this.t.kinds[kind]}: ${p.mayRequest[person][while_]}"
                            .checked=${live(requests[person][while_].includes(kind))}
                            @change=${() => toggle(person, while_, kind)}
                        /></label>
                      </td>`,
                  ),
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
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
    const majority = this.procedure.majorities[name];
    const byDefault = this.defaults.majorities[name];
    const set = (changes: Partial<Majority>) =>
      this.#set({ majorities: { ...this.procedure.majorities, [name]: { ...majority, ...changes } } });
    const { base, threshold, fraction } = majority;
    const here =
      base === 'all' ? w.inNumbers(votesNeeded(this.all, threshold, fraction), this.all) : this.#majorityText(majority);
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
    const byDefault = this.defaults.speaking[kind];
    return rule.seconds.map((seconds, at) => {
      const label = w.turnOf(this.t.kinds[kind], at + 1);
      const set = (value: number) =>
        void this.#set({
          speaking: { ...speaking, [kind]: { ...rule, seconds: rule.seconds.with(at, value) } },
        });
      return html`<div>
        <p>${label}</p>
        ${this.#number(label, seconds, set, LEAST_SPEAKING_SECONDS, MOST_SPEAKING_SECONDS)}
        <p class="muted small">${w.byDefault(String(byDefault.seconds[at] ?? w.oneTurn))}</p>
      </div>`;
    });
  }
}

declare global {
  interface HTMLElementEventMap {
    'procedure-chosen': ProcedureChosen;
  }
  interface HTMLElementTagNameMap {
    'procedure-form': ProcedureForm;
  }
}
