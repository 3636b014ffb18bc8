/** What the hall reads: the document, its pages as thumbnails, and who turns them. */

import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { currentItem } from '../../shared/meeting/agenda/queries.ts';
import { defineShortcut } from '../app/shortcuts.ts';
import { text } from '../text/language.ts';
import '../reader/thumbnail.ts';
import './point-pad.ts';
import { Panel } from '../conduct/panel.ts';
import { panelStyles } from '../conduct/panel-style.ts';
import { icon } from '../ui/icons.ts';
import { optionsOf } from '../ui/options.ts';
import { reveal } from '../ui/reveal.ts';

const keys = {
  previous: defineShortcut('[', () => text().previousPage),
  next: defineShortcut(']', () => text().nextPage),
};

@customElement('presentation-panel')
export class PresentationPanel extends Panel {
  @state() private chosen = '';

  static override styles = [
    ...panelStyles,
    css`
      select {
        width: 100%;
        max-width: 100%;
      }
      .pages {
        display: flex;
        gap: 6px;
        overflow-x: auto;
        padding: 4px;
      }
      .pages button {
        flex: none;
        flex-direction: column;
        padding: 4px;
        gap: 2px;
        font-size: 0.8rem;
      }
      .pages button[aria-current='true'] {
        outline: 3px solid var(--accent);
      }
      .turn b {
        min-width: 5.5em;
        text-align: center;
      }
    `,
  ];

  readonly #askToFollow = async () => {
    if (await this.act({ type: 'ask-to-follow' })) this.say(this.t.askedAll);
  };

  override render() {
    if (!this.meeting.isReady) return nothing;
    const { t } = this;
    const { view } = this.meeting;
    const { shown, presenter } = view.presentation;
    const ofItem = currentItem(view.agenda)?.documents ?? [];
    const documents = [...view.documents].sort((a, b) => Number(ofItem.includes(b.id)) - Number(ofItem.includes(a.id)));
    const chosen = documents.find(({ id }) => id === (this.chosen || shown?.document)) ?? documents[0];
    const onScreen = documents.find(({ id }) => id === shown?.document);
    if (!chosen)
      return html`<h2>${t.presentation}</h2>
        <p class="muted">${t.noDocuments}</p>`;
    const isShown = onScreen?.id === chosen.id;
    return html`<select
        aria-label=${t.documents}
        @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).value)}
      >
        ${optionsOf(
          documents.map(({ id, title, pages }) => ({
            value: id as string,
            words: `${ofItem.includes(id) ? '● ' : ''}${title} (${t.pages(pages)})`,
          })),
          chosen.id,
        )}
      </select>
      <div class="row turn">
        ${
          isShown
            ? html`${this.button({ type: 'turn-page', page: shown!.page - 1 }, icon('chevronLeft'), {
                label: t.previousPage,
                shortcut: keys.previous,
              })}
                <b>${t.pageOf(shown!.page, chosen.pages)}</b>
                ${this.button({ type: 'turn-page', page: shown!.page + 1 }, icon('chevronRight'), {
                  label: t.nextPage,
                  shortcut: keys.next,
                })}
                ${this.button({ type: 'stop-presentation' }, t.stopPresenting)}
                <button @click=${this.#askToFollow} ?disabled=${view.phase === 'closed'}>
                  ${icon('users')} ${t.askToFollow}
                </button>`
            : this.button(
                { type: 'start-presentation', document: chosen.id },
                html`${icon('presentation')} ${t.startPresenting}`,
                { classes: 'primary' },
              )
        }
      </div>
      ${
        isShown
          ? html`<details>
              <summary>${icon('pointer')} ${t.pointOnPage}</summary>
              <point-pad .place=${{ document: chosen, page: shown!.page }}></point-pad>
            </details>`
          : nothing
      }
      <div class="pages" role="group" aria-label=${t.presentation}>
        ${Array.from({ length: chosen.pages }, (_, index) => index + 1).map(
          (page) =>
            html`<button
              ?disabled=${view.phase === 'closed'}
              aria-current=${isShown && shown?.page === page ? 'true' : 'false'}
              aria-label=${t.pageOf(page, chosen.pages)}
              @click=${() =>
                this.act(
                  isShown ? { type: 'turn-page', page } : { type: 'start-presentation', document: chosen.id, page },
                )}
            >
              <page-thumbnail .entry=${chosen} .page=${page}></page-thumbnail>${page}
            </button>`,
        )}
      </div>
      <label class="small"
        >${t.handTo}
        <select
          ?disabled=${view.phase === 'closed'}
          @change=${(event: Event) =>
            this.act({
              type: 'hand-presentation',
              to: ((event.target as HTMLSelectElement).value || null) as never,
            })}
        >
          ${this.peopleOptions(presenter ?? '', [{ value: '', words: t.chairsSide }])}
        </select></label
      >`;
  }

  protected override updated(): void {
    reveal(this.renderRoot.querySelector('.pages'), this.renderRoot.querySelector('.pages [aria-current="true"]'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'presentation-panel': PresentationPanel;
  }
}
