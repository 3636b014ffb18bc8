/** Votes: open, close, see, publish; turnout while one is open, base and threshold with the result. */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { type Majority, peoplesCouncil } from '../../shared/procedure.ts';
import { isDelegate } from '../../shared/roster.ts';
import type { Vote } from '../../shared/voting.ts';
import { icon } from '../ui/icons.ts';
import { itemNumbers } from '../ui/numbers.ts';
import '../ui/result.ts';
import { Panel } from './conduct.ts';
import { panelStyles } from './panel-style.ts';

const deadlines = [30, 60, 120, 300];

@customElement('votes-panel')
export class VotesPanel extends Panel {
  @state() private seconds = 0;
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    ...panelStyles,
    css`
      .vote {
        display: grid;
        gap: 8px;
        padding: 10px;
        border: 1px solid var(--line);
        border-radius: 10px;
      }
      .vote.live {
        border: 2px solid var(--accent);
        background: var(--accent-soft);
      }
      h3 {
        font-size: 1rem;
        line-height: 1.35;
      }
      progress {
        width: 100%;
        height: 14px;
        accent-color: var(--accent);
      }
      .turnout {
        font-size: 1.2rem;
        font-weight: 700;
      }
      .others {
        display: grid;
        gap: 8px;
      }
      vote-board {
        --board-cell: 11em;
        --board-size: 0.85rem;
      }
    `,
  ];

  override render() {
    if (!this.meeting.isReady) return nothing;
    const { t } = this;
    const { view } = this.meeting;
    const here = view.agenda.current;
    const { votes } = view.voting;
    const isHot = (vote: Vote) => vote.phase === 'open' || vote.phase === 'closed';
    const first =
      votes.find(isHot) ??
      votes.find((vote) => vote.item === here && vote.phase === 'prepared') ??
      votes.findLast((vote) => vote.item === here);
    const others = votes.filter((vote) => vote !== first);
    return html`<div class="row"><h2 class="grow">${t.vote}</h2><button class="quiet" ?disabled=${!here} @click=${() => this.dialog.showModal()}>${icon('plus')} ${t.prepareVote}</button></div>
      ${first ? this.#vote(first, true) : html`<p class="muted">${t.noVotes}</p>`}
      ${
        others.length > 0
          ? html`<details>
            <summary>${t.votes} (${others.length})</summary>
            <div class="others">${others.map((vote) => this.#vote(vote, false))}</div>
          </details>`
          : nothing
      }
      ${this.#preparing()}`;
  }

  #vote(vote: Vote, isFirst: boolean) {
    const { t } = this;
    const { view } = this.meeting;
    const number = itemNumbers(view.agenda.items).get(vote.item);
    return html`<section class="vote ${vote.phase === 'open' || vote.phase === 'closed' ? 'live' : ''}" aria-label=${vote.title}>
      <div class="row"><span class="badge">${t.item(number ?? '')}</span><span class="badge ${vote.phase === 'open' ? 'good' : ''}">${t.votePhase[vote.phase]}</span></div>
      <h3 class="wrap">${vote.title}</h3>
      ${this.#course(vote, isFirst)}
    </section>`;
  }

  #course(vote: Vote, isFirst: boolean) {
    const { t } = this;
    const id = vote.id;
    const { poll } = vote;
    const key = (name: string) => (isFirst ? { key: name } : {});
    const missing = poll ? poll.entitled.length - poll.cast : 0;
    const cancel = html`<button class="danger" @click=${() => this.#cancel(vote)}>${icon('x')} ${t.cancelVote}</button>`;
    switch (vote.phase) {
      case 'prepared':
        return html`<label class="row small">${t.deadline}
            <select @change=${(event: Event) => (this.seconds = Number((event.target as HTMLSelectElement).value))}>
              <option value="0">${t.noDeadline}</option>
              ${deadlines.map((seconds) => html`<option value=${seconds} ?selected=${seconds === this.seconds}>${t.seconds(seconds)}</option>`)}
            </select></label>
          <div class="row">${this.button({ type: 'open-vote', vote: id, ...(this.seconds ? { seconds: this.seconds } : {}) }, html`${icon('vote')} ${t.openVote}`, { ...key('O'), classes: 'primary' })} ${cancel}</div>`;
      case 'open':
        return html`<p class="turnout" role="status">${t.turnout(poll!.cast, poll!.entitled.length)}</p>
          <progress max=${poll!.entitled.length} value=${poll!.cast} aria-label=${t.voted}></progress>
          ${poll!.withoutQuorum ? html`<p class="badge warn">${t.withoutQuorum}</p>` : nothing}
          <div class="row">
            ${this.button({ type: 'close-vote', vote: id }, html`${icon('square')} ${t.closeVote}`, {
              ...key('K'),
              classes: 'primary',
              ...(missing > 0
                ? { question: { words: `${t.questions.closeVote} ${t.notYet(missing)}`, confirm: t.closeVote } }
                : {}),
            })}
            ${cancel}
          </div>
          <details><summary>${t.notYet(missing)}</summary>${this.#board(vote)}</details>`;
      case 'closed':
        return html`<vote-result .vote=${vote}></vote-result>
          <div class="row">${this.button({ type: 'publish-vote', vote: id }, html`${icon('monitor')} ${t.publishVote}`, { ...key('B'), classes: 'primary', question: { words: t.questions.publishVote, confirm: t.publishVote } })}</div>
          <details><summary>${t.delegates}</summary>${this.#board(vote)}</details>`;
      case 'published':
        return html`<vote-result .vote=${vote}></vote-result>
          <details><summary>${t.delegates}</summary>${this.#board(vote)}</details>
          <div class="row">${this.button({ type: 'repeat-vote', vote: id }, html`${icon('undo')} ${t.repeatVote}`)}</div>`;
      default:
        return html`<p class="muted wrap">${vote.cancelReason}</p>
          <div class="row">${this.button({ type: 'repeat-vote', vote: id }, html`${icon('undo')} ${t.repeatVote}`)}</div>`;
    }
  }

  #board = (vote: Vote) =>
    html`<vote-board .people=${this.meeting.view.people.filter(isDelegate)} .vote=${vote}></vote-board>`;

  async #cancel(vote: Vote): Promise<void> {
    const { t } = this;
    const reason = await this.ask({
      words: `${t.questions.cancelVote} (${vote.title})`,
      confirm: t.cancelVote,
      wants: t.cancelReason,
    });
    if (reason) await this.act({ type: 'cancel-vote', vote: vote.id, reason });
  }

  #preparing() {
    const { t } = this;
    return html`<dialog aria-labelledby="preparing">
      <h2 id="preparing">${t.prepareVote}</h2>
      <form method="dialog" @submit=${this.#prepare}>
        <label>${t.voteTitle}<input name="title" maxlength="300" /></label>
        <label>${t.majority}<select name="majority"><option value="resolution">${t.moreThanHalf}</option><option value="removal">${t.twoThirds}</option></select></label>
        <div class="row"><button class="primary" value="prepare">${t.prepareVote}</button><button value="">${t.cancel}</button></div>
      </form>
    </dialog>`;
  }

  readonly #prepare = (event: SubmitEvent) => {
    const form = event.target as HTMLFormElement;
    const fields = new FormData(form);
    const title = String(fields.get('title') ?? '').trim();
    const item = this.meeting.view.agenda.current;
    if (!(event.submitter as HTMLButtonElement).value || !title || !item) return;
    const { majorities } = this.meeting.view.procedure ?? peoplesCouncil;
    const majority: Majority = majorities[fields.get('majority') === 'removal' ? 'removal' : 'resolution'];
    void this.act({ type: 'prepare-vote', item, title, majority });
    form.reset();
  };
}
