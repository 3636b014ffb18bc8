/** What every panel of the console can do: give a command, with a question first where it can't be undone. */
import { html, nothing, type TemplateResult } from 'lit';
import { quorum } from '../../shared/attendance.ts';
import type { Command } from '../../shared/meeting.ts';
import { refusal } from '../../shared/rejections.ts';
import { isInHall } from '../../shared/roster.ts';
import { answerText } from '../live/connection.ts';
import { Meeting } from '../live/controller.ts';
import { currentLanguage } from '../text/language.ts';
import type { MessageLine } from '../ui/announcer.ts';
import { Element } from '../ui/element.ts';
import type { AskDialog, Question } from './ask.ts';

export abstract class Panel extends Element {
  protected readonly meeting = new Meeting(this);

  #page(): ParentNode {
    return document.querySelector('chair-page')!.shadowRoot!;
  }
  protected ask(question: Question): Promise<string | null> {
    return this.#page().querySelector<AskDialog>('ask-dialog')!.ask(question);
  }
  protected say(words: string, kind: 'bad' | '' = ''): void {
    this.#page().querySelector<MessageLine>('message-line')!.say(words, kind);
  }

  /** Gives a command; a refusal is said. Answers whether it was carried out. */
  protected async act(command: Command): Promise<boolean> {
    const answer = await this.meeting.live.send(command);
    if (!answer.accepted) this.say(answerText(answer, currentLanguage()), 'bad');
    return answer.accepted;
  }

  /** Why a command can't be given now; empty when it can. */
  protected why(command: Command): string {
    const { live } = this.meeting;
    if (live.status === 'offline') return this.t.offlineWhy;
    const code = live.refusalOf(command);
    return code && code !== 'no-quorum' ? refusal(code)[currentLanguage()] : '';
  }

  /** A button for a command: says why it is disabled, names its key, asks where there is a question. */
  protected button(
    command: Command,
    words: unknown,
    options: { classes?: string; key?: string; label?: string; question?: Question } = {},
  ): TemplateResult {
    const why = this.why(command);
    const title = [options.label, why, options.key ? `[${options.key}]` : ''].filter(Boolean).join(' · ');
    return html`<button
      class=${options.classes ?? ''}
      aria-disabled=${why ? 'true' : 'false'}
      aria-label=${options.label ?? nothing}
      aria-keyshortcuts=${options.key ?? nothing}
      title=${title}
      @click=${() => (why ? this.say(why, 'bad') : void this.perform(command, options.question))}
    >
      ${words}${options.key ? html`<kbd aria-hidden="true">${options.key}</kbd>` : ''}
    </button>`;
  }

  /** Everyone who may take the floor or present, in the order of the roster, to choose from. */
  protected peopleOptions(chosen?: string | null): TemplateResult[] {
    return this.meeting.view.people
      .filter(isInHall)
      .map(
        ({ id, name, title }) =>
          html`<option value=${id} ?selected=${id === chosen}>${name}${title ? ` – ${title}` : ''}</option>`,
      );
  }

  protected async perform(command: Command, question?: Question): Promise<void> {
    if (question && (await this.ask(question)) === null) return;
    const needsQuorum = command.type === 'open-meeting' || command.type === 'open-vote';
    if (needsQuorum && !quorum(this.meeting.view).met) {
      const confirmed = await this.ask({ words: this.t.questions.withoutQuorum, confirm: this.t.openWithoutQuorum });
      if (confirmed === null) return;
      await this.act({ ...command, withoutQuorum: true });
    } else await this.act(command);
  }
}
