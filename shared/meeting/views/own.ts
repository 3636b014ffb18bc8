/** What one person may know beside her audience. */
import type { ItemId, PersonId, VoteId } from '../../ids.ts';
import type { Comment, CommentsPart } from '../comments/state.ts';
import { itemsOf, namedDocuments } from '../documents/queries.ts';
import type { DocumentEntry } from '../documents/state.ts';
import type { InvitationAnswer } from '../invitation/state.ts';
import type { MessagesPart, MessagesState } from '../messages/state.ts';
import { questionOf } from '../questions/evolve.ts';
import { questionById } from '../questions/queries.ts';
import type { Question, QuestionsPart } from '../questions/state.ts';
import type { MeetingEvent, MeetingState } from '../state.ts';
import type { Marks } from '../voting/ballots.ts';
import type { BallotMark } from '../voting/state.ts';

/** What one person may know beside her audience: her own ballots, and documents that name her as a reader. */
export interface OwnView {
  ballots: Readonly<Record<VoteId, Marks>>;
  documents: readonly OwnDocument[];
  /** Notices that name her, and her calls that nobody has answered. */
  messages: MessagesState;
  /** What she has answered to the invitation; null while she has not. */
  answer: InvitationAnswer | null;
  /** Questions that she wrote, and those that are put to her. */
  questions: readonly Question[];
  /** What she has said to drafts. */
  comments: readonly Comment[];
}

export interface OwnDocument {
  document: DocumentEntry;
  items: readonly ItemId[];
}

export type OwnFact =
  | { type: 'ballot-recorded'; at: number; vote: VoteId; marks: Marks }
  /** All of them, as they are from now on. */
  | { type: 'own-documents'; at: number; documents: readonly OwnDocument[] }
  | { type: 'own-messages'; at: number; messages: MessagesState }
  | { type: 'own-answer'; at: number; answer: InvitationAnswer }
  | { type: 'own-questions'; at: number; questions: readonly Question[] }
  | { type: 'own-comments'; at: number; comments: readonly Comment[] };

const ownDocuments = (state: MeetingState, person: PersonId): OwnDocument[] =>
  namedDocuments(state, person).map((document) => ({ document, items: itemsOf(state, document.id) }));

const ownMessages = ({ messages }: MessagesPart, person: PersonId): MessagesState => ({
  notices: messages.notices.filter(({ to }) => to?.includes(person)),
  calls: messages.calls.filter((call) => call.person === person),
});

const ownQuestions = ({ questions }: QuestionsPart, person: PersonId): readonly Question[] =>
  questions.filter((question) => question.person === person || question.to === person);

const ownComments = ({ comments }: CommentsPart, person: PersonId): readonly Comment[] =>
  comments.filter((comment) => comment.person === person);

/** Whether it is known what stands on a ballot. */
const isMarked = (mark: BallotMark | undefined): mark is Marks => Array.isArray(mark);

export function ownViewOf(state: MeetingState, person: PersonId): OwnView {
  const ballots: Record<VoteId, Marks> = {};
  for (const { id, poll } of state.voting.votes) {
    const mark = poll?.ballots[poll.entitled.indexOf(person)];
    if (isMarked(mark)) ballots[id] = mark;
  }
  return {
    ballots,
    documents: ownDocuments(state, person),
    messages: ownMessages(state, person),
    answer: state.answers[person] ?? null,
    questions: ownQuestions(state, person),
    comments: ownComments(state, person),
  };
}

type OpenBallot = Extract<MeetingEvent, { type: 'ballot-cast' | 'ballot-entered' | 'ballot-corrected' }>;

const isOpenBallot = (event: MeetingEvent): event is OpenBallot =>
  event.type === 'ballot-cast' || event.type === 'ballot-entered' || event.type === 'ballot-corrected';

/** Whom a notice or a call is of: those named, and who called. */
function messaged(event: MeetingEvent, before: MeetingState): readonly PersonId[] | null {
  switch (event.type) {
    case 'notice-sent':
      return event.notice.to ?? [];
    case 'notice-withdrawn':
      return before.messages.notices.find(({ id }) => id === event.notice)?.to ?? [];
    case 'secretariat-called':
      return [event.call.person];
    case 'call-ended':
      return before.messages.calls.filter(({ id }) => id === event.call).map(({ person }) => person);
    default:
      return null;
  }
}

/** Whom an event about a written question tells something: who asked, and whom it is and was put to. */
function questioned(event: MeetingEvent, before: MeetingState, after: MeetingState): PersonId[] | null {
  const id = questionOf(event as never);
  if (id === undefined) return null;
  const sides = [before, after].flatMap((state) => questionById(state, id) ?? []);
  return [...new Set(sides.flatMap(({ person, to }) => (to ? [person, to] : [person])))];
}

/** Whom an event about a comment tells something: whoever made it. */
function commented(event: MeetingEvent, before: MeetingState): PersonId[] | null {
  if (event.type === 'draft-commented') return [event.comment.person];
  if (event.type !== 'comment-withdrawn' && event.type !== 'comment-settled') return null;
  return before.comments.filter(({ id }) => id === event.comment).map(({ person }) => person);
}

/** Whom an event tells something that her audience does not hear: her own ballot, or documents that name her. */
export function concerned(event: MeetingEvent, before: MeetingState, after: MeetingState): readonly PersonId[] {
  if (isOpenBallot(event)) return [event.voter];
  if (event.type === 'invitation-answered') return [event.person];
  const others = messaged(event, before);
  if (others) return others;
  const beside = questioned(event, before, after) ?? commented(event, before);
  if (beside) return beside;
  if (
    before.documents === after.documents &&
    before.agenda.items === after.agenda.items &&
    before.people === after.people
  )
    return [];
  // By the list as it was and as it is: who is taken off it loses what named her, who is put on it gains it.
  const reading = [before, after].flatMap((state) =>
    state.people.filter((person) => namedDocuments(state, person.id).length > 0).map(({ id }) => id),
  );
  return [...new Set(reading)];
}

export function ownFactsFor(
  event: MeetingEvent,
  before: MeetingState,
  after: MeetingState,
  person: PersonId,
): OwnFact[] {
  if (isOpenBallot(event)) {
    if (event.voter !== person || event.marks === 'hidden') return [];
    return [{ type: 'ballot-recorded', at: event.at, vote: event.vote, marks: event.marks }];
  }
  if (!concerned(event, before, after).includes(person)) return [];
  if (event.type === 'invitation-answered')
    return [{ type: 'own-answer', at: event.at, answer: after.answers[person]! }];
  if (messaged(event, before)) return [{ type: 'own-messages', at: event.at, messages: ownMessages(after, person) }];
  if (questionOf(event as never) !== undefined)
    return [{ type: 'own-questions', at: event.at, questions: ownQuestions(after, person) }];
  if (commented(event, before)) return [{ type: 'own-comments', at: event.at, comments: ownComments(after, person) }];
  return [{ type: 'own-documents', at: event.at, documents: ownDocuments(after, person) }];
}

export function evolveOwn(view: OwnView, fact: OwnFact): OwnView {
  switch (fact.type) {
    case 'own-documents':
      return { ...view, documents: fact.documents };
    case 'own-answer':
      return { ...view, answer: fact.answer };
    case 'own-questions':
      return { ...view, questions: fact.questions };
    case 'own-comments':
      return { ...view, comments: fact.comments };
    case 'own-messages':
      return { ...view, messages: fact.messages };
    case 'ballot-recorded':
      return { ...view, ballots: { ...view.ballots, [fact.vote]: fact.marks } };
  }
}
