/** Phiếu chất vấn: a question in writing, from the delegate over the secretariat to whom it is put, and back. */
import * as v from 'valibot';
import type { ItemId, PersonId } from '../../ids.ts';

export const QuestionId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/), v.brand('QuestionId'));
export type QuestionId = v.InferOutput<typeof QuestionId>;

/** Who may read a question that was forwarded, and its answer: who asked and whom it is put to, the hall, anyone. */
export const questionAccesses = ['named', 'hall', 'public'] as const;
export type QuestionAccess = (typeof questionAccesses)[number];

/** What whoever asked says of an answer: đã rõ · chưa thỏa đáng · chất vấn lại */
export const verdicts = ['satisfied', 'unsatisfied', 'again'] as const;
export type Verdict = (typeof verdicts)[number];

export interface QuestionWord {
  at: number;
  /** Who said it: whom it is put to, or the office on her word; whoever asked. */
  person: PersonId | null;
  kind: 'answer' | 'again';
  text: string;
}

export interface Question {
  id: QuestionId;
  /** The place among all questions: a later one has a larger number. */
  order: number;
  person: PersonId;
  /** The body or person as whoever asks names it. */
  addressee: string;
  /** The item that it stands with; null until somebody says. */
  item: ItemId | null;
  subject: string;
  text: string;
  at: number;
  /** with the secretariat · back at whoever asked · with whom it is put to · answered in writing · taken back */
  status: 'sent' | 'returned' | 'forwarded' | 'answered' | 'withdrawn';
  /** Why it was returned; empty where it was not. */
  why: string;
  /** Whom the secretariat has put it to; null until then. */
  to: PersonId | null;
  /** Until when an answer is asked for, milliseconds since 1970; null where nobody said. */
  due: number | null;
  /** Questions of one group are answered together; empty where it is of none. */
  group: string;
  access: QuestionAccess;
  /** Answers, and what was asked again, in their order. */
  words: readonly QuestionWord[];
  /** Of the last answer; null while nobody has said. */
  verdict: Verdict | null;
  /** When it became a request for the floor; null where it did not. */
  calledAt: number | null;
}

export type QuestionsEvent =
  /** Sent, or sent again after it was returned. */
  | { type: 'question-sent'; at: number; question: Question }
  | { type: 'question-withdrawn'; at: number; question: QuestionId }
  | { type: 'question-returned'; at: number; question: QuestionId; why: string }
  /** Put to somebody, or placed anew. */
  | {
      type: 'question-forwarded';
      at: number;
      question: QuestionId;
      to: PersonId;
      item: ItemId | null;
      due: number | null;
      group: string;
      access: QuestionAccess;
    }
  | { type: 'question-answered'; at: number; question: QuestionId; person: PersonId; text: string }
  | { type: 'question-judged'; at: number; question: QuestionId; verdict: Verdict; text: string };

/** On the wire: a question as an audience may know it from now on, and one that it may not know any more. */
export type QuestionsFact =
  | { type: 'question-told'; at: number; question: Question }
  | { type: 'question-hidden'; at: number; question: QuestionId };

/** What a state has that knows this topic. */
export interface QuestionsPart {
  /** In the order in which they were first sent. */
  questions: readonly Question[];
}
