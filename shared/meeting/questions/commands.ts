/** Asking in writing, and what the secretariat, whom it is put to and whoever asked do with a question. */
import * as v from 'valibot';
import { composed, ItemId, line, oneLine, PersonId, prose } from '../../ids.ts';
import { chairsSide, hasRole, inHall } from '../../people/roles.ts';
import { isDelegate, isInHall, type PeoplePart, personById } from '../../people/roster.ts';
import { type Context, isRejection, type Outcome, type Rejection, reject, rowsOf } from '../../rulebook/rulebook.ts';
import { itemById } from '../agenda/queries.ts';
import type { AgendaPart } from '../agenda/state.ts';
import { isPut, questionById } from './queries.ts';
import {
  type Question,
  QuestionId,
  type QuestionsEvent,
  type QuestionsPart,
  questionAccesses,
  verdicts,
} from './state.ts';

type Needs = PeoplePart & AgendaPart & QuestionsPart;
const command = rowsOf<Needs, QuestionsEvent>();
/** Before the meeting, beside it, and after it: an answer in writing has its own time. */
const anyTime = { plans: true, afterClosing: true } as const;
const about = { question: QuestionId };
const item = v.nullable(ItemId);

/** The questions of one person and one meeting: nobody writes more by hand. */
const MOST_OF_ONE = 50;

function ofMine(state: Needs, id: QuestionId, { actor }: Context): Question | Rejection {
  const question = questionById(state, id);
  if (!question) return reject('no-such-question');
  return question.person === actor.person ? question : reject('not-yours');
}

type Written = Pick<Question, 'addressee' | 'item' | 'subject' | 'text'>;
function send(state: Needs, id: QuestionId | null, written: Written, context: Context): Outcome<QuestionsEvent> {
  const { now, sequence, actor } = context;
  const person = personById(state, actor.person);
  if (!person || !isDelegate(person)) return reject('no-such-person');
  if (written.item !== null && !itemById(state.agenda, written.item)) return reject('no-such-item');
  if (id === null) {
    if (state.questions.filter((other) => other.person === person.id).length >= MOST_OF_ONE)
      return reject('written-enough');
    const question: Question = {
      ...{ id: v.parse(QuestionId, `question-${sequence}`), order: sequence, person: person.id, ...written, at: now },
      ...{ status: 'sent', why: '', to: null, due: null, group: '', access: 'named' },
      ...{ words: [], verdict: null, calledAt: null },
    };
    return [{ type: 'question-sent', at: now, question }];
  }
  const before = ofMine(state, id, context);
  if (isRejection(before)) return before;
  // What was put to somebody is no longer only hers.
  if (isPut(before)) return reject('question-forwarded');
  return [{ type: 'question-sent', at: now, question: { ...before, ...written, at: now, status: 'sent', why: '' } }];
}

export const questionsCommands = {
  /** A new one, or (`question`) one's own again: as long as it was not put to anybody. */
  'send-question': command(
    ['delegate'],
    {
      question: v.optional(v.nullable(QuestionId), null),
      addressee: line(200),
      item: v.optional(item, null),
      subject: line(200),
      text: prose(20_000),
    },
    (state, { question, ...written }, context) => send(state, question, written, context),
    anyTime,
  ),
  'withdraw-question': command(
    ['delegate'],
    about,
    (state, { question: id }, context) => {
      const question = ofMine(state, id, context);
      if (isRejection(question)) return question;
      if (question.status === 'withdrawn') return reject('nothing-changed');
      return [{ type: 'question-withdrawn', at: context.now, question: id }];
    },
    anyTime,
  ),

  /** For clarity: whoever asked writes it anew. */
  'return-question': command(
    chairsSide,
    { ...about, why: line(500) },
    (state, { question: id, why }, { now }) => {
      const question = questionById(state, id);
      if (!question) return reject('no-such-question');
      if (question.status !== 'sent') return reject('question-not-waiting');
      return [{ type: 'question-returned', at: now, question: id, why }];
    },
    anyTime,
  ),
  /** To somebody of this meeting who answers; again, to place it anew or to put it to another. */
  'forward-question': command(
    chairsSide,
    {
      ...about,
      to: PersonId,
      item: v.optional(item, null),
      due: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))), null),
      group: v.optional(v.pipe(v.string(), v.transform(oneLine), v.maxLength(120)), ''),
      access: v.optional(v.picklist(questionAccesses), 'hall'),
    },
    (state, { question: id, to, ...placed }, { now }) => {
      const question = questionById(state, id);
      if (!question) return reject('no-such-question');
      if (question.status === 'withdrawn' || question.status === 'returned') return reject('question-not-waiting');
      const answering = personById(state, to);
      if (!answering || !isInHall(answering) || to === question.person) return reject('no-such-person');
      if (placed.item !== null && !itemById(state.agenda, placed.item)) return reject('no-such-item');
      const { item, due, group, access } = question;
      if (JSON.stringify([question.to, item, due, group, access]) === JSON.stringify([to, ...Object.values(placed)]))
        return reject('nothing-changed');
      return [{ type: 'question-forwarded', at: now, question: id, to, ...placed }];
    },
    anyTime,
  ),

  /** In writing: by whom it is put to, or by the office, which got it on paper. */
  'answer-question': command(
    [...inHall, ...chairsSide],
    { ...about, text: prose(20_000) },
    (state, { question: id, text }, { now, actor }) => {
      const question = questionById(state, id);
      if (!question || question.to === null) return reject('no-such-question');
      if (question.to !== actor.person && !hasRole(actor.roles, chairsSide)) return reject('not-yours');
      // What whoever asked has said of an answer is said of that one.
      const isJudged = question.status === 'answered' && question.verdict !== null;
      if (!isPut(question) || isJudged) return reject('question-not-waiting');
      return [{ type: 'question-answered', at: now, question: id, person: question.to, text }];
    },
    anyTime,
  ),
  /** What whoever asked says of the answer; asked again, it waits for another. */
  'judge-answer': command(
    ['delegate'],
    {
      ...about,
      verdict: v.picklist(verdicts),
      text: v.optional(v.pipe(v.string(), v.transform(composed), v.maxLength(20_000)), ''),
    },
    (state, { question: id, verdict, text }, context) => {
      const question = ofMine(state, id, context);
      if (isRejection(question)) return question;
      if (question.status !== 'answered') return reject('question-not-answered');
      if (verdict === 'again' && text === '') return reject('malformed');
      if (question.verdict === verdict) return reject('nothing-changed');
      return [
        { type: 'question-judged', at: context.now, question: id, verdict, text: verdict === 'again' ? text : '' },
      ];
    },
    anyTime,
  ),
};
