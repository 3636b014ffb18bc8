/** How an element speaks to its page: by events that the page answers. No element reaches into another's shadow tree. */
import type { Offer } from '../ui/announcer.ts';
import type { Question } from './ask.ts';

/** A question to the person; the page shows it and answers. */
export class QuestionEvent extends Event {
  answered: Promise<string | null> | null = null;
  constructor(readonly question: Question) {
    super('question', { bubbles: true, composed: true });
  }
}

/** A sentence for the line at the foot of the page, with a way back where there is one. */
export class NoticeEvent extends Event {
  constructor(
    readonly words: string,
    readonly kind: 'bad' | '',
    readonly offer: Offer | null,
  ) {
    super('notice', { bubbles: true, composed: true });
  }
}

/**
 * Asks the person.
 * @returns what she answered, or null when she declined
 */
export function askPerson(from: EventTarget, question: Question): Promise<string | null> {
  const event = new QuestionEvent(question);
  from.dispatchEvent(event);
  if (!event.answered) throw new Error('An element that asks stands outside of a page that can.');
  return event.answered;
}

/** Says something at the foot of the page. */
export const notify = (from: EventTarget, words: string, kind: 'bad' | '' = '', offer: Offer | null = null): void =>
  void from.dispatchEvent(new NoticeEvent(words, kind, offer));

declare global {
  interface HTMLElementEventMap {
    question: QuestionEvent;
    notice: NoticeEvent;
  }
}
