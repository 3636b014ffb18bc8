/** What every page answers for its elements: it asks the person, and says what happened at its foot. */
import type { MessageLine } from '../ui/announcer.ts';
import { LocalizedElement } from '../ui/localized-element.ts';
import type { AskDialog } from './ask.ts';

export abstract class Page extends LocalizedElement {
  constructor() {
    super();
    this.addEventListener('notice', ({ words, kind, offer }) => this.#part('message-line').say(words, kind, offer));
    this.addEventListener('question', (event) => {
      event.answered = this.#part('ask-dialog').ask(event.question);
    });
  }

  #part(name: 'message-line'): MessageLine;
  #part(name: 'ask-dialog'): AskDialog;
  #part(name: 'message-line' | 'ask-dialog') {
    const part = this.renderRoot.querySelector(name);
    if (!part) throw new Error(`This page has no ${name}.`);
    return part;
  }
}
