/**
 * Gives commands for an element or a page: asks first where it can't be undone, sends, says why one is refused or can't
 * be given now. The one way from a touch to the wire.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { Command } from '../../shared/meeting/commands.ts';
import type { Answer } from '../../shared/wire/protocol.ts';
import type { Live } from '../live/connection.ts';
import { text } from '../text/language.ts';
import { answerText, refusalText } from '../text/refusals.ts';
import type { Offer } from '../ui/announcer.ts';
import type { Question } from './ask.ts';
import { askPerson, notify } from './requests.ts';
import type { Shortcut } from './shortcuts.ts';

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

/** Resolves when the view has come to a number of the log; after a lost connection that is when it is back. */
const seen = (live: Live, sequence: number): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      if (live.sequence < sequence) return;
      live.removeEventListener('change', look);
      resolve();
    };
    live.addEventListener('change', look);
    look();
  });

export interface ButtonOptions {
  classes?: string;
  shortcut?: Shortcut | undefined;
  label?: string;
  question?: Question;
  /** Called when it was carried out: to offer the way back. */
  done?: () => void;
}

/** What a page adds to a command before it is sent: null when the person declined. */
export type Amend = (command: Command) => Promise<Command | null>;

export interface CommandsOptions {
  amend?: Amend;
  /** Puts a refusal in other words, where the element knows more than the code says. */
  inWords?: (command: Command, words: string) => string;
}

export class Commands {
  readonly #host: EventTarget;
  readonly #source: { readonly live: Live };
  readonly #options: CommandsOptions;

  /** @param source a page, or an element's `Meeting` */
  constructor(host: EventTarget, source: { readonly live: Live }, options: CommandsOptions = {}) {
    this.#host = host;
    this.#source = source;
    this.#options = options;
  }

  #inWords = (command: Command, words: string): string => this.#options.inWords?.(command, words) ?? words;

  /** Resolves with what she answered, or null when she declined. */
  ask = (question: Question): Promise<string | null> => askPerson(this.#host, question);

  say = (words: string, kind: 'bad' | '' = '', offer: Offer | null = null): void =>
    notify(this.#host, words, kind, offer);

  /** Says what was done, and offers the way back. */
  sayUndo(words: string, back: Command): void {
    this.say(words, '', { words: text().undo, act: () => void this.send(back) });
  }

  async #answer(command: Command): Promise<Answer> {
    const answer = await this.#source.live.send(command);
    if (!answer.accepted) this.say(this.#inWords(command, answerText(answer)), 'bad');
    return answer;
  }

  /** Sends a command; a refusal is said. Resolves with whether it was carried out. */
  async send(command: Command): Promise<boolean> {
    return (await this.#answer(command)).accepted;
  }

  /**
   * Sends a command, and waits until what it changed is in the view: for one that the next depends on.
   * Resolves with whether it was carried out.
   */
  async sendAndSee(command: Command): Promise<boolean> {
    const answer = await this.#answer(command);
    if (answer.accepted) await seen(this.#source.live, answer.sequence);
    return answer.accepted;
  }

  /** Why a command can't be given now, by the server's own rules; empty when it can. */
  why(command: Command): string {
    const { live } = this.#source;
    if (live.status === 'offline') return text().offlineWhy;
    const code = live.refusalOf(command);
    // A second too early is over before anyone has read why.
    if (!code || code === 'no-quorum' || code === 'called-just-now') return '';
    return this.#inWords(command, refusalText(code));
  }

  /** What a press of its button does: once for two touches that were one, with the question first. */
  async perform(command: Command, { question, done }: ButtonOptions = {}): Promise<void> {
    if (isSecondTouch(command)) return;
    if (question && (await this.ask(question)) === null) return;
    const final = this.#options.amend ? await this.#options.amend(command) : command;
    if (final && (await this.send(final))) done?.();
  }

  /** A button for a command: says why it is disabled, names its key, asks where there is a question. */
  button(command: Command, words: unknown, options: ButtonOptions = {}): TemplateResult {
    const why = this.why(command);
    const { label, shortcut } = options;
    const title = [label, why, shortcut ? `[${shortcut.key}]` : ''].filter(Boolean).join(' · ');
    return html`<button
      class=${options.classes ?? ''}
      aria-disabled=${why ? 'true' : 'false'}
      aria-label=${label ?? nothing}
      title=${title}
      ${shortcut ? shortcut.bind() : nothing}
      @click=${() => (why ? this.say(why, 'bad') : void this.perform(command, options))}
    >
      ${words}${shortcut ? html`<kbd aria-hidden="true">${shortcut.key}</kbd>` : ''}
    </button>`;
  }
}
