import type { invitation as vi } from '../vi/invitation.ts';

export const invitation: typeof vi = {
  question: 'Will you take part in this meeting?',
  coming: { comes: 'I come', late: 'I come late', absent: 'I do not come', substitute: 'Somebody comes for me' },
  answered: {
    comes: 'Answered: you come',
    late: 'Answered: you come late',
    absent: 'Answered: you do not come',
    substitute: 'Answered: somebody comes for you',
  },
  reason: {
    comes: '',
    late: 'Why, and when you come (if you like)',
    absent: 'Why you do not come',
    substitute: 'Why (if you like)',
  },
  substitute: 'Name and office of who comes for you',
  send: (coming) => `Send: ${coming}`,
  change: 'Change the answer',
  answer: 'Answer to the invitation',
  unanswered: 'No answer yet',
  said: (coming, reason) => `Has answered: ${coming}${reason ? ` (${reason})` : ''}`,
  counted: (answered, invited, late, absent) =>
    [
      `Invitation answered: ${answered} of ${invited}`,
      late > 0 ? `${late} late` : '',
      absent > 0 ? `${absent} absent` : '',
    ]
      .filter(Boolean)
      .join(' · '),
};
