/** What was handed in instead of being said (102/2015/QH13 Art. 16): to be read, and saved for the minutes. */
import { css, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { itemById, itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import { personById } from '../../shared/people/roster.ts';
import { Panel } from '../conduct/panel.ts';
import { panelStyles } from '../conduct/panel-style.ts';
import { icon } from '../ui/icons.ts';
import { save } from '../ui/save.ts';
import { timeText } from '../ui/time.ts';

@customElement('written-texts')
export class WrittenTexts extends Panel {
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    ...panelStyles,
    css`
      :host {
        display: contents;
      }
      dialog {
        width: min(760px, calc(100vw - 24px));
      }
      article {
        padding-block: 12px;
        border-bottom: 1px solid var(--line);
      }
      pre {
        font: inherit;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        margin: 8px 0 0;
      }
    `,
  ];

  override render() {
    if (!this.meeting.isReady) return nothing;
    const { t } = this;
    const { view } = this.meeting;
    const { texts } = view.floor;
    const numbers = itemNumbers(view.agenda.items);
    const about = ({ item, at }: (typeof texts)[number]) =>
      [
        t.textOn(numbers.get(item) ?? ''),
        itemById(view.agenda, item)?.title,
        timeText(at, view.procedure.timeZone),
      ].join(' · ');
    return html`<button
        class="quiet"
        aria-label="${t.writtenTexts}: ${texts.length}"
        title=${t.writtenTexts}
        @click=${() => this.dialog.showModal()}
      >
        ${icon('fileText')} ${texts.length}
      </button>
      <dialog aria-labelledby="texts">
        <div class="row">
          <h2 id="texts" class="grow">${t.writtenTexts} (${texts.length})</h2>
          ${texts.length > 0 ? html`<button @click=${this.#save}>${icon('download')} ${t.saveTexts}</button>` : nothing}
          <button aria-label=${t.close} @click=${() => this.dialog.close()}>${icon('x')}</button>
        </div>
        ${texts.length === 0 ? html`<p class="muted">${t.noTexts}</p>` : nothing}
        ${repeat(
          texts,
          ({ id }) => id,
          (text) =>
            html`<article>
              <b>${personById(view, text.person)?.name}</b>
              <p class="small muted wrap">${about(text)}</p>
              <pre>${text.text}</pre>
            </article>`,
        )}
      </dialog>`;
  }

  readonly #save = () => {
    const { view } = this.meeting;
    const numbers = itemNumbers(view.agenda.items);
    const lines = view.floor.texts.map(({ person, item, at, text }) =>
      [
        personById(view, person)?.name,
        this.t.textOn(numbers.get(item) ?? ''),
        timeText(at, view.procedure.timeZone),
        '',
        text,
      ].join('\r\n'),
    );
    const content = `\uFEFF${view.title}\r\n\r\n${lines.join('\r\n\r\n————————\r\n\r\n')}\r\n`;
    save(new Blob([content], { type: 'text/plain' }), `van-ban-${view.id}.txt`);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'written-texts': WrittenTexts;
  }
}
