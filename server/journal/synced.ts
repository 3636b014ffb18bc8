/** Said whenever a journal is on disk: for numbers and mirrors, which the writer knows nothing of. */
import { channel } from 'node:diagnostics_channel';

export const JOURNAL_SYNCED = 'nghi-truong:journal-synced';

export interface JournalSynced {
  path: string;
  /** How long the disk took, milliseconds. */
  ms: number;
}

const synced = channel(JOURNAL_SYNCED);
export const sayJournalSynced = (message: JournalSynced): void => synced.publish(message);
