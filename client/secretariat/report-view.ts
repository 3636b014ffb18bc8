/** What the intake found in a file, each with what to do about it. */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type Finding, findings, type IntakeNews, type Signature } from '../../shared/intake.ts';
import { picture } from '../live/pictures.ts';
import { imageAddress } from '../live/place.ts';
import { documentText } from '../text/documents.ts';
import { currentLanguage } from '../text/language.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

export type ToldReport = NonNullable<IntakeNews['entries'][number]['report']>;

/** What needs no eye: it is said, but is no warning. */
const harmless = new Set(['signed', 'forms', 'scripts', 'encrypted', 'converted']);
export const isWarning = ({ code }: Finding): boolean => !harmless.has(code);

/** 3, 4, 5, 9 as "3–5, 9". */
export function ranges(pages: readonly number[]): string {
  const parts: string[] = [];
  for (let index = 0; index < pages.length; ) {
    let end = index;
    while (pages[end + 1] === pages[end]! + 1) end += 1;
    parts.push(end === index ? `${pages[index]}` : `${pages[index]}–${pages[end]}`);
    index = end + 1;
  }
  return parts.join(', ');
}

@customElement('report-view')
export class ReportView extends LocalizedElement {
  @property({ attribute: false }) report!: ToldReport;
  @property({ attribute: false }) also: readonly Finding[] = [];
  @property() hash = '';
  /** The page whose image is shown. */
  @state() private page = 1;
  @state() private shown = '';

  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(160px, 240px);
        gap: 16px;
        align-items: start;
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 4px 10px;
        padding: 10px 0;
        border-top: 1px solid var(--line);
      }
      li:first-child {
        border-top: 0;
      }
      .warn {
        color: var(--warn);
      }
      .good {
        color: var(--good);
      }
      b {
        line-height: 1.35;
      }
      figure {
        display: grid;
        gap: 6px;
        justify-items: center;
      }
      figure img,
      .empty {
        width: 100%;
        aspect-ratio: 210 / 297;
        object-fit: contain;
        background: var(--desk);
        border: 1px solid var(--line);
      }
      .pages button {
        min-width: var(--touch);
        padding: 2px 8px;
        font-weight: 600;
      }
      @media (max-width: 640px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
        figure {
          width: 180px;
        }
      }
    `,
  ];

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('hash')) this.page = 1;
    if (!changed.has('hash') && !changed.has('page')) return;
    const { hash, page } = this;
    this.shown = '';
    picture(imageAddress(hash, page)).then(
      (address) => {
        if (hash === this.hash && page === this.page) this.shown = address;
      },
      () => undefined, // an empty sheet says as much
    );
  }

  override render() {
    const w = documentText();
    const all = [...this.also, ...this.report.findings];
    const { pages } = this.report;
    return html`<div>
        <h3>${w.report} · ${this.t.pages(pages)}</h3>
        ${all.length === 0 ? html`<p class="good row">${icon('circleCheck')} ${w.allGood}</p>` : nothing}
        <ul>
          ${all.map((finding) => this.#finding(finding))}
        </ul>
        ${
          this.report.signatures.length > 0
            ? html`<h3>${w.signatures}</h3>
                <ul>
                  ${this.report.signatures.map((signature) => this.#signature(signature))}
                </ul>`
            : nothing
        }
      </div>
      <figure>
        ${
          this.shown
            ? html`<img src=${this.shown} alt=${this.t.pageOf(this.page, pages)} />`
            : html`<div class="empty"></div>`
        }
        <figcaption class="row">
          <button aria-label=${this.t.previousPage} ?disabled=${this.page <= 1} @click=${() => (this.page -= 1)}>
            ${icon('chevronLeft')}
          </button>
          <span class="small">${this.page}/${pages}</span>
          <button aria-label=${this.t.nextPage} ?disabled=${this.page >= pages} @click=${() => (this.page += 1)}>
            ${icon('chevronRight')}
          </button>
        </figcaption>
      </figure>`;
  }

  #finding(finding: Finding) {
    const w = documentText();
    const { [currentLanguage()]: sentence, todo } = findings[finding.code];
    const looks = isWarning(finding);
    const some = finding.pages.slice(0, 12);
    return html`<li>
      <span class=${looks ? 'warn' : 'good'}>${icon(looks ? 'triangleAlert' : 'circleCheck')}</span>
      <div>
        <b>${sentence}</b>
        ${finding.detail ? html`<p class="small wrap">${finding.detail}</p>` : nothing}
        ${
          finding.pages.length > 0
            ? html`<p class="row pages small">
                ${w.onPages(ranges(finding.pages))}
                ${some.map(
                  (page) =>
                    html`<button
                      aria-label=${this.t.pageOf(page, this.report.pages)}
                      @click=${() => (this.page = page)}
                    >
                      ${page}
                    </button>`,
                )}
              </p>`
            : nothing
        }
        <p class="muted small">${todo[currentLanguage()]}</p>
      </div>
    </li>`;
  }

  #signature({ signer, organisation, issuer, time, isIntact, isTrusted }: Signature) {
    const w = documentText();
    const when = time ? new Date(time).toLocaleString(currentLanguage()) : '';
    const [digest, chain] = [isIntact ? w.intact : w.broken_, isTrusted ? w.trusted : w.untrusted];
    return html`<li>
      <span class=${isIntact === true ? 'good' : 'warn'}
        >${icon(isIntact === true ? 'circleCheck' : 'triangleAlert')}</span
      >
      <div>
        <b class="wrap">${w.signedBy(signer, organisation)}</b>
        <p class="small wrap">${[when && w.signedAt(when), issuer].filter(Boolean).join(' · ')}</p>
        <p class="small">
          ${isIntact === null ? w.unknownKind : digest} · ${isTrusted === null ? w.noRoots : chain}
        </p>
      </div>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'report-view': ReportView;
  }
}
