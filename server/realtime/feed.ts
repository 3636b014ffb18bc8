/**
 * What one meeting tells its audiences. Everything that happened in a tick is one batch to each audience, encoded
 * once. Ballots wait up to a tenth of a second for each other: a thousand of them are some ten counts to each client.
 */
import type { Server, Socket } from 'socket.io';
import type { PersonId } from '../../shared/ids.ts';
import { shownPage } from '../../shared/meeting/presentation/queries.ts';
import type { Fact } from '../../shared/meeting/state.ts';
import { type Audience, audiences } from '../../shared/meeting/views/audiences.ts';
import { coalesce, factsFor } from '../../shared/meeting/views/facts.ts';
import { concerned, ownFactsFor, ownViewOf } from '../../shared/meeting/views/own.ts';
import { viewOf } from '../../shared/meeting/views/view.ts';
import type { Batch, ClientToServer, Pointing, ServerToClient, WholeView } from '../../shared/wire/protocol.ts';
import type { Happened, MeetingHost } from '../live/meeting-host.ts';

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

export class Feed {
  readonly #io: Io;
  readonly #host: MeetingHost;
  /** The last sequence number that was told. */
  #told: number;
  #pending: Happened[] = [];
  #joiners: Joiner[] = [];
  #scheduled: NodeJS.Immediate | null = null;
  #delayed: NodeJS.Timeout | null = null;
  #counting: NodeJS.Timeout | null = null;
  #stop: () => void;

  constructor(io: Io, host: MeetingHost) {
    this.#io = io;
    this.#host = host;
    this.#told = host.sequence;
    const stops = [
      host.listen((happened) => this.#hear(happened)),
      host.onPrepared(() => this.#showAnew()),
      host.ballots?.onCast(() => this.#turnoutSoon()) ?? (() => undefined),
    ];
    this.#stop = () => {
      for (const stop of stops) stop();
    };
  }

  /** Before the first event there is nothing to catch up by: everyone is given the whole. */
  #showAnew(): void {
    for (const audience of audiences) this.#io.to(this.#room(audience)).emit('view', this.#wholeView(audience));
    for (const { id } of this.#host.state.people)
      this.#io.to(this.#personRoom(id)).emit('own', ownViewOf(this.#host.state, id));
  }

  readonly #room = (audience: Audience) => `${this.#host.definition.id}/audience/${audience}`;
  readonly #personRoom = (person: PersonId) => `${this.#host.definition.id}/person/${person}`;

  #hear(happened: readonly Happened[]): void {
    this.#pending.push(...happened);
    for (const { event, before, after } of happened) {
      for (const person of concerned(event, before, after))
        for (const fact of ownFactsFor(event, before, after, person))
          this.#io.to(this.#personRoom(person)).emit('own-fact', fact);
    }
    if (happened.some(({ event }) => !comesInThousands.has(event.type))) this.#soon();
    else this.#delayed ??= setTimeout(() => this.flush(), BALLOTS_WAIT_MS);
  }

  /** Where the presenter points: to whom the page is shown, at once, and never mind if one of them misses it. */
  point(pointing: Pointing): void {
    const shown = shownPage(this.#host.state);
    if (shown?.page !== pointing.page) return; // the hall has turned meanwhile
    const rooms = audiences
      .filter((audience) => audience !== 'public' || (shown.document.access === 'public' && !this.#host.state.private))
      .map(this.#room);
    this.#io.to(rooms).volatile.emit('pointing', pointing);
  }

  /** Some ballots at a time: when each of them came is nobody's business. */
  #turnoutSoon(): void {
    this.#counting ??= setTimeout(() => {
      this.#counting = null;
      const rooms = audiences.filter((audience) => audience !== 'public').map(this.#room);
      for (const turnout of this.#host.ballots?.turnouts() ?? []) this.#io.to(rooms).emit('turnout', turnout);
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
    const { sequence } = this.#host;
    if (this.#pending.length > 0) {
      const from = this.#told + 1;
      for (const audience of audiences) {
        const room = this.#room(audience);
        if (this.#io.of('/').adapter.rooms.has(room))
          this.#io.to(room).emit('batch', this.#batch(audience, this.#pending, from, sequence));
      }
      this.#pending = [];
      this.#told = sequence;
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
      const entrance = `${this.#host.definition.id}/entrance/${number++}`;
      for (const { socket } of group) void socket.join(entrance);
      const missed = !since ? null : this.#missed(audience, since);
      if (missed) this.#io.to(entrance).emit('batch', missed);
      else this.#io.to(entrance).emit('view', this.#wholeView(audience));
      this.#io.in(entrance).socketsLeave(entrance);
      for (const { socket, person } of group) {
        if (person) {
          socket.emit('own', ownViewOf(this.#host.state, person));
          for (const turnout of this.#host.ballots?.turnouts() ?? []) socket.emit('turnout', turnout);
          void socket.join(this.#personRoom(person));
        }
        void socket.join(this.#room(audience));
      }
    }
  }

  #missed(audience: Audience, since: number): Batch | null {
    const happened = this.#host.happenedSince(since);
    if (!happened) return null;
    const batch = this.#batch(audience, happened, since + 1, this.#told);
    return batch.facts.length > LONGEST_CATCH_UP ? null : batch;
  }

  #wholeView(audience: Audience): WholeView {
    const { definition, birth, state } = this.#host;
    const sequence = this.#told;
    return {
      meeting: definition.id,
      birth,
      sequence,
      head: this.#host.headAt(sequence),
      view: viewOf(state, audience),
    };
  }

  #batch(audience: Audience, happened: readonly Happened[], from: number, to: number): Batch {
    const facts: Fact[] = happened.flatMap(({ event, before }) => factsFor(event, before, audience));
    const { birth } = this.#host;
    return { from, to, head: this.#host.headAt(to), ...(from === 1 && birth ? { birth } : {}), facts: coalesce(facts) };
  }

  close(): void {
    if (this.#counting) clearTimeout(this.#counting);
    this.flush();
    this.#stop();
  }
}
