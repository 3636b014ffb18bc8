/** What every panel of the console can do: give a command, with a question first where it can't be undone. */
import { html, nothing, type TemplateResult } from 'lit';
import { quorum } from '../../shared/meeting/attendance/queries.ts';
import type { Command } from '../../shared/meeting/commands.ts';
import { kinds } from '../../shared/meeting/voting/kinds.ts';
import { openVotes, voteById } from '../../shared/meeting/voting/queries.ts';
import { isInHall } from '../../shared/people/roster.ts';
import { refusal } from '../../shared/wire/rejections.ts';
import { OTHERWISE, type Question } from '../app/ask.ts';
import { askPerson, notify } from '../app/requests.ts';
import { answerText } from '../live/connection.ts';
import { Meeting } from '../live/controller.ts';
import { currentLanguage } from '../text/language.ts';
import type { MessageLine, Offer } from '../ui/announcer.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { type Option, optionsOf } from '../ui/options.ts';

/** Within this time a second touch of the same kind is the same touch. */
const TWICE_MS = 500;
/** Pages are leafed through as fast as one can press. */
const mayBeQuick: ReadonlySet<string> = new Set(['turn-page']);
/** Rows that stay where they are: a second touch means another row. */
const byRow: ReadonlySet<string> = new Set(['mark-present', 'mark-left', 'clear-attendance']);
const lastGiven = new Map<string, number>();

function isSecondTouch(command: Command): boolean {
  if (mayBeQuick.has(command.type)) return false;
  const key = byRow.has(command.type) ? JSON.stringify(command) : command.type;
  const before = lastGiven.get(key) ?? Number.NEGATIVE_INFINITY;
  lastGiven.set(key, performance.now());
  return performance.now() - before < TWICE_MS;
}

export interface ButtonOptions {
  classes?: string;
  key?: string;
  label?: string;
  question?: Question;
  /** Called when it was carried out: to offer the way back. */
  done?: () => void;
}

export abstract class Panel extends LocalizedElement {
  protected readonly meeting = new Meeting(this);

  protected ask(question: Question): Promise<string | null> {
    return askPerson(this, question);
  }
  protected say(words: string, kind: 'bad' | '' = '', offer: Offer | null = null): void {
    // Behind an open dialog nothing can be pressed: one that offers a way back has a line of its own.
    const own = this.renderRoot.querySelector<MessageLine>('dialog[open] message-line');
    if (own) own.say(words, kind, offer);
    else notify(this, words, kind, offer);
  }
  /** Says what was done, and offers the way back. */
  protected sayUndo(words: string, back: Command): void {
    this.say(words, '', { words: this.t.undo, act: () => void this.act(back) });
  }

  /** Gives a command; a refusal is said. Answers whether it was carried out. */
  protected async act(command: Command): Promise<boolean> {
    const answer = await this.meeting.live.send(command);
    if (!answer.accepted) this.say(this.#reason(command, answerText(answer, currentLanguage())), 'bad');
    return answer.accepted;
  }

  /** A refusal in words; where votes stand in the way, which ones. */
  #reason(command: Command, words: string): string {
    const open = command.type === 'close-meeting' ? openVotes(this.meeting.view.voting) : [];
    return open.length > 0 ? this.t.stillOpen(open.map(({ title }) => `“${title}”`).join(', ')) : words;
  }

  /** Why a command can't be given now; empty when it can. */
  protected why(command: Command): string {
    const { live } = this.meeting;
    if (live.status === 'offline') return this.t.offlineWhy;
    const code = live.refusalOf(command);
    // A second too early is over before anyone has read why.
    if (!code || code === 'no-quorum' || code === 'called-just-now') return '';
    return this.#reason(command, refusal(code)[currentLanguage()]);
  }

  /** A button for a command: says why it is disabled, names its key, asks where there is a question. */
  protected button(command: Command, words: unknown, options: ButtonOptions = {}): TemplateResult {
    const why = this.why(command);
    const title = [options.label, why, options.key ? `[${options.key}]` : ''].filter(Boolean).join(' · ');
    return html`<button
      class=${options.classes ?? ''}
      aria-disabled=${why ? 'true' : 'false'}
      aria-label=${options.label ?? nothing}
      aria-keyshortcuts=${options.key ?? nothing}
      title=${title}
      @click=${() => (why ? this.say(why, 'bad') : void this.perform(command, options))}
    >
      ${words}${options.key ? html`<kbd aria-hidden="true">${options.key}</kbd>` : ''}
    </button>`;
  }

  /** Everyone who may take the floor or present, in the order of the roster, to choose from. */
  protected peopleOptions(chosen: string, first: readonly Option[] = []) {
    const people = this.meeting.view.people
      .filter(isInHall)
      .map(({ id, name, title }) => ({ value: id as string, words: title ? `${name} – ${title}` : name }));
    return optionsOf([...first, ...people], chosen);
  }

  protected async perform(command: Command, { question, done }: ButtonOptions = {}): Promise<void> {
    if (isSecondTouch(command)) return;
    if (question && (await this.ask(question)) === null) return;
    const wanted = await this.#withDisplay(command);
    const final = wanted && (await this.#withQuorum(wanted));
    if (final && (await this.act(final))) done?.();
  }

  /** Opening without a quorum is the chair's word, and recorded. Null when she declines. */
  async #withQuorum(command: Command): Promise<Command | null> {
    const { view } = this.meeting;
    const isAside =
      command.type === 'open-vote' && kinds[voteById(view.voting, command.vote as never)?.kind ?? 'open'].isAside;
    const needsQuorum = command.type === 'open-meeting' || (command.type === 'open-vote' && !isAside);
    if (!needsQuorum || quorum(view).met) return command;
    const confirmed = await this.ask({ words: this.t.questions.withoutQuorum, confirm: this.t.openWithoutQuorum });
    return confirmed === null ? null : { ...command, withoutQuorum: true };
  }

  /** What the hall is to see, while the screen is held on something else. Null when she declines. */
  async #withDisplay(command: Command): Promise<Command | null> {
    const { held } = this.meeting.view.display;
    if (!held || (command.type !== 'open-vote' && command.type !== 'publish-vote')) return command;
    const vote = voteById(this.meeting.view.voting, command.vote as never);
    if ((held.show === 'vote' && held.vote === command.vote) || (vote && kinds[vote.kind].isAside)) return command;
    const answer = await this.ask({
      words: this.t.voteHeld(this.t.shows[held.show]),
      confirm: command.type === 'open-vote' ? this.t.openAndRelease : this.t.publishAndRelease,
      otherwise: this.t.keepHeld,
    });
    if (answer === null) return null;
    if (answer === OTHERWISE) return command;
    if (command.type === 'open-vote') return { ...command, releaseDisplay: true };
    return (await this.act({ type: 'release-display' })) ? command : null;
  }
}
