/** The presented page, as large as the screen; its neighbours stand ready. */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DocumentEntry } from '../../shared/roster.ts';
import { Layers } from '../reader/layers.ts';
import { Element } from '../ui/element.ts';

@customElement('presented-page')
export class PresentedPage extends Element {
  @property({ attribute: false }) entry: DocumentEntry | null = null;
  @property({ type: Number }) page = 1;
  @state() private failed = false;
  @query('.sheets') private sheets!: HTMLElement;
  #layers: Layers | null = null;
  #asked = '';
  #again: ReturnType<typeof setTimeout> | undefined;

  static override styles = css`
    :host {
      display: block;
      position: absolute;
      inset: 0;
      background: var(--desk);
    }
    .sheets {
      position: relative;
    }
    canvas {
      position: absolute;
      visibility: hidden;
      background: white;
    }
    canvas.shown {
      visibility: visible;
    }
    p {
      position: absolute;
      inset: 0;
      display: grid;
      place-items: center;
      font-size: 3vw;
      margin: 0;
    }
    footer {
      position: absolute;
      inset-block-end: 0;
      inset-inline-end: 0;
      padding: 0.2em 0.6em;
      font-size: max(1.6vw, 14px);
      background: var(--surface);
      border-start-start-radius: 0.4em;
      max-width: 60vw;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  `;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#again);
    this.#layers?.clear();
    this.#layers = null;
    this.#asked = '';
  }

  protected override updated(): void {
    this.#layers ??= new Layers(this.sheets);
    const { entry, page } = this;
    if (!entry) return;
    const fitting = { width: this.clientWidth, height: this.clientHeight, fit: 'page', zoom: 1 } as const;
    const asked = `${entry.hash}/${page}/${fitting.width}x${fitting.height}`;
    if (asked === this.#asked || fitting.width < 16) return;
    this.#asked = asked;
    this.#layers.show({ document: entry, page }, fitting, `${entry.title}. ${this.t.pageOf(page, entry.pages)}`).then(
      () => {
        this.failed = false;
        const near = [page + 1, page - 1].filter((one) => one >= 1 && one <= entry.pages);
        this.#layers?.ahead(
          near.map((one) => ({ document: entry, page: one })),
          fitting,
        );
      },
      (error: Error) => {
        if (this.#asked !== asked || error.name === 'RenderingCancelledException') return;
        // Nobody stands at the big screen: it tries again by itself.
        this.failed = true;
        this.#asked = '';
        this.#again = setTimeout(() => this.requestUpdate(), 3000);
      },
    );
  }

  override render() {
    const { entry, t } = this;
    return html`<div class="sheets"></div>
      ${this.failed ? html`<p>${t.documentFailed}</p>` : nothing}
      ${entry ? html`<footer>${entry.title} · ${this.page}/${entry.pages}</footer>` : nothing}`;
  }
}
