/** Files on their way in, each with how far it is. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type IntakeNews, reasons } from '../../shared/intake.ts';
import type { Announced, Upload, Uploads } from '../intake/uploads.ts';
import { documentText } from '../text/documents.ts';
import { currentLanguage } from '../text/language.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { isWarning } from './report-view.ts';

export type Incoming = IntakeNews['entries'][number];
export const announced = ({ id, name, bytes, state }: Incoming): Announced => ({ id, name, bytes, phase: state.phase });

export class EntryAct extends Event {
  constructor(
    readonly act: 'choose' | 'remove' | 'again' | 'continue',
    readonly entry: Incoming,
  ) {
    super('entry-act', { bubbles: true, composed: true });
  }
}

@customElement('incoming-list')
export class IncomingList extends LocalizedElement {
  @property({ attribute: false }) news: IntakeNews | null = null;
  @property({ attribute: false }) uploads!: Uploads;
  @property() chosen = '';

  static override styles = [
    controls,
    css`
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 4px 8px;
        align-items: center;
        padding: 8px 10px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        margin-block-start: 6px;
        background: var(--surface);
      }
      li.chosen {
        border-color: var(--accent);
        background: var(--accent-soft);
      }
      .name {
        width: 100%;
        justify-content: start;
        text-align: start;
        border-color: transparent;
        background: transparent;
        padding: 4px;
        overflow-wrap: anywhere;
        line-height: 1.3;
      }
      p {
        font-size: var(--size-s);
        padding-inline: 4px;
        overflow-wrap: anywhere;
      }
      progress {
        grid-column: 1 / -1;
        width: 100%;
        height: 8px;
        accent-color: var(--accent);
      }
      .acts {
        display: flex;
        gap: 2px;
      }
      .acts button {
        padding: 4px;
      }
      .refused {
        color: var(--danger);
        grid-column: 1 / -1;
      }
    `,
  ];

  override render() {
    const w = documentText();
    const entries = this.news?.entries ?? [];
    const local = this.uploads.beside(entries.map(announced));
    if (entries.length + local.length === 0) return html`<p class="muted">${w.nothingIncoming}</p>`;
    return html`<ul>
      ${entries.map((entry) => this.#entry(entry))} ${local.map((upload) => this.#local(upload))}
    </ul>`;
  }

  #uploadWords({ state, sent, file }: Upload): string {
    const w = documentText();
    const percent = Math.floor((100 * sent) / Math.max(1, file.size));
    return {
      queued: w.queued,
      sending: w.sending(percent),
      paused: w.paused(percent),
      broken: w.broken,
      refused: w.refused,
    }[state];
  }

  #uploadActs(upload: Upload) {
    const w = documentText();
    if (upload.state === 'refused') return nothing;
    const isPaused = upload.state === 'paused';
    return html`<button
      class="quiet"
      aria-label="${isPaused ? w.resumeFile : w.pauseFile}: ${upload.file.name}"
      @click=${() => (isPaused ? this.uploads.resume(upload) : this.uploads.pause(upload))}
    >
      ${icon(isPaused ? 'play' : 'pause')}
    </button>`;
  }

  #local(upload: Upload) {
    const w = documentText();
    return html`<li>
      <div>
        <p><b>${upload.file.name}</b></p>
        <p class="muted">${this.#uploadWords(upload)}</p>
      </div>
      <div class="acts">
        ${this.#uploadActs(upload)}
        <button
          class="quiet"
          aria-label="${w.remove}: ${upload.file.name}"
          @click=${() => this.uploads.forget(upload)}
        >
          ${icon('x')}
        </button>
      </div>
      ${
        upload.refused
          ? html`<p class="refused" role="alert">${upload.refused[currentLanguage()]}</p>`
          : html`<progress
              max=${Math.max(1, upload.file.size)}
              value=${upload.sent}
              aria-label=${upload.file.name}
            ></progress>`
      }
    </li>`;
  }

  #entry(entry: Incoming) {
    const w = documentText();
    const { state } = entry;
    const upload = this.uploads.of(announced(entry));
    const act = (which: EntryAct['act']) => () => this.dispatchEvent(new EntryAct(which, entry));
    const source = entry.from ? ` · ${w.fromArchive(entry.from)}` : '';
    return html`<li class=${entry.id === this.chosen ? 'chosen' : ''}>
      <div>
        ${
          state.phase === 'ready'
            ? html`<button
                class="name"
                aria-current=${entry.id === this.chosen ? 'true' : 'false'}
                @click=${act('choose')}
              >
                ${icon('fileText')} ${entry.name}
              </button>`
            : html`<p><b>${entry.name}</b></p>`
        }
        <p class="muted">${this.#phase(entry, upload)}${source}</p>
      </div>
      <div class="acts">
        ${upload ? this.#uploadActs(upload) : nothing}
        ${
          state.phase === 'arriving' && !upload && !this.uploads.wasSent(entry.id)
            ? html`<button class="quiet" aria-label="${w.chooseAgain}: ${entry.name}" @click=${act('continue')}>
                ${icon('play')}
              </button>`
            : nothing
        }
        ${
          state.phase === 'refused'
            ? html`<button class="quiet" aria-label="${w.retry}: ${entry.name}" @click=${act('again')}>
                ${icon('undo')}
              </button>`
            : nothing
        }
        <button class="quiet" aria-label="${w.remove}: ${entry.name}" @click=${act('remove')}>${icon('x')}</button>
      </div>
      ${
        state.phase === 'refused'
          ? html`<p class="refused" role="alert">${reasons[state.reason][currentLanguage()]}</p>`
          : this.#bar(entry, upload)
      }
    </li>`;
  }

  #phase(entry: Incoming, upload: Upload | undefined): unknown {
    const w = documentText();
    switch (entry.state.phase) {
      case 'arriving':
        if (upload) return this.#uploadWords(upload);
        return this.uploads.wasSent(entry.id) ? w.waiting : w.chooseAgain;
      case 'waiting': {
        const progress = this.news?.progress;
        if (progress?.id !== entry.id) return w.waiting;
        const pages = progress.pages > 0 ? `, ${w.ofPages(progress.page, progress.pages)}` : '';
        return `${w.steps[progress.step]}${pages}`;
      }
      case 'refused':
        return w.refused;
      case 'ready': {
        const count = [...entry.state.also, ...(entry.report?.findings ?? [])].filter(isWarning).length;
        return html`${w.toConfirm} ·
          <span class="badge ${count > 0 ? 'warn' : 'good'}"
            >${icon(count > 0 ? 'triangleAlert' : 'circleCheck')} ${w.warnings(count)}</span
          >`;
      }
    }
  }

  #bar(entry: Incoming, upload: Upload | undefined) {
    if (entry.state.phase === 'ready') return nothing;
    if (entry.state.phase === 'arriving')
      return html`<progress
        max=${Math.max(1, entry.bytes)}
        value=${upload?.sent ?? entry.received}
        aria-label=${entry.name}
      ></progress>`;
    const progress = this.news?.progress;
    if (progress?.id !== entry.id || progress.pages === 0)
      return html`<progress max="1" value="0" aria-label=${entry.name}></progress>`;
    // Reading is the smaller part, drawing the larger one.
    const done = progress.step === 'reading' ? 0.3 * progress.page : 0.3 * progress.pages + 0.7 * progress.page;
    return html`<progress max=${progress.pages} value=${done} aria-label=${entry.name}></progress>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incoming-list': IncomingList;
  }
}
