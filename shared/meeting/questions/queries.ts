/** Written questions: which there are, for whom, and what is still open. */
import type { ItemId } from '../../ids.ts';
import type { Question, QuestionsPart } from './state.ts';

export const questionById = ({ questions }: QuestionsPart, id: string | undefined): Question | undefined =>
  questions.find((question) => question.id === id);

/** Whether it has gone through the secretariat: from then on it stands with its item. */
export const isPut = ({ status }: Pick<Question, 'status'>): boolean => status === 'forwarded' || status === 'answered';

/** Whether an audience beside the chair's side may read it. */
export const isOpenTo = (question: Question, isPublic: boolean): boolean =>
  isPut(question) && (question.access === 'public' || (question.access === 'hall' && !isPublic));

/** The last answer in writing; undefined where there is none. */
export const answerTo = ({ words }: Question): string | undefined =>
  words.findLast(({ kind }) => kind === 'answer')?.text;

/** Whether an answer in writing is late. */
export const isLate = ({ status, due }: Question, now: number): boolean =>
  status === 'forwarded' && due !== null && due < now;

/** Those that wait to be asked in the hall when an item's list is opened: put to somebody, and not called before. */
export const questionsToCall = ({ questions }: QuestionsPart, item: ItemId): readonly Question[] =>
  questions.filter((question) => question.item === item && isPut(question) && question.calledAt === null);
