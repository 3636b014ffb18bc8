/** Trả lời giấy mời: who said that she comes, comes late, or does not and why. */
import type { PersonId } from '../../ids.ts';

/** Dự họp · đến muộn · vắng mặt */
export const comings = ['comes', 'late', 'absent'] as const;
export type Coming = (typeof comings)[number];

export interface InvitationAnswer {
  coming: Coming;
  /** Why she comes late or not; empty where nobody said. */
  reason: string;
  at: number;
  /** By herself, or by the office on her word. */
  by: 'self' | 'hand';
}

export type InvitationEvent = { type: 'invitation-answered'; person: PersonId } & InvitationAnswer;

/** The last answer of each who has given one; for the chair's side, and each her own. */
export type InvitationAnswers = Readonly<Record<PersonId, InvitationAnswer>>;
export const noAnswers: InvitationAnswers = {};

/** What a state has that knows this topic. */
export interface InvitationPart {
  answers: InvitationAnswers;
}
