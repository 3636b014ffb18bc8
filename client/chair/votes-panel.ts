/** Votes: open, close, see, publish; turnout while one is open, base and threshold with the result. */

import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { itemNumbers } from '../../shared/meeting/agenda/queries.ts';
import type { Minutes } from '../../shared/meeting/minutes.ts';
import { isSecret, kinds } from '../../shared/meeting/voting/kinds.ts';
import { castIn, pollIn } from '../../shared/meeting/voting/queries.ts';
import type { CountedVote, Poll, Vote } from '../../shared/meeting/voting/state.ts';
import { isDelegate } from '../../shared/people/roster.ts';
import type { Refusal } from '../../shared/wire/rejections.ts';
import { defineShortcut, type Shortcut } from '../app/shortcuts.ts';
import { request } from '../live/login.ts';
import { inMeeting } from '../live/place.ts';
import { ballotText } from '../text/ballots.ts';
import { conductText } from '../text/conduct.ts';
import { currentLanguage, text } from '../text/language.ts';
import { refusalText } from '../text/refusals.ts';
import { icon } from '../ui/icons.ts';
import { optionsOf } from '../ui/options.ts';
import { save } from '../ui/save.ts';
import { majorityText, marksText, shownNumber } from '../votes/wording.ts';
import '../votes/result.ts';
import { Panel } from '../conduct/panel.ts';
import { panelStyles } from '../conduct/panel-style.ts';
import './entering.ts';
import '../conduct/prepare-vote.ts';
import type { PrepareVote } from '../conduct/prepare-vote.ts';

const deadlines = [30, 60, 120, 300];
/** A consultation runs for days. */
const days = [1, 2, 3, 5, 7, 14];
const DAY = 24 * 3600;

const keys = {
  open: defineShortcut('O', () => text().openVote),
  close: defineShortcut('K', () => text().closeVote),
  publish: defineShortcut('B', () => text().publishVote),
};

@customElement('votes-panel')
export class VotesPanel extends Panel {
  /** How long each prepared vote is to be open, as it was chosen on its own card; 0: no deadline. */
  @state() private seconds: Readonly<Record<string, number>> = {};
  @query('prepare-vote') private preparing!: PrepareVote;

  static override styles = [
    ...panelStyles,
    css`
      .vote {
        display: grid;
        gap: 8px;
        padding: 10px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
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
    const isHot = (vote: Vote) => !kinds[vote.kind].isAside && (vote.phase === 'open' || vote.phase === 'closed');
    const first =
      votes.find(isHot) ??
      votes.find((vote) => vote.item === here && vote.phase === 'prepared') ??
      votes.findLast((vote) => vote.item === here);
    const others = votes.filter((vote) => vote !== first);
    return html`<div class="row">
        <h2 class="grow">${t.vote}</h2>
        <button class="quiet" aria-disabled=${view.phase === 'closed' ? 'true' : 'false'} @click=${this.#prepare}>
          ${icon('plus')} ${t.prepareVote}
        </button>
      </div>
      ${first ? keyed(first.id, this.#vote(first, true)) : html`<p class="muted">${t.noVotes}</p>`}
      ${
        others.length > 0
          ? html`<details ?open=${others.some(({ phase }) => phase === 'open')}>
              <summary>${t.votes} (${others.length})</summary>
              <div class="others">
                ${repeat(
                  others,
                  ({ id }) => id,
                  (vote) => this.#vote(vote, false),
                )}
              </div>
            </details>`
          : nothing
      }
      <details>
        <summary>${ballotText().exportRecord}</summary>
        <p class="row">
          <button ?disabled=${this.meeting.live.sequence === 0} @click=${this.#export}>
            ${icon('download')} ${ballotText().exportRecord}
          </button>
          <a href="/verifier/" target="_blank" rel="noopener">${ballotText().verifyRecord}</a>
        </p>
        <p class="row">
          ${(['docx', 'pdf'] as const).map(
            (kind) =>
              html`<button ?disabled=${this.meeting.view.openedAt === null} @click=${() => void this.#minutes(kind)}>
                ${icon('download')} ${ballotText().minutes[kind]}
              </button>`,
          )}
        </p>
        <p class="muted small">${ballotText().minutesHint}</p>
      </details>
      <prepare-vote></prepare-vote>`;
  }

  readonly #prepare = () => {
    if (this.meeting.view.phase === 'closed') this.say(refusalText('meeting-closed'), 'bad');
    else this.preparing.open();
  };

  #vote(vote: Vote, isFirst: boolean) {
    const { t } = this;
    const { view } = this.meeting;
    const number = itemNumbers(view.agenda.items).get(vote.item);
    const w = ballotText();
    return html`<section
      class="vote ${vote.phase === 'open' || vote.phase === 'closed' ? 'live' : ''}"
      aria-label=${vote.title}
    >
      <div class="row">
        <span class="badge">${t.item(number ?? '')}</span
        ><span class="badge ${vote.phase === 'open' ? 'good' : ''}">${this.#phaseWords(vote)}</span
        ><span class="badge">${isSecret(vote) ? icon('lock') : nothing} ${w.kind[vote.kind]}</span>
      </div>
      <h3 class="wrap">${vote.title}</h3>
      ${this.#course(vote, isFirst)}
    </section>`;
  }

  #course(vote: Vote, isFirst: boolean) {
    const { t } = this;
    const id = vote.id;
    const { poll } = vote;
    const w = ballotText();
    const key = (shortcut: Shortcut) => (isFirst ? { shortcut } : {});
    const cast = isSecret(vote) ? (this.meeting.live.turnouts[vote.id] ?? 0) : castIn(vote);
    const missing = poll ? Math.max(0, poll.entitled.length - cast) : 0;
    const cancel = html`<button class="danger" @click=${() => this.#cancel(vote)}>
      ${icon('x')} ${t.cancelVote}
    </button>`;
    switch (vote.phase) {
      case 'prepared':
        return html`<p class="muted small">${this.#rules(vote)}</p>
          ${
            vote.candidates.length > 0
              ? html`<p class="small wrap">${vote.candidates.map(({ name }) => name).join(' · ')}</p>`
              : nothing
          }
          <label class="row small"
            >${t.deadline}
            <select
              @change=${(event: Event) =>
                (this.seconds = { ...this.seconds, [id]: Number((event.target as HTMLSelectElement).value) })}
            >
              ${optionsOf(this.#deadlines(vote), String(this.seconds[id] ?? 0))}
            </select></label
          >
          <div class="row">
            ${this.button(
              { type: 'open-vote', vote: id, ...(this.seconds[id] ? { seconds: this.seconds[id] } : {}) },
              html`${icon('vote')} ${this.#openWords(vote)}`,
              {
                ...key(keys.open),
                classes: 'primary',
                question: {
                  words: `${conductText().questions.openVote} “${vote.title}”`,
                  confirm: this.#openWords(vote),
                },
              },
            )}
            <button @click=${() => this.preparing.open(vote)}>${icon('pen')} ${t.edit}</button>
            ${this.#moveUp(vote)} ${cancel}
          </div>`;
      case 'open':
        return html`${this.#turnout(vote, vote.poll)} ${this.#quorumWords(vote.poll)}
          <ballot-entering .vote=${vote}></ballot-entering>
          <div class="row">
            ${this.button({ type: 'close-vote', vote: id }, html`${icon('square')} ${this.#closeWords(vote)}`, {
              ...key(keys.close),
              classes: 'primary',
              question: {
                words: [
                  conductText().questions.closeVote,
                  `“${vote.title}”.`,
                  missing > 0 ? conductText().notYet(missing) : '',
                ].join(' '),
                confirm: this.#closeWords(vote),
              },
            })}
            ${cancel}
          </div>
          <details>
            <summary>
              ${
                isSecret(vote)
                  ? w.notIssued(vote.poll.ballots.filter((mark) => mark === null).length)
                  : conductText().notYet(missing)
              }
            </summary>
            ${this.#board(vote)}
          </details> `;
      case 'closed':
        return html`<vote-result .vote=${vote}></vote-result>
          <div class="row">
            ${this.button({ type: 'publish-vote', vote: id }, html`${icon('monitor')} ${t.publishVote}`, {
              ...key(keys.publish),
              classes: 'primary',
              question: { words: conductText().questions.publishVote, confirm: t.publishVote },
            })}
          </div>
          ${this.#papers(vote)}`;
      case 'published':
        return html`<vote-result .vote=${vote}></vote-result>
          ${this.#papers(vote)}
          <div class="row">${this.#again(vote)}</div>`;
      default:
        return html`<p class="muted wrap">${vote.cancelReason}</p>
          <div class="row">${this.#again(vote)}</div>`;
    }
  }

  #deadlines({ kind }: Vote) {
    const { t } = this;
    const offered = kinds[kind].isAside ? days.map((count) => count * DAY) : deadlines;
    const words = (seconds: number) => (seconds < DAY ? t.seconds(seconds) : ballotText().days(seconds / DAY));
    return [
      { value: '0', words: t.noDeadline },
      ...offered.map((seconds) => ({ value: String(seconds), words: words(seconds) })),
    ];
  }
  #openWords = (vote: Vote): string => (isSecret(vote) ? ballotText().openBallot : this.t.openVote);
  #closeWords = (vote: Vote): string => (isSecret(vote) ? ballotText().closeBallot : this.t.closeVote);
  #phaseWords(vote: Vote): string {
    const w = ballotText();
    if (!isSecret(vote)) return this.t.votePhase[vote.phase];
    return { ...this.t.votePhase, open: w.isVoting, closed: w.isClosed }[vote.phase];
  }

  #quorumWords({ withoutQuorum, quorumLost }: Poll) {
    const lost = quorumLost ? ballotText().quorumLost(quorumLost.present) : '';
    const words = withoutQuorum ? this.t.withoutQuorum : lost;
    return words ? html`<p class="badge warn wrap">${icon('triangleAlert')} ${words}</p>` : nothing;
  }

  /** What must be reached, and how it is taken: shown before it opens, and not to be changed afterwards. */
  #rules(vote: Vote): string {
    const w = ballotText();
    const { form, isAside, methods, asksNamed } = kinds[vote.kind];
    return [
      isAside ? '' : majorityText(vote.majority),
      methods.length > 1 ? w.method[vote.method] : '',
      form === 'candidates' ? w.markUpTo(vote.seats) : '',
      asksNamed && vote.named ? w.namedLabel : '',
      vote.hidesNumbers ? w.hidesLabel : '',
    ]
      .filter(Boolean)
      .join(' · ');
  }

  #moveUp(vote: Vote) {
    const ids = this.meeting.view.voting.votes.map(({ id }) => id);
    const at = ids.indexOf(vote.id);
    if (at <= 0) return nothing;
    const order = ids.with(at, ids[at - 1]!).with(at - 1, vote.id);
    return this.button({ type: 'order-votes', order }, html`${icon('arrowUp')}`, {
      classes: 'quiet',
      label: `${ballotText().moveUp}: ${vote.title}`,
    });
  }

  #again(vote: Vote) {
    const isRound = vote.result?.form === 'candidates' && vote.result.vacant > 0;
    const words = isRound ? ballotText().furtherRound : this.t.repeatVote;
    return this.button({ type: 'repeat-vote', vote: vote.id }, html`${icon('undo')} ${words}`);
  }

  #turnout(vote: Vote, poll: Poll) {
    const { t } = this;
    const w = ballotText();
    if (poll.way !== 'secret')
      return html`<p class="turnout" role="status">${t.turnout(poll.cast, poll.entitled.length)}</p>
        <progress max=${poll.entitled.length} value=${poll.cast} aria-label=${t.voted}></progress>`;
    const inBox = this.meeting.live.turnouts[vote.id] ?? 0;
    return html`<p class="turnout" role="status">${w.inTheBox(inBox, poll.entitled.length)}</p>
      <progress max=${poll.entitled.length} value=${inBox} aria-label=${w.collected}></progress>
      <p class="muted">${w.issuedTo(poll.issued - poll.exchanged - poll.reissued, poll.entitled.length)}</p>`;
  }

  /** The record of the count, to be signed; and the list of names of an open vote. */
  #papers(vote: CountedVote) {
    const w = ballotText();
    const box = pollIn(vote, 'secret')?.box;
    const save = (kind: 'pdf' | 'docx' | 'csv') => async () => {
      const { saveSheet } = await import('../reports/sheet.ts');
      await saveSheet(kind, this.meeting.view, vote);
    };
    return html`<div class="row">
        <button @click=${save('pdf')}>${icon('download')} ${w.sheetPdf}</button>
        <button @click=${save('docx')}>${icon('download')} ${w.sheetDocx}</button>
        ${
          vote.poll.way !== 'open'
            ? nothing
            : html`<button @click=${save('csv')}>${icon('download')} ${w.listCsv}</button>`
        }
      </div>
      ${
        box
          ? html`<details>
              <summary>${w.collected}: ${box.length}</summary>
              <ol class="small">
                ${box.map(({ number, marks }) => html`<li>${shownNumber(number)}: ${marksText(vote, marks)}</li>`)}
              </ol>
            </details>`
          : nothing
      }
      ${
        isSecret(vote)
          ? nothing
          : html`<details>
              <summary>${this.t.delegates}</summary>
              ${this.#board(vote)}
            </details>`
      }`;
  }

  /** What the server says of the meeting's record; null where it can't be had, which is said. */
  async #asked(path: string): Promise<Response | null> {
    const response = await request(inMeeting(path)).catch(() => null);
    if (response?.ok) return response;
    this.say(response ? ((await response.json()) as Refusal)[currentLanguage()] : this.t.offlineWhy, 'bad');
    return null;
  }
  readonly #export = async () => {
    const response = await this.#asked('/record');
    if (response) save(await response.blob(), `${this.meeting.view.id}.zip`);
  };
  async #minutes(kind: 'pdf' | 'docx'): Promise<void> {
    const response = await this.#asked('/record/minutes');
    if (!response) return;
    const { saveMinutes } = await import('../reports/sheet.ts');
    await saveMinutes(kind, this.meeting.view, (await response.json()) as Minutes);
  }

  #board = (vote: Vote) =>
    html`<vote-board .people=${this.meeting.view.people.filter(isDelegate)} .vote=${vote}></vote-board>`;

  async #cancel(vote: Vote): Promise<void> {
    const { t } = this;
    const reason = await this.ask({
      words: `${conductText().questions.cancelVote} (${vote.title})`,
      confirm: t.cancelVote,
      wants: t.cancelReason,
    });
    if (reason) await this.act({ type: 'cancel-vote', vote: vote.id, reason });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'votes-panel': VotesPanel;
  }
}
