/** What every panel of the console is: it gives commands, with a question first where the hall would be surprised. */

import type { TemplateResult } from 'lit';
import { quorum } from '../../shared/meeting/attendance/queries.ts';
import type { Command } from '../../shared/meeting/commands.ts';
import { kinds } from '../../shared/meeting/voting/kinds.ts';
import { openVotes, voteById } from '../../shared/meeting/voting/queries.ts';
import { isInHall } from '../../shared/people/roster.ts';
import { OTHERWISE, type Question } from '../app/ask.ts';
import { type ButtonOptions, Commands } from '../app/commands.ts';
import { Meeting } from '../live/controller.ts';
import { conductText } from '../text/conduct.ts';
import { displayText } from '../text/display.ts';
import type { MessageLine, Offer } from '../ui/announcer.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import { type Option, optionsOf } from '../ui/options.ts';

export abstract class Panel extends LocalizedElement {
  protected readonly meeting = new Meeting(this);
  protected readonly commands = new Commands(this, this.meeting, {
    amend: async (command) => {
      const shown = await this.#withDisplay(command);
      return shown && this.#withQuorum(shown);
    },
    inWords: (command, words) => this.#inWords(command, words),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('notice', this.#keepNotice);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('notice', this.#keepNotice);
  }

  /** Behind an open dialog nothing can be pressed: one that offers a way back has a line of its own. */
  readonly #keepNotice = (event: HTMLElementEventMap['notice']) => {
    const own = this.renderRoot.querySelector<MessageLine>('dialog[open] message-line');
    if (!own) return;
    event.stopPropagation();
    own.say(event.words, event.kind, event.offer);
  };

  protected ask = (question: Question): Promise<string | null> => this.commands.ask(question);
  protected say = (words: string, kind: 'bad' | '' = '', offer: Offer | null = null): void =>
    this.commands.say(words, kind, offer);
  protected act = (command: Command): Promise<boolean> => this.commands.send(command);
  protected button = (command: Command, words: unknown, options?: ButtonOptions): TemplateResult =>
    this.commands.button(command, words, options);

  /** A refusal in words; where votes stand in the way, which ones. */
  #inWords(command: Command, words: string): string {
    const open = command.type === 'close-meeting' ? openVotes(this.meeting.view.voting) : [];
    return open.length > 0 ? conductText().stillOpen(open.map(({ title }) => `“${title}”`).join(', ')) : words;
  }

  /** Everyone who may take the floor or present, in the order of the roster, to choose from. */
  protected peopleOptions(chosen: string, first: readonly Option[] = []) {
    const people = this.meeting.view.people
      .filter(isInHall)
      .map(({ id, name, title }) => ({ value: id as string, words: title ? `${name} – ${title}` : name }));
    return optionsOf([...first, ...people], chosen);
  }

  /** Opening without a quorum is the chair's word, and recorded. Null when she declines. */
  async #withQuorum(command: Command): Promise<Command | null> {
    const { view } = this.meeting;
    const isAside =
      command.type === 'open-vote' && kinds[voteById(view.voting, command.vote as never)?.kind ?? 'open'].isAside;
    const needsQuorum = command.type === 'open-meeting' || (command.type === 'open-vote' && !isAside);
    if (!needsQuorum || quorum(view).met) return command;
    const confirmed = await this.ask({
      words: conductText().questions.withoutQuorum,
      confirm: this.t.openWithoutQuorum,
    });
    return confirmed === null ? null : { ...command, withoutQuorum: true };
  }

  /** What the hall is to see, while the screen is held on something else. Null when she declines. */
  async #withDisplay(command: Command): Promise<Command | null> {
    const { held } = this.meeting.view.display;
    if (!held || (command.type !== 'open-vote' && command.type !== 'publish-vote')) return command;
    const vote = voteById(this.meeting.view.voting, command.vote as never);
    if ((held.show === 'vote' && held.vote === command.vote) || (vote && kinds[vote.kind].isAside)) return command;
    const answer = await this.ask({
      words: conductText().voteHeld(displayText().shows[held.show]),
      confirm: command.type === 'open-vote' ? conductText().openAndRelease : conductText().publishAndRelease,
      otherwise: conductText().keepHeld,
    });
    if (answer === null) return null;
    if (answer === OTHERWISE) return command;
    if (command.type === 'open-vote') return { ...command, releaseDisplay: true };
    return (await this.act({ type: 'release-display' })) ? command : null;
  }
}
