/** Commenting on a draft as long as it is asked for, and saying what became of it. */
import * as v from 'valibot';
import { composed, DocumentId, prose } from '../../ids.ts';
import { chairsSide, inHall } from '../../people/roles.ts';
import { type PeoplePart, personById } from '../../people/roster.ts';
import { reject, rowsOf } from '../../rulebook/rulebook.ts';
import { documentById, mayRead } from '../documents/queries.ts';
import type { DocumentsPart } from '../documents/state.ts';
import { CommentId, type CommentsEvent, type CommentsPart, takings } from './state.ts';

const command = rowsOf<PeoplePart & DocumentsPart & CommentsPart, CommentsEvent>();
const text = (longest: number) => v.optional(v.pipe(v.string(), v.transform(composed), v.maxLength(longest)), '');

/** The comments of one person on one document. */
const MOST_OF_ONE = 200;

export const commentsCommands = {
  'comment-on-draft': command(
    inHall,
    {
      document: DocumentId,
      page: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))), null),
      quote: text(2000),
      text: prose(5000),
    },
    (state, { document: id, page, quote, text }, { now, sequence, actor }) => {
      const person = personById(state, actor.person);
      const document = documentById(state, id);
      if (!person || !document || !mayRead(document, person)) return reject('no-such-document');
      if (!document.commentsUntil || document.commentsUntil < now) return reject('comments-closed');
      if (page !== null && page > document.pages) return reject('no-such-page');
      const mine = state.comments.filter((other) => other.person === person.id && other.document === id);
      if (mine.length >= MOST_OF_ONE) return reject('written-enough');
      const comment = {
        ...{ id: v.parse(CommentId, `comment-${sequence}`), document: id, hash: document.hash, page },
        ...{ quote: page === null ? '' : quote, text, person: person.id, at: now, settled: null },
      };
      return [{ type: 'draft-commented', at: now, comment }];
    },
    { plans: true },
  ),
  /** One's own, as long as nobody has said what becomes of it. */
  'withdraw-comment': command(
    inHall,
    { comment: CommentId },
    (state, { comment: id }, { now, actor }) => {
      const comment = state.comments.find((one) => one.id === id);
      if (!comment) return reject('no-such-comment');
      if (comment.person !== actor.person) return reject('not-yours');
      return comment.settled ? reject('comment-settled') : [{ type: 'comment-withdrawn', at: now, comment: id }];
    },
    { plans: true },
  ),
  'settle-comment': command(
    chairsSide,
    { comment: CommentId, taking: v.picklist(takings), why: text(2000) },
    (state, { comment: id, taking, why }, { now }) => {
      const comment = state.comments.find((one) => one.id === id);
      if (!comment) return reject('no-such-comment');
      const { settled } = comment;
      return settled?.taking === taking && settled.why === why
        ? reject('nothing-changed')
        : [{ type: 'comment-settled', at: now, comment: id, taking, why }];
    },
    { plans: true, afterClosing: true },
  ),
};
