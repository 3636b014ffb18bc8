import type { Words } from '../vi/all.ts';
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

export const all: Words = {
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
