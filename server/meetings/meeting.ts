/** A meeting that is awake, and what lives beside it. */
import type { BodyId, MeetingId } from '../../shared/ids.ts';
import type { Ballots } from '../ballots/ballots.ts';
import type { Service } from '../logs/rulebook.ts';
import type { MeetingLog } from './meeting-log.ts';

/** A meeting that is awake: its log, and the boxes of its secret votes. */
export interface Meeting {
  body: BodyId;
  id: MeetingId;
  /** Names it on this server: two bodies may have meetings of the same name. */
  key: string;
  log: MeetingLog;
  ballots: Ballots;
}

/** Something that lives beside every meeting: one file, and one line in the list of services (main.ts). */
export type MeetingService = Service<Meeting>;

export const meetingKey = (body: string, meeting: string): string => `${body}/${meeting}`;
