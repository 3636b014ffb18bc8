/** The bodies of this server: each a log in a folder of its own, open as long as the server runs. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { type Hall, hallOfScreen } from '../../shared/body/halls.ts';
import { type ListedMeeting, meetingIn, meetingsOn } from '../../shared/body/meetings.ts';
import { isMemberOn, memberById } from '../../shared/body/members.ts';
import type { BodyProfile } from '../../shared/body/profile.ts';
import { BodyId, type MeetingId, type PersonId } from '../../shared/ids.ts';
import type { Role } from '../../shared/people/roles.ts';
import type { Procedure } from '../../shared/procedure.ts';
import { dayIn } from '../../shared/vietnamese.ts';
import type { Answered } from '../logs/log-host.ts';
import { system } from '../logs/rulebook.ts';
import type { BodyLog } from './body-log.ts';

export interface BodiesOptions {
  /** Each body has a folder of its own below it. */
  folder: string;
  openLog: (folder: string, id: BodyId) => Promise<BodyLog>;
  now: () => number;
}

/** One of somebody's meetings, with the body that it is of. */
export interface SomebodysMeeting {
  body: BodyLog;
  meeting: ListedMeeting;
}

export class Bodies {
  readonly #options: BodiesOptions;
  readonly #logs = new Map<string, BodyLog>();
  readonly #onChange = new Set<(body: BodyLog) => void>();

  private constructor(options: BodiesOptions) {
    this.#options = options;
  }

  /** Opens the logs of all bodies: small ones, and the list of meetings stands in them. */
  static async open(options: BodiesOptions): Promise<Bodies> {
    const bodies = new Bodies(options);
    await mkdir(options.folder, { recursive: true });
    const names = (await readdir(options.folder, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => v.safeParse(BodyId, name));
    await Promise.all(names.flatMap((name) => (name.success ? [bodies.#open(name.output)] : [])));
    return bodies;
  }

  async #open(id: BodyId): Promise<BodyLog> {
    const log = await this.#options.openLog(join(this.#options.folder, id), id);
    log.listen(() => {
      for (const changed of this.#onChange) changed(log);
    });
    this.#logs.set(id, log);
    return log;
  }

  /** Begins a body. Throws when there is one of that id. */
  async create(id: BodyId, profile: BodyProfile, procedure: Procedure): Promise<BodyLog> {
    if (this.#logs.has(id)) throw new Error(`There is a body “${id}” already.`);
    const log = await this.#open(id);
    const answer = await log.execute(`create-${id}`, { type: 'create-body', body: id, profile, procedure }, system);
    if (!answer.accepted) throw new Error(`The body “${id}” could not be created: ${answer.code}`);
    return log;
  }

  /** Closes a body and deletes its folder. Its meetings must be closed. */
  async remove(id: BodyId): Promise<void> {
    const log = this.#logs.get(id);
    if (!log) return;
    this.#logs.delete(id);
    await log.stop();
    await rm(this.folderOf(id), { recursive: true, force: true });
  }

  get all(): BodyLog[] {
    return [...this.#logs.values()].filter(({ state }) => state.id !== '');
  }
  body(id: string | undefined): BodyLog | undefined {
    const log = id === undefined ? undefined : this.#logs.get(id);
    return log && log.state.id !== '' ? log : undefined;
  }
  folderOf(id: string): string {
    return join(this.#options.folder, id);
  }

  /** Called with a body that has changed. Answers with the way to stop it. */
  onChange(changed: (body: BodyLog) => void): () => void {
    this.#onChange.add(changed);
    return () => this.#onChange.delete(changed);
  }

  /** The roles that somebody has in a body today: they end with her membership. */
  rolesIn(body: BodyLog | undefined, person: string | null): readonly Role[] {
    const member = body && memberById(body.state, person);
    if (!member) return [];
    const today = dayIn(body.state.profile.timeZone, this.#options.now());
    return isMemberOn(member, today) ? member.roles : [];
  }

  /** The bodies that somebody belongs to, or has a meeting in. */
  of(person: PersonId): BodyLog[] {
    return this.all.filter(
      ({ state }) =>
        state.members.some(({ id }) => id === person) ||
        meetingsOn(state).some(({ people }) => people.includes(person)),
    );
  }

  /** All meetings that somebody takes part in, of every body. */
  meetingsOf(person: PersonId): SomebodysMeeting[] {
    return this.all.flatMap((body) =>
      meetingsOn(body.state)
        .filter(({ people }) => people.includes(person))
        .map((meeting) => ({ body, meeting })),
    );
  }

  /** The hall that a screen hangs in, and what is on there. */
  screen(person: PersonId): { body: BodyLog; hall: Hall; meeting: MeetingId | null } | null {
    for (const body of this.all) {
      const hall = hallOfScreen(body.state, person);
      if (hall) return { body, hall, meeting: meetingIn(body.state, hall.id)?.id ?? null };
    }
    return null;
  }

  /** Keeps what a meeting's own log says of it in the body's list. */
  async list(body: string, meeting: ListedMeeting): Promise<Answered | null> {
    const log = this.body(body);
    return log ? log.execute(`list-${randomUUID()}`, { type: 'list-meeting', meeting }, system) : null;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#logs.values()].map((log) => log.stop()));
  }
}
