/** Words about invitations and their answers, in the current language. */
import { topic } from './language.ts';
import { invitation } from './vi/invitation.ts';

export const invitationText = topic(invitation, async () => (await import('./en/invitation.ts')).invitation);
