/**
 * Moves a data folder of version 0.1 (one registry, one council, `meetings/`) to that of bodies. A copy of what it had
 * is kept beside it. Nothing is lost by a cut at any moment: until accounts.json stands, all of it is done anew.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { MeetingId } from '../../shared/ids.ts';
import { MeetingDefinition } from '../../shared/meeting/definition.ts';
import { descriptionOf } from '../../shared/meeting/planning/queries.ts';
import type { Bodies } from '../bodies/bodies.ts';
import type { BodyLog } from '../bodies/body-log.ts';
import { firstHall, foundBody } from '../bodies/founding.ts';
import { DocumentStore } from '../documents/document-store.ts';
import { Account, Accounts } from '../identity/accounts.ts';
import { system } from '../logs/rulebook.ts';
import { listed } from '../meetings/listing.ts';
import type { MeetingLog } from '../meetings/meeting-log.ts';
import { FileDamaged, readChecked, SyncedFile, syncFile, syncFolder } from '../storage/synced-file.ts';

const Registry = v.object({
  version: v.literal(1),
  sample: v.boolean(),
  accounts: v.array(Account),
  meetings: v.array(MeetingDefinition),
});

export interface MoveOptions {
  folder: string;
  /** Where the new form is made, to be put in its place when it is whole. */
  next: string;
  openBodies: (folder: string) => Promise<Bodies>;
  openMeeting: (folder: string, id: MeetingId) => Promise<MeetingLog>;
  say: (line: string) => void;
}

/** Where the copy is kept. */
export const KEPT = 'before-0.2';

/** Whether there is something to move, or a move to be ended. */
export const isOf01 = (folder: string): boolean => existsSync(join(folder, 'registry.json'));

/** Copies a file, or a folder with all that is in it, durably. */
async function copied(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true });
  if ((await stat(to)).isFile()) return syncFile(to);
  for (const entry of await readdir(to, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) await syncFile(join(entry.parentPath, entry.name));
}

async function keepCopy(folder: string): Promise<void> {
  const kept = join(folder, KEPT);
  if (existsSync(kept)) return; // whole: it was put in its place by a rename
  const next = `${kept}.next`;
  await rm(next, { recursive: true, force: true });
  await mkdir(next);
  for (const name of ['meetings', 'intake'])
    if (existsSync(join(folder, name))) await copied(join(folder, name), join(next, name));
  await copied(join(folder, 'registry.json'), join(next, 'registry.json'));
  await rename(next, kept);
  await syncFolder(folder);
}

/** One meeting: its journal where it has one, else its log begins with what the registry said of it. */
async function moveMeeting(
  { folder, openMeeting }: MoveOptions,
  target: string,
  body: BodyLog,
  prepared: MeetingDefinition,
): Promise<void> {
  const { id } = prepared;
  const from = join(folder, KEPT, 'meetings', id);
  const to = join(target, body.id, 'meetings', id);
  await mkdir(to, { recursive: true });
  for (const name of ['journal.jsonl', 'ballots'])
    if (existsSync(join(from, name))) await copied(join(from, name), join(to, name));
  await syncFolder(to);
  const log = await openMeeting(to, id);
  if (log.sequence === 0)
    await log.execute(`create-${id}`, { type: 'create-meeting', definition: { ...prepared, hall: firstHall } }, system);
  else if (log.state.phase !== 'closed') {
    // It had no hall in 0.1, and its screens are to find it.
    const description = { ...descriptionOf(log.state), hall: firstHall };
    await log.execute(`hall-${id}`, { type: 'describe-meeting', description }, system);
  }
  const meeting = listed({ id, log });
  const { phase, hasOpenVote, people, isRehearsal, id: _, ...description } = meeting;
  await body.execute(`plan-${id}`, { type: 'plan-meeting', meeting: id, description, people, isRehearsal }, system);
  await body.execute(`list-${id}`, { type: 'list-meeting', meeting }, system);
  await log.stop();
}

/** Files on their way in know from now on which body they are for. */
async function moveIntake(folder: string, body: BodyLog | undefined): Promise<void> {
  const path = join(folder, 'intake', 'intake.json');
  const kept = join(folder, KEPT, 'intake', 'intake.json');
  if (!existsSync(kept)) return;
  const { entries } = JSON.parse(await readFile(kept, 'utf8')) as { entries: object[] };
  await new SyncedFile(path).write({
    version: 1,
    entries: body ? entries.map((entry) => ({ ...entry, body: body.id })) : [],
  });
}

/** Moves the folder, or ends a move that was cut off. Throws `FileDamaged` when the registry can't be read. */
export async function moveFrom01(options: MoveOptions): Promise<void> {
  const { folder, next: target, openBodies, say } = options;
  const accounts = join(folder, 'accounts.json');
  if (!existsSync(accounts)) {
    say(
      'Đang chuyển dữ liệu sang cách lưu mới; bản cũ được giữ lại… · Moving the data to its new form; a copy of the old is kept…',
    );
    const registry = await readChecked(
      new SyncedFile<v.InferOutput<typeof Registry> | null>(join(folder, 'registry.json')),
      Registry,
    );
    if (!registry) return;
    await keepCopy(folder);
    await rm(target, { recursive: true, force: true });
    const bodies = await openBodies(target);
    const founded = new Map<string, BodyLog>();
    const { meetings, sample } = registry;
    for (const definition of meetings) {
      const body = founded.get(definition.council) ?? (await foundBody(bodies, definition));
      founded.set(definition.council, body);
      await moveMeeting(options, target, body, definition);
    }
    await bodies.stop();
    // Every file that is here belongs to some meeting, but those that wait for a person.
    const store = new DocumentStore(join(folder, 'documents'));
    const waiting = await readFile(join(folder, 'intake', 'intake.json'), 'utf8').catch(() => ''); // there may be none
    for (const hash of await store.hashes()) if (!waiting.includes(hash)) await store.claim(hash);
    await moveIntake(folder, [...founded.values()][0]);
    await Accounts.create(accounts, { version: 2, sample, accounts: registry.accounts });
  }
  if (!existsSync(join(folder, 'bodies'))) {
    await rename(target, join(folder, 'bodies'));
    await syncFolder(folder);
  }
  if (!existsSync(join(folder, KEPT))) throw new FileDamaged(`${join(folder, KEPT)}: is missing beside registry.json.`);
  await rm(join(folder, 'meetings'), { recursive: true, force: true });
  await rm(join(folder, 'registry.json'), { force: true });
}
