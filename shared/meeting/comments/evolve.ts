/** How comments on drafts change. */
import type { Comment, CommentsEvent } from './state.ts';

export function evolveComments(comments: readonly Comment[], event: CommentsEvent): readonly Comment[] {
  switch (event.type) {
    case 'draft-commented':
      return [...comments, event.comment];
    case 'comment-withdrawn':
      return comments.filter(({ id }) => id !== event.comment);
    case 'comment-settled': {
      const { taking, why, at } = event;
      return comments.map((one) => (one.id === event.comment ? { ...one, settled: { taking, why, at } } : one));
    }
    default:
      return comments;
  }
}
