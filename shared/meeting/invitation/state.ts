/** Trả lời giấy mời: who said that she comes, comes late, or does not and why. */
import type { PersonId } from '../../ids.ts';

/** Dự họp · đến muộn · vắng mặt · cử người dự thay */
export const comings = ['comes', 'late', 'absent', 'substitute'] as const;
export type Coming = (typeof comings)[number];

export interface InvitationAnswer {
  coming: Coming;
  /** Why she comes late or not; empty where nobody said. */
  reason: string;
  /** Who comes in her place: name and office; not there where nobody does. */
  substitute?: string;
  at: number;
  /** By herself, or by the office on her word. */
  by: 'self' | 'hand';
}

/** Giấy mời, as it was sent last. */
export interface Invitation {
  /** Số, ký hiệu: "12/GM-HĐND"; empty where it has none yet. */
  symbol: string;
  /** Of the paper: YYYY-MM-DD. */
  day: string;
  /** Whose office signs, and who: "TM. THƯỜNG TRỰC HĐND", "CHỦ TỊCH", a name. */
  authority: string;
  signerTitle: string;
  signer: string;
  /** What is asked of whoever comes; empty where nothing is. */
  notes: string;
  /** Until when an answer is asked for: milliseconds since 1970; null where nobody said. */
  answerBy: number | null;
  /** How often it was sent, this time included: a calendar takes the higher number for the newer. */
  times: number;
  at: number;
}

export type InvitationEvent =
  | ({ type: 'invitation-answered'; person: PersonId } & InvitationAnswer)
  | { type: 'invitations-sent'; at: number; invitation: Invitation };

/** The last answer of each who has given one; for the chair's side, and each her own. */
export type InvitationAnswers = Readonly<Record<PersonId, InvitationAnswer>>;
export const noAnswers: InvitationAnswers = {};

/** What a state has that knows this topic. */
export interface InvitationPart {
  /** Null until it is sent; on no screen and not for the public. */
  invitation: Invitation | null;
  answers: InvitationAnswers;
}
