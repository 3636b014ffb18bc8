/**
 * What one meeting tells its audiences. Everything that happened in a tick is one batch to each audience, encoded
 * once. Ballots wait up to a tenth of a second for each other: a thousand of them are some ten counts to each client.
 */
import type { Server, Socket } from 'socket.io';
import type { PersonId } from '../../shared/ids.ts';
import { shownPage } from '../../shared/meeting/presentation/queries.ts';
import type { Fact, MeetingEvent, MeetingState } from '../../shared/meeting/state.ts';
import { type Audience, audiences } from '../../shared/meeting/views/audiences.ts';
import { coalesce, factsFor } from '../../shared/meeting/views/facts.ts';
import { concerned, ownFactsFor, ownViewOf } from '../../shared/meeting/views/own.ts';
import { viewOf } from '../../shared/meeting/views/view.ts';
import { personById } from '../../shared/people/roster.ts';
import type { Batch, ClientToServer, Pointing, ServerToClient, WholeView } from '../../shared/wire/protocol.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { AppliedMeetingEvent } from '../meetings/meeting-log.ts';

export type Io = Server<ClientToServer, ServerToClient>;
export type Connection = Socket<ClientToServer, ServerToClient>;

export interface Joiner {
  socket: Connection;
  audience: Audience;
  person: PersonId | null;
  /** What it holds already, or null. */
  since: number | null;
}

const BALLOTS_WAIT_MS = 100;
const TURNOUT_MS = 800;
const comesInThousands: ReadonlySet<string> = new Set(['ballot-cast', 'ballot-issued']);
/** Beyond so many facts a whole view is the smaller one. */
const LONGEST_CATCH_UP = 200;

/** Who has other roles by an event than before it. */
function roleChange(event: MeetingEvent, before: MeetingState, after: MeetingState): PersonId | null {
  if (event.type !== 'person-removed' && event.type !== 'person-corrected') return null;
  const id = event.type === 'person-removed' ? event.person : event.person.id;
  const rolesIn = (state: MeetingState) => String(personById(state, id)?.roles);
  return rolesIn(before) === rolesIn(after) ? null : id;
}

export class Feed {
  readonly #io: Io;
  readonly #meeting: Meeting;
  /** The last sequence number that was told. */
  #sentUpTo: number;
  #pending: AppliedMeetingEvent[] = [];
  #joiners: Joiner[] = [];
  #scheduled: NodeJS.Immediate | null = null;
  #delayed: NodeJS.Timeout | null = null;
  #counting: NodeJS.Timeout | null = null;
  readonly #rolesChanged: (person: PersonId) => void;
  #stop: () => void;

  /** @param rolesChanged told of whoever has other roles than when she came in */
  constructor(io: Io, meeting: Meeting, rolesChanged: (person: PersonId) => void) {
    this.#io = io;
    this.#meeting = meeting;
    this.#rolesChanged = rolesChanged;
    this.#sentUpTo = meeting.log.sequence;
    const stops = [
      meeting.log.listen((applied) => this.#hear(applied)),
      meeting.ballots.onCast(() => this.#turnoutSoon()),
    ];
    this.#stop = () => {
      for (const stop of stops) stop();
    };
  }

  readonly #room = (audience: Audience) => `${this.#meeting.key}/audience/${audience}`;
  readonly #personRoom = (person: PersonId) => `${this.#meeting.key}/person/${person}`;

  #hear(applied: readonly AppliedMeetingEvent[]): void {
    this.#pending.push(...applied);
    for (const { event, before, after } of applied) {
      const changed = roleChange(event, before, after);
      if (changed) this.#rolesChanged(changed);
      for (const person of concerned(event, before, after))
        for (const fact of ownFactsFor(event, before, after, person))
          this.#io.to(this.#personRoom(person)).emit('own-fact', fact);
    }
    if (applied.some(({ event }) => !comesInThousands.has(event.type))) this.#soon();
    else this.#delayed ??= setTimeout(() => this.flush(), BALLOTS_WAIT_MS);
  }

  /** Where the presenter points: to whom the page is shown, at once, and never mind if one of them misses it. */
  point(pointing: Pointing): void {
    const shown = shownPage(this.#meeting.log.state);
    if (shown?.page !== pointing.page) return; // the hall has turned meanwhile
    const rooms = audiences
      .filter(
        (audience) => audience !== 'public' || (shown.document.access === 'public' && !this.#meeting.log.state.private),
      )
      .map(this.#room);
    this.#io.to(rooms).volatile.emit('pointing', pointing);
  }

  /** Some ballots at a time: when each of them came is nobody's business. */
  #turnoutSoon(): void {
    this.#counting ??= setTimeout(() => {
      this.#counting = null;
      const rooms = audiences.filter((audience) => audience !== 'public').map(this.#room);
      for (const turnout of this.#meeting.ballots.turnouts()) this.#io.to(rooms).emit('turnout', turnout);
    }, TURNOUT_MS);
  }

  #soon(): void {
    this.#scheduled ??= setImmediate(() => this.flush());
  }

  /** Lets a connection in with the next batch. */
  join(joiner: Joiner): void {
    this.#joiners.push(joiner);
    this.#soon();
  }

  /** Tells what is pending, then lets in who waits: so each of them stands where the audience stands. */
  flush(): void {
    if (this.#scheduled) clearImmediate(this.#scheduled);
    if (this.#delayed) clearTimeout(this.#delayed);
    this.#scheduled = this.#delayed = null;
    const { sequence } = this.#meeting.log;
    if (this.#pending.length > 0) {
      const from = this.#sentUpTo + 1;
      for (const audience of audiences) {
        const room = this.#room(audience);
        if (this.#io.of('/').adapter.rooms.has(room))
          this.#io.to(room).emit('batch', this.#batch(audience, this.#pending, from, sequence));
      }
      this.#pending = [];
      this.#sentUpTo = sequence;
    }
    if (this.#joiners.length > 0) this.#admit(this.#joiners.splice(0));
  }

  /** What joiners need, each kind of it encoded once. */
  #admit(joiners: readonly Joiner[]): void {
    const groups = new Map<string, Joiner[]>();
    for (const joiner of joiners) {
      if (!joiner.socket.connected) continue;
      const key = `${joiner.audience} ${joiner.since ?? 'whole'}`;
      const group = groups.get(key);
      if (group) group.push(joiner);
      else groups.set(key, [joiner]);
    }
    let number = 0;
    for (const group of groups.values()) {
      const { audience, since } = group[0]!;
      const entrance = `${this.#meeting.key}/entrance/${number++}`;
      for (const { socket } of group) void socket.join(entrance);
      const missed = !since ? null : this.#missed(audience, since);
      if (missed) this.#io.to(entrance).emit('batch', missed);
      else this.#io.to(entrance).emit('view', this.#wholeView(audience));
      this.#io.in(entrance).socketsLeave(entrance);
      for (const { socket, person } of group) {
        if (person) {
          socket.emit('own', ownViewOf(this.#meeting.log.state, person));
          for (const turnout of this.#meeting.ballots.turnouts()) socket.emit('turnout', turnout);
          void socket.join(this.#personRoom(person));
        }
        void socket.join(this.#room(audience));
      }
    }
  }

  #missed(audience: Audience, since: number): Batch | null {
    const applied = this.#meeting.log.appliedSince(since);
    if (!applied) return null;
    const batch = this.#batch(audience, applied, since + 1, this.#sentUpTo);
    return batch.facts.length > LONGEST_CATCH_UP ? null : batch;
  }

  #wholeView(audience: Audience): WholeView {
    const { body, id: meeting, log } = this.#meeting;
    const sequence = this.#sentUpTo;
    return {
      body,
      meeting,
      birth: log.birth!,
      sequence,
      head: log.headAt(sequence),
      view: viewOf(log.state, audience),
    };
  }

  #batch(audience: Audience, applied: readonly AppliedMeetingEvent[], from: number, to: number): Batch {
    const facts: Fact[] = applied.flatMap(({ event, before }) => factsFor(event, before, audience));
    return { from, to, head: this.#meeting.log.headAt(to), facts: coalesce(facts) };
  }

  close(): void {
    if (this.#counting) clearTimeout(this.#counting);
    this.flush();
    this.#stop();
  }
}
