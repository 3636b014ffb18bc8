/** The meetings of all bodies: opened when asked for, put to sleep when nobody needs them, as many at once as there are. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { type Invited, listedMeeting, meetingsOn } from '../../shared/body/meetings.ts';
import { isMemberOn, type Member } from '../../shared/body/members.ts';
import type { BodyState } from '../../shared/body/state.ts';
import type { BodyId, MeetingId } from '../../shared/ids.ts';
import { MeetingDefinition } from '../../shared/meeting/definition.ts';
import { isOn } from '../../shared/meeting/phase/queries.ts';
import type { MeetingDescription } from '../../shared/meeting/planning/state.ts';
import { openVotes } from '../../shared/meeting/voting/queries.ts';
import { chairsSide, hasRole } from '../../shared/people/roles.ts';
import { isDelegate, isGuest, type Person } from '../../shared/people/roster.ts';
import { withoutPersons } from '../../shared/people/seating.ts';
import { Ballots } from '../ballots/ballots.ts';
import type { Bodies } from '../bodies/bodies.ts';
import type { BodyLog } from '../bodies/body-log.ts';
import { system } from '../logs/rulebook.ts';
import { beginMeeting } from './beginning.ts';
import { type Meeting, type MeetingService, meetingKey } from './meeting.ts';
import type { MeetingLog } from './meeting-log.ts';

export interface MeetingsOptions {
  bodies: Bodies;
  openLog: (folder: string, id: MeetingId) => Promise<MeetingLog>;
  /** What lives beside every meeting, in the order in which it is started. */
  services: readonly MeetingService[];
  /** By how much the clock was set before this start, as far as it is known, milliseconds. */
  missedStep?: number;
  warn: (message: string, error?: unknown) => void;
}

interface Awake {
  meeting: Meeting;
  stop: () => Promise<void>;
  /** When somebody asked for it last, by a clock that does not jump. */
  usedAt: number;
}

const SLEEPS_AFTER_MS = 5 * 60_000;
const LOOK_EVERY_MS = 60_000;

export class Meetings {
  readonly #options: MeetingsOptions;
  readonly #awake = new Map<string, Promise<Awake | null>>();
  /** Those of them that are open by now. */
  readonly #opened = new Map<string, Awake>();
  readonly #needs = new Set<(meeting: Meeting) => boolean>();
  readonly #onSleep = new Set<(meeting: Meeting) => void>();
  readonly #sweep: NodeJS.Timeout;
  #isStopping = false;

  constructor(options: MeetingsOptions) {
    this.#options = options;
    this.#sweep = setInterval(() => void this.sleepWhereIdle(), LOOK_EVERY_MS).unref();
  }

  folderOf(body: string, meeting: string): string {
    return join(this.#options.bodies.folderOf(body), 'meetings', meeting);
  }

  /** Wakes the meetings in which something runs: their deadlines must hold although nobody has asked yet. */
  async wakeRunning(): Promise<void> {
    const running = this.#options.bodies.all.flatMap(({ state }) =>
      meetingsOn(state)
        .filter((meeting) => isOn(meeting) || meeting.hasOpenVote)
        .map((meeting) =>
          // One that can't be opened is no reason for the others to wait: whoever asks for it is told.
          this.get(state.id, meeting.id).catch((error: unknown) =>
            this.#options.warn(
              `The meeting ${state.id}/${meeting.id} can't be opened: ${(error as Error).message}`,
              error,
            ),
          ),
        ),
    );
    await Promise.all(running);
  }

  get awake(): Meeting[] {
    return [...this.#opened.values()].map(({ meeting }) => meeting);
  }

  /** The meeting, opened if it sleeps; null when the body has none of that id. Throws when its journal is damaged. */
  async get(body: string, id: string): Promise<Meeting | null> {
    const listed = this.#options.bodies.body(body);
    if (!listed || !listedMeeting(listed.state, id) || this.#isStopping) return null;
    const key = meetingKey(body, id);
    let opening = this.#awake.get(key);
    if (!opening) {
      opening = this.#open(listed, id as MeetingId);
      this.#awake.set(key, opening);
      opening.then(
        (awake) => (awake ? this.#opened.set(key, awake) : this.#awake.delete(key)),
        () => this.#awake.delete(key), // whoever asked is told; the next one tries again
      );
    }
    const awake = await opening;
    if (awake) awake.usedAt = performance.now();
    return awake?.meeting ?? null;
  }

  /** The meeting if it is awake: for what must not wait. */
  opened(body: string, id: string): Meeting | undefined {
    return this.#opened.get(meetingKey(body, id))?.meeting;
  }

  /** Begins a meeting of a body, and opens it. Its people must be on the definition: that is who it is shown to. */
  async create(body: BodyLog, definition: MeetingDefinition, isRehearsal = false): Promise<Meeting> {
    const { openLog } = this.#options;
    await beginMeeting((id) => openLog(this.folderOf(body.id, id), id), body, definition, isRehearsal);
    return (await this.get(body.id, definition.id))!;
  }

  async #open(body: BodyLog, id: MeetingId): Promise<Awake | null> {
    const { openLog, services, missedStep = 0, warn } = this.#options;
    const folder = this.folderOf(body.id, id);
    if (!existsSync(folder)) return null;
    const log = await openLog(folder, id);
    const ballots = await Ballots.open(join(folder, 'ballots'));
    const meeting: Meeting = { body: body.id as BodyId, id, key: meetingKey(body.id, id), log, ballots };
    await log.catchUpWithClock(missedStep, log.state.phase !== 'closed');
    const stops: (() => void | Promise<void>)[] = [await ballots.start(log)];
    for (const service of services) {
      try {
        stops.push(await service.start(meeting));
      } catch (error) {
        warn(`A service of ${meeting.key} could not be started.`, error);
      }
    }
    const stop = async () => {
      await log.stop();
      for (const stopOne of stops.reverse())
        await Promise.resolve(stopOne()).catch((error: unknown) =>
          warn(`A service of ${meeting.key} did not stop.`, error),
        );
    };
    return { meeting, stop, usedAt: performance.now() };
  }

  /** Hashes of the documents of all meetings that are on or to come, in the order of each. */
  async documentsToCome(): Promise<string[]> {
    const found: string[] = [];
    for (const { state } of this.#options.bodies.all)
      for (const listed of meetingsOn(state).filter(({ phase }) => phase !== 'closed')) {
        // One that can't be opened has been named at the start, and is to whoever asks for it.
        const meeting = await this.get(state.id, listed.id).catch(() => null);
        found.push(...(meeting?.log.state.documents ?? []).map(({ hash }) => hash));
      }
    return found;
  }

  /** Registers who may need a meeting: while one does, it stays awake. */
  neededBy(needs: (meeting: Meeting) => boolean): void {
    this.#needs.add(needs);
  }
  /** Called with a meeting that goes to sleep, or is dismissed. */
  onSleep(gone: (meeting: Meeting) => void): void {
    this.#onSleep.add(gone);
  }

  /** Puts to sleep what nobody needs. @param after milliseconds since somebody asked for it last */
  async sleepWhereIdle(after = SLEEPS_AFTER_MS): Promise<void> {
    const now = performance.now();
    for (const [key, { meeting, usedAt }] of this.#opened) {
      const { state } = meeting.log;
      const runs = isOn(state) || openVotes(state.voting).length > 0;
      if (runs || now - usedAt < after || [...this.#needs].some((needs) => needs(meeting))) continue;
      await this.#close(key);
    }
  }

  async #close(key: string): Promise<void> {
    const awake = this.#opened.get(key);
    if (!awake) return;
    this.#opened.delete(key);
    for (const gone of this.#onSleep) gone(awake.meeting);
    // Whoever asks meanwhile waits until it is closed, and opens it anew.
    const closed = awake.stop().then(() => null);
    this.#awake.set(key, closed);
    await closed;
    if (this.#awake.get(key) === closed) this.#awake.delete(key);
  }

  /** Ends a rehearsal: nothing of it is left. */
  async dismiss(body: BodyLog, id: MeetingId): Promise<void> {
    await this.#close(meetingKey(body.id, id));
    await body.execute(`unlist-${id}`, { type: 'unlist-meeting', meeting: id }, system);
    await rm(this.folderOf(body.id, id), { recursive: true, force: true });
  }

  /** Closes all meetings of a body that is removed. */
  async closeAllOf(body: BodyLog): Promise<void> {
    for (const { id } of body.state.meetings) await this.#close(meetingKey(body.id, id));
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#sweep);
    await Promise.allSettled(this.#awake.values());
    await Promise.all([...this.#opened.values()].map(({ stop }) => stop()));
    this.#opened.clear();
  }
}

/** What planning begins with. */
export interface Planning {
  id: MeetingId;
  description: MeetingDescription;
  /** YYYY-MM-DD: who is a member then takes part. */
  today: string;
  /** Those of them who are asked to come: nobody else but those who look after the meeting. Null: all. */
  invited: Invited | null;
  /** An earlier meeting whose agenda, votes, notes and rules are taken over; null: nothing but the body's rules. */
  like: MeetingDefinition | null;
}

const isInvited = (person: Person, invited: Invited | null): boolean =>
  invited === null ||
  hasRole(person.roles, [...chairsSide, 'administrator', 'display']) ||
  (isDelegate(person) && (invited.delegates || invited.delegations.includes(person.delegation))) ||
  (isGuest(person) && invited.guests);

/** Who takes part in a meeting: those invited, and those who look after it. @param today YYYY-MM-DD */
export const invitedMembers = ({ members }: BodyState, invited: Invited | null, today: string): readonly Member[] =>
  members.filter((member) => isMemberOn(member, today) && isInvited(member, invited));

/** A meeting by a body's rules, with its members and in its hall; without documents, which each meeting has its own. */
export function plainDefinition(
  { state }: BodyLog,
  { id, description, today, invited, like }: Planning,
): MeetingDefinition {
  const people = invitedMembers(state, invited, today).map(({ from, until, email, ...person }) => person);
  const takesPart = new Set(people.map((person) => person.id));
  const plan = state.halls.find((hall) => hall.id === description.hall)?.plan ?? null;
  return v.parse(MeetingDefinition, {
    id,
    ...description,
    council: state.profile.name,
    people,
    agenda: like?.agenda.map((item) => ({ ...item, documents: [] })) ?? [],
    documents: [],
    // Of those who stand for election then, nothing is known now.
    votes: like?.votes.filter(({ candidates }) => candidates.length === 0) ?? [],
    procedure: like?.procedure ?? state.procedure,
    seating: withoutPersons(plan, (person) => !takesPart.has(person)),
  });
}
