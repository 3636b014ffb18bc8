/** Opens a data folder: what is there, what an earlier version left, or the sample in an empty one. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BodyId, MeetingId } from '../../shared/ids.ts';
import type { Context } from '../../shared/rulebook/rulebook.ts';
import { Bodies } from '../bodies/bodies.ts';
import { type BodyLog, bodyRulebook } from '../bodies/body-log.ts';
import { firstHall, foundBody } from '../bodies/founding.ts';
import { readSample, sampleAccounts } from '../bodies/sample.ts';
import { Accounts, noAccounts } from '../identity/accounts.ts';
import type { LoggedEvent } from '../journal/chain.ts';
import { openFileJournal } from '../journal/file-engine.ts';
import { LogHost } from '../logs/log-host.ts';
import type { Rulebook } from '../logs/rulebook.ts';
import type { Stored } from '../logs/snapshot.ts';
import { beginMeeting } from '../meetings/beginning.ts';
import { type MeetingLog, meetingRulebook } from '../meetings/meeting-log.ts';
import { SyncedFile, syncFolder } from '../storage/synced-file.ts';
import { checkFormat, formatOf, keepFormat } from './format.ts';
import { isOf01, moveFrom01 } from './from-0.1.ts';

/** The data folder is not what a server can start on; one sentence says why. Nothing was touched. */
export class CannotOpen extends Error {}

export interface DataOptions {
  folder: string;
  /** Whether an empty folder stays empty: no sample. */
  empty: boolean;
  now: () => number;
  say: (line: string) => void;
  warn: (message: string, error?: unknown) => void;
}

export interface OpenedData {
  bodies: Bodies;
  accounts: Accounts;
  openMeeting: (folder: string, id: MeetingId) => Promise<MeetingLog>;
}

/** A log in a folder of its own: `journal.jsonl`, and a snapshot beside it. */
async function openLog<State, Command extends { type: string }, Event extends LoggedEvent, Given extends Context>(
  { now, say, warn }: DataOptions,
  rulebook: Rulebook<State, Command, Event, Given>,
  folder: string,
  id: string,
): Promise<LogHost<State, Command, Event, Given>> {
  const path = join(folder, 'journal.jsonl');
  const isNew = !existsSync(path);
  await mkdir(folder, { recursive: true });
  const { journal, tornTail } = await openFileJournal<Event>(path, id);
  if (isNew) {
    await syncFolder(folder);
    await syncFolder(join(folder, '..'));
  }
  if (tornTail)
    say(
      `Dòng cuối của nhật ký bị ghi dở (mất điện?), đã để riêng: ${tornTail} · The journal's last line was torn (a power cut?); it was set aside.`,
    );
  const snapshots = new SyncedFile<Stored>(join(folder, 'snapshot.json'));
  return LogHost.open({ id, rulebook, journal, snapshots, now, warn });
}

export async function openData(options: DataOptions): Promise<OpenedData> {
  const { folder, empty, say } = options;
  checkFormat(await formatOf(folder));
  const openBody = (path: string, id: BodyId): Promise<BodyLog> => openLog(options, bodyRulebook, path, id);
  const openMeeting = (path: string, id: MeetingId): Promise<MeetingLog> => openLog(options, meetingRulebook, path, id);
  const openBodies = (path: string) => Bodies.open({ folder: path, openLog: openBody, now: options.now });
  const [path, bodies, next] = ['accounts.json', 'bodies', 'bodies.next'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  if (isOf01(folder)) await moveFrom01({ folder, next, openBodies, openMeeting, say });

  const existing = await Accounts.open(path);
  const kept = [bodies, join(folder, 'meetings')].find((name) => existsSync(name));
  if (!existing && kept)
    throw new CannotOpen(`${path} is missing, but ${kept} holds meetings: put it back from a backup.`);
  if (!existing && empty) await Accounts.create(path, noAccounts);
  else if (!existing) {
    say('Đang chuẩn bị phiên họp mẫu… · Loading the sample session…');
    // Made beside, and put in its place when the accounts stand: cut off half way, it is made anew.
    await rm(next, { recursive: true, force: true });
    const sample = await readSample(join(folder, 'documents'));
    const made = await openBodies(next);
    const body = await foundBody(made, sample.definition, { isOn: true });
    const inMeetings = (id: MeetingId) => openMeeting(join(made.folderOf(body.id), 'meetings', id), id);
    await beginMeeting(inMeetings, body, { ...sample.definition, hall: firstHall });
    await made.stop();
    await Accounts.create(path, { version: 2, sample: true, accounts: await sampleAccounts(sample) });
  }
  if (!existsSync(bodies) && existsSync(next)) {
    await rename(next, bodies);
    await syncFolder(folder);
  }
  await keepFormat(folder);
  return { bodies: await openBodies(bodies), accounts: (await Accounts.open(path))!, openMeeting };
}
