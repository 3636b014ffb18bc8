/** What every page may say; topics that are only said on some stand beside, and come with their pages. */

import { agenda } from './agenda.ts';
import { attendance } from './attendance.ts';
import { connection } from './connection.ts';
import { display } from './display.ts';
import { floor } from './floor.ts';
import { home } from './home.ts';
import { phases } from './phases.ts';
import { presentation } from './presentation.ts';
import { questions } from './questions.ts';
import { reader } from './reader.ts';
import { votes } from './votes.ts';

export const all = {
  ...home,
  ...phases,
  ...connection,
  ...agenda,
  ...attendance,
  ...floor,
  ...votes,
  ...reader,
  ...presentation,
  ...display,
  ...questions,
};
export type Words = typeof all;
