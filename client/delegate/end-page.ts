/** The meeting is closed: what it decided, what I cast, and the way out. Documents and notes stay readable. */

import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { isSecret } from '../../shared/meeting/voting/kinds.ts';
import { Meeting } from '../live/controller.ts';
import { signOut } from '../live/sign-out.ts';
import { ballotText } from '../text/ballots.ts';
import { controls } from '../ui/controls.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { marksText } from '../votes/wording.ts';
import '../votes/result.ts';

@customElement('end-page')
export class EndPage extends LocalizedElement {
  readonly #meeting = new Meeting(this, ({ view, own }) => [view?.voting, view?.title, own]);

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        overflow: auto;
        padding: clamp(12px, 3vw, 28px);
      }
      .inner {
        max-width: 860px;
        margin: auto;
        display: grid;
        gap: 16px;
      }
      .card {
        padding: 16px;
        display: grid;
        gap: 8px;
      }
      h2 {
        font-size: 1.05rem;
        line-height: 1.35;
      }
    `,
  ];

  override render() {
    if (!this.#meeting.isReady) return nothing;
    const { t } = this;
    const { view, live } = this.#meeting;
    const w = ballotText();
    const decided = view.voting.votes.filter(({ phase }) => phase === 'published');
    return html`<div class="inner">
      <h1>${icon('circleCheck')} ${t.endTitle}</h1>
      <p class="wrap">${view.council} · ${view.title}</p>
      <p class="muted">${t.endHint}</p>
      <h2>${t.results} (${decided.length})</h2>
      ${decided.length === 0 ? html`<p class="muted">${t.noResults}</p>` : nothing}
      ${repeat(
        decided,
        ({ id }) => id,
        (vote) => {
          const own = live.own.ballots[vote.id];
          return html`<section class="card" aria-label=${vote.title}>
            <h2 class="wrap">${vote.title}</h2>
            <vote-result .vote=${vote}></vote-result>
            ${own && !isSecret(vote) ? html`<p>${w.myBallotWas(marksText(vote, own))}</p>` : nothing}
          </section>`;
        },
      )}
      <p>
        <button @click=${() => void signOut(live.actor.person ?? undefined)}>${icon('logOut')} ${t.signOut}</button>
      </p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'end-page': EndPage;
  }
}
