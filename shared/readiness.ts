/** What a planned meeting has, and what it still lacks: for the desk's first page. */
import type { ItemId } from './ids.ts';

export interface Readiness {
  items: number;
  /** When the agenda was sent; null while it is a draft. */
  sentAt: number | null;
  /** Changes since then. */
  changed: number;
  votes: number;
  /** Items whose submitter has handed nothing in yet. */
  lacking: readonly { id: ItemId; title: string; submitter: string }[];
  /** Files that were sent and wait to be confirmed. */
  waiting: number;
  /** Delegates and guests. */
  people: number;
  /** Those of them without a seat, where there is a plan. */
  seatless: number;
  /** Whether the invitation was issued; not where it has no time yet. */
  isInvited: boolean;
  /** Written questions that wait for the secretariat, and those whose answer is late. */
  questions: { waiting: number; late: number };
  /** Those of them who have answered the invitation. */
  answered: number;
  /** Those of them who are signed in on some device. */
  signedIn: number;
  /** Why it does not take place; null when it does. */
  cancelled: string | null;
}
