/** How written questions change. */
import type { FloorEvent } from '../floor/state.ts';
import type { Question, QuestionsEvent, QuestionsFact } from './state.ts';

/** In its place, or where it belongs among the others. */
function put(questions: readonly Question[], question: Question): readonly Question[] {
  const others = questions.filter(({ id }) => id !== question.id);
  const at = others.findIndex(({ order }) => order > question.order);
  return at === -1 ? [...others, question] : others.toSpliced(at, 0, question);
}

/** One question after an event that is about it. */
export function questionAfter(question: Question, event: QuestionsEvent | FloorEvent): Question {
  switch (event.type) {
    case 'question-sent':
      return event.question;
    case 'question-withdrawn':
      return { ...question, status: 'withdrawn' };
    case 'question-returned':
      return { ...question, status: 'returned', why: event.why };
    case 'question-forwarded': {
      const { to, item, due, group, access } = event;
      const status = question.status === 'answered' ? 'answered' : 'forwarded';
      return { ...question, status, why: '', to, item, due, group, access };
    }
    case 'question-answered': {
      const { at, person, text } = event;
      const words = [...question.words, { at, person, kind: 'answer' as const, text }];
      return { ...question, status: 'answered', words, verdict: null };
    }
    case 'question-judged': {
      const { at, verdict, text } = event;
      if (verdict !== 'again') return { ...question, verdict };
      const words = [...question.words, { at, person: question.person, kind: 'again' as const, text }];
      return { ...question, status: 'forwarded', words, verdict };
    }
    case 'floor-requested':
      return { ...question, calledAt: event.at };
    default:
      return question;
  }
}

/** Which question an event is about; undefined where it is about none. */
export function questionOf(event: QuestionsEvent | FloorEvent): string | undefined {
  if (event.type === 'floor-requested') return event.request.question;
  if (event.type === 'question-sent') return event.question.id;
  return 'question' in event ? (event.question as string) : undefined;
}

export function evolveQuestions(
  questions: readonly Question[],
  event: QuestionsEvent | QuestionsFact | FloorEvent,
): readonly Question[] {
  if (event.type === 'question-told' || event.type === 'question-sent') return put(questions, event.question);
  if (event.type === 'question-hidden') return questions.filter(({ id }) => id !== event.question);
  const about = questionOf(event);
  return about === undefined || !questions.some(({ id }) => id === about)
    ? questions
    : questions.map((question) => (question.id === about ? questionAfter(question, event) : question));
}
