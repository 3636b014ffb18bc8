/** How answers to an invitation change. */
import type { Invitation, InvitationAnswers, InvitationEvent } from './state.ts';

export function evolveAnswers(answers: InvitationAnswers, event: InvitationEvent): InvitationAnswers {
  if (event.type !== 'invitation-answered') return answers;
  const { person, coming, reason, substitute, at, by } = event;
  return { ...answers, [person]: { coming, reason, ...(substitute ? { substitute } : {}), at, by } };
}

export const evolveInvitation = (invitation: Invitation | null, event: InvitationEvent): Invitation | null =>
  event.type === 'invitations-sent' ? event.invitation : invitation;
