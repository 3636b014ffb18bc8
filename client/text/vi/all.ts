/** What every page may say; topics that are only said on some stand beside, and come with their pages. */

import { agenda } from './agenda.ts';
import { attendance } from './attendance.ts';
import { connection } from './connection.ts';
import { floor } from './floor.ts';
import { general } from './general.ts';
import { meeting } from './meeting.ts';
import { phases } from './phases.ts';
import { presentation } from './presentation.ts';
import { reader } from './reader.ts';
import { votes } from './votes.ts';

export const all = {
  ...general,
  ...phases,
  ...connection,
  ...agenda,
  ...attendance,
  ...floor,
  ...votes,
  ...reader,
  ...presentation,
  ...meeting,
};
export type Words = typeof all;
