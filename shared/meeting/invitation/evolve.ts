/** How answers to an invitation change. */
import type { InvitationAnswers, InvitationEvent } from './state.ts';

export function evolveAnswers(answers: InvitationAnswers, event: InvitationEvent): InvitationAnswers {
  if (event.type !== 'invitation-answered') return answers;
  const { person, coming, reason, at, by } = event;
  return { ...answers, [person]: { coming, reason, at, by } };
}
